"""The command that takes in articles that a person annotated."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.arguments import database_argument, pack_option, paths_argument
from provenance.cli.import_claims import run_import, tell
from provenance.cli.output import json_option
from provenance.cli.text import typed


@click.command("gold")
@database_argument
@paths_argument
@click.option("--annotator", metavar="NAME", help="Who annotated; default: gold.")
@pack_option
@json_option
def gold(
    db: Path,
    paths: tuple[str, ...],
    annotator: str | None,
    packs: tuple[str, ...],
    as_json: bool,
) -> None:
    """Take in articles that a person annotated, to measure the rules by.

    A PATH is a file of JSON Lines as for `provenance import claims`: the document, and all
    claims that should be found in it.  They are tested against the text in the same way, and
    kept with the annotator's name; `provenance evaluate DB` then measures.

    \b
    Example:
      provenance import gold claims.db annotated.jsonl --annotator Ana
    """
    summary = run_import(db, paths, annotator, None, packs, gold=True)
    tell(summary, as_json, f"Measure by them: {typed('evaluate', db)}")
