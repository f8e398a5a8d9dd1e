"""Linking again: not without need, never left out where it is needed, in any order."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cli_runs import Run

from provenance.store import connect
from provenance.store.reviews import add_review

LINKED = ("events", "event_claims", "links", "flags", "ranges", "range_claims")
NEW = "Police said 9 people were killed in an explosion at the harbour of Northport on May 2, 2019."


@pytest.fixture
def made(tmp_path: Path, database: Path) -> Path:
    """A database of its own."""
    return Path(shutil.copy(database, tmp_path / "claims.db"))


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Numbers of claims whose rows were made, one entry each time that claims were linked."""
    from provenance.store import linking

    calls: list[int] = []
    plain = linking.write_rows

    def counting(db: Any, parts: Any, *rest: Any) -> int:
        made = list(parts)
        calls.append(sum(len(part.standing) for part in made))
        return plain(db, made, *rest)

    monkeypatch.setattr(linking, "write_rows", counting)
    return calls


def test_known_articles_are_not_linked_again(
    run: Run, made: Path, articles: Path, linked: list[int]
) -> None:
    before = rows(made)
    assert run("ingest", made, articles).exit_code == 0
    assert linked == []
    assert rows(made) == before


def test_one_new_article_is_linked(
    run: Run, made: Path, articles: Path, tmp_path: Path, linked: list[int]
) -> None:
    (tmp_path / "new.txt").write_text(NEW, "utf-8")
    before = claims(made)
    run("ingest", made, tmp_path / "new.txt")
    assert linked == [claims(made) - before]
    run("ingest", made, tmp_path / "new.txt")
    run("ingest", made, articles)
    assert len(linked) == 1


def test_what_was_stored_but_not_linked_is_linked_next_time(
    run: Run, made: Path, articles: Path, tmp_path: Path, linked: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (tmp_path / "new.txt").write_text(NEW, "utf-8")
    with monkeypatch.context() as broken:
        broken.setattr("provenance.store.linking.write_rows", _stopped)
        assert run("ingest", made, tmp_path / "new.txt").exit_code == 130
    linked.clear()
    run("ingest", made, tmp_path / "new.txt")
    assert len(linked) == 1
    after = rows(made)
    run("link", made)
    assert {table: rows(made)[table] for table in LINKED} == {t: after[t] for t in LINKED}


def _stopped(*_: object) -> int:
    raise KeyboardInterrupt


def test_a_decision_is_linked(run: Run, made: Path, articles: Path, linked: list[int]) -> None:
    db = connect(made)
    claim = next(iter(db["claims"].rows))["id"]
    add_review(db, by="Ann", action="judge", target=claim, reason="asked them")
    db.close()
    run("ingest", made, articles)
    run("ingest", made, articles)
    assert len(linked) == 1


def test_linking_with_other_packs_does_not_stand(
    run: Run, made: Path, articles: Path, linked: list[int]
) -> None:
    before = {table: rows(made)[table] for table in LINKED}
    run("link", made, "--pack", "general")
    run("ingest", made, articles)
    assert linked == [claims(made)] * 2
    assert {table: rows(made)[table] for table in LINKED} == before


def test_link_always_links(run: Run, made: Path, linked: list[int]) -> None:
    for _ in range(2):
        run("link", made)
    assert linked == [claims(made)] * 2


def claims(path: Path) -> int:
    """Return the number of claims in a database."""
    connection = sqlite3.connect(path)
    found = int(connection.execute("SELECT count(*) FROM claims").fetchone()[0])
    connection.close()
    return found


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table but the logs of time.

    Search indexes and what linking keeps for itself are left out.
    """
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = [name for (name,) in tables if "_fts" not in name and not name.startswith("linking_")]
    found = {}
    for name in names:
        cursor = connection.execute(f"SELECT * FROM {name}")
        kept = [at for at, (column, *_) in enumerate(cursor.description) if column not in TIMES]
        found[name] = sorted((tuple(row[at] for at in kept) for row in cursor), key=repr)
    connection.close()
    return found


TIMES = frozenset({"captured_at", "started", "finished", "applied_at"})
WAR = (
    "Shelling of Orvane kills {n}\n\nMay {day}, 2019\n\nAt least {n} people were killed when "
    "shells fell on Orvane on May {was}, the Harbour Ministry said. According to the Vale "
    "Observatory, {m} people died and {k} were wounded in Orvane.\n",
    "Dead in Orvane\n\nMay {day}, 2019\n\nThe Harbour Ministry said {n} people were killed on May "
    "{was} in Orvane. Rescuers denied that any rebels were among the dead.\n",
    "Raid on Melk\n\nMay {day}, 2019\n\n{k} soldiers were killed in an air strike on Melk on May "
    "{was}, local sources said. The army rejected these claims. No evidence was provided.\n",
)


# Together, some by one, and in heaps: what is linked in between must leave no trace.
HEAPS = ((9,), (1, 1, 7), (4, 5))


def test_order_of_ingestion_changes_nothing(run: Run, tmp_path: Path) -> None:
    chance = Random(1)
    paths = []
    for at in range(sum(HEAPS[0])):
        told = {"n": 5 + at, "m": chance.randint(8, 30), "k": chance.randint(2, 40)}
        paths.append(tmp_path / f"{at}.txt")
        paths[-1].write_text(WAR[at % 3].format(**told, day=5 + at // 6, was=4 + at // 6), "utf-8")
    found = []
    for turn, heaps in enumerate(HEAPS):
        left = chance.sample(paths, len(paths))
        for heap in heaps:
            taken, left = left[:heap], left[heap:]
            assert run("ingest", tmp_path / f"{turn}.db", *taken).exit_code == 0
        found.append(rows(tmp_path / f"{turn}.db"))
    for other in found[1:]:
        for table, wanted in found[0].items():
            assert other[table] == wanted, table
    relations = {row[5] for row in found[0]["links"]}
    assert len(relations) >= 3
    assert found[0]["ranges"]
