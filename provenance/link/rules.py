"""Rules: a digest of all that linking goes by besides the pages and people's decisions."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from provenance import __version__
from provenance.link.sketches import VERSION
from provenance.packs import Packs
from provenance.records import content_id


def rules_of(packs: Packs) -> str:
    """Return a digest of the version, the code of linking and the packs."""
    return content_id("rules", __version__, VERSION, _code(), *packs.names, packs.digest())


@cache
def _code() -> str:
    """Return a digest of the rules of linking: with others, what was kept says nothing."""
    folder = files("provenance.link")
    modules = sorted(
        (entry.name, entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".py")
    )
    return sha256(b"".join(data for _, data in modules)).hexdigest()


__all__ = ["rules_of"]
