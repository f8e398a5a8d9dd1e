"""Figures, comparisons and ranges as CSV (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from provenance.export.choice import Choice
from provenance.export.events import check_profiles, ranges_of, told_by
from provenance.export.geojson import coordinates, where_prec
from provenance.export.text import cell
from provenance.review.actions import CLAIM_FIELDS, FIGURE_FIELDS
from provenance.review.standing import Standing
from provenance.store.decided import read_standing

Row = dict[str, Any]
Tell = Callable[[str], None]


class Table(StrEnum):
    """What a row is: a figure, a pair of claims, or a range of an event."""

    FIGURES = "figures"
    COMPARISONS = "comparisons"
    RANGES = "ranges"


_CLAIM = """
  c.polarity, c.modality, c.status, c.credibility, s.name AS source, s.kind AS source_kind,
  s.named AS source_named, s.reliability, c.source_text, c.cue_text, o.name AS origin,
  (SELECT group_concat(name, ' → ') FROM (SELECT k.name FROM attributions AS a
    JOIN sources AS k ON k.id = a.source_id WHERE a.claim_id = c.id ORDER BY a.depth)) AS chain,
  c.when_edtf, w.name AS place, c.text AS claim, t.text AS sentence, c.zone,
  d.label AS document, d.url, p.name AS publisher, d.author, d.published,
  (SELECT group_concat(code, ', ') FROM (SELECT DISTINCT code FROM flags
    WHERE claim_id = c.id ORDER BY code)) AS flags"""
_JOINS = """
 JOIN documents AS d ON d.id = c.document_id JOIN sentences AS t ON t.id = c.sentence_id
 LEFT JOIN sources AS s ON s.id = c.source_id LEFT JOIN sources AS o ON o.id = c.origin_id
 LEFT JOIN sources AS p ON p.id = d.publisher_id LEFT JOIN places AS w ON w.id = c.place_id"""

_FIGURES = f"""
SELECT f.id, e.label AS event, f.measure, f.party, f.low, f.high, f.point, f.text, f.subject,
  f.unit, f.extent, f.subset_of, f.unquantified, {_CLAIM.strip()}, NULL AS corrected,
  f.start, f."end", f.rule, f.profile, coalesce((SELECT i.extractor FROM imports AS i
    WHERE i.run_id = f.run_id LIMIT 1), 'provenance') AS extractor, r.version,
  c.event_id, f.claim_id, c.source_id, c.origin_id, c.document_id, c.sentence_id,
  d.sha256 AS capture, f.run_id
FROM figures AS f JOIN claims AS c ON c.id = f.claim_id {_JOINS.strip()}
 LEFT JOIN events AS e ON e.id = c.event_id JOIN runs AS r ON r.id = f.run_id
