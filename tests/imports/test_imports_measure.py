"""Our own extraction held against annotations: what counts as found, right, missed and extra."""

from __future__ import annotations

from typing import Any

import pytest

from provenance.extract.extractor import Extractor
from provenance.extract.parser import Parser
from provenance.imports.ground import Grounder
from provenance.imports.measure import CUES, FOUND, INTERVALS, RIGHT, STATEMENTS, Measure, Score
from provenance.packs import Packs
from provenance.read import read_text

TEXT = (
    "Harbour police said at least 12 people were killed on 2 May 2019. "
    "Doctors said 4 men were hurt. The list at the gate bore 7 names."
)
POLICE = {"text": "Harbour police", "kind": "official", "named": False}
DOCTORS = {"text": "Doctors", "kind": "humanitarian", "named": False}


def claim(
    text: str, number: str, low: int, high: int | None, source: Any = None, measure: str = "killed"
) -> dict[str, Any]:
    """An annotated claim."""
    said = {"attribution": {"source": source, "cue": {"text": "said"}}} if source else {}
    figure = {"text": number, "low": low, "high": high, "measure": measure}
    return {"text": text, "figures": [figure], **said}


TWELVE = claim("at least 12 people were killed", "at least 12", 12, None, POLICE)
FOUR = claim("4 men were hurt", "4", 4, 4, DOCTORS, "injured")
SEVEN = claim("bore 7 names", "7", 7, 7, None, "missing")


@pytest.fixture(scope="module")
def measured(packs: Packs, parser: Parser) -> Any:
    """A function that measures the text against annotations."""
    extractor, grounder = Extractor(packs, parser), Grounder(packs)

    def run(*gold: dict[str, Any]) -> Measure:
        reading = read_text(TEXT, packs)
        found = grounder.ground(TEXT, reading.sentences, gold)
        assert found.refusals == ()
        measure = Measure(packs)
        measure.add(extractor.extract(reading), found.claims)
        return measure

    return run


def scores(measure: Measure) -> dict[tuple[str, str], Score]:
    """The scores by what they count."""
    return {(score.what, score.rule): score for score in measure.tally.scores()}


def counts(score: Score) -> tuple[int, int, int]:
    """Expected, given, right."""
    return score.expected, score.given, score.right_given


def test_all_right(measured: Any) -> None:
    found = scores(measured(TWELVE, FOUR))
    assert counts(found[FOUND, ""]) == (2, 2, 2)
    assert counts(found[RIGHT, ""]) == (2, 2, 2)
    assert counts(found[STATEMENTS, ""]) == (2, 2, 2)
    assert found[FOUND, ""].f1 == 1.0
    assert counts(found[INTERVALS, "interval.at_least"]) == (1, 1, 1)
    by_rule = [score for (what, _), score in found.items() if what == CUES]
    assert sum(score.recall or 0 for score in by_rule) == 1.0


def test_missed_and_extra(measured: Any) -> None:
    measure = measured(TWELVE, SEVEN)
    found = scores(measure)
    assert counts(found[FOUND, ""]) == (2, 2, 1)
    assert (found[FOUND, ""].precision, found[FOUND, ""].recall) == (0.5, 0.5)
    assert {(m.kind, m.sentence.split()[0]) for m in measure.tally.mistakes} == {
        ("missed", "The"),
        ("extra", "Doctors"),
    }


@pytest.mark.parametrize(
    ("gold", "kind", "expected", "given"),
    [
        (claim("at least 12 people were killed", "at least 12", 12, 12, POLICE), "interval",
         "at least 12 [12..12] killed", "at least 12 [12..] killed"),
        (claim("at least 12 people were killed", "at least 12", 12, None, POLICE, "missing"),
         "measure", "missing", "killed"),
        (claim("at least 12 people were killed", "at least 12", 12, None), "source", None,
         "Harbour police"),
        (TWELVE | {"modality": "hedged"}, "modality", "hedged", "asserted"),
        (TWELVE | {"figures": [TWELVE["figures"][0] | {"party": "civilian"}]}, "party",
         "civilian", None),
    ],
)  # fmt: skip
def test_what_is_read_otherwise_is_named(
    measured: Any, gold: dict[str, Any], kind: str, expected: str | None, given: str | None
) -> None:
    measure = measured(gold, FOUR)
    (mistake,) = measure.tally.mistakes
    assert (mistake.kind, mistake.expected, mistake.given) == (kind, expected, given)
    right = scores(measure)[RIGHT, ""].right
    assert right == (2 if kind in ("modality", "party") else 1)


def test_nothing_annotated_is_all_extra(measured: Any) -> None:
    measure = measured()
    found = scores(measure)
    assert (found[FOUND, ""].precision, found[FOUND, ""].recall) == (0.0, None)
    assert {m.kind for m in measure.tally.mistakes} == {"extra"}
    assert found[FOUND, ""].as_dict(partial=True)["precision"] is None
