"""Extract claims: from a document's sentences to who said which figure, in which words.

The entry is ``provenance.extract.extractor.Extractor``; it is not imported here, since
spaCy takes seconds to load and a help page must not wait for it.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.records import Extraction

# The matrices are small: more than one BLAS thread costs more than it gives, and workers
# would fight over the cores.  NumPy reads this once, when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class _Callable(ModuleType):
    """This package, which ``provenance.extract(text)`` calls as a function."""

    def __call__(self, text: str, **given: Any) -> Extraction:
        """Return the claims of one text; see ``provenance.api.extract``."""
        from provenance.api import extract

        return extract(text, **given)


# The function of that name is part of the public interface, and so is the package.
sys.modules[__name__].__class__ = _Callable
