"""What the rows depend on, told without loading the model: spaCy takes seconds."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from provenance import __version__
from provenance.packs import Packs

WEIGHTS_SHA256 = "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090"
BLAS = "numpy"


def settings_of(packs: Packs) -> dict[str, str]:
    """Return what the rows depend on: the same settings and bytes give the same rows."""
    return {
        "version": __version__,
        "code_sha256": _code_digest(),
        "spacy": version("spacy"),
        "trafilatura": version("trafilatura"),
        "weights": WEIGHTS_SHA256,
        "blas": BLAS,
        "packs": ",".join(packs.names),
        "packs_sha256": packs.digest(),
    }


@cache
def _code_digest() -> str:
    """Return the SHA-256 of the rules as written: other rules are another extractor.

    With the version alone, articles extracted by an unreleased rule would count as known.
    """
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for folder in ("extract", "read"):
        for path in sorted((package / folder).glob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


__all__ = ["BLAS", "WEIGHTS_SHA256", "settings_of"]
