"""Credits: who the page says it is, and from whom it has the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.packs import Compiled, Packs, Topic
from provenance.read.names import Named, name_after, name_before
from provenance.read.phrases import plain
from provenance.read.publishers import Publishers, known_publishers
from provenance.read.zone_words import ZonePhrases, zone_phrases
from provenance.records import Sentence, Span, Zone

_ADDRESS = re.compile(
    r"(?:https?://)?(?:[\w-]{1,60}\.){1,4}[a-z]{2,12}/?|[\w.+-]{1,60}@[\w.-]{3,80}", re.IGNORECASE
)
_YEARS = re.compile(
    r"[\s©(c)]{0,5}(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|present))?)?[,\s]{0,3}"
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|youtube|paypal|patreon|instagram|t|bit|vk|telegram|gofundme|google|linkedin)\."
)


class CreditWords(Topic):
    """Topic ``read_metadata``: how pages name themselves and their sources."""

    original: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    owner_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """A name with its role: "page", "own" (the page, less sure), "original", "credit"."""

    role: str
    name: str
    rule: str
    spans: tuple[Span, ...]


def _alternatives(phrases: tuple[str, ...]) -> str:
    ordered = sorted(map(re.escape, phrases), key=len, reverse=True)
    return "|".join(ordered) or "(?!)"


class CreditReader:
    """Finds credits with the words of one stack of packs."""

    def __init__(self, words: CreditWords, known: Publishers, zones: ZonePhrases) -> None:
        self.known, self.zones = known, zones
        self._originals = tuple(word.lower() for word in words.original)
        self._original = re.compile(rf"\b(?:{_alternatives(words.original)})\b", re.IGNORECASE)
        self._credit = re.compile(
            rf"[(\[–—*\s-]{{0,4}}(?:{_alternatives(words.credit)})\s", re.IGNORECASE
        )
        self._calls = re.compile(
            rf"\s(?:{_alternatives(words.calls)}) (?:{_alternatives(words.readers)})"
            rf" (?:{_alternatives(words.support)}) ",
            re.IGNORECASE,
        )
        self._own = re.compile(rf"(?:{_alternatives(words.own)})\s", re.IGNORECASE)
        self._owner = re.compile(rf"\s(?:{_alternatives(words.owner_after)})\b", re.IGNORECASE)

    def find(self, text: str, sentences: tuple[Sentence, ...]) -> list[Credit]:
        """Return all credits outside the body, in the order of the page."""
        found: list[Credit] = []
        for sentence in sentences:
            if sentence.zone in (Zone.BOILERPLATE, Zone.DATELINE) or self._may_credit(
                text, sentence
            ):
                found.extend(self._in(text, sentence.start, sentence.end, sentence.zone))
        if sentences:
            found.extend(self._signature(text, sentences))
        return found

    def _may_credit(self, text: str, sentence: Sentence) -> bool:
        if sentence.end - sentence.start >= 300:
            return False
        low = text[sentence.start : sentence.end].lower()
        return any(word in low for word in self._originals) and bool(
            self._original.search(text, sentence.start, sentence.end)
        )

    def _in(self, text: str, start: int, end: int, zone: Zone) -> list[Credit]:
        found: list[Credit] = []
        calls = self._calls.search(text, start, end)
        if calls:
            page = name_before(text, start, calls.start())
            original = name_after(text, calls.end(), end)
            if page and original:
                found.append(self._credit_of("page", page, "publisher.calls_readers"))
                found.append(self._credit_of("original", original, "republished.calls_readers"))
                return found
        original_cue = self._original.search(text, start, end)
        if original_cue:
            named = name_after(text, original_cue.end(), end)
            if named:
                return [self._credit_of("original", named, "republished.said")]
        if zone is not Zone.BOILERPLATE:
            return found
        credit = self._credit.match(text, start, end)
        if credit:
            named = name_after(text, credit.end(), end)
            if named and self._known(named):
                return [self._credit_of("credit", named, "republished.credit")]
        owner = self._owner.search(text, start, end)
        if owner:
            named = name_before(text, start, owner.start())
            if named and (self._known(named) or "." in named.name):
                return [self._credit_of("page", named, "publisher.owner")]
        own = self._own.match(text, start, end)
        if own:
            years = _YEARS.match(text, own.end(), end)
            named = name_after(text, years.end() if years else own.end(), end)
            if named and (
                self._known(named) or not own[0].lower().startswith(("about", "welcome"))
            ):
                outlet = self.known.by_name(named.name)
                if outlet is not None and outlet.agency:
                    # An agency keeps its rights in what others print.
                    return [self._credit_of("credit", named, "republished.copyright")]
                found.append(self._credit_of("own", named, "publisher.own_name"))
        found.extend(self._addresses(text, start, end))
        return found

    def _addresses(self, text: str, start: int, end: int) -> list[Credit]:
        """Take the domains in pleas in the first person as the page's own."""
        if "address" not in self.zones.scan(plain(text[start:end])):
            return []
        found = []
        for match in _ADDRESS.finditer(text, start, end):
            outlet = self.known.by_url(match[0].rpartition("@")[2])
            if outlet is not None and not _SOCIAL.search(match[0].lower()):
                found.append(Credit("own", outlet.name, "publisher.own_plea", (match.span(),)))
        return found

    def _signature(self, text: str, sentences: tuple[Sentence, ...]) -> list[Credit]:
        """Read an agency that stands alone at the end of the page: "--Reuters"."""
        last = next((s for s in reversed(sentences) if s.zone is not Zone.COMMENT), sentences[-1])
        line = text[last.start : last.end].strip(" -–—()[].*")
        outlet = self.known.agencies.get(line)
        if outlet is None:
            return []
        start = text.index(line, last.start)
        return [
            Credit("credit", outlet.name, "republished.signature", ((start, start + len(line)),))
        ]

    def _known(self, named: Named) -> bool:
        return (
            self.known.by_name(named.name) is not None or self.known.by_url(named.name) is not None
        )

    def _credit_of(self, role: str, named: Named, rule: str) -> Credit:
        return Credit(role, self.known.canonical(named.name), rule, (named.span,))


@Compiled
def _credit_reader(packs: Packs) -> CreditReader:
    words = packs.topic("read_metadata", CreditWords)
    return CreditReader(words, known_publishers(packs), zone_phrases(packs))


def find_credits(text: str, sentences: tuple[Sentence, ...], packs: Packs) -> list[Credit]:
    """Return the credits of a page whose zones are known."""
    return _credit_reader(packs).find(text, sentences)
