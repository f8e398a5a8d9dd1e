"""What a page says of itself, and what stays unknown."""

from __future__ import annotations

import pytest

from provenance.naming import source_id
from provenance.packs import Packs
from provenance.read import read_text
from provenance.read.dates import date_reader
from provenance.read.publisher import origin_source, publisher_source
from provenance.records import Document, SourceKind

BODY = "The river rose by two metres on Monday. Officials said that 40 families had left."


def document(packs: Packs, text: str, **given: str) -> Document:
    return read_text(text, packs, **given).document  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("printed", "edtf", "precision"),
    [
        ("2016-10-31", "2016-10-31", "day"),
        ("2016-10", "2016-10", "month"),
        ("2016", "2016", "year"),
        ("XXXX-12-20", "XXXX-12-20", "day"),
        ("2016-10-31T10:00:00Z", "2016-10-31", "day"),
        ("2016-10-31 10:00", "2016-10-31", "day"),
        ("Mon, 31 Oct 2016 10:00:00 GMT", "2016-10-31", "day"),
        ("Mon Oct 31 2016", "2016-10-31", "day"),
        ("October 7, 2023", "2023-10-07", "day"),
        ("7 October 2023", "2023-10-07", "day"),
        ("Oct 262016", "2016-10-26", "day"),
        ("Dec.20", "XXXX-12-20", "day"),
        ("December 2019", "2019-12", "month"),
        ("31.10.2016", "2016-10-31", "day"),
        ("05.02.2015", "2015-02-05", "day"),
        ("10/31/2016", "2016-10-31", "day"),
        ("٢٠١٦-١٠-٣١", "2016-10-31", "day"),
        ("05/02/2015", "2015", "year"),
        ("Thursday, 05/02/2015", "2015-02-05", "day"),
    ],
)
def test_given_dates(packs: Packs, printed: str, edtf: str, precision: str) -> None:
    found = document(packs, BODY, published=printed)
    assert (found.published, found.published_precision) == (edtf, precision)


@pytest.mark.parametrize(
    "printed",
    ["yesterday", "31 Feb 2015", "2015-02-31", "2016-13", "9999-12-31", "12", "99/99/2015"],
)
def test_dates_that_are_none(packs: Packs, printed: str) -> None:
    found = document(packs, BODY, published=printed)
    assert found.published is None
    assert ("published", "given.no_date") in [(e.field, e.rule) for e in found.evidence]


def test_date_places_are_those_of_the_text(packs: Packs) -> None:
    text = f"HALSTEAD, Ont., June 3 (UPI) — {BODY}"
    found = document(packs, text)
    evidence = next(e for e in found.evidence if e.field == "published")
    assert found.published == "XXXX-06-03"
    assert [text[a:b] for a, b in evidence.spans] == ["June 3"]


def test_a_date_in_the_body_is_not_the_page_s(packs: Packs) -> None:
    assert document(packs, "On 3 June 2016 the river rose. It fell later.").published is None


@pytest.mark.parametrize(
    ("text", "publisher", "original"),
    [
        (f"{BODY}\nGlobal Research calls upon its readers to support Mill Press",
         "Global Research", "Mill Press"),
        (f"{BODY}\nThe original source of this article is [Mill Press](#)", None, "Mill Press"),
        (f"{BODY}\nThis article was originally published by Mill Press.", None, "Mill Press"),
        (f"{BODY}\nThis article was first published by Mill Press on 3 June.", None, "Mill Press"),
        (f"Head Line\n\nGlobal Research, June 4, 2016\n\n[Mill Press](#) 3 June 2016\n\n{BODY}",
         "Global Research", "Mill Press"),
        (f"HALSTEAD (Reuters) - {BODY}", None, "Reuters"),
        (f"{BODY}\n--Reuters", None, "Reuters"),
        (f"{BODY}\n(Source: Reuters)", None, "Reuters"),
        (f"{BODY}\nCopyright © 2016 Mill Press. All rights reserved.", "Mill Press", None),
        (f"{BODY}\nCopyright 2016 The Associated Press. All rights reserved.",
         None, "Associated Press"),
        (f"{BODY}\nAbout CNN - Policies & Disclosures - Comment Policy", "CNN", None),
        (f"{BODY}\nwww.globalresearch.ca contains copyrighted material.", "Global Research", None),
        (f"{BODY}\nIf you like our content, please support the project: https://www.rt.com/donate/",
         "RT", None),
        (f"{BODY}\nThe sources told Reuters that it was over.", None, None),
        (BODY, None, None),
    ],
)  # fmt: skip
def test_publisher_and_original(
    packs: Packs, text: str, publisher: str | None, original: str | None
) -> None:
    found = document(packs, text)
    assert (found.publisher, found.republished_from) == (publisher, original)


