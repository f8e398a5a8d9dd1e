"""Encodings told wrongly or not at all, characters nobody sees, references escaped twice."""

from __future__ import annotations

import pytest

from provenance.packs import Packs
from provenance.read import Raw, read_raw
from provenance.read.charset import decode_page
from provenance.read.unseen import plain_markup, visible

SAID = "“We’ve no beds,” said Dr. Ilán Varó of Muñoz near the café – at €50 a night."


def page(charset: str, body: str = SAID) -> str:
    return (
        f'<html><head><meta charset="{charset}"><title>Beds are short</title></head><body>'
        f"<article><h1>Beds are short</h1><p>{body}</p><p>The army denied that it had fired at "
        "the town and blamed the Free Column for the attack.</p></article></body></html>"
    )


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("utf-8", "cp1252"),
        ("windows-1252", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-8", "utf-16-be"),
        ("utf-16", "utf-16"),
        ("iso-8859-1", "cp1252"),
    ],
)
def test_pages_in_another_encoding_than_they_declare(declared: str, written: str) -> None:
    assert SAID in decode_page(page(declared).encode(written), "x.html")


def test_letters_pasted_from_windows_into_utf8() -> None:
    data = page("utf-8").encode() + "<p>The café’s owner</p>".encode("cp1252")
    text = decode_page(data, "x.html")
    assert SAID in text
    assert "The café’s owner" in text
    assert "\ufffd" not in text


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("peo\u00adple were kil&shy;led, 3\u200b0 of them", "people were killed, 30 of them"),
        ("\u202eThe army\u202c &#8294;denied&#x2069; it", "The army denied it"),
        ("ki\u200clled", "killed"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        (
            "&amp;ldquo;No,&amp;rdquo; he said &amp;amp;amp; left",
            "&ldquo;No,&rdquo; he said &amp; left",
        ),
        ("a &amp;nothing; b &amp; c", "a &amp;nothing; b &amp; c"),
    ],
)
def test_what_no_reader_sees(source: str, seen: str) -> None:
    assert plain_markup(source) == seen


def test_visible_leaves_other_text_alone() -> None:
    assert visible("“Déjà vu” – \u00a0 12 %") == "“Déjà vu” – \u00a0 12 %"


def test_a_page_is_read_as_it_is_seen(packs: Packs) -> None:
    body = "At least 1&#8203;4 peo\u00adple were killed &amp;ndash; the council said on Tuesday."
    raw = Raw(page("utf-8", body).encode(), "x.html", "text/html", "html", {})
    text = read_raw(raw, packs).document.text
    assert "At least 14 people were killed – the council said on Tuesday." in text


WESTERN = "The mayor of Ñoru, José Ibáñez, said on Monday that 14 people had been killed there."
RUSSIAN = "По меньшей мере четырнадцать мирных жителей погибли при обстреле рынка во вторник утром."
CHINESE = (
    "周二上午市场遭到炮击,省卫生局说至少有十四名平民死亡,三十一人受伤,救援人员仍在废墟中搜寻。"
)


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (WESTERN, "cp1252", "gb2312"),
        (WESTERN, "cp1252", "shift_jis"),
        (WESTERN, "cp1252", "utf-7"),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (CHINESE, "gb18030", "windows-1252"),
        (CHINESE, "gb18030", "gb2312"),
    ],
)
def test_a_declaration_that_the_bytes_contradict(text: str, codec: str, declared: str) -> None:
    more = "<p>What stands beside it says nothing of the letters that it is written in.</p>" * 3
    page = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p>{more}</body></html>'
    assert text in decode_page(page.encode(codec), "x.html")
