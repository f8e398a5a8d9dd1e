"""Claims held against a text: what is accepted, and what is said of the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.imports.ground import Grounder, Grounding
from provenance.imports.merge import sentence_of
from provenance.packs import Packs
from provenance.read import read_text
from provenance.records import Sentence, SourceKind, Zone

TEXT = """\
Fire at the mill

PORTO NOVO, 3 May 2019 – At least 12 workers were killed, including 3 children, the  Harbour \
Ministry said. Three were hurt, Ana Vell told the Coast Courier. “Naïve 🙂 reports,” said 3 men.
"""


@pytest.fixture(scope="module")
def grounder(packs: Packs) -> Grounder:
    """A grounder of the default packs."""
    return Grounder(packs)


@pytest.fixture(scope="module")
def sentences(packs: Packs) -> tuple[Sentence, ...]:
    """The sentences of the text."""
    return read_text(TEXT, packs).sentences


def figure(text: str, low: int | None, **more: Any) -> dict[str, Any]:
    """A figure of a line."""
    return {"text": text, "low": low, "high": low, "measure": "killed"} | more


MINISTRY = {"text": "the Harbour Ministry", "name": "Harbour Ministry", "kind": "military",
            "named": True}  # fmt: skip
TOLD: dict[str, Any] = {
    "id": "a",
    "text": "At least 12 workers were killed, including 3 children",
    "attribution": {"source": MINISTRY, "cue": {"text": "said"}},
    "figures": [
        figure("At least 12", 12, high=None, id="f"),
        figure("3", 3, point=3, subset_of="f", party="civilian"),
    ],
    "when": {"edtf": "2019-05-03", "text": "3 May 2019"},
}
HURT: dict[str, Any] = {"text": "Three were hurt", "figures": [figure("Three", 3)]}


def test_words_without_spans_are_found(grounder: Grounder, sentences: tuple[Sentence, ...]) -> None:
    found = grounder.ground(TEXT, sentences, [TOLD, HURT])
    assert found.refusals == ()
    told, hurt = found.claims
    assert TEXT[slice(*told.spans[0])] == TOLD["text"]
    assert [TEXT[slice(*f.span)] for f in told.figures] == ["At least 12", "3"]
    assert told.figures[1].subset_of == (0, 0)
    assert told.source is not None
    assert (told.source.name, told.source.kind) == ("Harbour Ministry", SourceKind.MILITARY)
    assert TEXT[slice(*told.cue[0])] == "said"
    assert hurt.figures[0].rule == "import.given"
    assert not hurt.attributed


def test_a_body_that_the_packs_know_is_that_body(
    grounder: Grounder, sentences: tuple[Sentence, ...], packs: Packs
) -> None:
    text = "SOHR said 3 men were killed."
    claim = {"text": "3 men were killed", "attribution": {"source": {"text": "SOHR"}}}
    found = grounder.ground(text, read_text(text, packs).sentences, [claim])
    source = found.claims[0].source
    assert source is not None
    assert source.name == "Syrian Observatory for Human Rights"
    assert source.named


def changed(claim: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A claim with other values."""
    return claim | more


