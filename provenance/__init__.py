"""Find out who said which figure, through whom, in which words.

``provenance.open(path)`` asks a database, ``provenance.extract(text)`` reads one text; see
``provenance.api``.  What is needed for that is loaded when it is asked for.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance import extract
    from provenance.api import Comparison, Database, compare, open
    from provenance.errors import ProvenanceError

__version__ = "0.1.0"

# The matrices are small: more than one thread of a BLAS costs more than it gives, and workers
# would fight over the cores.  The libraries read this once, when NumPy is first imported, so it
# stands here, before anything of ours imports it; who sets another number keeps it.
for _name in ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

_LAZY = {
    "Comparison": "provenance.api",
    "Database": "provenance.api",
    "ProvenanceError": "provenance.errors",
    "compare": "provenance.api",
    "open": "provenance.api",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is asked for."""
    if name == "extract":
        return import_module("provenance.extract")
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Comparison",
    "Database",
    "ProvenanceError",
    "__version__",
    "compare",
    "extract",
    "open",
]
