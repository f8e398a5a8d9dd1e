"""The command that fetches pages from the web, into web archives that are then read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.arguments import DatabasePath, pack_option
from provenance.cli.output import json_option, print_json, wants_json
from provenance.cli.text import number, printable
from provenance.errors import ProvenanceError

if TYPE_CHECKING:
    from provenance.fetch import Visitor

DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})
MOST_URLS = 10_000


@click.command()
@click.argument("target", metavar="DB|FOLDER", type=click.Path(path_type=Path))
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--delay",
    type=click.FloatRange(min=0, max=3600),
    default=2.0,
    show_default=True,
    help="Seconds between two requests to one host, at least.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1, max=3600),
    default=60.0,
    show_default=True,
    help="Seconds that one page may take.",
)
@click.option(
    "--size",
    type=click.IntRange(min=1, max=20_000_000),
    default=20_000_000,
    show_default=True,
    help="Bytes that one page may have, as sent and unpacked.",
)
@click.option(
    "--contact",
    metavar="TEXT",
    help="An address or a page about you, told to the servers that are asked.",
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Ask hosts of your own network, too: private, loopback and link-local addresses.",
)
@pack_option
@json_option
def fetch(
    target: Path,
    urls: tuple[str, ...],
    delay: float,
    seconds: float,
    size: int,
    contact: str | None,
    allow_private: bool,
    packs: tuple[str, ...],
    as_json: bool,
) -> None:
    """Fetch web pages and keep them as they came.

    The answers are written with their headers to a new .warc.gz file in FOLDER, which
    `provenance ingest` reads; `-` reads URLs from standard input, one a line.  Where a database
    is given (a file named *.db, or one that is there) the folder is the one beside it called
    DB-pages, and the pages are ingested at once.

    robots.txt holds, a host is asked every two seconds at most, and redirects are followed by
    hand: only to http and https, and never to an address that is not public.  What cannot be
    fetched is named, one line each, and the rest goes on; the exit status is then 1.

    \b
    Examples:
      provenance fetch claims.db https://example.org/news/1
      provenance fetch pages/ - < addresses.txt
    """
    database = target.suffix.lower() in DATABASES or target.is_file()
    folder = target
    if database:
        DatabasePath(create=True).convert(target, None, click.get_current_context())
        folder = target.with_name(f"{target.name}-pages")
    wanted = list(_listed(urls))
    path, report = _fetch_all(folder, wanted, delay, seconds, size, contact, allow_private)
    failed = [line for line in report if "problem" in line]
    if wants_json(as_json):
        print_json(report)
    else:
        fetched = len(report) - len(failed)
        click.echo(f"{number(fetched, 'page')} fetched, {len(failed):,} failed.")
        if path is not None:
            click.echo(f"They are in {printable(str(path))}.")
    problems = bool(failed)
    if database and path is not None:
        from provenance.cli.ingest import run_ingest, show

        summary = run_ingest(target, (str(path),), packs)
        problems = problems or bool(summary.failed)
        if not wants_json(as_json):
            show(summary)
    if problems:
        raise SystemExit(1)


def _listed(urls: Iterable[str]) -> Iterator[str]:
    """Yield the URLs; ``-`` stands for those on standard input."""
    for url in urls:
        if url != "-":
            yield url
            continue
        for line in sys.stdin:
            if line.strip() and not line.startswith("#"):
                yield line.strip()


def _fetch_all(
    folder: Path,
    urls: list[str],
    delay: float,
    seconds: float,
    size: int,
    contact: str | None,
    allow_private: bool,
) -> tuple[Path | None, list[dict[str, Any]]]:
    """Fetch all and return the archive, None when there is nothing in it, and the report."""
    from provenance.fetch import Limits, Visitor

    if len(urls) > MOST_URLS:
        raise ProvenanceError(f"{len(urls):,} URLs at once; give {MOST_URLS:,} at most")
    if contact is not None and not (contact.isascii() and contact.isprintable()):
        raise ProvenanceError("--contact goes into a header; give plain ASCII")
    visitor = Visitor(
        Limits(size=size, seconds=seconds),
        delay=delay,
        contact=contact,
        allow_private=allow_private,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _new_file(folder)
        report = _visit(visitor, list(dict.fromkeys(urls)), path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ProvenanceError(f"{folder}: cannot be written ({reason}); choose another") from error
    if path.stat().st_size == 0:
        path.unlink()
        return None, report
    return path, report


def _new_file(folder: Path) -> Path:
    """Make and return a file that was not there, named by the time."""
    stem = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for count in range(1000):
        path = folder / (f"{stem}.warc.gz" if not count else f"{stem}-{count}.warc.gz")
        try:
            path.open("xb").close()
        except FileExistsError:
            continue
        return path
    raise ProvenanceError(f"{folder}: too many archives of one second; try again")


def _visit(visitor: Visitor, urls: list[str], path: Path) -> list[dict[str, Any]]:
    from provenance.cli.progress import Terminal
    from provenance.errors import InputError
    from provenance.fetch import FetchError, write_answer

    report: list[dict[str, Any]] = []
    with Terminal() as terminal, path.open("ab") as stream:
        terminal.stage("fetching pages")
        for url in urls:
            try:
                answer = visitor.fetch(url)
            except FetchError as error:
                terminal.problem(InputError(printable(url), error.problem, error.remedy))
                report.append({"url": url, "problem": str(error)})
                continue
            write_answer(stream, answer)
            terminal.done(url, len(answer.body))
            report.append(
                {"url": url, "from": answer.url, "at": answer.at, "bytes": len(answer.body)}
            )
    return report
