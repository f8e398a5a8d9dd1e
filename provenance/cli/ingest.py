"""The command that does the whole job: read, extract, store, link, flag."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.arguments import (
    columns_option,
    engine_option,
    new_database_argument,
    pack_option,
    parquet_option,
    paths_argument,
    scheduler_option,
    workers_option,
)
from provenance.cli.clustered import Cluster
from provenance.cli.output import json_option, print_json, wants_json
from provenance.cli.text import duration, number, printable, typed

if TYPE_CHECKING:
    from provenance.cli.job import Summary


@click.command()
@new_database_argument
@paths_argument
@columns_option
@pack_option
@workers_option
@engine_option
@scheduler_option
@parquet_option
@json_option
def ingest(
    db: Path,
    paths: tuple[str, ...],
    columns: dict[str, str] | None,
    packs: tuple[str, ...],
    workers: int | None,
    engine: str,
    scheduler: str | None,
    keep_parquet: str | None,
    as_json: bool,
) -> None:
    """Read articles and store their claims in the database DB.

    DB is made when it is not there.  A PATH is a file, a folder (with all folders in it), a
    pattern in quotes, or `-` for JSON Lines on standard input: {"id", "text", "title"?, "url"?,
    "publisher"?, "published"?}, one article a line.  Read are plain text, saved web pages,
    feeds, web archives, letters, JSON Lines, CSV and PDF, packed or in archives too: see
    docs/reading.md.

    It may be stopped at any time and run again: what is stored stays, and an article that
    is known already is passed over.  What cannot be read is named, one line each, and the
    rest goes on; the exit status is then 1.  So is an article over which a process dies or
    that takes minutes.

    \b
    Examples:
      provenance ingest claims.db articles/
      provenance ingest claims.db articles/ --workers 4
      provenance ingest claims.db articles/ --engine dask --scheduler tcp://10.0.0.5:8786
      provenance ingest claims.db monday.txt tuesday.jsonl pages.zip "crawl/*.warc.gz"
      provenance ingest claims.db table.csv --columns text=Body,published=Date
      zcat articles.jsonl.gz | provenance ingest claims.db -
    """
    if engine != "dask" and (scheduler or keep_parquet):
        option = "--scheduler" if scheduler else "--keep-parquet"
        raise click.UsageError(f"{option} is for a cluster; add --engine dask")
    cluster = Cluster(scheduler, keep_parquet) if engine == "dask" else None
    summary = run_ingest(db, paths, packs, workers, columns, cluster)
    if wants_json(as_json):
        print_json([summary.as_dict()])
    elif keep_parquet:
        show_kept(summary, db, keep_parquet)
    else:
        show(summary)
        click.echo(f"Read them in a browser: {typed('serve', db)}")
    if summary.failed:
        raise SystemExit(1)


def run_ingest(
    path: Path,
    paths: tuple[str, ...],
    packs: tuple[str, ...],
    workers: int | None = None,
    columns: dict[str, str] | None = None,
    cluster: Cluster | None = None,
) -> Summary:
    """Ingest ``paths`` into the database at ``path`` and return what came of it."""
    from provenance.cli.job import choose_packs, ingest
    from provenance.cli.progress import Terminal
    from provenance.read import Options
    from provenance.store import connect

    chosen = choose_packs(packs)
    db = connect(path, create=True)
    try:
        with Terminal() as terminal:
            return ingest(
                db,
                paths,
                chosen,
                terminal,
                workers=workers,
                options=Options(columns or {}),
                cluster=cluster,
            )
    finally:
        db.close()


def show_kept(summary: Summary, db: Path, folder: str) -> None:
    """Print what came of articles that were kept as Parquet."""
    click.echo(
        f"{number(summary.new, 'article')} added to {printable(folder)}, "
        f"{summary.known:,} known, {summary.failed:,} failed."
    )
    if summary.problems:
        click.echo(f"What failed: {counted(summary.problems)}.")
    click.echo(f"Put them, or those of a month, into a database: {typed('load', db, folder)}")


def show(summary: Summary) -> None:
    """Print the summary for a person."""
    read = summary.new + summary.replaced + summary.known + summary.failed
    parts = [f"{summary.new:,} new", f"{summary.known:,} known", f"{summary.failed:,} failed"]
    if summary.replaced:
        parts.insert(1, f"{summary.replaced:,} extracted anew")
    took = f" in {duration(summary.seconds)}" if summary.seconds >= 1 else ""
    click.echo(f"{number(read, 'article')} read{took}: {', '.join(parts)}.")
    if len(summary.readers) > 1:
        click.echo(f"They came as {counted(summary.readers)}.")
    if summary.other_language:
        click.echo(
            f"{number(summary.other_language, 'article')} in other languages: kept and searchable, "
            "but no claims are read from them."
        )
    if summary.problems:
        click.echo(f"What failed: {counted(summary.problems)}.")
    click.echo(
        f"The database holds {number(summary.claims, 'claim')} and "
        f"{number(summary.figures, 'figure')} from {number(summary.articles, 'article')}, "
        f"{number(summary.events, 'event')} and {number(summary.flags, 'flag')}."
    )


def counted(counts: dict[str, int]) -> str:
    """Return counts with what they count, the most first.

    >>> counted({"html": 2, "jsonl": 1200})
    '1,200 jsonl, 2 html'
    """
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count:,} {printable(what)}" for what, count in most)
