"""The root command: its help, and one line instead of a traceback for a user's mistake."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from pathlib import Path
from textwrap import shorten
from typing import Any

import click

from provenance import __version__
from provenance.cli.arguments import GIVEN, is_database
from provenance.cli.backup import backup
from provenance.cli.check import check
from provenance.cli.compare import compare
from provenance.cli.demo import demo
from provenance.cli.evaluate import evaluate
from provenance.cli.export import export
from provenance.cli.extract import extract
from provenance.cli.fetch import fetch
from provenance.cli.flagged import flagged
from provenance.cli.graph import graph
from provenance.cli.import_group import import_group
from provenance.cli.ingest import ingest
from provenance.cli.link import link
from provenance.cli.load import load
from provenance.cli.merge import merge
from provenance.cli.ordered import Ordered
from provenance.cli.review import review
from provenance.cli.schema import schema
from provenance.cli.serve import serve
from provenance.cli.sources import sources
from provenance.cli.text import printable
from provenance.errors import ProvenanceError

INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 and the number of the signal, as shells have it."""


class Root(Ordered):
    """The root, which reports mistakes in one line."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program, on streams that take every character."""
        settle_streams()
        return super().main(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what was typed, for messages that say how it is meant."""
        ctx.meta[GIVEN] = tuple(args)
        return super().parse_args(ctx, args)

    def example(self, path: str) -> str:
        """Return what to do about a database, or about articles."""
        if is_database(Path(path)):
            return f"serve {printable(path)}"
        return f"ingest claims.db {printable(path)}"

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn what the user can mend into one line and exit status 1."""
        try:
            return super().invoke(ctx)
        except click.MissingParameter as error:
            raise click.MissingParameter(
                error.message or _example_of(error.ctx),
                error.ctx,
                error.param,
                error.param_hint,
                error.param_type,
            ) from error
        except ProvenanceError as error:
            raise click.ClickException(printable(str(error))) from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise  # a fault of ours, which nobody can mend who does not see where
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
                raise click.ClickException(
                    f"the database is damaged ({printable(str(error))}); restore a copy or "
                    "ingest the articles into a new database"
                ) from error
            raise click.ClickException(
                f"the database answered: {printable(str(error))}; "
                "try again, and if it says the same, run: provenance check DB"
            ) from error
        except UnicodeEncodeError as error:
            raise click.ClickException(
                f"{shorten(printable(error.object), 100)}: not UTF-8; type it in UTF-8"
            ) from error
        except OSError as error:
            if error.errno == errno.EPIPE or error.strerror is None:
                raise
            place = f"{error.filename}: " if error.filename else "input or output: "
            raise click.ClickException(printable(f"{place}{error.strerror}")) from error
        except KeyboardInterrupt:
            click.echo("Stopped. What was stored stays; the same command goes on.", err=True)
            ctx.exit(INTERRUPTED)


def _example_of(ctx: click.Context | None) -> str:
    """Return the first example in the help of a command, as a part of a message."""
    lines = (ctx.command.help or "").splitlines() if ctx else []
    found = next((line.strip() for line in lines if line.strip().startswith("provenance ")), "")
    # What stands behind the columns of spaces explains the example.
    return f"For example: {found.partition('   ')[0]}" if found else ""


def settle_streams() -> None:
    """Let the output take what its encoding lacks, and stand in for streams that were closed.

    A terminal that is not set to UTF-8 shows such characters spelt out ("\\u2013").
    """
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@click.group(
    cls=Root,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="provenance")
def main() -> None:
    """Find out who said which figure, through whom, in which words.

    Give it news articles and reports.  Every claim in them is stored with the source that
    vouches for it, the words that attribute it, how sure it is and the figures it gives,
    all in one SQLite file.  It never decides who is right.

    \b
    Start here:
      provenance demo                        the whole job on the sample articles
      provenance ingest claims.db articles/  your own folder of articles
      provenance serve claims.db             read the claims in a browser

    \b
    Then ask:
      provenance compare claims.db           who gave which figure, side by side
      provenance flagged claims.db           what is unverified, and why

    \b
    And decide:
      provenance review list claims.db       what waits for a person

    `provenance COMMAND -h` explains one command, with examples.
    """


COMMANDS: tuple[click.Command, ...] = (
    demo,
    ingest,
    fetch,
    serve,
    compare,
    flagged,
    graph,
    review,
    sources,
    extract,
    export,
    import_group,
    evaluate,
    link,
    check,
    backup,
    merge,
    load,
    schema,
)
for command in COMMANDS:
    main.add_command(command)
