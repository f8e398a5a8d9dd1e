"""Columns: tables of many pages in memory, in files and in parts count to the same."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from benchmarks.generated import pages
from provenance.errors import InputError
from provenance.link import columns, link, lists, neighbours, register
from provenance.link import pages as alike
from provenance.link.columns import Columns, Parted, Spool
from provenance.link.lists import Gathering
from provenance.link.sketches import SECTIONS
from provenance.packs import Packs


def _table(**rows: list[tuple[int, int]]) -> bytes:
    """Return the tables of a page with these rows."""
    counts = [len(rows.get(name, ())) for name in SECTIONS]
    flat = [number for name in SECTIONS for row in rows.get(name, ()) for number in row]
    return np.array([*counts, *flat], dtype="<u4").tobytes()


@pytest.mark.parametrize("rows", [1, 3, 1_000])
def test_a_long_table_comes_in_whole_pages(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(columns, "ROWS", rows)
    monkeypatch.setattr(columns, "IN_MEMORY", 16)
    made = Columns()
    made.add(_table(line_words=[(1, 0), (2, 0), (3, 1)], lines=[(7, 0), (8, 0)]))
    made.add(_table(lines=[(9, 0)]))
    made.add(_table(line_words=[(4, 0)], shingles=[(2**32 - 1, 5)]))
    assert made.pages == 3
    assert made.count("line_words").tolist() == [3, 0, 1]
    found = [
        tuple(zip(*(column.tolist() for column in block), strict=True))
        for block in made.blocks("line_words")
    ]
    assert sum(found, ()) == ((0, 1, 0), (0, 2, 0), (0, 3, 1), (2, 4, 0))
    assert len(found) == (1 if rows == 1_000 else 2)
    assert [column.tolist() for column in made.table("lines")] == [[0, 0, 1], [7, 8, 9], [0, 0, 0]]
    assert [column.tolist() for column in made.rows_of("shingles", 0, 1)] == [[2**32 - 1], [5]]


def test_a_spool_is_read_as_written_in_memory_and_in_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(columns, "IN_MEMORY", 32)
    spool = Spool()
    for number in range(20):
        spool.add(np.array([number, 2 * number], dtype="<u4").tobytes())
    assert [column.tolist() for column in spool.read(3, 6)] == [[3, 4, 5], [6, 8, 10]]
    assert spool.read()[0].tolist() == list(range(20))


@pytest.mark.parametrize("most", [16, 1_000])
def test_what_is_laid_is_read_at_any_place(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(columns, "IN_MEMORY", most)
    spool = Spool(3)
    assert [column.tolist() for column in spool.laid()] == [[], [], []]
    for at in range(0, 30, 10):
        numbers = np.arange(at, at + 10)
        spool.put(numbers, numbers + 100, 2**32 - 1 - numbers)
    one, two, three = spool.laid()
    assert one.tolist() == list(range(30))
    assert two[np.array([29, 0, 12])].tolist() == [129, 100, 112]
    assert three[[0, 29]].tolist() == [2**32 - 1, 2**32 - 30]


@pytest.mark.parametrize("rows", [1, 7, 1_000])
def test_terms_are_laid_in_lists_by_owner(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(columns, "ROWS", rows)
    monkeypatch.setattr(lists, "SOME", rows)
    chance = Random(3)
    wanted: dict[int, list[tuple[int, int]]] = {owner: [] for owner in range(40)}
    gathered = Gathering(40, 200, 1)
    for at in range(0, 200, 25):
        some = [(chance.randrange(39), chance.randrange(2**32), row) for row in range(at, at + 25)]
        for owner, term, row in some:
            wanted[owner].append((term, row))
        gathered.add(*(np.array(column) for column in zip(*some, strict=True)))
    found, (more,) = gathered.lists()
    assert found.length(39) == 0
    for owner, pairs in wanted.items():
        low, high = found.bounds[owner], found.bounds[owner + 1]
        assert list(zip(found[owner].tolist(), more[low:high].tolist(), strict=True)) == sorted(
            pairs
        )
    owners = np.concatenate([part for part, _ in found.parts()])
    assert owners.tolist() == [owner for owner in range(40) for _ in wanted[owner]]


def test_no_room_for_the_file_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    with full.open("r+b", buffering=0) as file:
        monkeypatch.setattr(columns, "SpooledTemporaryFile", lambda **_: file)
        with pytest.raises(InputError, match=r"no space left on device; .* TMPDIR"):
            Spool().add(bytes(16))


@pytest.mark.parametrize("rows", [2, 100])
def test_all_pairs_of_a_term_are_in_one_part(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(columns, "ROWS", rows)
    chance = Random(7)
    terms = np.array([chance.randrange(50) for _ in range(300)], dtype=np.uint32)
    others = np.arange(300, dtype=np.uint32)
    parted = Parted(300, 50)
    for at in range(0, 300, 40):
        parted.add(terms[at : at + 40], others[at : at + 40])
    parts = [(set(some.tolist()), mine.tolist()) for some, mine in parted]
    assert sorted(other for _, mine in parts for other in mine) == list(range(300))
    assert sum(len(some) for some, _ in parts) == len(set(terms.tolist()))
    assert len(parts) == 1 + 300 // rows
    # Parts are in the order of their terms.
    full = [some for some, _ in parts if some]
    assert len(full) == (50 if rows == 2 else 4)
    assert all(max(one) < min(other) for one, other in pairwise(full))
    # In a part they come in the order in which they were put.
    assert all(mine == sorted(mine) for _, mine in parts)


def test_parts_of_nothing_are_empty() -> None:
    assert [[column.tolist() for column in part] for part in Parted(0)] == [[[], []]]


def test_counting_in_parts_changes_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    packs = Packs()
    made = list(pages(1_500, 5))
    wanted = link(made, packs)
    assert any(row.rule == "link.same_text.shingles" for row in wanted.links)
    monkeypatch.setattr(columns, "ROWS", 60)
    monkeypatch.setattr(columns, "IN_MEMORY", 100)
    monkeypatch.setattr(register, "MOST_READ", 5)
    monkeypatch.setattr(alike, "MOST_SETS", 3)
    monkeypatch.setattr(neighbours, "AT_ONCE", 2)
    assert link(made, packs) == wanted
