"""The page of an event: its figures side by side, who said what when, and where it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from datasette import NotFound, Response

from provenance.browse import links, queries
from provenance.browse.access import may_view, open_database
from provenance.browse.headlines import again, claims_again
from provenance.browse.history import History, history
from provenance.browse.labels import PROFILES, Addresses, said
from provenance.browse.matrix import matrix
from provenance.browse.pending import pending
from provenance.browse.queries import Row
from provenance.browse.render import answer, json_text, missing, number_of
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
COMPARISON = "figure_comparison"
"""The view that the figures as CSV come from."""
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
EXISTS (SELECT 1 FROM range_claims AS x JOIN figures AS f ON f.claim_id = x.claim_id
  WHERE x.range_id = r.id AND +f.measure = r.measure AND +f.party IS r.party
    AND +f.high IS NULL) AS open
"""
RANGES = f"""
SELECT r.*, {OPEN.strip()} FROM ranges AS r WHERE r.event_id = :id
ORDER BY r.profile != 'all', r.profile, r.measure, r.party LIMIT 500
"""
_OF_FIGURE = """
SELECT f.id, f.claim_id, f.text, f.low, f.high, f.point, f.measure, f.party, f.subject, f.unit,
  f.extent, f.unquantified, w.text AS whole, c.document_id, c.text AS claim, c.modality,
  c.polarity, c.zone, c.status, c.source_id, c.source_text, c.origin_id, c.position,
  s.name AS source, s.kind AS source_kind, o.name AS origin,
  d.label AS document, d.published, d.publisher_id, p.name AS publisher
FROM figures AS f
JOIN claims AS c ON c.id = f.claim_id
JOIN documents AS d ON d.id = c.document_id
LEFT JOIN figures AS w ON w.id = f.subset_of
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS o ON o.id = c.origin_id
LEFT JOIN sources AS p ON p.id = d.publisher_id"""
_ORDER = """
ORDER BY o.name IS NULL, o.name, c.origin_id, d.published IS NULL, d.published, d.id,
  c.position, f.ordinal"""
# The figures of the page are chosen first, and only they are read with all that is said of
# them: the words of a hundred thousand claims are not carried through a sort.
FIGURES = f"""{_OF_FIGURE}
WHERE f.id IN (SELECT f.id FROM claims AS c
  CROSS JOIN figures AS f ON f.claim_id = c.id
  JOIN documents AS d ON d.id = c.document_id
  LEFT JOIN sources AS o ON o.id = c.origin_id
  WHERE c.event_id = :id AND +c.n_figures > 0 {_ORDER}
  LIMIT :limit OFFSET :offset)
{_ORDER}
"""
# Where even that takes too long: figures as they come along the index of the event.
SOME_FIGURES = f"""{_OF_FIGURE}
WHERE f.id IN (SELECT f.id FROM claims AS c CROSS JOIN figures AS f ON f.claim_id = c.id
  WHERE c.event_id = :id AND +c.n_figures > 0 ORDER BY c.rowid LIMIT :limit OFFSET :offset)
{_ORDER}
"""
IN_CONFLICT = f"""
SELECT figure_a AS id FROM links WHERE figure_a {queries.AMONG} AND +relation = 'conflicts'
UNION SELECT figure_b FROM links WHERE figure_b {queries.AMONG} AND +relation = 'conflicts'
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
{order}
LIMIT :limit
"""
BY_PAGE = "ORDER BY {first} d.published IS NULL, d.published, d.id, c.position"
WITHOUT_FIGURE = SAID.format(
    which="AND c.n_figures = 0", order=BY_PAGE.format(first="c.stance IS NULL,")
)
BY_DAY = SAID.format(which="AND c.zone != 'comment'", order=BY_PAGE.format(first=""))
VOUCHING = """
SELECT DISTINCT name FROM sources WHERE id IN (SELECT source_id FROM claims WHERE event_id = :id)
ORDER BY name LIMIT 100
"""


async def event(datasette: Any, request: Any) -> Any:
    """Show the figures of one event side by side."""
    database = await open_database(datasette, request, TABLES)
    ident = request.url_vars["id"]
    found = await queries.first(database, EVENT, id=ident)
    if found is None:
        raise missing(datasette, request, database, "event")
    page = max(1, min(number_of(request.args.get("page")), 1_000_000))
    offset = (page - 1) * FIGURES_A_PAGE
    figures, sorted_ = await _figures(database, ident, offset)
    more, figures = len(figures) > FIGURES_A_PAGE, figures[:FIGURES_A_PAGE]
    if page > 1 and not figures:
        raise NotFound("No such part of the event")
    ranges = await queries.rows_in_time(database, RANGES, id=ident)
    related = await links.links_of(database, links.OF_EVENT, ident, LINKS_A_PAGE + 1)
    links_slow = related is None
    if links_slow:
        related = await links.links_of(database, links.SOME_OF_EVENT, ident, LINKS_A_PAGE + 1)
    disputed = await queries.of_claims(database, IN_CONFLICT, [figure["id"] for figure in figures])
    said_rows = await _said(database, WITHOUT_FIGURE, ident, CLAIMS_A_PAGE)
    in_time = await _said(database, BY_DAY, ident, IN_TIME)
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
    told_again = again(figures)
    days = timeline(in_time[:IN_TIME], by_claim, claims_again(figures, told_again))
    profile = _profile(request.args.get("profile"), ranges or ())
    to = Addresses(datasette, database.name)
    shown = related[:LINKS_A_PAGE] if related is not None else None
    values = {
        "reviews": about.shown(),
        "pending": await pending(datasette, request, database, {ident, *rows, *numbers}),
        "event": found,
        "matrix": matrix(
            _marked(figures, told),
            [row for row in ranges or () if row["profile"] == profile],
            {claim: [row["code"] for row in flags] for claim, flags in codes.items()},
            frozenset(row["id"] for row in disputed),
        ),
        "as_csv": await may_view(datasette, request.actor, database.name, COMPARISON),
        "profile": profile,
        "ranges_slow": ranges is None,
        "unsorted": not sorted_,
        "profiles": _profiles(ranges or (), profile, to.event(ident), page),
        "links": None if shown is None else links.folded(links.together(shown), told_again),
        "links_slow": links_slow,
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


async def _figures(database: Any, ident: str, offset: int) -> tuple[list[Row], bool]:
    """Return the figures of a part of the page and one more, and whether they are in order."""
    values = {"id": ident, "limit": FIGURES_A_PAGE + 1, "offset": offset}
    found = await queries.rows_in_time(database, FIGURES, **values)
    if found is not None:
        return found, True
    return await queries.rows(database, SOME_FIGURES, **values), False


async def _said(database: Any, sql: str, ident: str, most: int) -> list[Row]:
    """Return claims in the order of their days and one more; none where there are too many."""
    found = await queries.rows_in_time(database, sql, id=ident, limit=most + 1)
    return [] if found is None else found


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