WHERE {{condition}}
ORDER BY c.event_id IS NULL, c.event_id, f.measure, f.party IS NULL, f.party, f.id"""

_SIDE = (
    "s_{x}.name AS source_{x}, o_{x}.name AS origin_{x}, f_{x}.text AS figure_{x},"
    " f_{x}.low AS low_{x}, f_{x}.high AS high_{x}, {x}.text AS claim_{x},"
    " {x}.status AS status_{x},"
    " d_{x}.label AS document_{x}, d_{x}.url AS url_{x}, d_{x}.published AS published_{x},"
    " l.claim_{x} AS claim_{x}_id, l.figure_{x} AS figure_{x}_id"
)
_SIDE_JOINS = (
    " JOIN claims AS {x} ON {x}.id = l.claim_{x} JOIN documents AS d_{x} ON d_{x}.id ="
    " {x}.document_id LEFT JOIN figures AS f_{x} ON f_{x}.id = l.figure_{x} LEFT JOIN sources AS"
    " s_{x} ON s_{x}.id = {x}.source_id LEFT JOIN sources AS o_{x} ON o_{x}.id = {x}.origin_id"
)
_CHOSEN = (
    " AND l.claim_{x} IN (SELECT c.id FROM claims AS c JOIN documents AS d"
    " ON d.id = c.document_id WHERE c.id = l.claim_{x} AND {condition})"
)
_COMPARISONS = (
    "SELECT l.id, e.label AS event, l.relation, l.same_origin,"
    " coalesce(f_a.measure, f_b.measure) AS measure, coalesce(f_a.party, f_b.party) AS party, "
    + ", ".join(_SIDE.format(x=x) for x in "ab")
    + ", l.reason, l.rule, l.score, l.evidence, coalesce(a.event_id, b.event_id) AS event_id,"
    " l.run_id FROM links AS l"
    + "".join(_SIDE_JOINS.format(x=x) for x in "ab")
    + " LEFT JOIN events AS e ON e.id = coalesce(a.event_id, b.event_id) WHERE 1{chosen}"
    " ORDER BY coalesce(a.event_id, b.event_id) IS NULL, coalesce(a.event_id, b.event_id),"
    " l.relation, l.id"
)

_RANGES = [
    "event_id",
    "event",
    "kind",
    "date_start",
    "date_end",
    "date_prec",
    "where_coordinates",
    "where_prec",
    "latitude",
    "longitude",
    "country",
    "measure",
    "party",
    "profile",
    "low",
    "best",
    "high",
    "number_of_sources",
    "n_claims",
    "n_rejected",
    "source_original",
    "source",
    "source_office",
    "source_article",
    "source_url",
    "source_date",
    "claims",
    "range_id",
    "run_id",
]
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def export_csv(
    db: Database,
    choice: Choice,
    tell: Tell,
    table: Table,
    *,
    profiles: Sequence[str] = (),
    reviewer: str | None = None,
) -> Iterator[bytes]:
    """Yield a table as CSV: a line of names, then one line a row, UTF-8.

    ``profiles`` limits ranges to those that were made by these.  Values that a person
    corrected are the corrected ones; ``corrected`` then says what was read and who corrected
    it, or ``reviewer`` instead.
    """
    check_profiles(db, profiles)
    if table is Table.RANGES:
        rows = _ranges(db, choice, tell, profiles)
        yield from _written(_RANGES, rows)
        return
    sql, values = _question(table, choice)
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    if table is Table.FIGURES:
        rows = _corrected(rows, read_standing(db), reviewer)
    yield from _written(names, rows)


def _question(table: Table, choice: Choice) -> tuple[str, list[str]]:
    condition, values = choice.of_both()
    if table is Table.FIGURES:
        return _FIGURES.format(condition=condition), values
    if choice.everything:
        return _COMPARISONS.format(chosen=""), []
    chosen = "".join(_CHOSEN.format(x=x, condition=condition) for x in "ab")
    return _COMPARISONS.format(chosen=chosen), [*values, *values]


def _written(names: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(row[name]) for name in names])
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def _corrected(rows: Iterable[Row], standing: Standing, reviewer: str | None) -> Iterator[Row]:
    """Yield the rows with what people corrected in them, and what was there before."""
    for row in rows:
        said = []
        for target, fields in ((row["id"], FIGURE_FIELDS), (row["claim_id"], CLAIM_FIELDS)):
            for name in fields:
                effect = standing.effects.get((target, f"value:{name}"))
                if effect is not None and name in row:
                    entry = effect.entry
                    read = "not said" if row[name] is None else row[name]
                    by = reviewer or entry.by
                    said.append(f"{name} was {read}: {by}, {entry.at}: {entry.reason}")
                    row[name] = effect.value
        row["corrected"] = "; ".join(said) or None
        yield row


def _ranges(db: Database, choice: Choice, tell: Tell, profiles: Sequence[str]) -> Iterator[Row]:
    left_out = 0
    for event in choice.event_rows(db):
        found, less = ranges_of(db, event["id"], choice, profiles)
        left_out += less
        point = coordinates(event["latitude"], event["longitude"]) or (None, None)
        about = {
            "event": event["label"],
            "kind": event["kind"],
            "date_start": event["date_from"],
            "date_end": event["date_to"],
            "date_prec": date_prec(event["date_from"], event["date_to"]),
            "where_coordinates": event["place"],
            "where_prec": where_prec(event["precision"]),
            "latitude": point[1],
            "longitude": point[0],
            "country": event["country"],
        }
        for row in found:
            told = list(told_by(db, row["id"]))
            yield {
                **row,
                **about,
                "range_id": row["id"],
                "number_of_sources": row["n_origins"],
                "n_rejected": sum(claim["status"] == "rejected" for claim in told),
                "source_original": _list(claim["origin"] for claim in told),
                "source": _list(claim["source"] for claim in told),
                "source_office": _list(claim["publisher"] for claim in told),
                "source_article": _list(claim["document"] for claim in told),
                "source_url": _list(claim["url"] for claim in told),
                "source_date": _list(claim["published"] for claim in told),
                "claims": _list(claim["claim_id"] for claim in told),
            }
    if left_out:
        tell(f"ranges left out, since they rest on claims that were not chosen: {left_out:,}")


def _list(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(value for value in values if value))


def date_prec(first: str | None, last: str | None) -> int | None:
    """Return UCDP's code of how exactly a date is known; None where the year is not.

    >>> date_prec("2031-05-04", "2031-05-04"), date_prec("2031-05-01", "2031-05-31")
    (1, 4)
    >>> date_prec("XXXX-05-04", "XXXX-05-04") is None
    True
    """
    if not (first and last and _DAY.match(first) and _DAY.match(last)):
        return None
    try:
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    except ValueError:
        return None
    return next((code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


__all__ = ["Table", "date_prec", "export_csv"]
