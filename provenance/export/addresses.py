"""Addresses of the pages that a served database has."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from provenance.errors import ProvenanceError
from provenance.export.text import web_address

URN = "urn:provenance:"
"""Where no site is given, things are named by a URN that says what they are."""


@dataclass(frozen=True, slots=True)
class Site:
    """The address under which Datasette serves the database, without a slash at its end."""

    root: str | None = None

    @classmethod
    def at(cls, address: str | None) -> Site:
        """Return the site at a web address; raises ProvenanceError for anything else."""
        if address is None:
            return cls()
        root = web_address(address)
        if root is None or "?" in root or "#" in root:
            raise ProvenanceError(
                f"{address[:60]!r}: not the address of a database; give it as "
                "https://example.org/claims"
            )
        return cls(root.rstrip("/"))

    def page(self, kind: str, key: str) -> str | None:
        """Return the address of a row's page (kind: event, document, claim or source)."""
        return None if self.root is None else f"{self.root}/-/{kind}/{quote(key, safe='')}"

    def name(self, kind: str, key: str) -> str:
        """Return the address of a row's page, or its URN where no site is known."""
        return self.page(kind, key) or f"{URN}{kind}:{quote(key, safe='')}"


__all__ = ["URN", "Site"]
