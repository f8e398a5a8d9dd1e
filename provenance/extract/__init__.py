"""Extract claims: from a document's sentences to who said which figure, in which words.

The entry is ``provenance.extract.extractor.Extractor``; it is not imported here, since
spaCy takes seconds to load and a help page must not wait for it.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.records import Extraction


class _Callable(ModuleType):
    """This package, which ``provenance.extract(text)`` calls as a function."""

    def __call__(self, text: str, **given: Any) -> Extraction:
        """Return the claims of one text; see ``provenance.api.extract``."""
        from provenance.api import extract

        return extract(text, **given)


# The function of that name is part of the public interface, and so is the package.
sys.modules[__name__].__class__ = _Callable
