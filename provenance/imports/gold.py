"""Gold: annotated articles, read from files or from a database, and measured."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue
from sqlite_utils import Database

from provenance.errors import InputError, ProvenanceError
from provenance.imports.ground import Grounder
from provenance.imports.job import GOLD, parse
from provenance.imports.measure import Measure, Tally
from provenance.packs import Packs
from provenance.read.jsonlines import split_stream
from provenance.read.reading import Reading, read_text


class Reporter(Protocol):
    """What is told meanwhile."""

    def stage(self, name: str) -> None:
        """Say what is being done from now on."""

    def done(self, name: str) -> None:
        """Say that an article is dealt with."""

    def problem(self, error: InputError) -> None:
        """Say what was refused."""


def measure_files(paths: Iterable[Path], packs: Packs, report: Reporter) -> Tally:
    """Extract the annotated articles of some files anew, and measure.

    A line that cannot be read, and a claim that its text does not bear out, are told and
    left out.
    """
    from provenance.extract.extractor import Extractor

    report.stage("loading the language model")
    extractor = Extractor(packs)
    grounder = Grounder(packs)
    measure = Measure(packs)
    for place, reading, claims in _articles(paths, packs, report, measure.tally):
        grounding = grounder.ground(reading.document.text, reading.sentences, claims)
        measure.tally.refused += len(grounding.refusals)
        for refusal in grounding.refusals:
            report.problem(
                InputError(f"{place} claim {refusal.claim}", refusal.problem, refusal.remedy)
            )
        measure.add(extractor.extract(reading), grounding.claims)
        report.done(place)
    return measure.tally


def _articles(
    paths: Iterable[Path], packs: Packs, report: Reporter, tally: Tally
) -> Iterator[tuple[str, Reading, tuple[JsonValue, ...]]]:
    """Yield the articles of some files with their expected claims."""
    for path in paths:
        with path.open("rb") as stream:
            for piece in split_stream(stream, str(path)):
                try:
                    if isinstance(piece, InputError):
                        raise piece
                    line = parse(piece)
                    given = line.envelope.document
                    if given.text is None:
                        raise InputError(
                            line.place,
                            "its document has no text",
                            'give "text", or import it into a database: provenance import gold',
                        )
                    reading = read_text(
                        given.text,
                        packs,
                        external_id=given.external_id,
                        title=given.title,
                        publisher=given.publisher,
                        author=given.author,
                        published=given.published,
                        origin=line.place,
                    )
                except InputError as error:
                    tally.refused += 1
                    report.problem(error)
                else:
                    yield line.place, reading, line.envelope.claims


def measure_database(db: Database, packs: Packs, extractor: str | None = None) -> Tally:
    """Measure what stands in a database against what people annotated there.

    ``extractor`` takes the claims of that maker as the expected ones.  Raises ProvenanceError
    when there are none.
    """
    from provenance.store.imported import read_imports
    from provenance.store.read import read_extractions

    def expected(settings: str) -> bool:
        found = json.loads(settings)
        return bool(found.get(GOLD) if extractor is None else found.get("extractor") == extractor)

    runs = {
        key
        for key, settings in db.execute(
            "SELECT id, settings FROM runs WHERE id IN (SELECT run_id FROM imports)"
        ).fetchall()
        if expected(settings)
    }
    if not runs:
        whose = f"by {extractor!r} " if extractor else ""
        raise ProvenanceError(
            f"the database holds no annotated claims {whose}to measure by; "
            "add some with: provenance import gold DB FILE"
        )
    measure = Measure(packs)
    keys = [
        row[0]
        for row in db.execute("SELECT DISTINCT document_id FROM imports ORDER BY document_id")
    ]
    for extraction in read_extractions(db, keys, own=True):
        gold = [i for i in read_imports(db, extraction.document.id) if i.run_id in runs]
        if gold:
            measure.add(extraction, [claim for item in gold for claim in item.claims])
    return measure.tally


__all__ = ["measure_database", "measure_files"]
