"""Links, flags, events and decisions in W3C PROV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from prov.model import PROV, ProvBundle

from provenance.export.decisions import Decisions
from provenance.export.pages import Row, Rows
from provenance.export.prov_names import attributes, name, relate, term
from provenance.export.prov_pages import write_run
from provenance.records import Relation, Status, content_id
from provenance.review.actions import ABOUT, Action, Target
from provenance.review.standing import Effect, Entry, read


def write_link(made: ProvBundle, row: Row, runs: Rows) -> None:
    """Write how one claim stands to another, as an entity that is derived from both.

    Where PROV has a word for it, it is said in that word too.
    """
    this = name("link", row["id"])
    a, b = name("claim", row["claim_a"]), name("claim", row["claim_b"])
    linking = write_run(made, "linking", runs[row["run_id"]])
    ends = {f"figure_{x}": row[f"figure_{x}"] for x in "ab"}
    values = {
        "relation": row["relation"],
        "same_origin": row["same_origin"],
        "score": row["score"],
        "reason": row["reason"],
        "rule": row["rule"],
        "evidence": row["evidence"],
        "claim_a": a,
        "claim_b": b,
        **{key: name("figure", value) for key, value in ends.items() if value},
    }
    made.entity(this, attributes("Link", values))
    relate(made, "generation", this, linking)
    for end in (a, b):
        relate(made, "derivation", this, end, linking)
    if row["relation"] == Relation.SAME_TEXT:
        made.alternate(a, b)
    elif row["relation"] in (Relation.UPDATES, Relation.CORRECTS):
        relate(made, "revision", a, b)
    elif row["relation"] == Relation.RETRACTS:
        # The page's own act: its claim takes the other back.
        act = name("retraction", row["id"])
        made.activity(act, other_attributes=attributes("Retraction", {}))
        relate(made, "usage", act, a)
        relate(made, "invalidation", b, act)


def write_flag(made: ProvBundle, row: Row, runs: Rows) -> None:
    """Write a fact about the sourcing of a claim, with what shows it."""
    this, linking = name("flag", row["id"]), write_run(made, "linking", runs[row["run_id"]])
    values = {"code": row["code"], "reason": row["reason"], "rule": row["rule"]}
    made.entity(this, attributes("Flag", values))
    relate(made, "generation", this, linking)
    shown = dict.fromkeys([row["claim_id"], row["evidence_claim_id"] or row["claim_id"]])
    for claim in shown:
        relate(made, "derivation", this, name("claim", claim), linking)


def write_event(
    made: ProvBundle,
    event: Row,
    members: Iterable[Row],
    ranges: Iterable[tuple[Row, Sequence[str]]],
    runs: Rows,
) -> None:
    """Write an event: its claims, why they are its, and its ranges with the claims behind."""
    this, linking = name("event", event["id"]), write_run(made, "linking", runs[event["run_id"]])
    kept = ("date_from", "date_to", "place", "latitude", "longitude", "country", "precision")
    counts = ("n_claims", "n_origins")
    values = {"label": event["label"], "happening": event["kind"]}
    values |= {key: event[key] for key in (*kept, *counts)}
    made.entity(this, [*attributes("Event", values), (PROV["type"], PROV["Collection"])])
    relate(made, "generation", this, linking)
    for row in members:
        claim = name("claim", row["claim_id"])
        made.membership(this, claim)
        reasons = [str(reason) for reason in json.loads(row["reasons"])]
        relate(made, "derivation", this, claim, linking, score=row["score"], reason=reasons)
    for row, claims in ranges:
        of_it = name("range", row["id"])
        told = ("measure", "party", "profile", "low", "best", "high", "n_claims", "n_origins")
        values = {"event": this, **{key: row[key] for key in told}}
        made.entity(of_it, attributes("Range", values))
        relate(made, "generation", of_it, linking)
        for claim in claims:
            relate(made, "derivation", of_it, name("claim", claim), linking)


def write_decisions(made: ProvBundle, decisions: Decisions, rows: Mapping[str, Target]) -> None:
    """Write what people decided about some rows, and what follows from what holds of it.

    ``rows`` are the kinds of the rows by their ids.
    """
    effects = [effect for key in rows for effect in decisions.effects(key)]
    entries: dict[str, Entry] = {entry.id: entry for entry in decisions.about(*rows)}
    entries |= {effect.entry.id: effect.entry for effect in effects}
    for entry in entries.values():
        write_review(made, decisions, entry, rows.get(entry.target))
    corrected: dict[tuple[str, str], list[Effect]] = {}
    for effect in effects:
        review, at = name("review", effect.entry.id), effect.entry.at
        if effect.slot == "status" and effect.value == Status.REJECTED:
            relate(made, "invalidation", name("claim", effect.target), review, at)
        elif effect.slot == "source":
            _attribute(made, effect)
        elif effect.slot.startswith("value:"):
            corrected.setdefault((effect.target, effect.entry.id), []).append(effect)
    for (key, _), values in corrected.items():
        _correct(made, rows.get(key, Target.CLAIM), key, values, decisions)


def write_review(
    made: ProvBundle, decisions: Decisions, entry: Entry, kind: Target | None = None
) -> None:
    """Write one entry of the log: who decided what about which row, when and why.

    ``kind`` is that of the row; where it is not given, the row is not one of those that go
    out, and what the entry says of it and others goes out with everything only.
    """
    this = name("review", entry.id)
    values = {"action": entry.action, "reason": entry.reason or None, "number": entry.number}
    if kind is not None or decisions.everything:
        values |= {"before": entry.before, "after": entry.after}
    made.activity(this, entry.at, entry.at, attributes("Review", values))
    person = write_person(made, decisions.by(entry.by))
    relate(made, "association", this, person)
    if entry.action == Action.UNDO:
        relate(made, "communication", this, name("review", entry.target))
        return
    kind = kind or _kind_of(entry)
    if kind is not Target.SOURCE:
        relate(made, "usage", this, name(kind, entry.target))
    else:  # what is used is an entity, and a source is an agent
        relate(made, "influence", this, name(kind, entry.target))


def write_person(made: ProvBundle, called: str) -> Any:
    """Write who decided, and return the name."""
    this = name("person", content_id("person", called))
    if not made.get_record(this):
        made.agent(this, attributes(PROV["Person"], {"label": called}))
    return this


def _attribute(made: ProvBundle, effect: Effect) -> None:
    source = name("source", str(effect.value["source"]))
    if not made.get_record(source):
        label = effect.value.get("name") or effect.value["source"]
        made.agent(source, attributes(None, {"label": str(label)}))
    review = name("review", effect.entry.id)
    claim = name("claim", effect.target)
    relate(made, "attribution", claim, source, role=term("vouches"), decided_by=review)


def _correct(
    made: ProvBundle, kind: Target, key: str, effects: Sequence[Effect], decisions: Decisions
) -> None:
    entry = effects[0].entry
    this, review = name("corrected", entry.id), name("review", entry.id)
    values = {effect.slot.removeprefix("value:"): effect.value for effect in effects}
    made.entity(this, attributes("Corrected", values))
    relate(made, "generation", this, review, entry.at)
    relate(made, "revision", this, name(kind, key), review)
    relate(made, "attribution", this, write_person(made, decisions.by(entry.by)))


def _kind_of(entry: Entry) -> Target:
    """Return what an entry is about, by its action or by the words that it keeps."""
    kinds = ABOUT[Action(entry.action)]
    if len(kinds) == 1:
        return next(iter(kinds))
    before = read(entry.before)
    if "start" in before:
        return Target.FIGURE
    return Target.CLAIM if "document" in before else Target.SOURCE


__all__ = ["write_decisions", "write_event", "write_flag", "write_link", "write_review"]
