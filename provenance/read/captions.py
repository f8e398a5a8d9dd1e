"""Captions: sentences under photographs, known by their credits."""

from __future__ import annotations

import re

from provenance.read.phrases import Hits, plain
from provenance.read.zone_words import ZonePhrases

_LONGEST = 600
_CREDIT_END = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,60})[)\]]\.?$")
_IMAGE_NUMBER = re.compile(
    r"(?:Image|Photo|Picture|Slide) \d{1,3} (?:of|/) \d{1,3}\b", re.IGNORECASE
)
_REACH = 40
_LENGTH = 60
_LINE = 80


def caption_rule(sentence: str, words: ZonePhrases) -> str | None:
    """Return the rule by which a sentence is a caption, None when it is none."""
    if len(sentence) > _LONGEST:
        return None
    low = plain(sentence)
    hits = words.scan(low)
    if "captions" in hits and "speech" not in hits and _is_placed(low, hits):
        only = len(sentence) <= _LINE and ("captions" in hits.leading or is_bracketed(sentence))
        return "caption.credit_line" if only else "caption.phrase"
    if sentence[-1] in ")]." and "credits" in hits:
        ending = _CREDIT_END.search(sentence)
        if ending and "credits" in words.scan(plain(ending["inside"])):
            return "caption.credit_line" if ending.start() == 0 else "caption.credit"
    return None


def _is_placed(low: str, hits: Hits) -> bool:
    """Tell whether a credit stands where credits stand: at the end, unless it is a plain word."""
    place, found = hits.first["captions"]
    if found[0] in "([":
        return low[-1] in ")]" or len(low) <= _LENGTH
    return "/" not in found or place >= len(low) - _REACH


def is_bracketed(sentence: str) -> bool:
    """Tell whether the sentence is no more than a short bracket."""
    return len(sentence) <= _LENGTH and sentence[0] in "([" and sentence[-1] in ")]."


def is_numbered(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph starts with the number of a picture ("Image 3 of 12")."""
    return _IMAGE_NUMBER.match(text, start, end) is not None
