"""Vectors of words in context: spaCy's tok2vec with the same weights, at half its cost.

What a word is before its neighbours are looked at is remembered; the window over the
neighbours is a few operations on blocks that fit a processor's cache.  The numbers are those
of spaCy's own layers, operation by operation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, NORM, ORTH, PREFIX, SHAPE, SPACY, SUFFIX
from spacy.tokens import Doc
from thinc.api import Model

Floats = NDArray[np.float32]

COLUMNS = (NORM, PREFIX, SUFFIX, SHAPE, SPACY, IS_SPACE)
"""What the embedding knows of a word; the layers name them so."""
NAMES = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
ROOM = 40_000
"""Words that are remembered before all are forgotten: 15 MiB."""
BLOCK = 1_000
"""Words whose vectors are made at a time: what they take fits a second-level cache."""

EVEN = 64
"""Rows that are multiplied at once are a multiple of this.  A BLAS takes a few rows at the end, or
few rows in all, by another way and rounds otherwise: what a word's vector is would depend, in the
seventh digit, on how many words it came with."""


class Dense:
    """A layer that takes the greatest of three linear pieces and normalizes it."""

    def __init__(self, maxout: Model[Any, Any], norm: Model[Any, Any]) -> None:
        width, pieces, within = (maxout.get_dim(name) for name in ("nO", "nP", "nI"))
        weights = maxout.get_param("W").reshape(width, pieces, within)
        # All first pieces, then all second, then all third: each is one run of numbers.
        weights = weights.transpose(1, 0, 2).reshape(pieces * width, within)
        self.weights: Floats = np.ascontiguousarray(weights.T)
        self.bias: Floats = np.ascontiguousarray(
            maxout.get_param("b").reshape(width, pieces).T.reshape(pieces * width)
        )
        self.gain: Floats = norm.get_param("G")
        self.shift: Floats = norm.get_param("b")
        self.width, self.pieces = width, pieces

    def __call__(self, given: Floats) -> Floats:
        """Return a row of ``width`` numbers for each row."""
        width = self.width
        made: Floats = given @ self.weights
        made += self.bias
        best: Floats = np.maximum(made[:, :width], made[:, width : 2 * width])
        for piece in range(2, self.pieces):
            np.maximum(best, made[:, piece * width : (piece + 1) * width], out=best)
        size = np.float32(width)
        best -= np.add.reduce(best, axis=1, keepdims=True) / size
        spread = np.add.reduce(best * best, axis=1, keepdims=True) / size
        spread += np.float32(1e-08)
        best *= spread ** np.float32(-0.5)
        best *= self.gain
        best += self.shift
        return best


class Vectors:
    """Makes the vectors of the words of parses-to-be from the layers of a tok2vec model."""

    def __init__(self, model: Model[Any, Any]) -> None:
        embedding, encoding = model.layers
        features, _, tables, mixing, _ = embedding.layers
        if list(features.attrs["columns"]) != NAMES:
            raise ValueError(f"the embedding is of {features.attrs['columns']}, not of {NAMES}")
        self.tables = tables.layers[0]
        self.mix = _dense(mixing.layers[0])
        self.pad: int = encoding.attrs["pad"]
        self.window = [_dense(residual.layers[0]) for residual in encoding.layers[0].layers]
        self.width: int = model.get_dim("nO")
        self.rows: dict[tuple[int, int, int], int] = {}
        self.known: Floats = np.empty((ROOM, self.width), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return the vectors of each sentence: a row a word."""
        made: list[Floats] = []
        some: list[Doc] = []
        size = 0
        for doc in docs:
            if some and size + len(doc) > BLOCK:
                made += self._block(some)
                some, size = [], 0
            some.append(doc)
            size += len(doc)
        if some:
            made += self._block(some)
        return made

    def _block(self, docs: Sequence[Doc]) -> list[Floats]:
        pad = self.pad
        lengths = [len(doc) for doc in docs]
        starts = []
        at = pad
        for length in lengths:
            starts.append(at)
            at += length + pad if length else 0
        at += -at % EVEN
        rows = np.zeros((at, self.width), dtype=np.float32)
        embedded = self._embed(docs)
        done = 0
        for start, length in zip(starts, lengths, strict=True):
            rows[start : start + length] = embedded[done : done + length]
            done += length
        wide = np.zeros((at, 3 * self.width), dtype=np.float32)
        width = self.width
        for layer in self.window:
            wide[1:, :width] = rows[:-1]
            wide[:, width : 2 * width] = rows
            wide[:-1, 2 * width :] = rows[1:]
            rows += layer(wide)
        return [rows[start : start + length] for start, length in zip(starts, lengths, strict=True)]

    def _embed(self, docs: Sequence[Doc]) -> Floats:
        """Return what each word is by itself."""
        seen = np.concatenate([doc.to_array([ORTH, *COLUMNS]) for doc in docs])
        if len(seen) > ROOM:
            return self._make(seen[:, 1:])
        # Its form decides all of a word but the norm that a contraction has in its place, and
        # whether a blank follows.
        keys = list(zip(*(seen[:, at].tolist() for at in (0, 1, 5)), strict=True))
        rows = self.rows
        if len(rows) + len(keys) > ROOM:
            rows.clear()
        new = {}
        for at, key in enumerate(keys):
            if key not in rows:
                rows[key] = len(rows)
                new[at] = rows[key]
        if new:
            self.known[list(new.values())] = self._make(seen[list(new), 1:])
        return self.known[[rows[key] for key in keys]]

    def _make(self, features: NDArray[np.uint64]) -> Floats:
        found: Floats = self.tables.predict(features)
        filled = np.zeros((len(found) + (-len(found) % EVEN), found.shape[1]), dtype=np.float32)
        filled[: len(found)] = found
        return self.mix(filled)[: len(found)]


def _dense(layer: Model[Any, Any]) -> Dense:
    """Return the one layer of its kind inside another."""
    nodes = {node.name: node for node in layer.walk()}
    return Dense(nodes["maxout"], nodes["layernorm"])


def model_of(original: Model[Any, Any]) -> Model[list[Doc], list[Floats]]:
    """Return a model that gives what ``original`` gives, a tok2vec of hashed embeddings."""
    vectors = Vectors(original)

    def forward(
        model: Model[Any, Any], docs: Iterable[Doc], is_train: bool
    ) -> tuple[list[Floats], Callable[[Any], Any]]:
        return vectors(list(docs)), lambda gradient: gradient

    return Model("provenance_vectors", forward, dims={"nO": vectors.width})


__all__ = ["Vectors", "model_of"]
