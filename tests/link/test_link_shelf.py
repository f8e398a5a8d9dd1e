"""What is kept at hand, what is laid by, and that it makes no difference to linking."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterator, Sequence
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_pages import page

from provenance.link import shelf as shelves
from provenance.link.overflow import Overflow
from provenance.link.recent import Recent
from provenance.link.shelf import Shelf
from provenance.packs import Packs
from provenance.records import Extraction


class TestRecent:
    def test_what_was_not_asked_for_longest_goes_when_room_is_made(self) -> None:
        gone: dict[str, str] = {}
        kept: Recent[str] = Recent(5, len, gone.__setitem__)
        for key in "abc":
            kept.put(key, key * 2)
        assert list(kept) == ["a", "b", "c"]
        assert kept.get("a") == "aa"
        kept.make_room()
        assert gone == {"b": "bb"}
        assert list(kept) == ["c", "a"]

    def test_one_thing_stays_however_big(self) -> None:
        kept: Recent[str] = Recent(1, len)
        kept.put("a", "a" * 9)
        kept.make_room()
        assert kept.get("a") == "a" * 9

    def test_what_is_dropped_or_put_anew_takes_its_size_with_it(self) -> None:
        kept: Recent[str] = Recent(4, len)
        for _ in range(3):
            kept.put("a", "aaa")
        kept.put("b", "b")
        kept.drop("none")
        kept.make_room()
        assert list(kept) == ["a", "b"]
        kept.drop("a")
        kept.put("c", "ccc")
        kept.make_room()
        assert list(kept) == ["b", "c"]


class TestOverflow:
    @given(st.lists(st.tuples(st.sampled_from("abcd"), st.binary(max_size=40)), max_size=20))
    def test_what_is_there_is_what_was_put_first(self, puts: list[tuple[str, bytes]]) -> None:
        laid_by: Overflow[bytes] = Overflow(120)
        for key, thing in puts:
            there = laid_by.get(key)
            laid_by.put(key, thing)
            assert laid_by.get(key) == (thing if there is None else there)
            for other in laid_by:
                assert laid_by.get(other) in {thing for name, thing in puts if name == other}

    def test_a_full_file_is_begun_anew(self) -> None:
        laid_by: Overflow[int] = Overflow(30)
        for number in range(9):
            laid_by.put(str(number), number)
        assert laid_by.get("0") is None
        assert laid_by.get("8") == 8
        assert len(list(laid_by)) < 4

    def test_what_is_dropped_is_gone_and_may_come_again(self) -> None:
        laid_by: Overflow[int] = Overflow()
        laid_by.put("a", 1)
        laid_by.drop("a")
        assert laid_by.get("a") is None
        laid_by.put("a", 2)
        assert laid_by.get("a") == 2

    def test_a_full_disk_is_no_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full() -> IO[Any]:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("provenance.link.overflow.TemporaryFile", full)
        laid_by: Overflow[int] = Overflow()
        laid_by.put("a", 1)
        assert laid_by.get("a") is None
        assert list(laid_by) == []


class Corpus:
    """Some pages, and how often each was read."""

    def __init__(self, pages: Sequence[Extraction]) -> None:
        self.pages = {one.document.id: one for one in pages}
        self.read_at: list[str] = []

    def read(
        self, documents: Sequence[str], only: Collection[str] | None = None
    ) -> Iterator[Extraction]:
        """Yield some pages."""
        self.read_at += documents
        yield from (self.pages[key] for key in documents if key in self.pages)


@pytest.fixture
def corpus() -> Corpus:
    pages = []
    for number in range(6):
        one = page(f"p{number}")
        one.says(
            f"Report {number}: a strike killed {number}.", (str(number), "killed", number, number)
        )
        one.says(f"Report {number}: {number} were hurt.", (str(number), "injured", number, number))
        pages.append(one.build())
    return Corpus(pages)


def shelf_of(packs: Packs, corpus: Corpus, room: int) -> Shelf:
    shelf = Shelf(packs, room=room)
    shelf.open(corpus, ())
    return shelf


def test_a_page_that_there_was_no_room_for_is_read_once(packs: Packs, corpus: Corpus) -> None:
    shelf = shelf_of(packs, corpus, room=2)
    keys = sorted(corpus.pages)
    first = shelf.pages(keys)
    assert shelf.held() == keys
    assert shelf.pages(keys) == first
    assert sorted(corpus.read_at) == keys


def test_claims_come_from_where_they_are(
    packs: Packs, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "MOST_COPIED", 1)
    keys = sorted(corpus.pages)
    wanted = {
        key: [claim.id for claim in corpus.pages[key].claims][at % 2 :]
        for at, key in enumerate(keys)
    }
    fresh = shelf_of(packs, corpus, room=1)
    expected = fresh.claims(wanted)
    assert set(expected) == {claim for claims in wanted.values() for claim in claims}
    assert sorted(corpus.read_at) == keys
    full = shelf_of(packs, corpus, room=100)
    full.pages(keys)
    laid_by = shelf_of(packs, corpus, room=1)
    laid_by.pages(keys)
    corpus.read_at.clear()
    assert full.claims(wanted) == expected
    assert laid_by.claims(wanted) == expected
    assert laid_by.claims(wanted) == expected
    assert corpus.read_at == []


def test_what_is_not_the_same_any_more_is_read_again(packs: Packs, corpus: Corpus) -> None:
    shelf = shelf_of(packs, corpus, room=2)
    keys = sorted(corpus.pages)
    shelf.pages(keys)
    shelf.claims({key: [corpus.pages[key].claims[0].id] for key in keys})
    corpus.read_at.clear()
    shelf.open(corpus, keys[1:])
    assert shelf.held() == keys[1:]
    shelf.pages(keys)
    assert corpus.read_at == keys[:1]
