"""Boilerplate: pleas, links, counters, legal text, credits, biographies.

A body sentence that is taken for boilerplate loses its claims, so a sentence in which
somebody speaks is boilerplate only when it begins as such.
"""

from __future__ import annotations

import re

from provenance.read.phrases import plain, unquoted
from provenance.read.zone_words import ZonePhrases

_LINK = re.compile(r"\[([^\]\n]{0,200})\]\(([^)\s]{0,500})\)")
_ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s>]+>?|\S+@\S+\.\S+", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_LABEL_LINKS = re.compile(
    r"(?:[\w -]{1,30}:\s*)?(?:\[[^\]\n]{0,200}\]\([^)\s]{0,500}\)[\s,|/·•-]*)+"
)
_TAGS = re.compile(r"(?:Tags?|Topics|Keywords|Categories)\b:? (?=[A-Z])")
_MENU = re.compile(r"\s[|•·»]\s")
_BIO = re.compile(r"(?:[A-Z][\w.'’-]* ){1,4}(?:is|was|has been) (?:an?|the|one)?\b")
_LONG = 40


def boilerplate_rule(sentence: str, words: ZonePhrases, late: bool) -> str | None:
    """Return the rule by which a sentence is boilerplate, None when it is not.

    ``late``: the sentence stands in the last part of the page, where pages end in credits.
    """
    if not _LETTER.search(sentence):
        digits = any(character.isdigit() for character in sentence)
        return "boilerplate.counter" if digits else "boilerplate.ornament"
    bare = _ADDRESS.sub(" ", sentence)
    if len(bare) < len(sentence) and len(_LETTER.findall(bare)) < 3:
        return "boilerplate.url"
    if _LABEL_LINKS.fullmatch(sentence):
        return "boilerplate.links"
    return _by_words(sentence, words, late)


def _by_words(sentence: str, words: ZonePhrases, late: bool) -> str | None:
    low = plain(unquoted(_LINK.sub(r"\1", sentence)))
    if not low:
        return None
    size = low.count(" ") + 1
    if size <= _LONG or late:
        section = words.sections.at(low)
        if section is not None and _at_start(low, section):
            return "boilerplate.section"
        start = words.starts.at(low)
        if start is not None and _at_start(low, start):
            return "boilerplate.phrase"
        if _TAGS.match(sentence) and size <= 15:
            return "boilerplate.tags"
    if words.speech.search(low) is not None:
        return None
    if words.anywhere.search(low) is not None and (size <= _LONG or late):
        return "boilerplate.phrase"
    if _plea(low, words):
        return "boilerplate.plea"
    if late and words.roles.search(low) and words.bio.search(low) and _BIO.match(sentence):
        return "boilerplate.bio"
    if len(_MENU.findall(sentence)) >= 2 and not re.search(r"[.!?]$", sentence):
        return "boilerplate.menu"
    return None


def _at_start(low: str, phrase: str) -> bool:
    return low.find(phrase) <= 3


def _plea(low: str, words: ZonePhrases) -> bool:
    """Tell whether the sentence asks the reader to give or to share."""
    if words.giving.search(low) is None or words.site.search(low) is None:
        return False
    asked = words.giving.at(low) is not None
    return words.person.count(low) >= (1 if asked else 2)


def addresses_reader(sentence: str, words: ZonePhrases) -> bool:
    """Tell whether the sentence speaks to the reader or for the site, and nobody else speaks."""
    low = plain(unquoted(sentence))
    return words.address.search(low) is not None and words.speech.search(low) is None
