"""Answer for each page: may it be seen, is it there, what does it show."""

from __future__ import annotations

from typing import Any

from datasette import NotFound

from provenance.browse import feed, labels, queries, queue, sources
from provenance.browse.access import may_view, open_database
from provenance.browse.cards import cards
from provenance.browse.history import correct, history
from provenance.browse.matrix import matrix
from provenance.browse.reading import blocks, part_of, parts, sentence
from provenance.browse.render import answer

FIGURES_A_PAGE = 300
LINKS_A_PAGE = 60
CLAIMS_A_PAGE = 60
LISTED = 10

_OF_CLAIMS = (
    "documents",
    "sentences",
    "claims",
    "figures",
    "sources",
    "attributions",
    "claim_sources",
    "claim_places",
    "places",
    "evidence",
    "spans",
    "flags",
    "links",
    "events",
)
_OF_EVENTS = (
    "documents",
    "claims",
    "figures",
    "sources",
    "places",
    "links",
    "events",
    "ranges",
    "range_claims",
)
TABLES = {
    "start": _OF_EVENTS,
    "event": (*_OF_EVENTS, "flags"),
    "document": _OF_CLAIMS,
    "claim": _OF_CLAIMS,
    "source": sources.TABLES,
    "queue": queue.TABLES,
    "feed": feed.FEED_TABLES,
}
"""The tables that each page shows: all of them must be open to the visitor."""
LEFT_OUT = {"document": "captures", "claim": "reviews"}
"""The table that a page does without where it is closed: raw bytes, names of reviewers."""


async def start(datasette: Any, request: Any) -> Any:
    """Show what the database holds, what is disputed and what was denied."""
    database = await open_database(datasette, request, TABLES["start"])
    counts = await queries.first(
        database,
        queries.COUNTS,
    )
    status = await queries.rows_in_time(database, queries.STANDING)
    disputed = await queries.rows_in_time(
        database,
        queries.MOST_DISPUTED,
        limit=LISTED,
    )
    above = {row["id"] for row in disputed or ()}
    told = await queries.rows_in_time(database, queries.MOST_TOLD, limit=2 * LISTED)
    told = [row for row in told or () if row["id"] not in above][:LISTED]
    spread = await queries.of_claims(
        database,
        queries.SPREAD,
        [row["id"] for row in [*(disputed or ()), *told]],
    )
    for row in [*(disputed or ()), *told]:
        row["spread"] = [found for found in spread if found["event_id"] == row["id"]][:2]
    denials = await queries.rows_in_time(database, queries.NEWEST_DENIALS, limit=LISTED)
    values = {
        "counts": counts,
        "status": status,
        "disputed": disputed,
        "told": told,
        "denials": denials,
    }
    return await answer(datasette, request, database, "start", values, values)


async def event(datasette: Any, request: Any) -> Any:
    """Show the figures of one event side by side."""
    database = await open_database(datasette, request, TABLES["event"])
    ident = request.url_vars["id"]
    found = await queries.first(
        database,
        queries.EVENT,
        id=ident,
    )
    if found is None:
        raise NotFound("No such event")
    page = _number(request, "page")
    figures = await queries.rows(
        database,
        queries.FIGURES_OF_EVENT,
        id=ident,
        limit=FIGURES_A_PAGE + 1,
        offset=(page - 1) * FIGURES_A_PAGE,
    )
    more = len(figures) > FIGURES_A_PAGE
    figures = figures[:FIGURES_A_PAGE]
    if page > 1 and not figures:
        raise NotFound("No such part of the event")
    ranges = await queries.rows(
        database,
        queries.RANGES,
        id=ident,
    )
    links = await queries.rows_in_time(
        database, queries.LINKS_OF_EVENT, id=ident, limit=LINKS_A_PAGE + 1
    )
    said = await queries.rows(database, queries.SAID_OF_EVENT, id=ident, limit=CLAIMS_A_PAGE + 1)
    told = await history(datasette, request, database, [figure["id"] for figure in figures])
    told.correct(figures)
    about = await history(datasette, request, database, [ident])
    codes = await queries.by_claim(
        database, queries.FLAG_CODES, dict.fromkeys(figure["claim_id"] for figure in figures)
    )
    conflicts = [link for link in links or () if link["relation"] == "conflicts"]
    return await answer(
        datasette,
        request,
        database,
        "event",
        {
            "reviews": about.shown(),
            "event": found,
            "matrix": matrix(
                figures,
                ranges,
                {claim: [row["code"] for row in rows] for claim, rows in codes.items()},
                frozenset(
                    link[side]
                    for link in conflicts
                    for side in ("figure_a", "figure_b")
                    if link[side]
                ),
            ),
            "links": None if links is None else links[:LINKS_A_PAGE],
            "more_links": links is not None and len(links) > LINKS_A_PAGE,
            "said": said[:CLAIMS_A_PAGE],
            "more_said": len(said) > CLAIMS_A_PAGE,
            "page": page,
            "more": more,
            "first_figure": (page - 1) * FIGURES_A_PAGE + 1,
            "last_figure": (page - 1) * FIGURES_A_PAGE + len(figures),
        },
        {
            "event": found,
            "figures": [
                figure | {"flags": [row["code"] for row in codes.get(figure["claim_id"], [])]}
                for figure in figures
            ],
            "ranges": ranges,
            "links": links,
            "said": said,
            "reviews": about.shown(),
            "page": page,
            "more": more,
        },
    )


