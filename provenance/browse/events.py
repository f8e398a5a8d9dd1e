"""The page of an event: its figures side by side, who said what when, and where it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from datasette import NotFound, Response

from provenance.browse import links, queries
from provenance.browse.access import open_database
from provenance.browse.history import History, history
from provenance.browse.labels import PROFILES, Addresses, said
from provenance.browse.matrix import matrix
from provenance.browse.pending import pending
from provenance.browse.queries import Row
from provenance.browse.render import answer, json_text, number_of
from provenance.browse.timeline import moved, timeline
from provenance.export.geojson import coordinates, event_feature
from provenance.review.actions import Action

TABLES = (
    "documents",
    "sentences",
    "claims",
    "figures",
    "sources",
    "places",
    "links",
    "events",
    "ranges",
    "range_claims",
    "flags",
)
MAP_TABLES = ("events", "places", "ranges", "claims", "sources")
FIGURES_A_PAGE = 300
LINKS_A_PAGE = 60
CLAIMS_A_PAGE = 60
IN_TIME = 200
"""Claims of the timeline; the figures of the others stand in the comparison."""
DEFAULT_PROFILE = "all"

EVENT = """
SELECT e.*, p.name AS place, p.country, p.precision, p.latitude, p.longitude
FROM events AS e LEFT JOIN places AS p ON p.id = e.place_id WHERE e.id = :id
"""
# A range ends at the highest number that is named; it has no end if one figure has none.
OPEN = """
(SELECT max(f.high IS NULL) FROM range_claims AS x JOIN figures AS f ON f.claim_id = x.claim_id
  WHERE x.range_id = r.id AND +f.measure = r.measure AND +f.party IS r.party) AS open
"""
RANGES = f"""
SELECT r.*, {OPEN.strip()} FROM ranges AS r WHERE r.event_id = :id
ORDER BY r.profile != 'all', r.profile, r.measure, r.party LIMIT 500
"""
FIGURES = """
SELECT f.id, f.claim_id, f.text, f.low, f.high, f.point, f.measure, f.party, f.subject, f.unit,
  f.extent, f.unquantified, w.text AS whole, c.document_id, c.text AS claim, c.modality,
  c.polarity, c.zone, c.status, c.source_id, c.source_text, c.origin_id, c.position,
  s.name AS source, s.kind AS source_kind, o.name AS origin,
  d.label AS document, d.published, d.publisher_id, p.name AS publisher
FROM claims AS c
JOIN figures AS f ON f.claim_id = c.id
JOIN documents AS d ON d.id = c.document_id
LEFT JOIN figures AS w ON w.id = f.subset_of
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS o ON o.id = c.origin_id
LEFT JOIN sources AS p ON p.id = d.publisher_id
WHERE c.event_id = :id
ORDER BY o.name IS NULL, o.name, c.origin_id, d.published IS NULL, d.published, d.id,
  c.position, f.ordinal
LIMIT :limit OFFSET :offset
"""
IN_CONFLICT = """
WITH mine AS (SELECT id FROM claims WHERE event_id = :id)
SELECT figure_a, figure_b FROM links WHERE claim_a IN mine AND +relation = 'conflicts'
UNION SELECT figure_a, figure_b FROM links WHERE claim_b IN mine AND +relation = 'conflicts'
LIMIT 1000
"""
SAID = """
SELECT c.id, c.text, c.modality, c.polarity, c.stance, c.status, c.document_id, c.cue_text,
  c.origin_id, c.n_figures, c.source_id, s.name AS source, d.label AS document, d.published,
  p.name AS publisher
