"""Sources for tests, with the ids that they have everywhere."""

from __future__ import annotations

from provenance.naming import source_id
from provenance.records import Source, SourceKind


def source(
    name: str,
    kind: SourceKind = SourceKind.MONITOR,
    *,
    named: bool = True,
    parent: str | None = None,
    scope: str | None = None,
) -> Source:
    """Return a source; ``scope`` is the page origin that an unnamed one belongs to."""
    return Source(
        id=source_id(name, scope), name=name, kind=kind, named=named, parent=parent, scope=scope
    )
