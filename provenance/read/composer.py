"""A text from the blocks of a page, with the zones that its markup tells."""

from __future__ import annotations

from collections.abc import Iterable, Set

from provenance.naming import normalise
from provenance.read.blocks import Block
from provenance.read.pagelive import Posts
from provenance.read.zones import ROW_RULE, Mark
from provenance.records import Zone

HEADS = ("head", "h1", "h2", "h3", "h4", "h5", "h6")
LINKED = 0.9
"""Share of a block from which on it is nothing but a link."""
_LEAST_REPEATED = 40
"""Letters from which on a paragraph that stands twice is printed twice."""
_LONGEST_LINK = 200
_FINAL = '.!?…"”’)'
_POST_TIME = (Zone.DATELINE, "dateline.post")
_POST_HEADING = (Zone.HEADLINE, "headline.post")


class Composer:
    """Puts blocks together to a text and notes the zones that their markup tells."""

    def __init__(
        self,
        captions: Set[str] = frozenset(),
        rows: Set[str] = frozenset(),
        posts: Posts | None = None,
    ) -> None:
        self.captions = {normalise(line) for line in captions}
        posts = posts or Posts()
        self._told = {normalise(line): (Zone.BODY, ROW_RULE) for line in rows}
        self._told |= {normalise(line): _POST_HEADING for line in posts.headings}
        self._told |= {normalise(line): _POST_TIME for line in posts.times}
        self.marks: list[Mark] = []
        self.letters = 0
        self._parts: list[str] = []
        self._end = 0
        self._seen: set[str] = set()

    def extend(
        self, blocks: Iterable[Block], zone: Zone | None = None, rule: str = "body.default"
    ) -> None:
        """Add blocks, all in one zone when one is given."""
        for block in blocks:
            self.add(block, zone, rule)

    def add(self, block: Block, zone: Zone | None = None, rule: str = "body.default") -> None:
        """Add a block unless the same long paragraph was added before."""
        key = normalise(block.text)
        if not key or (len(key) >= _LEAST_REPEATED and key in self._seen):
            return
        self._seen.add(key)
        start = self._end + 2 if self._parts else 0
        self._end = start + len(block.text)
        self._parts.append(block.text)
        if block.tag != "title" and zone is None:
            self.letters += len(key)
        found = (zone, rule) if zone else self._told.get(key)
        found = found or _zone(block, key in self.captions)
        if found is not None:
            self.marks.append(Mark(start, self._end, *found))

    def text(self) -> str:
        """Return the text: an empty line between two blocks."""
        return "\n\n".join(self._parts)


def _zone(block: Block, caption: bool) -> tuple[Zone, str] | None:
    if caption:
        return Zone.CAPTION, "caption.markup"
    ends = block.text[-1] in _FINAL
    if block.linked >= LINKED and not ends and len(block.text) <= _LONGEST_LINK:
        return Zone.BOILERPLATE, "boilerplate.link_only"
    if block.tag in HEADS and not ends:
        return Zone.HEADLINE, "headline.markup"
    return None


__all__ = ["HEADS", "LINKED", "Composer"]
