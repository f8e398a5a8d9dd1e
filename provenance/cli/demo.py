"""The command that shows the whole job on the sample articles."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.arguments import DatabasePath, InputPath, pack_option
from provenance.cli.text import typed
from provenance.errors import ProvenanceError

SAMPLES = Path(__file__).parents[2] / "seeds"
"""The sample articles lie in the checkout; an installed wheel has none."""


@click.command()
@click.argument("folder", required=False, type=InputPath())
@click.option(
    "--db",
    type=DatabasePath(create=True),
    default="demo.db",
    show_default=True,
    metavar="DB",
    help="Database to put the claims in.",
)
@pack_option
def demo(folder: str | None, db: Path, packs: tuple[str, ...]) -> None:
    """Do the whole job on the sample articles.

    It prints the event that is told most differently, and what to look at next.

    FOLDER is a folder of articles of your own; without it, the sample articles of the
    checkout are taken.

    \b
    Examples:
      provenance demo
      provenance demo articles/ --db articles.db
    """
    from provenance.cli.compare import Found, choose
    from provenance.cli.compare import show as show_event
    from provenance.cli.ingest import run_ingest, show
    from provenance.store import connect

    if folder is None:
        if not SAMPLES.is_dir():
            raise ProvenanceError(
                "the sample articles lie in the source checkout, and this is an installed copy; "
                "give a folder with articles: provenance demo FOLDER"
            )
        folder = str(SAMPLES)
    summary = run_ingest(db, (folder,), packs)
    show(summary)
    if summary.events:
        database = connect(db, read_only=True)
        try:
            event, others = choose(database, "")
            show_event(Found(database, event, others))
        finally:
            database.close()
    if not summary.articles:
        raise SystemExit(1)
    click.echo(f"""
What to look at next:
  {typed("serve", db)}
      reads the claims in a browser
  {typed("compare", db)} EVENT
      shows another event, by id or by words of its name
  {typed("flagged", db)}
      lists what is unverified, and why
  {typed("flagged", db, "--flag", "denied")}
      lists what one source says is not so""")
    if summary.failed:
        raise SystemExit(1)
