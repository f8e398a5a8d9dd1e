"""The commands by which people decide about claims; the group of all that decide."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.arguments import database_argument
from provenance.cli.deciding import by_option, decision, reason_option, record
from provenance.cli.joining import merge_events, merge_sources, split_event, split_source
from provenance.cli.ordered import Ordered
from provenance.cli.reviewlog import list_claims, log
from provenance.cli.text import printable


@click.group(cls=Ordered)
def review() -> None:
    """Decide about claims, and read what was decided.

    A decision never overwrites what was extracted.  Each is an entry of a log that only
    grows, with who decided, when, why, and what was there before; to take one back is an
    entry of its own.  Extracting and linking again keeps them.  Ids may be shortened to
    the first characters.

    \b
    Examples:
      provenance review list claims.db
      provenance review confirm claims.db 3fa9 --reason "saw the list"
      provenance review correct claims.db 81c2 low=12 high=14 --reason "misread"
      provenance review log claims.db
      provenance review undo claims.db 7
    """


claims_argument = click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")


@click.command()
@decision(claims_argument, reason=reason_option)
def confirm(db: Path, claims: tuple[str, ...], reason: str, by: str | None) -> None:
    """Confirm claims: you have checked them yourself.

    They count as verified until somebody undoes this.

    \b
    Examples:
      provenance review confirm claims.db 3fa9 -r "saw the list"
      provenance review confirm claims.db 3fa9 81c2
    """
    record(db, "confirm", claims, {}, reason, by)


@click.command()
@decision(claims_argument, reason=reason_option)
def reject(db: Path, claims: tuple[str, ...], reason: str, by: str | None) -> None:
    """Reject claims: they do not hold, or the page does not say so.

    They stay in the database, marked as rejected.

    \b
    Example:
      provenance review reject claims.db 3fa9 -r "the page quotes a novel"
    """
    record(db, "reject", claims, {}, reason, by)


@click.command()
@decision(
    click.argument("claim", metavar="CLAIM"),
    click.argument("digit", metavar="DIGIT"),
    reason=reason_option,
)
def credibility(db: Path, claim: str, digit: str, reason: str, by: str | None) -> None:
    """Say how credible a claim is, from 1 to 6.

    The digits of the NATO Admiralty code: 1 confirmed, 2 probably true, 3 possibly true,
    4 doubtful, 5 improbable, 6 cannot be judged.

    \b
    Example:
      provenance review credibility claims.db 3fa9 2 -r "fits the hospital's list"
    """
    record(db, "credibility", (claim,), {"credibility": digit}, reason, by)


@click.command()
@decision(
    click.argument("row", metavar="ID"),
    click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE..."),
)
def correct(db: Path, row: str, values: tuple[str, ...], reason: str, by: str | None) -> None:
    """Correct a value of a figure or claim; the extracted one stays visible.

    ID is a figure or a claim.  A figure has low, high, point, measure, party, subject, unit
    and extent; a claim has polarity, modality, kind and when_edtf.  Nothing after `=` means
    not known: `high=` is an open end.  Comparisons follow with `provenance link`.

    \b
    Examples:
      provenance review correct claims.db 81c2 low=12 high=14 -r "the page says 12 to 14"
      provenance review correct claims.db 81c2 party= -r "it does not say whose"
    """
    given: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals:
            raise click.BadParameter(
                f"{printable(value)} is not FIELD=VALUE, as low=12.", param_hint="FIELD=VALUE"
            )
        given[name.strip()] = text
    record(db, "correct", (row,), given, reason, by)


@click.command()
@decision(
    click.argument("claim", metavar="CLAIM"),
    click.argument("source", metavar="SOURCE"),
    click.option("--kind", metavar="KIND", help="Kind of the source, where it is a new one."),
)
def attribute(
    db: Path, claim: str, source: str, kind: str | None, reason: str, by: str | None
) -> None:
    """Say who vouches for a claim, where the wrong source was read.

    SOURCE is a name or an id.  A name that is not in the database makes a new source and
    needs its kind: state, military, armed_group, monitor, media, political, humanitarian,
    activist, official, witness, expert, reader or unnamed.

    \b
    Examples:
      provenance review attribute claims.db 3fa9 "Harbour Monitor" -r "'it' is the monitor"
      provenance review attribute claims.db 3fa9 "Reef Hospital" --kind humanitarian -r "…"
    """
    record(db, "reattribute", (claim,), {"source": source, "kind": kind}, reason, by)


@click.command()
@database_argument
@click.argument("row", metavar="ID")
@click.argument("text", metavar="TEXT")
@by_option
def note(db: Path, row: str, text: str, by: str | None) -> None:
    """Add a note to a claim, figure, source or event; nothing else changes.

    \b
    Example:
      provenance review note claims.db 3fa9 "the monitor was asked for its list"
    """
    record(db, "note", (row,), {}, text, by)


@click.command()
@decision(
    click.argument("entries", nargs=-1, required=True, metavar="ENTRY..."), reason=reason_option
)
def undo(db: Path, entries: tuple[str, ...], reason: str, by: str | None) -> None:
    """Take decisions back, by their number in the log; an undo can be undone too.

    What was extracted, linked or decided before holds again.  The entry stays in the log.

    \b
    Examples:
      provenance review undo claims.db 7
      provenance review undo claims.db 7 8 -r "wrong claim"
    """
    record(db, "undo", entries, {}, reason, by)


for command in (
    list_claims,
    confirm,
    reject,
    credibility,
    correct,
    attribute,
    merge_events,
    split_event,
    merge_sources,
    split_source,
    note,
    undo,
    log,
):
    review.add_command(command)
