"""Even rows: layers whose result for a row does not depend on how many rows they are given.

A BLAS takes few rows, or the last ones of many, by another way than the rest and rounds
otherwise, in the seventh digit.  Where two readings of a word are as good as alike the parse of
a sentence would depend on the sentences beside it, so on the order of the articles and on the
number of workers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

ROWS = 256
"""Rows of what is multiplied once a batch are filled up to a multiple of this."""
BLOCK = 32
"""Rows of a linear layer, which the parser asks at each step, are multiplied by so many."""

Floats = NDArray[np.float32]
Forward = Callable[..., Any]


def make_even(model: Model[Any, Any]) -> None:
    """Let the layers of a model that multiply matrices round each row alike; not for training."""
    for layer in model.walk():
        if layer.name == "linear":
            layer._func = _linear  # thinc has no other way to change a layer in place
        elif layer.name in ("softmax", "precomputable_affine"):
            layer._func = _filled(layer._func)


def _rows(given: Floats, size: int) -> Floats:
    """Return the rows with rows of zeros behind them, to a multiple of ``size``."""
    missing = -len(given) % size
    if not missing:
        return given
    rows = np.zeros((len(given) + missing, given.shape[1]), dtype=given.dtype)
    rows[: len(given)] = given
    return rows


def _filled(forward: Forward) -> Forward:
    def filled(model: Model[Any, Any], given: Floats, is_train: bool) -> Any:
        rows = _rows(given, ROWS)
        made, backprop = forward(model, rows, is_train)
        return made[: len(made) - len(rows) + len(given)], backprop

    return filled


def _linear(model: Model[Any, Any], given: Floats, is_train: bool) -> Any:
    weights: Floats = model.get_param("W")
    blocks = _rows(given, BLOCK).reshape(-1, BLOCK, given.shape[1])
    made = (blocks @ weights.T).reshape(-1, len(weights))[: len(given)]
    made += model.get_param("b")
    return made, None


__all__ = ["BLOCK", "ROWS", "make_even"]
