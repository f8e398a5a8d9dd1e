"""The topic ``zones``: what the parts of a page look like that are no article."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from provenance.packs.loader import Packs, Topic
from provenance.read.phrases import Phrases


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
    credits: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    comment_headings: tuple[str, ...] = ()
    chat: tuple[str, ...] = ()
    social: frozenset[str] = frozenset()
    social_verbs: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()


class ZonePhrases:
    """The words of the topic, ready to be looked up."""

    def __init__(self, words: ZoneWords) -> None:
        self.sections = Phrases(words.sections)
        self.starts = Phrases(words.starts)
        self.credit_starts = Phrases(words.credit_starts)
        self.anywhere = Phrases(words.anywhere)
        self.giving = Phrases(words.giving)
        self.person = Phrases(words.person)
        self.address = Phrases(words.address)
        self.reader = Phrases(words.reader)
        self.site = Phrases(words.site)
        self.speech = Phrases(words.speech)
        self.roles = Phrases(words.roles)
        self.bio = Phrases(words.bio)
        self.credits = Phrases(words.credits)
        self.captions = Phrases(words.captions)
        self.chat = Phrases(words.chat)
        self.social = words.social
        self.social_verbs = Phrases(words.social_verbs)
        self.networks = Phrases(words.networks)
        self.comment_headings = frozenset(words.comment_headings)


_CACHE: WeakKeyDictionary[Packs, ZonePhrases] = WeakKeyDictionary()


def zone_phrases(packs: Packs) -> ZonePhrases:
    """Return the phrases of ``packs``, made once."""
    found = _CACHE.get(packs)
    if found is None:
        found = _CACHE[packs] = ZonePhrases(packs.topic("zones", ZoneWords))
    return found
