"""Tags: classes of the parser's part-of-speech tags (Penn Treebank) that rules share."""

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Verbs that make a clause a sentence."""

__all__ = ["FINITE", "NOUNS"]
