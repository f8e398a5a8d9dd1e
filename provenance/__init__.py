"""Find out who said which figure, through whom, in which words.

``provenance.open(path)`` asks a database, ``provenance.extract(text)`` reads one text; see
``provenance.api``.  What is needed for that is loaded when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance import extract
    from provenance.api import Comparison, Database, compare, open
    from provenance.errors import ProvenanceError

__version__ = "0.1.0"

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
