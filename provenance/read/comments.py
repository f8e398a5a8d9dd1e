"""Readers' comments: talk after the article's end.

Each paragraph is weighed by what readers write and articles do not: the second person and
the first, exclamations, small letters at the start, chat words; reporting verbs and
speakers' labels weigh against it.  The comments are the stretch to the page's end with the
greatest sum, if the page before it is free of such talk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.read.phrases import plain, unquoted
from provenance.read.zone_words import ZonePhrases

_PERSON = re.compile(r"\b(?:you|your|yours|you're|u|ur|yourself)\b")
_FIRST = re.compile(r"\b(?:I|I'm|I’m|I've|I’ve|my|My|me|im|Im)\b")
_FACE = re.compile(r"(?:^|\s)(?:[:;=]-?[)(DPp]|<3|xD|XD)(?:\s|$)")
_LOWER_START = re.compile(r"(?:^|[.!?…]\s)(?!al-|el-|https?:|www\.)[a-z]")
_SPEAKER = re.compile(r"[“\"]?[A-Z][A-Z .'’-]{1,30}:\s")
_HEADING_COUNT = re.compile(r"^\(?\d{1,5}\)?\s+|\s+\(?\d{1,5}\)?$|[:!.]+$")
_URL_ONLY = re.compile(r"\s*(?:https?://|www\.)\S+\s*")
_BASE = 0.3
_LEAST = 3.0
_CALM = 0.34
_LONG = 500


def comments_start(paragraphs: Sequence[str], fixed: Sequence[bool], words: ZonePhrases) -> int:
    """Return the index of the first paragraph of comments, ``len(paragraphs)`` for none.

    ``fixed`` marks paragraphs that are boilerplate, headline or dateline already.
    """
    body = passed = 0
    whole = sum(map(len, paragraphs))
    weights: list[float] = []
    if not _is_talk(paragraphs) and not any(_heading(text, words) for text in paragraphs):
        return len(paragraphs)
    for index, (paragraph, done) in enumerate(zip(paragraphs, fixed, strict=True)):
        heads = body >= 1 and _heading(paragraph, words)
        if heads and _heads_talk(paragraphs, index, passed, whole - len(paragraph)):
            return index
        passed += len(paragraph)
        weights.append(0.0 if done else _weight(paragraph, words))
        body += not done
    best, start, total = 0.0, len(paragraphs), 0.0
    for index in range(len(paragraphs) - 1, -1, -1):
        if fixed[index]:
            continue
        total += weights[index] - _BASE
        if total > best and weights[index] > _BASE:
            best, start = total, index
    before = [
        weight for weight, done in zip(weights[:start], fixed[:start], strict=True) if not done
    ]
    talk = [weight for weight, done in zip(weights[start:], fixed[start:], strict=True) if not done]
    lengths = sorted(map(len, paragraphs[start:]))
    if not _is_talk(paragraphs[start:]) or lengths[len(lengths) // 2] > _LONG:
        return len(paragraphs)
    if best < _LEAST or len(talk) < 4 or len(before) < 2:
        return len(paragraphs)
    if sum(max(weight, 0.0) for weight in before) / len(before) > _CALM:
        return len(paragraphs)
    return start


def _is_talk(paragraphs: Sequence[str]) -> bool:
    """Tell whether persons speak to each other, and loosely: two signs of different kinds."""
    persons = loose = 0
    for paragraph in paragraphs:
        text = unquoted(paragraph[:3000])
        persons += bool(_PERSON.search(text.lower()) or _FIRST.search(text))
        loose += "!" in text or bool(_FACE.search(text) or _LOWER_START.search(paragraph))
    return persons >= 2 and loose >= 2


def _heads_talk(paragraphs: Sequence[str], index: int, before: int, whole: int) -> bool:
    """Tell whether the article lies before the heading and some talk after it.

    ``before`` and ``whole`` are the letters before it, and those of all but itself.
    """
    after = paragraphs[index + 1 : index + 9]
    return before * 5 >= whole * 2 and any(
        _PERSON.search(text.lower()) or _FIRST.search(text) or "!" in text for text in after
    )


def _heading(paragraph: str, words: ZonePhrases) -> bool:
    if len(paragraph) > 40:
        return False
    return _HEADING_COUNT.sub("", plain(paragraph)) in words.comment_headings


def _weight(paragraph: str, words: ZonePhrases) -> float:
    """Return how much the paragraph reads like a reader's comment."""
    if _URL_ONLY.fullmatch(paragraph):
        return 0.5
    text = unquoted(paragraph[:3000])
    low = plain(text)
    if not low:
        return -0.5
    weight = 0.0
    weight += 1.0 * bool(_PERSON.search(low))
    weight += 1.0 * bool(_FIRST.search(text))
    weight += 0.8 * ("!" in text)
    weight += 0.5 * ("?" in text)
    weight += 1.0 * bool(_LOWER_START.search(paragraph))
    weight += 1.0 * bool(_FACE.search(text))
    hits = words.scan(low)
    weight += 0.6 * ("chat" in hits)
    weight += 0.4 * (" ," in text or " ." in text)
    weight += 0.3 * (len(low.split()) <= 5)
    weight -= 1.0 * ("speech" in hits)
    weight -= 1.0 * (len(text) < len(paragraph[:3000]))
    weight -= 2.0 * bool(_SPEAKER.match(paragraph))
    return max(weight, -1.0)