async def document(datasette: Any, request: Any) -> Any:
    """Show an article with its claims marked in its own text."""
    database = await open_database(datasette, request, TABLES["document"])
    ident = request.url_vars["id"]
    found = await queries.first(database, queries.DOCUMENT, id=ident)
    if found is None:
        raise NotFound("No such document")
    text: str = found.pop("text")
    capture = None
    if await may_view(datasette, request.actor, database.name, LEFT_OUT["document"]):
        capture = await queries.first(database, queries.CAPTURE, id=found["sha256"])
    sentences = await queries.rows(
        database,
        queries.SENTENCES,
        id=ident,
    )
    anchors = {
        row["id"]: row["start"]
        for row in await queries.rows(
            database,
            queries.ANCHORS,
            id=ident,
        )
    }
    cut = parts(len(text), sentences, anchors.values())
    chosen = request.args.get("claim") or ""
    number = _number(request, "part")
    if chosen in anchors and "part" not in request.args:
        number = part_of(anchors[chosen], cut) + 1
    number = min(number, len(cut))
    begin, end = cut[number - 1]
    here = [claim for claim, place in anchors.items() if begin <= place < end]
    shown = here[: 2 * CLAIMS_A_PAGE]
    if chosen in here and chosen not in shown:
        shown = [*shown[:-1], chosen]
    claims = await queries.of_claims(database, queries.CLAIMS, shown)
    made = await cards(database, claims, text, labels.Addresses(datasette, database.name))
    numbers = [figure["id"] for card in made for figure in card.figures]
    told = await history(datasette, request, database, [*shown, *numbers])
    correct(made, told)
    return await answer(
        datasette,
        request,
        database,
        "document",
        {
            "document": found,
            "capture": capture,
            "link": labels.safe_link(found["url"]),
            "blocks": blocks(text, begin, end, sentences, made, chosen),
            "chosen": chosen,
            "part": number,
            "parts": len(cut),
            "hidden_claims": len(here) - len(shown),
            "characters": len(text),
        },
        {
            "document": found,
            "capture": capture,
            "sentences": sentences,
            "claims": made,
            "begin": begin,
            "end": end,
            "text": text[begin:end],
            "part": number,
            "parts": len(cut),
        },
    )


async def claim(datasette: Any, request: Any) -> Any:
    """Show one claim: every value with its rule and words, its chain, links and flags."""
    database = await open_database(datasette, request, TABLES["claim"])
    ident = request.url_vars["id"]
    found = next(iter(await queries.of_claims(database, queries.CLAIMS, [ident])), None)
    if found is None:
        raise NotFound("No such claim")
    text = await queries.first(database, queries.TEXT, id=found["document_id"])
    assert text is not None  # a foreign key
    addresses = labels.Addresses(datasette, database.name)
    (card,) = await cards(database, [found], text["text"], addresses)
    links = await queries.links_of_claim(database, ident, LINKS_A_PAGE + 1)
    links.sort(key=lambda link: (link["relation"] not in labels.OPPOSING, link["relation"]))
    numbers = [figure["id"] for figure in card.figures]
    ids = [ident, *numbers]
    told = await history(datasette, request, database, ids, claim=ident)
    correct([card], told)
    values = {
        "card": card,
        "sentence": sentence(card),
        "links": links[:LINKS_A_PAGE],
        "more_links": len(links) > LINKS_A_PAGE,
        "reviews": told.shown(),
        "capture": text["sha256"],
    }
    data = {name: values[name] for name in ("card", "links", "reviews", "capture")}
    return await answer(datasette, request, database, "claim", values, data)


def _number(request: Any, name: str) -> int:
    """Return a page number of the query, 1 when it is none; hostile numbers are cut."""
    given = request.args.get(name) or ""
    return max(1, min(int(given), 1_000_000)) if given.isdecimal() and len(given) < 12 else 1
