"""The topic ``zones``: what the parts of a page look like that are no article."""

from __future__ import annotations

from provenance.packs import Compiled, Packs, Topic
from provenance.read.phrases import Hits, Phrases


class ZoneWords(Topic):
    """Topic ``zones``."""

    sections: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    credit_starts: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    giving: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    reader: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    speech: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    bio: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    comment_headings: tuple[str, ...] = ()
    chat: tuple[str, ...] = ()
    social: frozenset[str] = frozenset()
    social_verbs: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()


class ZonePhrases:
    """The words of the topic, ready to be looked up; kinds are the topic's keys."""

    def __init__(self, words: ZoneWords) -> None:
        lists = {key: value for key, value in words if key not in ("social", "comment_headings")}
        self._phrases = Phrases(lists)
        self.social = words.social
        self.comment_headings = frozenset(words.comment_headings)

    def scan(self, low: str) -> Hits:
        """Find all phrases in a text made ``plain``."""
        return self._phrases.scan(low)


@Compiled
def zone_phrases(packs: Packs) -> ZonePhrases:
    """Return the phrases of ``packs``, made once."""
    return ZonePhrases(packs.topic("zones", ZoneWords))
