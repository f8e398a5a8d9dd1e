"""The import: lines of claims in, grounded and stored, each line all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from pydantic import ValidationError
from sqlite_utils import Database

from provenance.errors import InputError
from provenance.imports.ground import Grounder, Grounding
from provenance.imports.merge import Imported
from provenance.imports.record import Envelope, GivenDocument, GivenExtractor, first_problem
from provenance.packs import Packs
from provenance.read.jsonlines import record_of, split_stream
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text
from provenance.records import Document, Extraction, Sentence
from provenance.store import Writer, finish_run, read_extractions, start_run, transaction
from provenance.store.imported import add_import, import_id

SHAPE = '{"document", "claims"}'
RESERVED = frozenset({"provenance", "both"})
"""Names that the comparison of extractors uses itself."""


GOLD = "gold"
"""Key of a run's settings that says that a person annotated its claims."""


class Reporter(Protocol):
    """What is told while lines are imported."""

    def done(self, name: str) -> None:
        """Say that the line ``name`` is dealt with."""

    def problem(self, error: InputError) -> None:
        """Say what was refused."""


@dataclass(slots=True)
class Summary:
    """What came of an import."""

    imported: int = 0
    """Documents whose claims were stored."""
    unchanged: int = 0
    """Documents for which the same claims were there."""
    failed: int = 0
    """Lines of which nothing was stored."""
    claims: int = 0
    """Claims that held, of all lines that were not refused."""
    refused: int = 0
    """Claims that did not hold."""

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as a plain mapping."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its place in the file and what it says."""

    place: str
    envelope: Envelope


class Importer:
    """Imports lines into a database."""

    def __init__(
        self,
        db: Database,
        packs: Packs,
        extractor: GivenExtractor | None,
        report: Reporter,
        *,
        gold: bool = False,
    ) -> None:
        self.db = db
        self.packs = packs
        self.extractor = extractor
        self.report = report
        self.gold = gold
        self.grounder = Grounder(packs)
        self.summary = Summary()
        self.runs: set[str] = set()
        self.seen: dict[tuple[str, str], str] = {}

    def files(self, paths: Iterable[Path]) -> Summary:
        """Import files, one after the other."""
        for path in paths:
            try:
                with path.open("rb") as stream:
                    self.stream(stream, str(path))
            except OSError as error:
                self._refuse(InputError(str(path), str(error.strerror), "give another file"))
        return self.finish()

    def stream(self, stream: IO[bytes], name: str) -> None:
        """Import a stream of JSON Lines; a line that cannot be used is named."""
        for piece in split_stream(stream, name):
            try:
                if isinstance(piece, InputError):
                    raise piece
                self.line(parse(piece))
            except InputError as error:
                self._refuse(error)

    def finish(self) -> Summary:
        """Note in the runs what they made, and return what came of it all."""
        for run in sorted(self.runs):
            finish_run(self.db, run)
        return self.summary

    def _refuse(self, error: InputError) -> None:
        self.summary.failed += 1
        self.report.problem(error)

    def line(self, line: Line) -> None:
        """Import one line; raises InputError when nothing of it can be used."""
        extractor = self._maker(line)
        stored = find_document(self.db, line)
        reading = None
        if stored is None:
            reading = _read(line, self.packs)
            stored = (reading.document, reading.sentences)
        document, sentences = stored
        grounding = self.grounder.ground(document.text, sentences, line.envelope.claims)
        self._tell(line, grounding)
        if line.envelope.claims and not grounding.claims:
            raise InputError(
                line.place,
                "none of its claims holds, so nothing of it is stored",
                "mend the claims that are named above",
            )
        run = _settings(extractor, self.gold)
        with transaction(self.db):
            run_id = start_run(self.db, run)
            other = self.seen.setdefault((document.id, run_id), line.place)
            if other != line.place:
                raise InputError(
                    line.place,
                    f"the document stands in {other} too",
                    "put all claims of one document into one line",
                )
            if reading is not None:
                Writer(self.db, run_id).add(
                    Extraction(document=document, sentences=sentences, claims=()), reading.capture
                )
            item = Imported(
                import_id(document.id, run_id),
                run_id,
                extractor.name,
                extractor.version,
                grounding.claims,
            )
            changed = add_import(self.db, document.id, item, line.place)
        self.runs.add(run_id)
        self.summary.imported += changed
        self.summary.unchanged += not changed
        self.summary.claims += len(grounding.claims)
        self.report.done(line.place)

    def _tell(self, line: Line, grounding: Grounding) -> None:
        """Name each refused claim, one line each."""
        self.summary.refused += len(grounding.refusals)
        for refusal in grounding.refusals:
            place = f"{line.place} claim {refusal.claim}"
            self.report.problem(InputError(place, refusal.problem, refusal.remedy))

    def _maker(self, line: Line) -> GivenExtractor:
        """Return who made the claims of a line."""
        maker = self.extractor or line.envelope.extractor
        if maker is None and self.gold:
            maker = GivenExtractor(name=GOLD)
        if maker is None:
            raise InputError(
                line.place,
                "it does not say who made the claims",
                'give --extractor NAME, or {"extractor": {"name", "version"}} in the line',
            )
        if maker.name.strip().casefold() in RESERVED or not maker.name.strip():
            raise InputError(
                line.place,
                f"an extractor cannot be called {maker.name!r} here",
                "give the tool or model a name of its own",
            )
        return maker


