"""Kinds: sentence -> kind of happening and the word that tells it; on invented texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.extract.kinds import Kinds, find_kind, might_speak
from provenance.extract.page import Page
from provenance.packs import Packs
from provenance.records import Span

MakePage = Callable[..., Page]
FindSpan = Callable[..., tuple[Span, ...]]


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("An air strike hit the bakery.", "airstrike", "air strike"),
        ("Air-strikes hit the bakery.", "airstrike", "Air-strikes"),
        ("Mortars fell on the square, killing two.", "shelling", "Mortars"),
        ("A car bomb went off in the suicide attack.", "suicide_bombing", "suicide attack"),
        ("Gunmen opened fire on a bus.", "shooting", "Gunmen"),
        ("The group beheaded two men.", "execution", "beheaded"),
        ("A drone attack damaged the depot.", "drone_attack", "drone attack"),
        ("Chlorine was used in the shelling.", "chemical_attack", "Chlorine"),
        ("The army recaptured the hill.", "territory_change", "recaptured"),
        ("Forty fighters laid down their arms.", "surrender", "laid down their arms"),
        ("Thousands fled the fighting.", "displacement", "fled"),
        ("Police arrested two men.", "detention", "arrested"),
        ("An earthquake struck the town.", "earthquake", "earthquake"),
        ("The ferry sank off the point.", "shipwreck", "ferry sank"),
        ("A fire swept through the mill.", "fire", "fire swept"),
        ("They fired at a car.", None, None),
        ("Flooding killed two.", "flood", "Flooding"),
        ("The ministry flooded the shops with rice.", None, None),
        ("Two people died.", "killing", "died"),
        ("A deployment point burnt and two died.", "killing", "died"),
        ("The bakery sells bread.", None, None),
    ],
)
def test_kind(
    make_page: MakePage,
    find_span: FindSpan,
    packs: Packs,
    text: str,
    kind: str | None,
    word: str | None,
) -> None:
    page = make_page("A lead.", text)
    found = find_kind(page, 1, find_span(page, 1), packs)
    assert (found.name if found else None) == kind
    if found is not None:
        assert page.slice(found.evidence.spans[0]) == word
        assert found.evidence.rule.startswith(f"kind.{kind}.")


def test_only_words_of_the_content_count(
    make_page: MakePage, find_span: FindSpan, packs: Packs
) -> None:
    page = make_page("The bombing squad said that two men were arrested.")
    found = find_kind(page, 0, find_span(page, 0, "two men were arrested"), packs)
    assert found is not None
    assert found.name == "detention"


def test_every_kind_above_is_a_kind(packs: Packs) -> None:
    kinds = packs.topic("kinds", Kinds).kinds
    assert {kind.broader for kind in kinds.values()} - {None} <= set(kinds)


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("Clashing units met.", True),
        ("THE AIRSTRIKES WENT ON", True),
        ("These stories were fabricated.", True),
        ("The weather is mild.", False),
        ("", False),
    ],
)
def test_might_speak(packs: Packs, text: str, yes: bool) -> None:
    assert might_speak(text, packs) is yes


def test_no_kind_without_the_cheap_test_saying_yes(
    make_page: MakePage, find_span: FindSpan, packs: Packs
) -> None:
    words = [word for kind in packs.topic("kinds", Kinds).kinds.values() for word in kind.words]
    pages = {word: make_page(word) for word in words}
    told = [w for w, page in pages.items() if find_kind(page, 0, find_span(page), packs)]
    assert 2 * len(told) > len(words), "most words tell their kind alone"
    assert [word for word in told if not might_speak(word, packs)] == []
