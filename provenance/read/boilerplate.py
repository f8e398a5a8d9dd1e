"""Boilerplate: pleas, links, counters, legal text, credits, biographies.

A body sentence that is taken for boilerplate loses its claims, so a sentence in which
somebody speaks is boilerplate only when it begins as such.
"""

from __future__ import annotations

import re

from provenance.read.phrases import plain, unquoted
from provenance.read.zone_words import ZonePhrases

_LINK = re.compile(r"\[([^\]\n]{0,200})\]\(([^)\s]{0,500})\)")
_ADDRESS = re.compile(
    r"<?(?:https?://|www\.)[^\s>]+>?|[^\s@]+@[^\s@]+\.[^\s@]+|(?<!\S)@\w+"
    r"|(?<!\S)[\w.-]+\.(?:com|org|net|info)(?:/\S*)?(?!\S)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_CREDIT = re.compile(r"\W{0,3}[Ss]ources?:? (?=[A-Z])")
_SIGNATURE = re.compile(r"[A-Z][\w.'’-]*(?:[ /]+(?:al-|el-)?[A-Z][\w.'’/-]*){0,4}")
_MAIL_WORDS = 20
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
    if _is_social(bare, words):
        return "boilerplate.social"
    return _by_words(sentence, words, late)


def signature_rule(sentence: str) -> str | None:
    """Return the rule by which the last words of a page are its author's name, or None."""
    if len(sentence) <= 60 and _SIGNATURE.fullmatch(sentence):
        return "boilerplate.signature"
    return None


def _is_social(bare: str, words: ZonePhrases) -> bool:
    """Tell whether there is nothing but names and buttons of social networks."""
    found = [word.strip(".,:;!|•·()[]") for word in bare.lower().split()]
    found = [word for word in found if word]
    return 0 < len(found) <= 10 and all(word in words.social for word in found)


def _by_words(sentence: str, words: ZonePhrases, late: bool) -> str | None:
    low = plain(unquoted(_LINK.sub(r"\1", sentence))).strip(" .") or plain(sentence)
    size = low.count(" ") + 1
    if size <= _LONG or late:
        section = words.sections.at(low)
        if section is not None and _at_start(low, section):
            return "boilerplate.section"
        start = words.starts.at(low)
        if start is not None and _at_start(low, start):
            return "boilerplate.phrase"
        credit = words.credit_starts.at(low)
        if credit is not None and _at_start(low, credit):
            return "boilerplate.credit"
        if late and _CREDIT.match(sentence) and (size <= 6 or "agencies" in low):
            return "boilerplate.credit"
        verb = words.social_verbs.at(low)
        if verb is not None and _at_start(low, verb) and size <= 20 and words.networks.search(low):
            return "boilerplate.social"
        if _TAGS.match(sentence) and size <= 15:
            return "boilerplate.tags"
    if words.speech.search(low) is not None:
        return None
    if words.anywhere.search(low) is not None and (size <= _LONG or late):
        return "boilerplate.phrase"
    if size <= _MAIL_WORDS and late and _MAIL.search(sentence):
        return "boilerplate.contact"
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
    if (
        sentence[-1] in '"”'
        or sentence.count('"') % 2
        or sentence.count("“") != sentence.count("”")
    ):
        return False
    low = plain(unquoted(sentence))
    if words.address.search(low) is None or words.speech.search(low) is not None:
        return False
    return words.reader.search(low) is not None or words.site.search(low) is not None
