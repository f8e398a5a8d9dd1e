"""Texts: every id, span and printed text compared with the document that it was read from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from provenance.records import content_id
from provenance.store.bodies import marks
from provenance.store.checks.problem import Problem

JOINT = " "
"""What stands between the pieces where a text is made of several spans."""

BATCH_DOCUMENTS = 200
_DIGITS = re.compile(r"\d+")


def check_texts(db: Database) -> Iterator[Problem]:
    """Look at every document's id, and at all that was read from its text."""
    ids = [row[0] for row in db.execute("SELECT id FROM documents ORDER BY id").fetchall()]
    for at in range(0, len(ids), BATCH_DOCUMENTS):
        some = ids[at : at + BATCH_DOCUMENTS]
        texts = {}
        sql = f"SELECT id, sha256, text FROM documents WHERE id IN ({marks(len(some))})"
        for key, sha256, text in db.execute(sql, some):
            texts[key] = text
            if key != content_id("document", sha256):
                yield Problem("document_id", "documents", key, "its id is not that of its bytes")
        yield from _spans(db, some, texts)
        yield from _sentences(db, some, texts)
        yield from _claims(db, some, texts)
        yield from _figures(db, some, texts)
        yield from _readings(db, some, texts)


def _rows(db: Database, table: str, ids: list[str]) -> list[dict[str, Any]]:
    sql = f"SELECT * FROM {table} WHERE document_id IN ({marks(len(ids))}) ORDER BY id"
    return list(db.query(sql, ids))


def _spans(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    for row in _rows(db, "spans", ids):
        if row["end"] > len(texts[row["document_id"]]):
            yield Problem("span_outside", "spans", row["id"], "ends behind the text")


def _sentences(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    for row in _rows(db, "sentences", ids):
        text = texts[row["document_id"]]
        if row["end"] > len(text):
            yield Problem("sentence_outside", "sentences", row["id"], "ends behind the text")
        elif text[row["start"] : row["end"]] != row["text"]:
            yield Problem("sentence_text", "sentences", row["id"], "its text is not its span's")


def _claims(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    """Compare every printed text of a claim with the characters of its spans."""
    printed: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
    # The plus keeps SQLite from an index by which it would read most of the table.
    sql = (
        'SELECT row, role, part, start, "end" FROM spans WHERE +evidence_id IS NULL'
        f" AND document_id IN ({marks(len(ids))}) ORDER BY row, role, part, ordinal"
    )
    for row, role, part, start, end in db.execute(sql, ids):
        printed.setdefault((row, role, part), []).append((start, end))

    def said(document: str, *value: Any) -> str:
        spans = printed.get(value, [])
        return JOINT.join(texts[document][start:end] for start, end in spans)

    for claim in _rows(db, "claims", ids):
        key, document = claim["id"], claim["document_id"]
        for role, column in (("content", "text"), ("cue", "cue_text"), ("when", "when_text")):
            held = claim[column]
            if held is not None and (key, role, 0) not in printed:
                yield Problem("no_span", "claims", key, f"{column} has no span")
            elif held is not None and said(document, key, role, 0) != held:
                yield Problem("claim_text", "claims", key, f"{column} is not its spans' text")
    for table, roles in (("claim_sources", ("source", "joint")), ("claim_places", ("place",))):
        ordinal = "part" if table == "claim_sources" else "ordinal"
        rows = db.execute(
            f"SELECT t.id, c.document_id, t.claim_id, t.{ordinal}, t.text FROM claims AS c"
            f" JOIN {table} AS t ON t.claim_id = c.id"
            f" WHERE c.document_id IN ({marks(len(ids))}) ORDER BY t.id",
            ids,
        )
        for key, document, claim_id, number, held in rows.fetchall():
            role = roles[min(number, len(roles) - 1)]
            if said(document, claim_id, role, number) != held:
                yield Problem("mention_text", table, key, "its text is not its spans' text")


def _figures(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    for row in _rows(db, "figures", ids):
        text = texts[row["document_id"]][row["start"] : row["end"]]
        if row["end"] > len(texts[row["document_id"]]):
            yield Problem("figure_outside", "figures", row["id"], "ends behind the text")
        elif text != row["text"]:
            yield Problem("figure_text", "figures", row["id"], "its text is not its span's")
        elif not any(char.isalnum() for char in text):
            yield Problem("figure_empty", "figures", row["id"], "no digit or word in its span")
        elif missing := missing_number(text, row):
            message = f"{missing} is in its interval, but not in its span"
            yield Problem("figure_number", "figures", row["id"], message)


def _readings(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    """Compare what other extractors read with the text, and their rows with their claims."""
    for row in _rows(db, "readings", ids):
        text = texts[row["document_id"]][row["start"] : row["end"]]
        if text != row["text"]:
            yield Problem("reading_text", "readings", row["id"], "its text is not its span's")
    for row in _rows(db, "imports", ids):
        if hashlib.sha256(row["data"].encode()).hexdigest() != row["sha256"]:
            yield Problem("import_hash", "imports", row["id"], "its claims were changed")


def missing_number(text: str, row: dict[str, Any]) -> int | None:
    """Return the stated number when the digits of the span cannot have given it.

    A span without digits (number words, the name of one person) says nothing here; scale
    words ("20 thousand", "2 dozen") multiply the digits by a power of ten or by twelve.
    """
    point = row["point"]
    numbers = [int(digits) for digits in _DIGITS.findall(text)]
    if point is None or point <= 1 or not numbers:
        return None
    joined = int("".join(str(int(char)) for char in text if char.isdecimal()))
    for number in {*numbers, joined}:
        if number and (number * 12 == point or _is_power_of_ten(point, number)):
            return None
    return int(point)


def _is_power_of_ten(one: int, other: int) -> bool:
    """Say whether two positive numbers have the same digits but for noughts at the end."""
    return str(one).rstrip("0") == str(other).rstrip("0")


__all__ = ["JOINT", "check_texts", "missing_number"]
