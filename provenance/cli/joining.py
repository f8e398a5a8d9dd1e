"""The commands that join and part events and sources."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.deciding import decision, record


@click.command("merge-events")
@decision(click.argument("event", metavar="EVENT"), click.argument("into", metavar="INTO"))
def merge_events(db: Path, event: str, into: str, reason: str, by: str | None) -> None:
    """Say that two events are one happening; `provenance link` then joins them.

    EVENT and INTO are ids, whole names or the addresses of their pages.

    \b
    Example:
      provenance review merge-events claims.db 1f0c 9be2 -r "the same strike, other spelling"
    """
    record(db, "merge_events", (event,), {"into": into}, reason, by)


@click.command("split-event")
@decision(
    click.argument("event", metavar="EVENT"),
    click.argument("claims", nargs=-1, required=True, metavar="CLAIM..."),
)
def split_event(db: Path, event: str, claims: tuple[str, ...], reason: str, by: str | None) -> None:
    """Say that claims speak of another happening; `provenance link` then parts them.

    \b
    Example:
      provenance review split-event claims.db 1f0c 3fa9 81c2 -r "that was the day before"
    """
    record(db, "split_event", (event,), {"claims": claims}, reason, by)


@click.command("merge-sources")
@decision(click.argument("source", metavar="SOURCE"), click.argument("into", metavar="INTO"))
def merge_sources(db: Path, source: str, into: str, reason: str, by: str | None) -> None:
    """Say that a source is the same body as another.

    Its claims count as those of INTO; origins and comparisons follow with `provenance link`.

    \b
    Example:
      provenance review merge-sources claims.db "Harbour Monitors" "Harbour Monitor" -r "typo"
    """
    record(db, "merge_sources", (source,), {"into": into}, reason, by)


@click.command("split-source")
@decision(
    click.argument("source", metavar="SOURCE"),
    click.argument("name", metavar="NAME"),
    click.argument("claims", nargs=-1, required=True, metavar="CLAIM..."),
    click.option("--kind", metavar="KIND", help="Kind of NAME, where it is a new source."),
)
def split_source(
    db: Path,
    source: str,
    name: str,
    claims: tuple[str, ...],
    kind: str | None,
    reason: str,
    by: str | None,
) -> None:
    """Say that some claims of a source are those of another body, NAME.

    \b
    Example:
      provenance review split-source claims.db "the ministry" "Ministry of Health" 3fa9 81c2 \\
        --kind state -r "these two are about hospitals"
    """
    values = {"source": name, "kind": kind, "claims": claims}
    record(db, "split_source", (source,), values, reason, by)
