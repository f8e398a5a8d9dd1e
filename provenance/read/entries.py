"""Entries of feeds, whatever the feed is written in, as articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.packs.loader import Packs
from provenance.read.decode import refuse_half
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text
from provenance.read.zones import Mark


def read_entry(
    raw: Raw,
    packs: Packs,
    text: str,
    external_id: str | None,
    fields: Mapping[str, str | None],
    rules: Mapping[str, str],
    marks: Sequence[Mark],
) -> Reading:
    """Return the article of an entry with its title, url, publisher, author and day.

    ``rules`` name the rule of each field and of the text.  Raises InputError for half a
    character in a field.
    """
    for key, value in (("id", external_id), *fields.items()):
        refuse_half(value or "", raw.origin, key)
    return read_text(
        text,
        packs,
        external_id=external_id,
        title=fields["title"],
        url=fields["url"],
        publisher=fields["publisher"],
        author=fields["author"],
        published=fields["published"],
        data=raw.data,
        origin=raw.origin,
        media_type=raw.media_type,
        rules=rules,
        marks=marks,
    )


__all__ = ["read_entry"]
