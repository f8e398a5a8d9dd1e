"""Answer for each page: may it be seen, is it there, what does it show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from provenance.browse import (
    events,
    feed,
    labels,
    links,
    listing,
    queries,
    queue,
    search,
    sources,
    start,
)
from provenance.browse.access import may_view, open_database
from provenance.browse.cards import cards
from provenance.browse.chain import Chain, chain_of
from provenance.browse.chart import words
from provenance.browse.history import correct, history
from provenance.browse.pending import pending
from provenance.browse.reading import blocks, part_of, parts, sentence
from provenance.browse.render import answer, missing
from provenance.browse.versions import versions_of
from provenance.review.actions import Action
from provenance.review.standing import Standing

LINKS_A_PAGE = 60
CLAIMS_A_PAGE = 60

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
TABLES = {
    "start": start.TABLES,
    "events": listing.TABLES,
    "search": search.TABLES,
    "event": events.TABLES,
    "document": _OF_CLAIMS,
    "claim": (*_OF_CLAIMS, "event_claims", "forms"),
    "source": sources.TABLES,
    "queue": queue.TABLES,
    "feed": feed.FEED_TABLES,
}
"""The tables that each page shows: all of them must be open to the visitor."""
LEFT_OUT = {"document": "captures", "claim": "reviews"}
"""The table that a page does without where it is closed: raw bytes, names of reviewers."""
IMPORTED = ("imports", "readings")
"""Tables of other extractors' claims, which the page of a claim can do without."""


async def document(datasette: Any, request: Any) -> Any:
    """Show an article with its claims marked in its own text."""
    database = await open_database(datasette, request, TABLES["document"])
    ident = request.url_vars["id"]
    found = await queries.first(database, queries.DOCUMENT, id=ident)
    if found is None:
        raise missing(datasette, request, database, "document")
    text: str = found.pop("text")
    capture = None
    if await may_view(datasette, request.actor, database.name, LEFT_OUT["document"]):
        capture = await queries.first(database, queries.CAPTURE, id=found["sha256"])
    versions = await versions_of(database, found, text)
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
            "versions": versions,
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
            "versions": versions,
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
        raise missing(datasette, request, database, "claim")
    text = await queries.first(database, queries.TEXT, id=found["document_id"])
    assert text is not None  # a foreign key
    addresses = labels.Addresses(datasette, database.name)
    (card,) = await cards(database, [found], text["text"], addresses)
    related = await links.links_of(database, links.OF_CLAIM, ident, LINKS_A_PAGE + 1)
    seen = None if related is None else links.by_partner(related[:LINKS_A_PAGE], ident)
    numbers = [figure["id"] for figure in card.figures]
    ids = [ident, *numbers]
    told = await history(datasette, request, database, ids, claim=ident)
    correct([card], told)
    chain, graph = await _chain(database, ident, told.standing, addresses)
    effect = told.standing.effects.get((ident, "status"))
    readings = await _readings(datasette, request, database, found)
    for reading in readings:
        reading["other"] = _other(reading, card.figures)
    values = {
        "rejected": effect.entry if effect and effect.entry.action == Action.REJECT else None,
        "card": card,
        "pending": await pending(datasette, request, database, ids),
        "chain": chain,
        "sentence": sentence(card),
        "links": None if seen is None else links.folded(seen),
        "more_links": related is not None and len(related) > LINKS_A_PAGE,
        "reviews": told.shown(),
        "capture": text["sha256"],
        "readings": readings,
    }
    data = {"card": card, "links": seen, "reviews": values["reviews"], "capture": text["sha256"]}
    data["readings"] = readings
    return await answer(datasette, request, database, "claim", values, data | {"graph": graph})


async def _readings(
    datasette: Any, request: Any, database: Any, claim: queries.Row
) -> list[queries.Row]:
    """Return what imported extractors make of a claim; ``made``: the row itself is theirs."""
    for table in IMPORTED:
        if not await may_view(datasette, request.actor, database.name, table):
            return []
    found = await queries.rows(database, queries.READINGS, id=claim["id"])
    for row in found:
        row["made"] = row["run_id"] == claim["run_id"]
        row["interval"] = words(row["low"], row["high"]) if row["figure_id"] else None
    return found


def _other(reading: queries.Row, figures: Sequence[queries.Row]) -> dict[str, tuple[Any, Any]]:
    """Return what a reading makes otherwise of its figure: what holds now, and its own value.

    What an extractor does not tell (a measure, a side) is no reading; an end it leaves open is.
    """
    for figure in figures:
        if figure["id"] == reading["figure_id"] and not reading["made"]:
            told = ["low", "high", "point"]
            told += [name for name in ("measure", "party") if reading[name] is not None]
            return {
                name: (figure[name], reading[name])
                for name in told
                if figure[name] != reading[name]
            }
    return {}


async def _chain(
    database: Any, claim: str, standing: Standing, to: labels.Addresses
) -> tuple[Chain | None, dict[str, Any] | None]:
    """Return the way of a claim's words; None where its rows do not fit together.

    ``provenance check`` names such rows; they must not cost the reader the whole page.
    """
    try:
        return await chain_of(database, claim, standing, to)
    except ValueError:
        return None, None


def _number(request: Any, name: str) -> int:
    """Return a page number of the query, 1 when it is none; hostile numbers are cut."""
    given = request.args.get(name) or ""
    return max(1, min(int(given), 1_000_000)) if given.isdecimal() and len(given) < 12 else 1
