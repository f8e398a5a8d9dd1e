"""The command that takes in claims made by another tool or model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.arguments import database_argument, pack_option, paths_argument
from provenance.cli.output import json_option, print_json, wants_json
from provenance.cli.text import number, typed

if TYPE_CHECKING:
    from provenance.imports.job import Summary


@click.command("claims")
@database_argument
@paths_argument
@click.option(
    "--extractor",
    metavar="NAME",
    help="Who made the claims; overrides what the lines say.  It stays on every row.",
)
@click.option("--version", "version", metavar="TEXT", help="The version of that tool or model.")
@pack_option
@json_option
def claims(
    db: Path,
    paths: tuple[str, ...],
    extractor: str | None,
    version: str | None,
    packs: tuple[str, ...],
    as_json: bool,
) -> None:
    """Take in claims that another tool or model made.

    A PATH is a file of JSON Lines, or `-` for standard input: one document a line, as
    `provenance extract` prints it or shorter (`provenance schema import`).  The document is
    in DB already, or its text is in the line and is stored.

    Every span must hold the words that it is said to hold, and every number must be
    readable from its own words; a claim that fails is refused and named with its file,
    line and number, and the exit status is then 1.  A line is stored all at once.

    What the program found itself stands: the same figure is not counted twice, and a second
    reader is no second origin.  The view `extractor_comparison` shows who found what.

    \b
    Examples:
      provenance import claims claims.db found.jsonl --extractor "my model" --version 3
      provenance extract articles/ | provenance import claims claims.db - --extractor old
    """
    summary = run_import(db, paths, extractor, version, packs)
    tell(summary, as_json, f"Compare the extractors in a browser: {typed('serve', db)}")


def run_import(
    path: Path,
    paths: tuple[str, ...],
    extractor: str | None,
    version: str | None,
    packs: tuple[str, ...],
    *,
    gold: bool = False,
) -> Summary:
    """Import ``paths`` into the database at ``path`` and return what came of it."""
    from provenance.cli.job import choose_packs
    from provenance.cli.link import linking_run
    from provenance.cli.progress import Refusing
    from provenance.cli.relinking import relink
    from provenance.cli.supply import STDIN
    from provenance.imports.job import Importer
    from provenance.imports.record import GivenExtractor
    from provenance.store import connect
    from provenance.store.linked_state import stands_linked

    if version is not None and extractor is None:
        raise click.UsageError("--version says nothing without --extractor.")
    chosen = choose_packs(packs)
    maker = None
    if extractor is not None:
        if not extractor.strip() or len(extractor) > 100 or len(version or "") > 100:
            raise click.BadParameter("give a name of 1 to 100 characters", param_hint="--extractor")
        maker = GivenExtractor(name=extractor, version=version)
    db = connect(path)
    try:
        with Refusing() as terminal:
            terminal.stage("loading the vocabulary")
            importer = Importer(db, chosen, maker, terminal, gold=gold)
            for name in paths:
                if name == "-":
                    importer.stream(sys.stdin.buffer, STDIN)
                else:
                    importer.files([Path(name)])
            summary = importer.finish()
            # Also when a run before this one was stopped between storing and linking.
            if not stands_linked(db):
                relink(db, chosen, linking_run(db, chosen), terminal, again=False)
    finally:
        db.close()
    return summary


def tell(summary: Summary, as_json: bool, then: str) -> None:
    """Print what came of an import and what to do ``then``; exits with 1 where not all held."""
    if wants_json(as_json):
        print_json([summary.as_dict()])
    else:
        _show(summary)
        click.echo(then)
    if summary.failed or summary.refused:
        raise SystemExit(1)


def _show(summary: Summary) -> None:
    read = summary.imported + summary.unchanged + summary.failed
    click.echo(
        f"{number(read, 'line')} read: {summary.imported:,} imported,"
        f" {summary.unchanged:,} known, {summary.failed:,} failed."
    )
    click.echo(f"{number(summary.claims, 'claim')} held, {summary.refused:,} refused.")
