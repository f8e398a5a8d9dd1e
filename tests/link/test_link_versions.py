"""Two captures side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.link import versions as versions_module
from provenance.link.versions import Change, differences

Span = tuple[int, int]


def spans(sentences: list[str]) -> tuple[str, list[Span]]:
    text, found = "", []
    for sentence in sentences:
        found.append((len(text), len(text) + len(sentence)))
        text += sentence + "  "
    return text, found


def told(before: list[str], after: list[str]) -> list[tuple[str, str | None, str | None]]:
    (a, in_a), (b, in_b) = spans(before), spans(after)

    def cut(text: str, span: Span | None) -> str | None:
        return text[slice(*span)] if span else None

    found = differences(a, in_a, b, in_b)
    return [(d.change.value, cut(a, d.before), cut(b, d.after)) for d in found]


NINE = "Shells killed nine people in the old port."
FOUR = "Shells killed four people in the old port."
MILL = "A mine near the mill hurt six farmers."
CRANE = "Two cranes were burnt."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        ([NINE], [NINE], [("same", NINE, NINE)]),
        ([NINE], [NINE.replace(" ", "\n")], [("same", NINE, NINE.replace(" ", "\n"))]),
        ([NINE, MILL], [FOUR], [("changed", NINE, FOUR), ("gone", MILL, None)]),
        ([MILL], [CRANE, MILL], [("new", None, CRANE), ("same", MILL, MILL)]),
        ([NINE], [CRANE, FOUR], [("new", None, CRANE), ("changed", NINE, FOUR)]),
        ([MILL], [CRANE], [("gone", MILL, None), ("new", None, CRANE)]),
    ],
)
def test_differences(before: list[str], after: list[str], expected: list[object]) -> None:
    assert told(before, after) == expected


def test_the_words_that_changed() -> None:
    (found,) = differences(NINE, [(0, len(NINE))], FOUR, [(0, len(FOUR))])
    assert [NINE[slice(*span)] for span in found.words_before] == ["nine"]
    assert [FOUR[slice(*span)] for span in found.words_after] == ["four"]


def test_a_page_of_very_many_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions_module, "MOST", 1)
    assert told([NINE, MILL], [MILL, CRANE]) == [
        ("gone", NINE, None),
        ("same", MILL, MILL),
        ("new", None, CRANE),
    ]


word = st.sampled_from(["a", "b", "c", "12", "."])
sentence = st.lists(word, min_size=1, max_size=5).map(" ".join)


@given(st.lists(sentence, max_size=8), st.lists(sentence, max_size=8))
def test_every_sentence_is_told_once(before: list[str], after: list[str]) -> None:
    (a, in_a), (b, in_b) = spans(before), spans(after)
    found = differences(a, in_a, b, in_b)
    assert [d.before for d in found if d.before] == in_a
    assert [d.after for d in found if d.after] == in_b
    for d in found:
        assert (d.before is None) == (d.change is Change.NEW)
        assert (d.after is None) == (d.change is Change.GONE)