FROM claims AS c
JOIN documents AS d ON d.id = c.document_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS p ON p.id = d.publisher_id
WHERE c.event_id = :id {which}
ORDER BY {first} d.published IS NULL, d.published, d.id, c.position
LIMIT :limit
"""
WITHOUT_FIGURE = SAID.format(which="AND c.n_figures = 0", first="c.stance IS NULL,")
BY_DAY = SAID.format(which="AND c.zone != 'comment'", first="")
VOUCHING = """
SELECT DISTINCT s.name FROM claims AS c JOIN sources AS s ON s.id = c.source_id
WHERE c.event_id = :id ORDER BY s.name LIMIT 100
"""


async def event(datasette: Any, request: Any) -> Any:
    """Show the figures of one event side by side."""
    database = await open_database(datasette, request, TABLES)
    ident = request.url_vars["id"]
    found = await queries.first(database, EVENT, id=ident)
    if found is None:
        raise NotFound("No such event")
    page = max(1, min(number_of(request.args.get("page")), 1_000_000))
    offset = (page - 1) * FIGURES_A_PAGE
    figures = await queries.rows(
        database, FIGURES, id=ident, limit=FIGURES_A_PAGE + 1, offset=offset
    )
    more, figures = len(figures) > FIGURES_A_PAGE, figures[:FIGURES_A_PAGE]
    if page > 1 and not figures:
        raise NotFound("No such part of the event")
    ranges = await queries.rows(database, RANGES, id=ident)
    related = await links.links_of(database, links.OF_EVENT, ident, LINKS_A_PAGE + 1)
    disputed = await queries.rows(database, IN_CONFLICT, id=ident)
    said_rows = await queries.rows(database, WITHOUT_FIGURE, id=ident, limit=CLAIMS_A_PAGE + 1)
    in_time = await queries.rows(database, BY_DAY, id=ident, limit=IN_TIME + 1)
    by_claim = await queries.by_claim(
        database, queries.FIGURES, [claim["id"] for claim in in_time[:IN_TIME]]
    )
    dated = [figure for found_figures in by_claim.values() for figure in found_figures]
    rows = {figure["claim_id"] for figure in figures} | {claim["id"] for claim in in_time}
    numbers = dict.fromkeys(figure["id"] for figure in (*figures, *dated))
    told = await history(datasette, request, database, [*sorted(rows), *numbers])
    told.correct(figures)
    told.correct(dated)
    about = await history(datasette, request, database, [ident])
    codes = await queries.by_claim(
        database, queries.FLAG_CODES, dict.fromkeys(figure["claim_id"] for figure in figures)
    )
    days = timeline(in_time[:IN_TIME], by_claim)
    profile = _profile(request.args.get("profile"), ranges)
    to = Addresses(datasette, database.name)
    shown = related[:LINKS_A_PAGE] if related is not None else None
    values = {
        "reviews": about.shown(),
        "pending": await pending(datasette, request, database, {ident, *rows, *numbers}),
        "event": found,
        "matrix": matrix(
            _marked(figures, told),
            [row for row in ranges if row["profile"] == profile],
            {claim: [row["code"] for row in flags] for claim, flags in codes.items()},
            frozenset(figure for row in disputed for figure in row.values() if figure),
        ),
        "profile": profile,
        "profiles": _profiles(ranges, profile, to.event(ident), page),
        "links": None if shown is None else links.folded(links.together(shown)),
        "more_links": related is not None and len(related) > LINKS_A_PAGE,
        "said": said_rows[:CLAIMS_A_PAGE],
        "more_said": len(said_rows) > CLAIMS_A_PAGE,
        "days": days,
        "more_days": len(in_time) > IN_TIME,
        "moved": moved(days),
        "point": coordinates(found["latitude"], found["longitude"]),
        "page": page,
        "more": more,
        "first_figure": offset + 1,
        "last_figure": offset + len(figures),
    }
    data = {
        "event": found,
        "figures": [
            figure | {"flags": [row["code"] for row in codes.get(figure["claim_id"], [])]}
            for figure in figures
        ],
        "ranges": ranges,
        "links": shown,
        "said": said_rows,
        "timeline": days,
        "reviews": about.shown(),
        "page": page,
        "more": more,
    }
    return await answer(datasette, request, database, "event", values, data)


def _profile(given: str | None, ranges: Sequence[Row]) -> str:
    known = {row["profile"] for row in ranges}
    return given if given is not None and given in known else DEFAULT_PROFILE


def _profiles(ranges: Sequence[Row], chosen: str, base: str, page: int) -> list[dict[str, Any]]:
    """Return the ways to read the range, each with its meaning and its address."""
    names = dict.fromkeys(row["profile"] for row in ranges)
    part = f"&page={page}" if page > 1 else ""
    return [
        {
            "name": name,
            "label": PROFILES[name][0] if name in PROFILES else said(name),
            "meaning": PROFILES[name][1] if name in PROFILES else "",
            "href": f"{base}?profile={name}{part}#figures",
            "chosen": name == chosen,
        }
        for name in sorted(
            names,
            key=lambda name: (list(PROFILES).index(name), name) if name in PROFILES else (99, name),
        )
    ]


def _marked(figures: Sequence[Row], told: History) -> list[Row]:
    """Tell of each figure whose claim was rejected who did so, and why."""
    for figure in figures:
        if figure["status"] != "rejected":
            continue
        effect = told.standing.effects.get((figure["claim_id"], "status"))
        entry = effect.entry if effect and effect.entry.action == Action.REJECT else None
        figure["rejected"] = {
            "by": entry.by if entry else None,
            "reason": entry.reason if entry else "",
        }
    return list(figures)


async def place(datasette: Any, request: Any) -> Any:
    """Return an event as a GeoJSON feature; not found where its place is not known."""
    database = await open_database(datasette, request, MAP_TABLES)
    ident = request.url_vars["id"]
    found = await queries.first(database, EVENT, id=ident)
    if found is None:
        raise NotFound("No such event")
    ranges = await queries.rows(
        database, "SELECT * FROM ranges WHERE event_id = :id ORDER BY profile, measure, party",
        id=ident,
    )  # fmt: skip
    sources = await queries.rows(database, VOUCHING, id=ident)
    url = datasette.absolute_url(request, Addresses(datasette, database.name).event(ident))
    feature = event_feature(found, ranges, [row["name"] for row in sources], str(url))
    if feature is None:
        raise NotFound("Where this happened is not known")
    return Response(
        json_text(feature),
        content_type="application/geo+json; charset=utf-8",
        headers=_open(datasette),
    )


def _open(datasette: Any) -> Mapping[str, str]:
    return {"access-control-allow-origin": "*"} if getattr(datasette, "cors", False) else {}


__all__ = ["MAP_TABLES", "TABLES", "event", "place"]
