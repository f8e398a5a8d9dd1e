"""The command that prints the claims of articles, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from provenance.cli.arguments import (
    columns_option,
    pack_option,
    paths_argument,
    workers_option,
)
from provenance.cli.output import json_option, print_line, print_table, wants_json
from provenance.cli.text import interval
from provenance.errors import InputError, LeftOut

if TYPE_CHECKING:
    from provenance.cli.progress import Terminal
    from provenance.packs import Packs
    from provenance.read import Raw
    from provenance.records import Claim, Extraction


@click.command()
@paths_argument
@columns_option
@pack_option
@workers_option
@json_option
def extract(
    paths: tuple[str, ...],
    columns: dict[str, str] | None,
    packs: tuple[str, ...],
    workers: int | None,
    as_json: bool,
) -> None:
    """Print the claims of articles; nothing is stored.

    In a pipe or a file it prints JSON Lines, one article a line, as `provenance schema
    claim` says; on a terminal a table a person can read.  A PATH is a file, a folder, a
    pattern in quotes, or `-` for JSON Lines on standard input; docs/reading.md tells which
    formats are read.

    \b
    Examples:
      provenance extract article.txt
      provenance extract articles/ > claims.jsonl
      provenance extract - < articles.jsonl | jq .claims[].text
    """
    from provenance.cli.job import choose_packs
    from provenance.cli.progress import Terminal
    from provenance.cli.supply import find_articles, size_of
    from provenance.read import Options

    chosen = choose_packs(packs)
    as_json = wants_json(as_json)
    failed: list[InputError] = []
    shown: list[Extraction] = []
    with Terminal() as terminal:
        found = find_articles(paths, chosen, Options(columns or {}))
        terminal.expect(size_of(paths))
        for made in extracted(found, chosen, workers, as_json, terminal, failed):
            if isinstance(made, bytes):
                print_line(made)
            else:
                shown.append(made)
    for extraction in shown:
        show(extraction)
    if failed:
        raise SystemExit(1)


def extracted(
    found: Iterable[Raw | InputError],
    packs: Packs,
    workers: int | None,
    as_json: bool,
    terminal: Terminal,
    failed: list[InputError],
) -> Iterator[bytes | Extraction]:
    """Yield a line of JSON, or the records, of each article, in order.

    What cannot be read goes to ``failed``.
    """
    from provenance.cli.supply import extract_all
    from provenance.engine.worker import Product, Task
    from provenance.extract.settings import settings_of
    from provenance.records import Extraction
    from provenance.store import run_id

    def supply() -> Iterator[Raw]:
        for item in found:
            if isinstance(item, LeftOut):
                terminal.note(str(item))
            elif isinstance(item, InputError):
                failed.append(item)
                terminal.problem(item)
            else:
                yield item

    product = Product.LINE if as_json else Product.EXTRACTION
    task = Task(packs.names, run_id(settings_of(packs)), product)
    for some in extract_all(supply(), task, packs, workers, terminal.stage):
        for raw, made in some:
            if isinstance(made, InputError):
                failed.append(made)
                terminal.problem(made)
            elif isinstance(made, bytes | Extraction):
                yield made
            terminal.done(raw.origin, len(raw.data))


def show(extraction: Extraction) -> None:
    """Print the claims of one article as a table."""
    document = extraction.document
    print_table(
        document.title or document.external_id or document.text.strip()[:60],
        ("who", "claim", "figures", "how"),
        ((source(claim), claim.text, figures(claim), how(claim)) for claim in extraction.claims),
        wide={"who": 2, "claim": 4, "figures": 2, "how": 1},
    )


def source(claim: Claim) -> str:
    """Return the chain of a claim, from who vouches to the page."""
    names = [link.source.name for link in claim.chain]
    return " → ".join(names) if names else "not said"


def figures(claim: Claim) -> str:
    """Return the figures of a claim in words."""
    return "; ".join(
        f"{figure.measure.replace('_', ' ')}: {interval(figure.low, figure.high)}"
        f"{f' ({figure.party})' if figure.party else ''}"
        for figure in claim.figures
    )


def how(claim: Claim) -> str:
    """Return how a claim is put forward, where it is not plainly asserted."""
    words = [str(claim.modality)] if claim.modality != "asserted" else []
    if claim.polarity == "negated":
        words.append("negated")
    return ", ".join([*words, *(flag for flag in claim.flags if flag not in words)])
