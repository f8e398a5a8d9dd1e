"""The command that measures the rules on articles that a person annotated."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.arguments import is_database, pack_option
from provenance.cli.output import json_option, print_json, print_table, wants_json
from provenance.cli.text import number, printable

if TYPE_CHECKING:
    from provenance.imports.measure import Mistake, Tally

KINDS = ("missed", "extra", "measure", "interval", "source", "party", "modality")


@click.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="DB|GOLD...",
)
@click.option("--errors", is_flag=True, help="List each error with its sentence.")
@click.option(
    "--only",
    type=click.Choice(KINDS),
    multiple=True,
    help="List errors of this kind only; may be repeated.",
)
@click.option("--partial", is_flag=True, help="Not all is annotated: say nothing of what is extra.")
@click.option("--annotator", metavar="NAME", help="In a DB: take this maker's claims as expected.")
@pack_option
@json_option
def evaluate(
    paths: tuple[Path, ...],
    errors: bool,
    only: tuple[str, ...],
    partial: bool,
    annotator: str | None,
    packs: tuple[str, ...],
    as_json: bool,
) -> None:
    """Measure the rules on articles that you annotated.

    GOLD is a file of annotated articles, JSON Lines as for `provenance import gold`, with
    their texts; they are extracted anew.  DB is a database into which annotations were
    imported; what stands there is measured.

    Precision is the part of what the rules gave that is right, recall the part of what was
    annotated that they gave.  A figure is found when it is read from the same words and
    counts the same thing, and right when its interval and source are right too.  The recall
    of a rule for statements is its share of all annotated ones.

    \b
    Examples:
      provenance evaluate annotated.jsonl
      provenance evaluate annotated.jsonl --errors --only missed
      provenance evaluate claims.db --annotator Ana
    """
    tally = run_evaluate(paths, annotator, packs)
    wanted = [
        mistake
        for mistake in tally.mistakes
        if (errors or only)
        and (not only or mistake.kind in only)
        and not (partial and mistake.kind == "extra")
    ]
    if wants_json(as_json):
        print_json(score.as_dict(partial=partial) for score in tally.scores())
        print_json({"error": mistake[0], **without_kind(mistake)} for mistake in wanted)
    else:
        show(tally, partial)
        tell(wanted)
    if tally.refused:
        raise SystemExit(1)


def without_kind(mistake: Mistake) -> dict[str, str | None]:
    """Return what a mistake says beside its kind."""
    return {name: value for name, value in mistake._asdict().items() if name != "kind"}


def tell(mistakes: Sequence[Mistake]) -> None:
    """Print each mistake with its sentence."""
    for mistake in mistakes:
        rule = f" [{mistake.rule}]" if mistake.rule else ""
        said = f"expected {mistake.expected or 'nothing'}, given {mistake.given or 'nothing'}"
        click.echo(printable(f"{mistake.kind}: {said}{rule}"))
        click.echo(printable(f"  {mistake.document}: {mistake.sentence}"))


def run_evaluate(paths: tuple[Path, ...], annotator: str | None, packs: tuple[str, ...]) -> Tally:
    """Measure databases or files of annotated articles."""
    from provenance.cli.job import choose_packs
    from provenance.cli.progress import Refusing
    from provenance.imports.gold import measure_database, measure_files
    from provenance.store import connect

    databases = [path for path in paths if is_database(path)]
    if databases and len(paths) > 1:
        raise click.UsageError("Give one database, or files of annotated articles.")
    if annotator is not None and not databases:
        raise click.UsageError("--annotator is for a database.")
    chosen = choose_packs(packs)
    if not databases:
        with Refusing() as terminal:
            return measure_files(paths, chosen, terminal)
    db = connect(databases[0], read_only=True)
    try:
        return measure_database(db, chosen, annotator)
    finally:
        db.close()


def show(tally: Tally, partial: bool) -> None:
    """Print the scores for a person."""
    rows: list[tuple[object, ...]] = []
    for what, scores in groupby(tally.scores(), key=lambda score: score.what):
        for place, score in enumerate(scores):
            if score.rule and place == 0:
                rows.append((what,))
            rows.append(
                (
                    score.rule or what,
                    score.expected,
                    score.given,
                    score.right_given,
                    None if partial else percent(score.precision),
                    percent(score.recall),
                    None if partial else percent(score.f1),
                )
            )
    columns = ("what", "expected", "given", "right", "precision", "recall", "F1")
    print_table(
        f"{number(tally.documents, 'annotated article')}",
        columns,
        rows,
        wide={"what": 1},
        right=columns[1:],
    )


def percent(part: float | None) -> str:
    """Return a part as people read it.

    >>> percent(0.875), percent(None)
    ('88 %', '–')
    """
    return "–" if part is None else f"{100 * part:.0f} %"
