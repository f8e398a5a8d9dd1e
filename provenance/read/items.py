"""The items of a page's lead, and the words that make them."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.packs.loader import Topic
from provenance.read.dates import ReadDate
from provenance.records import Span, Zone


class LeadWords(Topic):
    """Topic ``read_lead``: labels, byline words and credits."""

    title_labels: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    before_date: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    agency_words: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of the lead: its zone, the rule, and what it names."""

    start: int
    end: int
    zone: Zone
    rule: str
    date: ReadDate | None = None
    agency: str | None = None
    author: Span | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """The items found, in order; the body is what they leave."""

    items: tuple[Item, ...] = ()
    title_given: bool = False

    def breaks(self) -> list[int]:
        """Return the offsets at which sentences have to end."""
        return [offset for item in self.items for offset in (item.start, item.end)]
