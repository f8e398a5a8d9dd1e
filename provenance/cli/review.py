"""The commands by which people decide, and read what was decided."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from provenance.cli.arguments import database_argument, limit_option
from provenance.cli.ordered import Ordered
from provenance.cli.output import json_option, print_json, print_table, say, wants_json
from provenance.cli.text import number

SCREEN = 40
"""Rows on a terminal when no limit is given."""

by_option = click.option(
    "--by",
    envvar="PROVENANCE_REVIEWER",
    metavar="NAME",
    help="Who decides.  Default: $PROVENANCE_REVIEWER, or the name you are logged in with.",
)
reason_option = click.option("-r", "--reason", default="", metavar="TEXT", help="Why.")
needed_reason_option = click.option(
    "-r", "--reason", required=True, metavar="TEXT", help="Why; others will read it."
)


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


def record(
    db: Path, action: str, targets: tuple[str, ...], values: Mapping[str, Any], reason: str, by: Any
) -> None:
    """Record one decision a target, all of them or none, and say so."""
    from provenance.review.actions import Action, Decision
    from provenance.store import connect, transaction
    from provenance.store.deciding import decide

    database = connect(db)
    made = []
    try:
        with transaction(database):
            for target in targets:
                decision = Decision(Action(action), target, dict(values), reason)
                made.append(decide(database, decision, by or getpass.getuser()))
    finally:
        database.close()
    if wants_json(False):
        print_json(entry_row(entry._asdict()) for entry in made)
        return
    for entry in made:
        click.echo(f"Recorded as {entry.number}: {entry.action.replace('_', ' ')} {entry.target}.")


def entry_row(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry of the log with its values as JSON, not as text of JSON."""
    from provenance.review.standing import read

    return {**entry, "before": read(entry["before"]), "after": read(entry["after"])}


