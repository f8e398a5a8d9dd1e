"""Glue: places where a page's parts were run together without a full stop.

Photo credits in brackets, signatures of embedded posts, tag lists and lost full stops
before a word that begins sentences.
"""

from __future__ import annotations

import re

from provenance.packs import Compiled, Packs, Topic
from provenance.read.dates import DateReader, date_reader
from provenance.read.phrases import plain
from provenance.read.publishers import Publishers, known_publishers
from provenance.read.zone_words import ZonePhrases, zone_phrases

_CREDIT = re.compile(r"[(\[]([^()\[\]\n]{3,60})[)\]](?=\s+[A-Z0-9\"“])")
_SIGNATURE = re.compile(r"\(@?\w{2,30}\) (?=[A-Z][a-z]+ \d)")
_QUOTE_END = re.compile(r"[\w,.]([\"”])\s(?=([A-Z][a-z]+)\s)")
_STARTER = re.compile(r"(?<= )([A-Z][a-z]+)(?= ([a-z][a-z]+)\b)")
_BEFORE = re.compile(r"(\S+)\s$")
_LONGEST_QUOTE = 1500


class GlueWords(Topic):
    """Topic ``read_glue``."""

    openers: frozenset[str] = frozenset()
    """Words that, capitalised in running text, begin a sentence."""
    joiners: frozenset[str] = frozenset()
    """Words after which a capitalised opener is part of a name."""


class GlueReader:
    """Finds the places where a sentence must end although no mark says so."""

    def __init__(
        self, words: GlueWords, zones: ZonePhrases, dates: DateReader, publishers: Publishers
    ) -> None:
        self.words, self.zones, self.dates, self.publishers = words, zones, dates, publishers

    def breaks(self, text: str) -> list[int]:
        """Return the offsets at which the parts were run together."""
        found = [m.end() for m in _CREDIT.finditer(text) if self._is_credit(text, m)]
        for match in _SIGNATURE.finditer(text):
            date = self.dates.at(text, match.end())
            if date is not None and not date.edtf.startswith("XXXX"):
                found.append(date.end)
        found.extend(self._after_quotes(text))
        found.extend(self._lost_stops(text))
        return sorted(found)

    def _is_credit(self, text: str, match: re.Match[str]) -> bool:
        """Tell whether brackets hold a photograph's credit, a button or an outlet."""
        hits = self.zones.scan(plain(match[1]))
        if "credits" in hits or "starts" in hits.leading:
            return True
        before = text[max(0, match.start() - 3) : match.start()].rstrip()
        if not before or not (before[-1] in '.!?…"”' or before[-1].isdigit()):
            return False
        name = re.split(r" and |/|, | & ", match[1], maxsplit=1)[0]
        return self.publishers.by_name(name) is not None

    def _after_quotes(self, text: str) -> list[int]:
        """Find quotations that end a sentence without a mark: `... is over" The mayor ...`."""
        found = []
        for match in _QUOTE_END.finditer(text):
            if match[2].lower() not in self.words.openers or match[0][0] in ".,":
                continue
            mark = match.start(1)
            low = max(0, mark - _LONGEST_QUOTE)
            opening = text.rfind("“" if match[1] == "”" else '"', low, mark)
            if opening >= 0 and text.count(" ", opening, mark) >= 4:
                found.append(match.end(1))
        return found

    def _lost_stops(self, text: str) -> list[int]:
        """Find openers in capitals inside running text: "... in the city The source added"."""
        found = []
        for match in _STARTER.finditer(text):
            if match[1].lower() not in self.words.openers:
                continue
            before = _BEFORE.search(text, max(0, match.start() - 40), match.start())
            if before is None or not before[1][-1].isalnum():
                continue
            word = before[1].strip("\"'“‘(").lower()
            if word in self.words.joiners or not word.isalpha() or before[1].isupper():
                continue
            found.append(match.start())
        return found


@Compiled
def _glue_reader(packs: Packs) -> GlueReader:
    words = packs.topic("read_glue", GlueWords)
    return GlueReader(words, zone_phrases(packs), date_reader(packs), known_publishers(packs))


def glue_breaks(text: str, packs: Packs) -> list[int]:
    """Return the offsets at which parts of the page were run together."""
    return _glue_reader(packs).breaks(text)
