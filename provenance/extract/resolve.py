"""Resolution: the source that printed words stand for."""

from __future__ import annotations

from provenance.extract.page import Page
from provenance.naming import source_id
from provenance.packs import Packs
from provenance.records import Mention, Source, SourceKind, Span


class Resolver:
    """Resolves the mentions of one page in reading order."""

    def __init__(self, page: Page, packs: Packs) -> None:
        self.page = page

    def mention(self, spans: tuple[Span, ...]) -> Mention:
        text = " ".join(self.page.slice(s) for s in spans)
        scope = self.page.origin.id
        source = Source(
            id=source_id(text, scope), name=text, kind=SourceKind.UNNAMED, named=False, scope=scope
        )
        return Mention(spans=spans, text=text, source=source, rule="resolve.itself")