@review.command("list")
@database_argument
@click.option("--flag", metavar="CODE", help="Only claims with this flag.")
@click.option("--source", metavar="NAME", help="Only claims of this source: a part of its name.")
@click.option("--event", metavar="EVENT", help="Only claims of this event: id or words.")
@click.option("--since", metavar="DATE", help="Only pages published on that day or later.")
@click.option("--until", metavar="DATE", help="Only pages published on that day or earlier.")
@limit_option
@json_option
def list_claims(
    db: Path,
    flag: str | None,
    source: str | None,
    event: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the unverified claims, which wait for a person.

    \b
    Examples:
      provenance review list claims.db
      provenance review list claims.db --flag denied --since 2031-05
      provenance review list claims.db --event harbour | jq -r .id
    """
    from provenance.cli.compare import choose
    from provenance.records import FlagCode
    from provenance.store import connect
    from provenance.store.queries import flagged

    codes = [str(code) for code in FlagCode]
    if flag is not None and flag not in codes:
        raise click.BadParameter(
            f"{flag} is not a flag; choose from {', '.join(codes)}.", param_hint="--flag"
        )
    as_json = wants_json(as_json)
    database = connect(db, read_only=True)
    try:
        rows = flagged(
            database,
            flag,
            source=source,
            event_id=None if event is None else choose(database, event)[0]["id"],
            since=since,
            until=until,
            only_unverified=True,
            limit=limit if as_json else None,
        )
    finally:
        database.close()
    if as_json:
        print_json(rows)
        return
    shown = rows[: limit or SCREEN]
    print_table(
        f"{number(len(rows), 'unverified claim')}",
        ("id", "claim", "source", "why"),
        ((r["id"][:8], r["text"], r["source"] or "not said", r["reasons"]) for r in shown),
        wide={"claim": 3, "source": 1, "why": 3},
    )
    if len(shown) < len(rows):
        click.echo(f"… and {number(len(rows) - len(shown), 'more', 'more')}: give --limit N.")


claims_argument = click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")


@review.command()
@database_argument
@claims_argument
@reason_option
@by_option
def confirm(db: Path, claims: tuple[str, ...], reason: str, by: str | None) -> None:
    """Confirm claims: you have checked them yourself.

    They count as verified until somebody undoes this.

    \b
    Examples:
      provenance review confirm claims.db 3fa9 -r "saw the list"
      provenance review confirm claims.db 3fa9 81c2
    """
    record(db, "confirm", claims, {}, reason, by)


@review.command()
@database_argument
@claims_argument
@reason_option
@by_option
def reject(db: Path, claims: tuple[str, ...], reason: str, by: str | None) -> None:
    """Reject claims: they do not hold, or the page does not say so.

    They stay in the database, marked as rejected.

    \b
    Example:
      provenance review reject claims.db 3fa9 -r "the page quotes a novel"
    """
    record(db, "reject", claims, {}, reason, by)


@review.command()
@database_argument
@click.argument("claim", metavar="CLAIM")
@click.argument("digit", metavar="DIGIT")
@reason_option
@by_option
def credibility(db: Path, claim: str, digit: str, reason: str, by: str | None) -> None:
    """Say how credible a claim is, from 1 to 6.

    The digits of the NATO Admiralty code: 1 confirmed, 2 probably true, 3 possibly true,
    4 doubtful, 5 improbable, 6 cannot be judged.

    \b
    Example:
      provenance review credibility claims.db 3fa9 2 -r "fits the hospital's list"
    """
    record(db, "credibility", (claim,), {"credibility": digit}, reason, by)


@review.command()
@database_argument
@click.argument("row", metavar="ID")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@needed_reason_option
@by_option
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
                f"{value} is not FIELD=VALUE, as low=12.", param_hint="FIELD=VALUE"
            )
        given[name.strip()] = text
    record(db, "correct", (row,), given, reason, by)


@review.command()
@database_argument
@click.argument("claim", metavar="CLAIM")
@click.argument("source", metavar="SOURCE")
@click.option("--kind", metavar="KIND", help="Kind of the source, where it is a new one.")
@needed_reason_option
@by_option
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


@review.command("merge-events")
@database_argument
@click.argument("event", metavar="EVENT")
@click.argument("into", metavar="INTO")
@needed_reason_option
@by_option
def merge_events(db: Path, event: str, into: str, reason: str, by: str | None) -> None:
    """Say that two events are one happening; `provenance link` then joins them.

    \b
    Example:
      provenance review merge-events claims.db 1f0c 9be2 -r "the same strike, other spelling"
    """
    record(db, "merge_events", (event,), {"into": into}, reason, by)


@review.command("split-event")
@database_argument
@click.argument("event", metavar="EVENT")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@needed_reason_option
@by_option
def split_event(db: Path, event: str, claims: tuple[str, ...], reason: str, by: str | None) -> None:
    """Say that claims speak of another happening; `provenance link` then parts them.

    \b
    Example:
      provenance review split-event claims.db 1f0c 3fa9 81c2 -r "that was the day before"
    """
    record(db, "split_event", (event,), {"claims": claims}, reason, by)


@review.command("merge-sources")
@database_argument
@click.argument("source", metavar="SOURCE")
@click.argument("into", metavar="INTO")
@needed_reason_option
@by_option
def merge_sources(db: Path, source: str, into: str, reason: str, by: str | None) -> None:
    """Say that a source is the same body as another.

    Its claims count as those of INTO; origins and comparisons follow with `provenance link`.

    \b
    Example:
      provenance review merge-sources claims.db "Harbour Monitors" "Harbour Monitor" -r "typo"
    """
    record(db, "merge_sources", (source,), {"into": into}, reason, by)


@review.command("split-source")
@database_argument
@click.argument("source", metavar="SOURCE")
@click.argument("name", metavar="NAME")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@click.option("--kind", metavar="KIND", help="Kind of NAME, where it is a new source.")
@needed_reason_option
@by_option
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


@review.command()
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


@review.command()
@database_argument
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY...")
@reason_option
@by_option
def undo(db: Path, entries: tuple[str, ...], reason: str, by: str | None) -> None:
    """Take decisions back, by their number in the log; an undo can be undone too.

    What was extracted, linked or decided before holds again.  The entry stays in the log.

    \b
    Examples:
      provenance review undo claims.db 7
      provenance review undo claims.db 7 8 -r "wrong claim"
    """
    record(db, "undo", entries, {}, reason, by)


@review.command()
@database_argument
@click.option("--about", metavar="ID", help="Only decisions about this row.")
@click.option("--lost", is_flag=True, help="Only decisions whose words moved, changed or are gone.")
@limit_option
@json_option
def log(db: Path, about: str | None, lost: bool, limit: int | None, as_json: bool) -> None:
    """Print the log of decisions, the newest first.

    After pages were extracted anew, `--lost` lists the decisions whose words are no longer
    there: they stay in the log, and are carried over only where the same words are found
    again.

    \b
    Examples:
      provenance review log claims.db
      provenance review log claims.db --about 3fa9
      provenance review log claims.db --lost
    """
    from provenance.review.actions import Target
    from provenance.review.standing import undone_by
    from provenance.store import connect
    from provenance.store.decided import lost_decisions
    from provenance.store.reviews import read_reviews
    from provenance.store.targets import find_target

    database = connect(db, read_only=True)
    try:
        if lost:
            missing = lost_decisions(database)
            if wants_json(as_json):
                print_json(one._asdict() for one in missing[:limit])
            else:
                for one in missing[:limit]:
                    say(str(one))
                click.echo(f"{number(len(missing), 'decision')} met other words.")
            return
        entries = list(read_reviews(database))
        kinds = (Target.CLAIM, Target.FIGURE, Target.SOURCE, Target.EVENT)
        target = None if about is None else find_target(database, about, *kinds)[1]
    finally:
        database.close()
    undone = undone_by(entries)
    rows = [
        {
            **entry_row(entry._asdict()),
            "undone_by": undone[entry.id].number if entry.id in undone else None,
        }
        for entry in reversed(entries)
        if target is None or entry.target == target
    ]
    if wants_json(as_json):
        print_json(rows[:limit])
        return
    shown = rows[: limit or SCREEN]
    print_table(
        number(len(rows), "decision"),
        ("no.", "when", "who", "what", "about", "reason"),
        (
            (
                row["number"],
                row["at"],
                row["by"],
                described(row),
                str(row["before"].get("text") or row["target"])[:80],
                row["reason"],
            )
            for row in shown
        ),
        wide={"what": 2, "about": 3, "reason": 2},
        right=("no.",),
    )


def described(row: Mapping[str, Any]) -> str:
    """Return in words what an entry changed."""
    what = str(row["action"]).replace("_", " ")
    changes = [
        f"{name} {_short(row['before'].get(name))} → {_short(value)}"
        for name, value in row["after"].items()
        if name not in ("claims", "kind", "source", "into")
    ]
    undone = f" (undone by {row['undone_by']})" if row.get("undone_by") else ""
    return f"{what}{': ' + ', '.join(changes) if changes else ''}{undone}"


def _short(value: Any) -> str:
    return "not known" if value is None else str(value)
