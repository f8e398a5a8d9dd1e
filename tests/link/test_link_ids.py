"""Ids in columns: what strings and dicts do, and what is kept of them in a database."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.link import ids as module
from provenance.link.ids import Ids, Stamped
from provenance.link.kept import Kept
from provenance.link.neighbours import Edges, Found
from provenance.store import connect
from provenance.store.sketched import forget_kept, last_serial, read_kept, write_kept

_KEYS = st.lists(st.text("0123456789abcdefü", min_size=1, max_size=20), max_size=12)
_NUMBERS = st.integers(0, 2**64 - 1)


@given(_KEYS, _KEYS)
def test_ids_are_found_by_number_and_by_themselves(some: list[str], others: list[str]) -> None:
    known = sorted(set(some))
    ids = Ids.of(known)
    assert list(ids) == known
    assert [ids[at] for at in range(len(ids))] == known
    assert list(ids[1:3]) == known[1:3]
    # Of UTF-8, bytes are in the order of characters.
    assert [ids.find(key) for key in known] == list(range(len(known)))
    places = [known.index(key) if key in known else -1 for key in others]
    assert ids.places(Ids.of(others)).tolist() == places
    assert [ids.find(key) for key in others] == [None if at < 0 else at for at in places]


def test_many_ids_are_laid_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOGETHER", 3)
    keys = [f"{number:x}" for number in range(8, 30)]
    assert list(Ids.of(keys)) == keys


@given(st.dictionaries(st.text("0123abc", min_size=1, max_size=6), _NUMBERS), _KEYS)
def test_stamps_are_a_mapping(stamps: dict[str, int], others: list[str]) -> None:
    stamped = Stamped.of(stamps.items())
    assert dict(stamped) == stamps
    assert [stamped.get(key) for key in others] == [stamps.get(key) for key in others]


def test_the_same_stamps_are_told_from_others() -> None:
    before = Stamped.of([("b", 1), ("a", 2**63 + 1), ("c", 3)])
    now = np.array([2**63 + 1, 9, 1, 3], dtype=np.uint64)
    assert before.same(Ids.of(["a", "b", "b", "d"]), now).tolist() == [True, False, True, False]
    assert not Stamped.none().same(Ids.of(["a"]), now[:1]).any()


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    db = connect(tmp_path / "claims.db", create=True)
    edges = Edges(
        Ids.of(["a1", "b2"]),
        Ids.of(["c3", "d4"]),
        np.array([2.5, 0.1 + 0.2]),
        np.array([1, 0], dtype=np.uint32),
        (("same day", "50 km apart"), ()),
    )
    none = Edges(Ids.of(()), Ids.of(()), np.zeros(0), np.zeros(0, dtype=np.uint32))
    found = Found(Stamped.of([("a1", 2**64 - 1)]), Stamped.of([("p", 0)]), edges, none)
    write_kept(db, Kept(found, Stamped.of([("e", 5)]), Stamped.none()), serial=7)
    kept = read_kept(db)
    assert (dict(kept.found.happenings), dict(kept.found.pages)) == ({"a1": 2**64 - 1}, {"p": 0})
    assert (dict(kept.events), dict(kept.pages)) == ({"e": 5}, {})
    again = kept.found.edges
    assert (list(again.one), list(again.other)) == (["a1", "b2"], ["c3", "d4"])
    assert (again.score.tolist(), again.why.tolist()) == ([2.5, 0.1 + 0.2], [1, 0])
    assert again.reasons == edges.reasons
    assert last_serial(db) == 7
    forget_kept(db)
    assert len(read_kept(db).events) == 0


def test_what_another_version_kept_is_not_read_and_goes(tmp_path: Path) -> None:
    db = connect(tmp_path / "claims.db", create=True)
    write_kept(db, Kept(events=Stamped.of([("e", 5)])), serial=1)
    old = {"name": "found", "value": b"x"}
    db["linking_state"].insert(old)
    db.execute("UPDATE linking_state SET value = ? WHERE name = 'edges'", [zlib.compress(b"{}")])
    db.conn.commit()
    assert len(read_kept(db).events) == 0
    write_kept(db, Kept(), serial=2)
    assert not list(db["linking_state"].rows_where("name = 'found'"))
