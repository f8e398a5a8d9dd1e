"""The extractor: readings in, extractions out, parsed in batches over documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from provenance.errors import InputError
from provenance.extract.attribution import needs_parse
from provenance.extract.claims import SILENT_ZONES, find_claims
from provenance.extract.figures import might_hold_figure
from provenance.extract.kinds import might_speak
from provenance.extract.page import Page
from provenance.extract.parser import Parser
from provenance.extract.settings import settings_of
from provenance.packs import Packs
from provenance.read.language import is_foreign
from provenance.read.publisher import origin_source, publisher_source
from provenance.read.reading import stumbled
from provenance.records import Extraction, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from provenance.read import Reading

# Sentences parsed together: enough to fill the parser's batches, few enough for memory
# to stay flat over a corpus of any length.
BATCH_SENTENCES = 512


class Extractor:
    """Turns readings into extractions; holds the parser and the packs."""

    def __init__(self, packs: Packs | None = None, parser: Parser | None = None) -> None:
        self.packs = packs or Packs()
        self.parser = parser or Parser()

    def settings(self) -> dict[str, str]:
        """Return what the rows depend on: the same settings and bytes give the same rows."""
        return settings_of(self.packs)

    def extract(self, reading: Reading) -> Extraction:
        """Return the claims of one reading."""
        wanted = self._wanted(reading)
        with self.parser.zone(_size(wanted)):
            parses = self.parser.parse_prose(reading.document.text[s.start : s.end] for s in wanted)
            return self._extract_one(reading, dict(zip(_ordinals(wanted), parses, strict=True)))

    def extract_many(
        self, readings: Iterable[Reading | InputError]
    ) -> Iterator[tuple[Reading, Extraction] | InputError]:
        """Yield each reading with its extraction, in order; memory stays flat.

        What could not be read is passed on in its place; an article that a rule stumbles
        over becomes an InputError too, so that one article never costs the others.
        """
        batch: list[Reading | InputError] = []
        size = 0
        for reading in readings:
            batch.append(reading)
            size += 1 if isinstance(reading, InputError) else 1 + len(reading.sentences)
            if size >= BATCH_SENTENCES:
                yield from self._extract_batch(batch)
                batch, size = [], 0
        yield from self._extract_batch(batch)

    def _extract_batch(
        self, batch: list[Reading | InputError]
    ) -> list[tuple[Reading, Extraction] | InputError]:
        """Return the extractions of a batch; the parses' memory is freed when it is done."""
        wanted = [[] if isinstance(item, InputError) else self._wanted(item) for item in batch]
        results: list[tuple[Reading, Extraction] | InputError] = []
        with self.parser.zone(sum(map(_size, wanted))):
            parses = self.parser.parse_prose(
                item.document.text[sentence.start : sentence.end]
                for item, sentences in zip(batch, wanted, strict=True)
                if not isinstance(item, InputError)
                for sentence in sentences
            )
            for item, sentences in zip(batch, wanted, strict=True):
                if isinstance(item, InputError):
                    results.append(item)
                    continue
                own = dict(zip(_ordinals(sentences), parses, strict=False))
                try:
                    results.append((item, self._extract_one(item, own)))
                except Exception as error:
                    results.append(stumbled(item.capture.origin, error))
        return results

    def _extract_one(self, reading: Reading, parses: dict[int, Doc | None]) -> Extraction:
        document = reading.document
        if is_foreign(document, self.packs):
            return Extraction(document=document, sentences=reading.sentences, claims=())
        page = Page(
            document=document,
            sentences=reading.sentences,
            parses=tuple(parses.get(sentence.ordinal) for sentence in reading.sentences),
            publisher=publisher_source(document, self.packs),
            origin=origin_source(document, self.packs),
        )
        claims = find_claims(page, self.packs)
        return Extraction(document=document, sentences=reading.sentences, claims=claims)

    def _wanted(self, reading: Reading) -> list[Sentence]:
        """Return the sentences in which some rule could find something: those to parse."""
        if is_foreign(reading.document, self.packs):
            return []
        text = reading.document.text
        return [
            sentence
            for sentence in reading.sentences
            if sentence.zone not in SILENT_ZONES
            and self._might_matter(text[sentence.start : sentence.end])
        ]

    def _might_matter(self, text: str) -> bool:
        return (
            might_hold_figure(text, self.packs)
            or needs_parse(text, self.packs)
            or might_speak(text, self.packs)
        )


def _size(sentences: Iterable[Sentence]) -> int:
    return sum(sentence.end - sentence.start for sentence in sentences)


def _ordinals(sentences: Iterable[Sentence]) -> list[int]:
    return [sentence.ordinal for sentence in sentences]
