"""Boilerplate: pleas, links, counters, legal text, credits, biographies.

A body sentence that is taken for boilerplate loses its claims, so a sentence in which
somebody speaks is boilerplate only when it begins as such.
"""

from __future__ import annotations

import re

from provenance.read.phrases import Hits, plain, unquoted
from provenance.read.zone_words import ZonePhrases

_LINK = re.compile(r"\[([^\]\n]{0,200})\]\(([^)\s]{0,500})\)")
_ADDRESS = re.compile(
    r"<?(?:https?://|www\.)[^\s>]+>?|(?<!\S)[^\s@]{1,80}@[^\s@]{1,200}|(?<!\S)@\w+"
    r"|(?<!\S)[\w.-]{1,80}\.(?:com|org|net|info)(?:/\S*)?(?!\S)",
    re.IGNORECASE,
)
_IN_ADDRESS = ("@", "://", "www.", ".com", ".org", ".net", ".info")
"""One of them stands in every address: most sentences need not be searched for one."""
_MAIL = re.compile(r"[^\s@]@[^\s@.]{1,80}\.[a-z]{2}", re.IGNORECASE)
_CREDIT = re.compile(r"\W{0,3}[Ss]ources?:? (?=[A-Z])")
_SIGNATURE = re.compile(r"[A-Z][\w.'’-]*(?:[ /]+(?:al-|el-)?[A-Z][\w.'’/-]*){0,4}")
_COPYRIGHT = re.compile(
    r"\W{0,3}(?:copyright|©|\(c\))(?:\W|\bc\b){0,8}(?:19|20)\d\d", re.IGNORECASE
)
_MAIL_WORDS = 20
_LETTER = re.compile(r"[^\W\d_]")
_LABEL_LINKS = re.compile(
    r"(?:[\w -]{1,30}:\s*)?(?:\[[^\]\n]{0,200}\]\([^)\s]{0,500}\)[\s,|/·•-]*)+"
)
_TAGS = re.compile(r"(?:Tags?|Topics|Keywords|Categories)\b:? (?=[A-Z])")
_RELATED = re.compile(
    r"(?:\d{1,5} )?(?:Related|Topics?|Tags|More|Read [Aa]lso|See [Aa]lso):? (?=[A-Z])"
)
# "18:40 | Airstrike | Old Hilla | 6 killed": an entry in a log of what happened, and no menu.
_LOG = re.compile(r"\d{1,2}[:.]\d{2}\b[^|\n]{0,20}\|[^\d\n]{0,300}\d")
_MENU = re.compile(r"\s[|•·»]\s")
_BIO = re.compile(r"(?:[A-Z][\w.'’-]* ){1,4}(?:is|was|has been) (?:an?|the|one)?\b")
# "The Harbour Post is the valley's leading newspaper".
_OUTLET = re.compile(r"(?:[Tt]he )?(?:[A-Z][\w.'’-]* ){1,7}(?:is|are) (?:an?|the|one of)\b")
_LONG = 40


def boilerplate_rule(sentence: str, words: ZonePhrases, late: bool) -> str | None:
    """Return the rule by which a sentence is boilerplate, None when it is not.

    ``late``: the sentence stands in the last part of the page, where pages end in credits.
    """
    if not _LETTER.search(sentence):
        digits = any(character.isdigit() for character in sentence)
        return "boilerplate.counter" if digits else "boilerplate.ornament"
    low = sentence.lower()
    bare = _ADDRESS.sub(" ", sentence) if any(mark in low for mark in _IN_ADDRESS) else sentence
    if len(bare) < len(sentence) and len(_LETTER.findall(bare)) < 3:
        return "boilerplate.url"
    if "](" in sentence and _LABEL_LINKS.fullmatch(sentence):
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
    shown = _LINK.sub(r"\1", sentence) if "](" in sentence else sentence
    low = plain(unquoted(shown)).strip(" .") or plain(sentence)
    hits = words.scan(low)
    size = low.count(" ") + 1
    if size <= _LONG or late:
        rule = _begins(sentence, low, hits, size, late)
        if rule is not None:
            return rule
    if "speech" in hits:
        return None
    if "anywhere" in hits and (size <= _LONG or late):
        return "boilerplate.phrase"
    if size <= _MAIL_WORDS and late and "@" in sentence and _MAIL.search(sentence):
        return "boilerplate.contact"
    if _plea(hits):
        return "boilerplate.plea"
    if late and "roles" in hits and "bio" in hits and _BIO.match(sentence):
        return "boilerplate.bio"
    if late and "outlets" in hits and _OUTLET.match(sentence):
        return "boilerplate.about"
    if sentence[-1] not in ".!?" and len(_MENU.findall(sentence)) >= 2 and not _LOG.match(sentence):
        return "boilerplate.menu"
    return None


def _begins(sentence: str, low: str, hits: Hits, size: int, late: bool) -> str | None:
    """Return the rule by which the first words make the sentence boilerplate."""
    if "sections" in hits.leading or _COPYRIGHT.match(sentence):
        return "boilerplate.section"
    if "starts" in hits.leading:
        return "boilerplate.phrase"
    if "credit_starts" in hits.leading:
        return "boilerplate.credit"
    if late and _CREDIT.match(sentence) and (size <= 6 or "agencies" in low):
        return "boilerplate.credit"
    if "social_verbs" in hits.leading and size <= 20 and "networks" in hits:
        return "boilerplate.social"
    if late and _RELATED.match(sentence) and sentence[-1] not in ".!?":
        return "boilerplate.related"
    if size <= 15 and _TAGS.match(sentence):
        return "boilerplate.tags"
    return None


def _plea(hits: Hits) -> bool:
    """Tell whether the sentence asks the reader to give or to share."""
    if "giving" not in hits or "site" not in hits:
        return False
    if "giving" in hits.leading:
        return "person" in hits
    return "reader" in hits and hits.counts.get("person", 0) >= 2


def is_spoken(sentence: str, words: ZonePhrases) -> bool:
    """Tell whether somebody speaks in the sentence."""
    return "speech" in words.scan(plain(sentence))


def addresses_reader(sentence: str, words: ZonePhrases) -> bool:
    """Tell whether the sentence speaks to the reader or for the site, and nobody else speaks."""
    uneven = sentence.count('"') % 2 or sentence.count("“") != sentence.count("”")
    if uneven or sentence[-1] in '"”':
        return False
    hits = words.scan(plain(unquoted(sentence)))
    if "address" not in hits or "speech" in hits:
        return False
    return "reader" in hits or "site" in hits