WRONG: list[tuple[Any, str]] = [
    ([], "input should be"),
    (changed(HURT, verdict="fake"), "verdict: no such key"),
    ({"figures": []}, "text: is missing"),
    (changed(HURT, text=""), "the claim has no words"),
    (changed(HURT, text="Four were hurt"), "does not stand in the text as it is written here"),
    (changed(HURT, text="3"), "stands there more than once"),
    (changed(HURT, spans=[[0, 9999]]), "is no span of a text of"),
    (changed(HURT, spans=[[5, 5]]), "is no span of a text of"),
    (changed(HURT, spans=[[-3, 5]]), "is no span of a text of"),
    (changed(HURT, spans=[[9, 12], [3, 10]]), "overlap or are not in order"),
    (changed(HURT, spans=[[0, 15]]), "holds “Fire at the mil”, not “Three were hurt”"),
    (changed(HURT, text="Coast Courier. “Naïve 🙂 reports"), "stands in more than one sentence"),
    (changed(HURT, figures=[figure("Three", 4)]), "4 cannot be read from “Three” (3)"),
    (changed(HURT, figures=[figure("Three", None)]), "no number cannot be read from"),
    (changed(HURT, figures=[figure("Three", 3, high=2)]), "cannot be read from"),
    (changed(HURT, figures=[figure("Three", "3")]), "figures[0].low: input should be"),
    (changed(HURT, figures=[figure("Three", -3)]), "figures[0].low"),
    (changed(HURT, figures=[figure("Three", 3.5)]), "figures[0].low"),
    (changed(HURT, figures=[figure("Three", 3, measure="kiled")]), "figures[0].measure"),
    (changed(HURT, figures=[figure("Three", 3, party="martian")]), "is no party of the packs"),
    (changed(HURT, figures=[figure("12", 12)]), "does not stand in the text"),
    (
        changed(HURT, figures=[figure("12", 12, span=[TEXT.index("12"), TEXT.index("12") + 2])]),
        "is not in the sentence of its claim",
    ),
    (changed(HURT, figures=[figure("Three", 3), figure("Three", 3)]), "stands in it twice"),
    (changed(HURT, figures=[figure("Three", 3, subset_of="x")]), "which is no figure here"),
    (changed(HURT, attribution={"source": {"text": "Ana Vell"}}), "lacks \"kind\" and \"named\""),
    (changed(HURT, attribution={"continues": "z"}), "it continues “z”, which is no claim before"),
    (changed(HURT, attribution={"cue": {"text": "denied"}}), "the cue “denied” does not stand"),
    (changed(HURT, when={"edtf": "3 May", "text": "3 May 2019"}), "is no date in EDTF"),
    (changed(HURT, evidence=[{"field": "x", "rule": "y", "spans": [[0, 9999]]}]), "the evidence"),
    (changed(HURT, modality="sure"), "modality"),
    ({"text": "3 May 2019"}, "dateline"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "message"), WRONG, ids=[m for _, m in WRONG])
def test_what_the_text_does_not_bear_out_is_refused(
    grounder: Grounder, sentences: tuple[Sentence, ...], claim: Any, message: str
) -> None:
    found = grounder.ground(TEXT, sentences, [TOLD, claim])
    assert len(found.claims) == 1
    (refusal,) = found.refusals
    assert refusal.claim == 2
    assert message in refusal.problem
    assert "\n" not in refusal.problem + refusal.remedy
    assert refusal.remedy


def test_a_refused_claim_takes_those_with_it_that_refer_to_it(
    grounder: Grounder, sentences: tuple[Sentence, ...]
) -> None:
    wrong = changed(TOLD, figures=[figure("At least 12", 13, id="f")])
    goes_on = changed(HURT, id="b", attribution={"continues": "a"})
    third = {"text": "Fire at the mill", "attribution": {"continues": "b"}}
    free = {"text": "said 3 men", "figures": [figure("3", 3)]}
    found = grounder.ground(TEXT, sentences, [wrong, goes_on, third, free])
    assert [r.claim for r in found.refusals] == [1, 2, 3]
    assert "refers to claim 1" in found.refusals[1].problem
    assert [c.figures[0].low for c in found.claims] == [3]


def test_references_follow_those_that_are_left(
    grounder: Grounder, sentences: tuple[Sentence, ...]
) -> None:
    found = grounder.ground(
        TEXT, sentences, [{"text": "nowhere"}, TOLD, changed(HURT, attribution={"continues": "a"})]
    )
    assert found.claims[0].figures[1].subset_of == (0, 0)
    assert found.claims[1].continues == 0


@settings(deadline=None)
@given(
    start=st.integers(-5, len(TEXT) + 5),
    end=st.integers(-5, len(TEXT) + 5),
    low=st.integers(0, 200),
)
def test_whatever_is_accepted_stands_in_the_text(start: int, end: int, low: int) -> None:
    grounder, sentences = _shared()
    words = TEXT[max(0, start) : max(0, end)]
    claim = {"text": words, "spans": [[start, end]], "figures": [figure("12", low)]}
    found: Grounding = grounder.ground(TEXT, sentences, [claim])
    for held in found.claims:
        assert held.spans == ((start, end),)
        sentence = sentence_of(sentences, held.spans)
        assert sentence is not None
        assert sentence.zone is not Zone.BOILERPLATE
        assert [TEXT[slice(*f.span)] for f in held.figures] == ["12"]
        assert low == 12


def _shared() -> tuple[Grounder, tuple[Sentence, ...]]:
    if not _KEPT:
        packs = Packs()
        _KEPT.append((Grounder(packs), read_text(TEXT, packs).sentences))
    return _KEPT[0]


_KEPT: list[tuple[Grounder, tuple[Sentence, ...]]] = []