def test_given_wins(packs: Packs) -> None:
    text = f"Head Line Here\n\nBy Ada Hale\n\nGlobal Research, June 4, 2016\n\n{BODY}"
    found = document(
        packs, text, publisher="Mill Press", title="Given", published="2020", author="Bo Ross"
    )
    assert (found.publisher, found.title, found.author) == ("Mill Press", "Given", "Bo Ross")
    assert found.published == "2020"
    rules = {e.field: e.rule for e in found.evidence}
    assert rules["publisher"] == rules["title"] == rules["author"] == "given"


def test_title_author_and_date_of_the_page(packs: Packs) -> None:
    text = f"Head Line Here\n\nBy Ada Hale\n\nGlobal Research, June 4, 2016\n\n{BODY}"
    found = document(packs, text)
    assert (found.title, found.author, found.published) == (
        "Head Line Here",
        "Ada Hale",
        "2016-06-04",
    )
    for evidence in found.evidence:
        assert evidence.spans


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"publisher": "sana"}, "SANA"),
        ({"publisher": "A Small Paper"}, "A Small Paper"),
        ({"url": "https://www.reuters.com/x"}, "Reuters"),
        ({"url": "http://web.archive.org/web/2016/http://www.rt.com:80/a"}, "RT"),
        ({"url": "https://smallpaper.example/x"}, "smallpaper.example"),
        ({"title": "Flood cuts off town | The Jordan Times"}, "The Jordan Times"),
    ],
)
def test_publisher_as_given(packs: Packs, given: dict[str, str], expected: str) -> None:
    assert document(packs, BODY, **given).publisher == expected


def test_an_agency_is_no_republication_on_its_own_page(packs: Packs) -> None:
    found = document(packs, f"HALSTEAD (Reuters) - {BODY}", publisher="reuters")
    assert (found.publisher, found.republished_from) == ("Reuters", None)


def test_an_agency_as_author(packs: Packs) -> None:
    assert document(packs, BODY, publisher="RT", author="AP").republished_from == "Associated Press"


def test_sources_of_publisher_and_origin(packs: Packs) -> None:
    found = document(packs, f"HALSTEAD (AFP) - {BODY}", publisher="etilaf")
    publisher, origin = publisher_source(found), origin_source(found)
    assert (publisher.name, publisher.kind) == ("Syrian Coalition", SourceKind.POLITICAL)
    assert (origin.name, origin.kind, origin.named) == ("AFP", SourceKind.MEDIA, True)
    assert publisher.id == source_id("Syrian Coalition")


def test_an_unknown_publisher_is_a_source_of_its_own(packs: Packs) -> None:
    first = publisher_source(document(packs, BODY))
    second = publisher_source(document(packs, BODY + " More."))
    assert (first.name, first.named) == ("unknown publisher", False)
    assert first.id != second.id
    assert origin_source(document(packs, BODY)) == first


def test_searching_a_date_reads_no_part_of_a_word(packs: Packs) -> None:
    reader = date_reader(packs)
    assert reader.search("room A5 May 2016x", 0, 17) is None
    found = reader.search("seen on 5 May 2016.", 0, 19)
    assert found is not None
    assert (found.edtf, found.start, found.end) == ("2016-05-05", 8, 18)
