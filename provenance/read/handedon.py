"""Letters handed on inside others: whose words they are, and where these begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.packs.loader import Packs, Topic

_LINE = re.compile(r"[^\n]*\n?")
_AROUND = " \t>-–—_*:=<|"
_HEADER = re.compile(r"[ \t>*]{0,8}([A-Za-z-]{2,12})\*{0,2}:\*{0,2}[ \t]*(.*)")
_MOST_LINES = 16
_LONGEST = 500


class ForwardWords(Topic):
    """Topic ``read_letters``."""

    forwarded: tuple[str, ...] = ()
    headers: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class HandedOn:
    """The letter inside: where its words begin, and what its headers say."""

    start: int
    sender: str
    date: str | None
    subject: str | None


def handed_on(text: str, packs: Packs) -> HandedOn | None:
    """Return the letter that a text hands on; None when it hands on none, or does not say whose."""
    words = packs.topic("read_letters", ForwardWords)
    marks = frozenset(words.forwarded)
    low = text.lower()
    if not any(mark in low for mark in marks):
        return None
    place = 0
    while place < len(text):
        line = _line(text, place)
        place += len(line)
        if len(line) <= _LONGEST and line.strip().strip(_AROUND).lower() in marks:
            found = _headers(text, place, words)
            if found is not None:
                return found
    return None


def _line(text: str, place: int) -> str:
    match = _LINE.match(text, place)
    return match[0] if match else ""


def _headers(text: str, place: int, words: ForwardWords) -> HandedOn | None:
    found: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = _line(text, place)
        header = _HEADER.match(line[:_LONGEST])
        kind = words.headers.get(header[1].lower()) if header else None
        if header and kind:
            found.setdefault(kind, header[2].strip(" \t\r\n*"))
        elif line.strip(_AROUND + "\r\n"):
            break
        place += len(line)
        if not line:
            break
    sender = found.get("from")
    if not sender:
        return None
    return HandedOn(place, sender, found.get("date") or None, found.get("subject") or None)


__all__ = ["HandedOn", "handed_on"]
