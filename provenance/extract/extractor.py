"""The extractor: readings in, extractions out, parsed in batches over documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import spacy

from provenance import __version__
from provenance.extract.attribution import needs_parse
from provenance.extract.claims import SILENT_ZONES, find_claims
from provenance.extract.figures import might_hold_figure
from provenance.extract.kinds import might_speak
from provenance.extract.page import Page
from provenance.extract.parser import BLAS, WEIGHTS_SHA256, Parser
from provenance.packs import Packs
from provenance.read.publisher import origin_source, publisher_source
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
        return {
            "version": __version__,
            "spacy": spacy.__version__,
            "weights": WEIGHTS_SHA256,
            "blas": BLAS,
            "packs": ",".join(self.packs.names),
            "packs_sha256": self.packs.digest(),
        }

    def extract(self, reading: Reading) -> Extraction:
        """Return the claims of one reading."""
        return next(self.extract_many([reading]))

    def extract_many(self, readings: Iterable[Reading]) -> Iterator[Extraction]:
        """Yield an extraction for each reading, in order; memory stays flat."""
        batch: list[Reading] = []
        size = 0
        for reading in readings:
            batch.append(reading)
            size += len(reading.sentences)
            if size >= BATCH_SENTENCES:
                yield from self._extract_batch(batch)
                batch, size = [], 0
        if batch:
            yield from self._extract_batch(batch)

    def _extract_batch(self, batch: list[Reading]) -> list[Extraction]:
        """Return the extractions of a batch; the parses' memory is freed when it is done."""
        with self.parser.zone():
            wanted = [
                reading.document.text[sentence.start : sentence.end]
                for reading in batch
                for sentence in reading.sentences
                if self._needs_parse(reading, sentence)
            ]
            parses = iter(self.parser.parse(wanted))
            return [self._extract_one(reading, parses) for reading in batch]

    def _extract_one(self, reading: Reading, parses: Iterator[Doc]) -> Extraction:
        document = reading.document
        own = tuple(
            next(parses) if self._needs_parse(reading, sentence) else None
            for sentence in reading.sentences
        )
        page = Page(
            document=document,
            sentences=reading.sentences,
            parses=own,
            publisher=publisher_source(document),
            origin=origin_source(document),
        )
        claims = find_claims(page, self.packs)
        return Extraction(document=document, sentences=reading.sentences, claims=claims)

    def _needs_parse(self, reading: Reading, sentence: Sentence) -> bool:
        """Say whether any rule could find something in the sentence."""
        if sentence.zone in SILENT_ZONES:
            return False
        text = reading.document.text[sentence.start : sentence.end]
        return (
            might_hold_figure(text, self.packs)
            or needs_parse(text, self.packs)
            or might_speak(text, self.packs)
        )
