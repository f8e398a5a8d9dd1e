"""Even rows: the scores of a sentence are the same to the last digit, whatever stands beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from provenance.extract.parser import Parser
from provenance.extract.transitions import NAME

SENTENCES = [
    f"In Velm {n} bakers and {n + 1} farmers, said the mayor, were hurt at {n} o'clock."
    for n in range(60)
] + ["No.", "The army denied it."]


def scores(parser: Parser, texts: list[str]) -> list[tuple[Any, Any]]:
    """Return what tagger and parser make of each sentence, before they choose."""
    nlp = parser.nlp
    docs = [nlp.make_doc(text) for text in texts]
    tok2vec: Any = nlp.get_pipe("tok2vec")
    tagger: Any = nlp.get_pipe("tagger")
    transitions: Any = nlp.get_pipe(NAME)
    tok2vec.set_annotations(docs, tok2vec.predict(docs))
    tags = tagger.model.predict(docs)
    first = transitions.model.predict(docs).predict(transitions.moves.init_batch(docs))
    return list(zip(tags, first, strict=True))


@pytest.mark.parametrize("size", [1, 3, 20])
def test_scores_do_not_depend_on_the_batch(parser: Parser, size: int) -> None:
    together = scores(parser, SENTENCES)
    apart = [
        one
        for at in range(0, len(SENTENCES), size)
        for one in scores(parser, SENTENCES[at : at + size])
    ]
    for one, other in zip(together, apart, strict=True):
        assert np.array_equal(one[0], other[0])
        assert np.array_equal(one[1], other[1])
