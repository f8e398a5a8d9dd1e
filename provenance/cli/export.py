"""The commands that send claims out, one a format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.ordered import Ordered
from provenance.cli.output import say
from provenance.cli.sending import (
    choosing,
    needs,
    profile_option,
    reviewer_option,
    send,
    site_option,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

    from provenance.export.choice import Choice


@click.group("export", cls=Ordered)
def export() -> None:
    """Send claims out in the formats of the field.

    Everything goes out, or what the options choose.  The same database gives the same bytes,
    and may be larger than the memory.  `-o` writes a file whole or not at all.

    \b
    Examples:
      provenance export csv claims.db -o figures.csv
      provenance export geojson claims.db --since 2019-12 > events.geojson
      provenance export jsonl claims.db --event hmeimim | jq .claims[].text
    """


@export.command("jsonl")
@choosing
def jsonl(db: Path, output: Path | None, **chosen: Any) -> None:
    """Documents with their claims, as JSON Lines.

    What `provenance extract` prints for the same articles, one document a line, as
    `provenance schema claim` says: what was read from the page, with every span and rule.
    What people decided, what linking found and what other extractors found is not in it.

    \b
    Example:
      provenance export jsonl claims.db -o claims.jsonl
    """
    from provenance.export.lines import export_jsonl

    send(db, output, export_jsonl, **chosen)


@export.command("csv")
@choosing
@click.option(
    "--table",
    type=click.Choice(("figures", "comparisons", "ranges")),
    default="figures",
    show_default=True,
    help="figures: one row a figure; comparisons: one row a pair of claims or figures and how "
    "they relate; ranges: low, best and high of an event, with the sources behind them.",
)
@profile_option
@reviewer_option
def csv(
    db: Path,
    output: Path | None,
    table: str,
    profiles: Sequence[str],
    reviewer: str | None,
    **chosen: Any,
) -> None:
    """Figures, comparisons or ranges, for a spreadsheet.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.  Ranges
    have the columns of UCDP GED where they mean the same; each is made by a named profile,
    and the claims and sources behind it stand beside it.

    \b
    Examples:
      provenance export csv claims.db -o figures.csv
      provenance export csv claims.db --table comparisons --event hmeimim
      provenance export csv claims.db --table ranges --profile ucdp
    """
    from provenance.export.tables import Table, export_csv

    def chunks(database: Database, choice: Choice) -> Iterable[bytes]:
        kind = Table(table)
        return export_csv(database, choice, say, kind, profiles=profiles, reviewer=reviewer)

    send(db, output, chunks, **chosen)


@export.command("geojson")
@choosing
@profile_option
@site_option
def geojson(
    db: Path, output: Path | None, profiles: Sequence[str], site: str | None, **chosen: Any
) -> None:
    """Events on a map: one point each.

    A point stands for all that the property `precision` says, be it a whole province.
    Events whose coordinates are not known are counted, and not put anywhere.

    \b
    Example:
      provenance export geojson claims.db -o events.geojson
    """
    from provenance.export.addresses import Site
    from provenance.export.geojson import export_geojson

    def chunks(database: Database, choice: Choice) -> Iterable[bytes]:
        at = Site.at(site)
        return export_geojson(database, choice, say, profiles=profiles, site=at)

    send(db, output, chunks, **chosen)


@export.command("prov")
@choosing
@click.option(
    "notation",
    "--as",
    type=click.Choice(("json", "turtle", "trig")),
    default="json",
    show_default=True,
    help="json: one PROV-JSON document a line; turtle: PROV-O in one graph; trig: PROV-O with "
    "a graph for each source's account.",
)
@reviewer_option
def prov(db: Path, output: Path | None, notation: str, reviewer: str | None, **chosen: Any) -> None:
    """Everything as W3C PROV.

    Who said it, through whom, who read it, who decided.

    Pages, spans, claims and figures are entities; sources, publishers, reviewers and programs
    agents; capture, extraction, linking and review activities.  What a source is made to say
    in a page is a bundle of its own.

    \b
    Examples:
      provenance export prov claims.db -o claims.jsonl
      provenance export prov claims.db --as turtle --event hmeimim > event.ttl
    """
    needs("prov", "rdflib", extra="export")
    from provenance.export.prov import Notation, export_prov

    def chunks(database: Database, choice: Choice) -> Iterable[bytes]:
        return export_prov(database, choice, say, Notation(notation), reviewer)

    send(db, output, chunks, **chosen)


@export.command("claimreview")
@choosing
@site_option
@reviewer_option
def claimreview(
    db: Path, output: Path | None, site: str | None, reviewer: str | None, **chosen: Any
) -> None:
    """Rated claims as schema.org ClaimReview.

    Only claims that a person rated: confirmed, rejected, or given a credibility from 1 to 6
    by `provenance review`.  One JSON-LD object a line, which can stand between the script
    tags of a page.

    \b
    Example:
      provenance export claimreview claims.db --site https://example.org/claims
    """
    from provenance.export.addresses import Site
    from provenance.export.claimreview import export_claimreview

    def chunks(database: Database, choice: Choice) -> Iterable[bytes]:
        return export_claimreview(database, choice, Site.at(site), reviewer)

    send(db, output, chunks, **chosen)


@export.command("ftm")
@choosing
@click.option(
    "--dataset", metavar="NAME", help="Name of the dataset; by default that of the database file."
)
def ftm(db: Path, output: Path | None, dataset: str | None, **chosen: Any) -> None:
    """Statements of FollowTheMoney, for Aleph and its kin.

    One statement a line: value, printed value, dataset, the run that read it, first and last
    seen.

    \b
    Example:
      provenance export ftm claims.db --dataset my_claims -o statements.json
    """
    needs("followthemoney", extra="ftm")
    from provenance.export.ftm import dataset_of, export_ftm

    def chunks(database: Database, choice: Choice) -> Iterable[bytes]:
        return export_ftm(database, choice, dataset or dataset_of(db.stem))

    send(db, output, chunks, **chosen)


@export.command("nanopub")
@choosing
def nanopub(db: Path, output: Path | None, **chosen: Any) -> None:
    """Claims as nanopublications, one each, not signed.

    TriG with four graphs a claim: head, assertion, provenance, publication.  Sign them with
    a key of yours, for example by the package nanopub, and publish what you answer for.

    \b
    Example:
      provenance export nanopub claims.db --event hmeimim -o claims.trig
    """
    needs("prov", "rdflib", extra="export")
    from provenance.export.nanopub import export_nanopub

    send(db, output, export_nanopub, **chosen)


__all__ = ["export"]