def parse(piece: Raw) -> Line:
    """Return one line read; raises InputError when it is not of our shape."""
    record = record_of(piece.data, piece.origin, SHAPE)
    try:
        envelope = Envelope.model_validate_json(json.dumps(record))
    except (ValidationError, ValueError, RecursionError) as error:
        problem = first_problem(error) if isinstance(error, ValidationError) else str(error)
        raise InputError(piece.origin, problem, "see: provenance schema import") from error
    return Line(piece.origin, envelope)


def find_document(db: Database, line: Line) -> tuple[Document, tuple[Sentence, ...]] | None:
    """Return the stored document that a line speaks of; None when it has to be stored first.

    Raises InputError when it is not there and the line has no text of it, when an id means
    several documents, and when the stored text or bytes are others.
    """
    given = line.envelope.document
    key = _find(db, line.place, given)
    if key is None and given.text is not None:
        # A plain text is its own capture.
        with suppress(UnicodeEncodeError):
            sha256 = _digest(given.text)
            key = _one(db, line.place, "sha256", sha256)
    if key is None:
        if given.text is not None:
            return None
        name = given.id or given.external_id or given.sha256
        if name is None:
            raise InputError(
                line.place, "its document has no id", 'give "id", "external_id" or "sha256"'
            )
        raise InputError(
            line.place,
            f"the database has no document {name!r}",
            'ingest its article first, or give its "text" in the line',
        )
    stored = next(read_extractions(db, [key], own=True))
    if given.text is not None and given.text != stored.document.text:
        raise InputError(
            line.place,
            f"its text differs from that of the stored document {key},"
            f" first at character {_differ(given.text, stored.document.text)}",
            "leave the text out, or give the document another id",
        )
    if given.sha256 is not None and given.sha256 != stored.document.sha256:
        raise InputError(
            line.place,
            f"the stored document {key} was read from other bytes (SHA-256)",
            "make the claims anew from the stored text",
        )
    return stored.document, stored.sentences


def _find(db: Database, place: str, given: GivenDocument) -> str | None:
    for column in ("id", "sha256", "external_id"):
        value = getattr(given, column)
        if value is not None and (key := _one(db, place, column, value)) is not None:
            return key
    return None


def _one(db: Database, place: str, column: str, value: str) -> str | None:
    """Return the id of the document with a value; raises InputError when there are several."""
    found = db.execute(
        f"SELECT id FROM documents WHERE {column} = ? ORDER BY id LIMIT 2", [value]
    ).fetchall()
    if len(found) > 1:
        raise InputError(
            place, f"several documents have the {column} {value!r}", 'give the "id" of one'
        )
    return str(found[0][0]) if found else None


def _read(line: Line, packs: Packs) -> Reading:
    """Read the text of a line as an article that is not there yet."""
    given = line.envelope.document
    reading = read_text(
        given.text or "",
        packs,
        external_id=given.external_id,
        title=given.title,
        url=given.url,
        publisher=given.publisher,
        author=given.author,
        published=given.published,
        language=given.language,
        origin=line.place,
    )
    if given.sha256 is not None and given.sha256 != reading.document.sha256:
        raise InputError(
            line.place,
            "its SHA-256 is not that of its text in UTF-8",
            "leave it out, or ingest the article itself first",
        )
    if given.id is not None and given.id != reading.document.id:
        raise InputError(
            line.place,
            f"the database has no document {given.id!r}, and the text has another id",
            "ingest the article itself first, or give the id as external_id",
        )
    return reading


def _settings(extractor: GivenExtractor, gold: bool) -> Mapping[str, object]:
    """Return what a run of another extractor is told by."""
    settings: dict[str, object] = {
        "extractor": extractor.name,
        "version": extractor.version or "not said",
    }
    model = {"model": extractor.model} if extractor.model else {}
    return settings | model | ({GOLD: True} if gold else {})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _differ(one: str, other: str) -> int:
    """Return the first character at which two texts differ."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


__all__ = ["Importer", "Line", "Summary", "find_document", "parse"]
