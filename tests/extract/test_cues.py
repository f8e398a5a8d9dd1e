"""Cues: the vocabulary, word forms, and the test that saves a parse."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import PackError
from provenance.extract.cues import cues_of, needs_parse
from provenance.extract.parser import Parser
from provenance.packs import Packs


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said it would rain.",
        "According to the mayor it would rain.",
        "He denied it.",
        "“It rains.”",
        "She has told everybody.",
        "Police: two hurt",
        "They wrote that nothing happened.",
        "The claims were made on Monday.",
    ],
)
def test_a_sentence_with_a_cue_or_a_mark_needs_a_parse(text: str, packs: Packs) -> None:
    assert needs_parse(text, packs)


@pytest.mark.parametrize("text", ["The bridge is long.", "", "Rain fell for hours.", "12 13 14"])
def test_a_sentence_without_one_does_not(text: str, packs: Packs) -> None:
    assert not needs_parse(text, packs)


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("She hoped that it would rain.", "hoped", "hope"),
        ("He expresses regret.", "expresses", "express"),
        ("They criticized the plan.", "criticized", "criticize"),
        ("They said no.", "said", "say"),
        ("The bridge fell.", "fell", None),
    ],
)
def test_lemmas_are_those_listed(
    text: str, word: str, lemma: str | None, parser: Parser, packs: Packs
) -> None:
    doc = next(iter(parser.parse([text])))
    token = next(t for t in doc if t.text == word)
    assert cues_of(packs).lemma(token) == lemma
    assert (token.i, lemma) in list(cues_of(packs).find(doc)) or lemma is None


def test_a_domain_pack_adds_to_the_general_one(packs: Packs) -> None:
    assert not cues_of(Packs(("general",))).deeds
    assert "attack" in cues_of(packs).acting
    assert "say" in cues_of(packs).table["clause"]


def test_a_misspelt_topic_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "cues.yaml").write_text("# words\nspeach: [say]\n", "utf-8")
    with pytest.raises(PackError, match=r"cues\.yaml:2"):
        cues_of(Packs((str(tmp_path),)))
