"""The proof that stored rows are what the rules make of the stored text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlite_utils import Database

from provenance.errors import PackError
from provenance.extract.settings import settings_of
from provenance.packs import Packs
from provenance.read import Reading
from provenance.records import Capture, Extraction
from provenance.store.checks.problem import Problem
from provenance.store.read import read_extractions
from provenance.store.runs import run_id

SAMPLE = 20
"""Articles of each run that are extracted again.  Ids are hashes, so the first are a sample."""


def extract_again(db: Database, sample: int = SAMPLE) -> list[Problem]:
    """Return the articles of which the rules now make other rows than are stored.

    Looked at are runs of this version with packs that are here; the rows of others cannot be
    made again.
    """
    return [problem for packs, run in _runs(db) for problem in _differing(db, packs, run, sample)]


def _runs(db: Database) -> Iterator[tuple[Packs, str]]:
    """Yield the runs that this code and these packs would make again."""
    for key, settings in db.execute("SELECT id, settings FROM runs ORDER BY id").fetchall():
        names = json.loads(settings).get("packs")
        try:
            packs = Packs(tuple(str(names).split(",")))
        except PackError:
            continue
        if run_id(settings_of(packs)) == key:
            yield packs, key


def _differing(db: Database, packs: Packs, run: str, sample: int) -> Iterator[Problem]:
    ids = db.execute(
        "SELECT id FROM documents WHERE run_id = ? ORDER BY id LIMIT ?", [run, sample]
    ).fetchall()
    if not ids:
        return
    from provenance.extract.extractor import Extractor

    extractor = Extractor(packs)
    for stored in read_extractions(db, [row[0] for row in ids], own=True):
        if not stored.claims and not _is_english(stored):
            continue
        made = extractor.extract(_reading(stored))
        if made != stored:
            text = f"extracting it again gives other rows ({_first_difference(stored, made)})"
            yield Problem("extraction", "documents", stored.document.id, text)


def _reading(stored: Extraction) -> Reading:
    document = stored.document
    capture = Capture(
        sha256=document.sha256 or "", media_type=document.media_type, data=b"", origin=document.id
    )
    return Reading(capture, document, stored.sentences)


def _is_english(stored: Extraction) -> bool:
    language = stored.document.language
    return language is None or language.lower().split("-")[0] in ("en", "english")


def _first_difference(stored: Extraction, made: Extraction) -> str:
    """Return in words where two extractions of one document differ first."""
    for number, (one, other) in enumerate(zip(stored.claims, made.claims, strict=False), 1):
        if one != other:
            names = [n for n in type(one).model_fields if getattr(one, n) != getattr(other, n)]
            return f"claim {number}: {', '.join(names)}"
    if len(stored.claims) != len(made.claims):
        return f"{len(stored.claims)} claims are stored, {len(made.claims)} are found"
    return "document or sentences"


__all__ = ["SAMPLE", "extract_again"]
