"""Places: where a statement says that it was."""

from __future__ import annotations

from provenance.extract.page import Page
from provenance.packs import Packs
from provenance.records import Where


def find_places(page: Page, packs: Packs) -> dict[int, tuple[Where, ...]]:
    """Return the places of each sentence that names any, most specific first."""
    return {}
