"""Make the rows what the log of decisions says: the same log changes nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlite_utils import Database

from provenance.records import FlagCode, Source, Status
from provenance.review.overlay import source_of
from provenance.review.standing import Standing, standing_of
from provenance.store.bodies import BATCH, marks
from provenance.store.connect import transaction
from provenance.store.reviews import read_reviews
from provenance.store.targets import relocate
from provenance.store.totals import count_statuses

UNJUDGED = 6
UNKNOWN = "F"


class Lost(NamedTuple):
    """A decision that could not be laid on a row: its words changed, moved or are gone."""

    number: int
    entry: str
    action: str
    target: str
    how: str
    text: str
    now: str | None

    def __str__(self) -> str:
        """Return it as one line."""
        what = {
            "moved": f"is carried over to {self.now}, which says the same",
            "changed": "is kept but not applied: the text is another now",
            "gone": "is kept but not applied: nothing says this any more",
        }[self.how]
        words = self.text if len(self.text) <= 80 else self.text[:79] + "…"
        return f"decision {self.number} ({self.action}) about “{words}” {what}"


class Applied(NamedTuple):
    """What applying the log did: rows changed, and decisions that met other words."""

    changed: int
    lost: list[Lost]


def read_standing(db: Database) -> Standing:
    """Return what holds of the log, each decision at the row where its words are now.

    A decision whose words are not there any more is left out; ``apply_decisions`` tells.
    """
    return _located(db, standing_of(read_reviews(db)))[0]


def apply_decisions(db: Database, targets: Iterable[str] | None = None) -> Applied:
    """Bring the rows into line with the log, in one transaction; idempotent.

    Status and credibility of claims, who vouches for them, and reliability of sources are
    set; what was undone goes back to what was extracted or linked.  Corrected values are
    not written over the extracted ones: ``read_standing`` has them.  ``targets`` limits the
    work to decisions about these rows.
    """
    before = db.conn.total_changes
    with transaction(db):
        standing, lost = _located(db, standing_of(read_reviews(db)))
        wanted = None if targets is None else set(targets)
        _new_sources(db, standing)
        sources: set[str] = set()
        statuses: list[tuple[str, str]] = []
        for target, slot in sorted(standing.touched):
            if wanted is not None and target not in wanted:
                continue
            value = standing.value(target, slot)
            if slot == "status":
                old, new = _status(db, target), str(value or _linked(db, target))
                sources |= _set(db, "claims", target, "status", new)
                if old and old != new:
                    statuses.append((old, new))
            elif slot == "credibility":
                _set(db, "claims", target, "credibility", value or UNJUDGED)
            elif slot == "reliability":
                _set(db, "sources", target, "reliability", value or UNKNOWN)
            elif slot == "source":
                sources |= _vouch(db, target, standing)
            elif slot == "into":
                for claim in _vouched(db, target):
                    sources |= _vouch(db, claim, standing)
        _recount(db, sources)
        count_statuses(db, statuses)
    return Applied(db.conn.total_changes - before, lost)


def lost_decisions(db: Database) -> list[Lost]:
    """Return the decisions that are about words which moved, changed or are gone."""
    return _located(db, standing_of(read_reviews(db)))[1]


def load_sources(db: Database, standing: Standing) -> dict[str, Source]:
    """Return the sources that decisions speak of, by id."""
    ids = {str(effect.value) for effect in standing.effects.values() if effect.slot == "into"}
    ids |= {standing.merged(effect.target) for effect in standing.effects.values()}
    ids |= {
        str(effect.value.get("source"))
        for effect in standing.effects.values()
        if effect.slot == "source"
    }
    found: dict[str, Source] = {}
    wanted = sorted(ids)
    for at in range(0, len(wanted), BATCH):
        some = wanted[at : at + BATCH]
        sql = (
            "SELECT s.id, s.name, s.kind, s.named, s.scope_id, p.name AS parent FROM sources AS s"
            f" LEFT JOIN sources AS p ON p.id = s.parent_id WHERE s.id IN ({marks(len(some))})"
        )
        found |= {row["id"]: source_of(row) for row in db.query(sql, some)}
    # One whose row is gone with the last page that spoke of it is known from the log.
    for effect in standing.effects.values():
        if effect.slot == "source" and (key := str(effect.value.get("source"))) not in found:
            given = effect.value
            found[key] = source_of(
                {
                    "id": key,
                    "name": given.get("name") or key,
                    "kind": given.get("kind"),
                    "named": 1,
                    "parent": None,
                    "scope_id": None,
                }
            )
    return found


def _located(db: Database, standing: Standing) -> tuple[Standing, list[Lost]]:
    """Return the standing with each decision at the row where its words are now."""
    found = Standing(events=standing.events)
    lost: dict[tuple[str, str], Lost] = {}
    places: dict[str, tuple[str | None, str]] = {}
    for (target, slot), before in standing.touched.items():
        effect = standing.effects.get((target, slot))
        told = before.get("texts", {}).get(target, before)
        if target not in places:
            places[target] = relocate(db, target, told)
        now, how = places[target]
        if now is not None:
            found.touched[now, slot] = before
            if effect is not None:
                found.effects[now, slot] = effect
        if how != "same" and effect is not None:
            entry = effect.entry
            text = str(told.get("text") or target)
            lost[entry.id, target] = Lost(
                entry.number, entry.id, entry.action, target, how, text, now
            )
    return found, sorted(lost.values())


def _set(db: Database, table: str, key: str, column: str, value: Any) -> set[str]:
    """Set one value unless it is so; return the source whose counts may change."""
    changed = db.execute(
        f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} IS NOT ?", [value, key, value]
    ).rowcount
    if not changed or table != "claims":
        return set()
    row = db.execute("SELECT source_id FROM claims WHERE id = ?", [key]).fetchone()
    return {row[0]} - {None}


def _status(db: Database, claim: str) -> str:
    row = db.execute("SELECT status FROM claims WHERE id = ?", [claim]).fetchone()
    return "" if row is None else str(row[0])


def _linked(db: Database, claim: str) -> str:
    """Return the status that linking gives a claim."""
    sql = "SELECT 1 FROM flags WHERE claim_id = ? AND code = ?"
    found = db.execute(sql, [claim, FlagCode.MULTI_ORIGIN]).fetchone()
    return Status.CORROBORATED if found else Status.UNVERIFIED


_EXTRACTED = (
    "SELECT coalesce((SELECT source_id FROM claim_sources WHERE claim_id = ?1 AND part = 0),"
    " (SELECT source_id FROM attributions WHERE claim_id = ?1 AND depth = 0))"
)


def _vouch(db: Database, claim: str, standing: Standing) -> set[str]:
    """Set who vouches for a claim; return the sources whose counts may change."""
    given: Mapping[str, Any] | None = standing.value(claim, "source")
    extracted = db.execute(_EXTRACTED, [claim]).fetchone()[0]
    source = str(given["source"]) if given else extracted
    if source is None:
        return set()
    source = standing.merged(source)
    row = db.execute("SELECT source_id FROM claims WHERE id = ?", [claim]).fetchone()
    exists = db.execute("SELECT 1 FROM sources WHERE id = ?", [source]).fetchone()
    if row is None or row[0] == source or exists is None:
        return set()
    db.execute("UPDATE claims SET source_id = ? WHERE id = ?", [source, claim])
    return {source, row[0]} - {None}


def _vouched(db: Database, source: str) -> list[str]:
    """Return the claims that were extracted with this source."""
    found = db.execute(
        "SELECT claim_id FROM claim_sources WHERE source_id = ?1 AND part = 0"
        " UNION SELECT claim_id FROM attributions WHERE source_id = ?1 AND depth = 0",
        [source],
    ).fetchall()
    return [row[0] for row in found]


def _new_sources(db: Database, standing: Standing) -> None:
    """Write the sources that only decisions speak of; they come with the run of the claim."""
    for effect in standing.effects.values():
        if effect.slot != "source":
            continue
        given = effect.value
        db.execute(
            "INSERT OR IGNORE INTO sources (id, name, kind, named, run_id)"
            " SELECT ?, ?, ?, 1, run_id FROM claims WHERE id = ?",
            [
                given["source"],
                given.get("name") or given["source"],
                given.get("kind"),
                effect.target,
            ],
        )


def _recount(db: Database, sources: set[str]) -> None:
    """Bring the totals that a decision changes up to date; the rest follow with linking."""
    counts = ("count(*)", "sum(status = 'unverified')", "sum(status = 'corroborated')")
    columns = ("n_claims", "n_unverified", "n_corroborated")
    sets = ", ".join(
        f"{column} = coalesce((SELECT {count} FROM claims WHERE source_id = ?1), 0)"
        for column, count in zip(columns, counts, strict=True)
    )
    for source in sorted(sources):
        db.execute(f"UPDATE source_totals SET {sets} WHERE source_id = ?1", [source])


__all__ = [
    "Applied",
    "Lost",
    "apply_decisions",
    "load_sources",
    "lost_decisions",
    "read_standing",
]
