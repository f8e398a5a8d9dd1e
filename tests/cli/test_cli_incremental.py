"""Linking what changed gives the very rows of linking everything anew."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from benchmarks.generated import pages
from provenance.cli.relinking import relink
from provenance.link import census
from provenance.link.kept import Kept
from provenance.packs import Packs
from provenance.packs.scope import ScopePack
from provenance.records import Capture, Extraction
from provenance.review.actions import Action
from provenance.store import Writer, connect, sketched, start_run
from provenance.store.reviews import add_review

PAGES, CLAIMS = 16, 5
SETTINGS = {"version": "1", "model": "none", "packs": "general"}
KEPT_APART = ("_", "linking_", "sqlite_")


class Tight(Packs):
    """Packs with which few happenings fill a block."""

    def topic(self, name: str, model: Any) -> Any:
        """Return a topic; blocks of linking are small."""
        found = super().topic(name, model)
        if isinstance(found, ScopePack):
            limits = found.linking.model_copy(update={"block": 4})
            return found.model_copy(update={"linking": limits})
        return found


class Silent:
    """Tells nobody."""

    def __getattr__(self, name: str) -> Any:
        """Return what takes anything and does nothing."""
        return lambda *_: None


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few pages show what is rare."""
    monkeypatch.setattr(census, "SOME_PAGES", 4)
    monkeypatch.setattr(census, "ENOUGH_PAGES", 6)


def made(seed: int) -> list[tuple[Extraction, Capture]]:
    """Return generated pages, cut short, some of them captures of one address."""
    found = []
    for number, page in enumerate(pages(13 * PAGES, seed)):
        data = page.document.text.encode()
        digest = hashlib.sha256(data).hexdigest()
        capture = Capture(sha256=digest, media_type="text/plain", data=data, origin=f"{number}")
        document = page.document.model_copy(
            update={"sha256": capture.sha256, "url": f"http://example.org/{number % 12}"}
        )
        claims = page.claims[:CLAIMS]
        found.append((page.model_copy(update={"document": document, "claims": claims}), capture))
    return found


def rows(db: Database) -> dict[str, list[str]]:
    """Return all rows but those that linking keeps for itself."""
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted(map(repr, db.execute(f"SELECT * FROM {name}").fetchall()))
        for name in names
        if not name.startswith(KEPT_APART) and "_fts" not in name and name != "runs"
    }


class Story:
    """A database, and what may happen to it."""

    def __init__(self, path: Path, seed: int) -> None:
        self.db = connect(path, create=True)
        self.run = start_run(self.db, SETTINGS)
        self.other = start_run(self.db, {**SETTINGS, "version": "2"})
        self.chance = Random(seed)
        self.left = made(seed)
        self.chance.shuffle(self.left)
        self.stored: list[tuple[Extraction, Capture]] = []
        self.packs = Tight()

    def add(self, count: int) -> None:
        """Store some pages."""
        for _ in range(min(count, len(self.left))):
            self.stored.append(self.left.pop())
            Writer(self.db, self.run).add(*self.stored[-1])

    def remove(self) -> None:
        """Take a page away."""
        if self.stored:
            extraction, _ = self.stored.pop(self.chance.randrange(len(self.stored)))
            with self.db.conn:
                self.db.execute("DELETE FROM documents WHERE id = ?", [extraction.document.id])

    def replace(self) -> None:
        """Extract a page anew: another version finds fewer claims."""
        if self.stored:
            extraction, capture = self.chance.choice(self.stored)
            fewer = extraction.model_copy(update={"claims": extraction.claims[1:]})
            Writer(self.db, self.other).add(fewer, capture)

    def split(self) -> None:
        """Take a claim out of an event."""
        claims = self._event()
        if len(claims) > 1:
            before, after = json.dumps({"claims": claims}), json.dumps({"claims": claims[:1]})
            self._decide(Action.SPLIT_EVENT, claims[0], before, after)

    def unite(self) -> None:
        """Make one event of two."""
        one, other = self._event(), self._event()
        if one and other and one != other:
            before, after = json.dumps({"claims": one}), json.dumps({"claims": other})
            self._decide(Action.MERGE_EVENTS, one[0], before, after)

    def reject(self) -> None:
        """Reject a claim."""
        if claims := self._event():
            self._decide(Action.REJECT, claims[0], None, None)

    def undo(self) -> None:
        """Undo the last decision."""
        row = self.db.execute("SELECT id FROM reviews ORDER BY number DESC LIMIT 1").fetchone()
        if row is not None:
            self._decide(Action.UNDO, row[0], None, None)

    def link(self, *, again: bool = False) -> int:
        """Link."""
        return relink(self.db, self.packs, self.run, Silent(), again=again)

    def _decide(self, action: Action, target: str, before: str | None, after: str | None) -> None:
        add_review(
            self.db, by="Ann", action=action, target=target, before=before, after=after, reason="r"
        )

    def _event(self) -> list[str]:
        events = [row[0] for row in self.db.execute("SELECT id FROM events ORDER BY id")]
        if not events:
            return []
        sql = "SELECT claim_id FROM event_claims WHERE event_id = ? ORDER BY 1"
        return [row[0] for row in self.db.execute(sql, [self.chance.choice(events)])]


STEPS = st.lists(
    st.sampled_from(["add", "remove", "replace", "split", "unite", "reject", "undo"]),
    min_size=2,
    max_size=5,
)


@pytest.mark.usefixtures("few")
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 1000), first=st.integers(1, PAGES), steps=STEPS)
def test_whatever_happens_the_rows_are_those_of_a_full_link(
    tmp_path_factory: pytest.TempPathFactory, seed: int, first: int, steps: list[str]
) -> None:
    story = Story(tmp_path_factory.mktemp("story") / "a.db", seed)
    story.add(first)
    story.link()
    for step in steps:
        story.add(1) if step == "add" else getattr(story, step)()
        story.link()
    found = rows(story.db)
    story.link(again=True)
    assert rows(story.db) == found
    story.db.close()


@pytest.mark.usefixtures("few")
def test_one_by_one_and_all_at_once_are_the_same(tmp_path: Path) -> None:
    found = []
    for name, heap in (("a.db", 1), ("b.db", PAGES)):
        story = Story(tmp_path / name, 7)
        while story.left:
            story.add(heap)
            story.link()
        found.append(rows(story.db))
        story.db.close()
    for table in ("events", "event_claims", "links", "flags", "ranges", "range_claims", "claims"):
        assert found[0][table] == found[1][table], table
    assert found[0]["links"]


def test_pages_stored_while_rows_are_made_are_linked_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(tmp_path / "a.db", 3)
    story.add(6)
    other = Story.__new__(Story)
    other.__dict__.update(story.__dict__, db=connect(tmp_path / "a.db"))
    plain = sketched.read_kept
    turns = iter((other, None, None, None))

    def meanwhile(db: Database) -> Kept:
        kept = plain(db)
        if (turn := next(turns)) is not None:
            turn.add(4)
            turn.link()
        return kept

    monkeypatch.setattr(sketched, "read_kept", meanwhile)
    story.link()
    found = rows(story.db)
    story.link(again=True)
    assert rows(story.db) == found
    assert {row[0] for row in story.db.execute("SELECT origin_rule IS NULL FROM claims")} == {0}
    other.db.close()
    story.db.close()
