"""The pool: order, bounded memory, and what becomes of the dead, the slow and the poisoned."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest
from engine_work import DIES, HANGS, RAISES, TEARS, cannot, cannot_live, late, note, slow, times

from provenance.engine.limits import EngineError
from provenance.engine.pieces import DEATHS, Chunk, Failed, Piece, chunks
from provenance.engine.pool import WINDOW, Pool
from provenance.engine.process import AHEAD, Setup
from provenance.errors import ModelError

Told = list[tuple[int, object]]


def run(
    setup: Setup, given: Sequence[Sequence[int]], workers: int = 2, seconds: float = 60
) -> Told:
    """Return every item with what was made of it; a failure as its message."""
    with Pool[int, int](workers, setup, lambda _: seconds) as pool:
        return [
            (item, str(made) if isinstance(made, Failed) else made)
            for some in pool.run(given)
            for item, made in some
        ]


def test_results_come_in_the_order_of_the_items() -> None:
    given = [list(range(n, n + 3)) for n in range(0, 60, 3)]
    assert run(partial(times, 10), given) == [(n, n * 10) for n in range(60)]


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        (DIES, "it ended a worker process"),
        (TEARS, "it ended a worker process"),
        (RAISES, "it made a worker fail (MemoryError: no more)"),
        (HANGS, "it took more than 1 seconds"),
    ],
)
def test_poison_is_found_and_costs_nobody_else(poison: int, reason: str) -> None:
    given = [[1, 2, 3, 4], [5, poison, 7, 8], [9]]
    told = run(partial(times, 2), given, seconds=1)
    assert told == [(n, reason if n == poison else n * 2) for some in given for n in some]


def test_killed_processes_are_replaced(tmp_path: Path) -> None:
    given = [[n, n + 1] for n in range(0, 40, 2)]
    made: Told = []
    killed = 0
    with Pool[int, int](2, partial(note, str(tmp_path)), lambda _: 60) as pool:
        for number, some in enumerate(pool.run(given)):
            made += some
            if number % 5 == 0:
                os.kill(pool.processes[number // 5 % 2].pid.result(), signal.SIGKILL)
                killed += 1
    assert made == [(n, n * 10) for n in range(40)]
    assert len(list(tmp_path.iterdir())) >= 2 + killed - 1


def test_processes_that_die_idle_are_replaced() -> None:
    with Pool[int, int](2, partial(times, 10), lambda _: 60) as pool:

        def supply() -> Iterator[list[int]]:
            pids = [process.pid.result() for process in pool.processes]
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            while any(child.pid in pids for child in active_children()):
                time.sleep(0.05)
            time.sleep(0.5)
            yield from ([1, 2], [3])

        assert [pair for some in pool.run(supply()) for pair in some] == [(1, 10), (2, 20), (3, 30)]


def test_what_is_sent_to_a_dead_process_is_sent_to_another() -> None:
    much = list(range(100_000))  # more than a pipe holds
    with Pool[int, int](1, late, lambda _: 60) as pool:

        def supply() -> Iterator[list[int]]:
            pid = pool.processes[0].pid.result()
            yield much
            time.sleep(0.3)
            os.kill(pid, signal.SIGKILL)
            yield [1]

        assert [len(some) for some in pool.run(supply())] == [len(much), 1]


def test_what_setup_raises_is_raised() -> None:
    with pytest.raises(ModelError, match="the weights are missing"):
        run(cannot, [[1], [2]])


def test_processes_that_never_begin_are_not_started_for_ever() -> None:
    with pytest.raises(EngineError, match="end before they have begun; is memory short"):
        run(cannot_live, [[1], [2]])


def test_work_that_always_kills_is_given_up() -> None:
    with pytest.raises(EngineError, match="died one after the other"):
        run(partial(times, 1), [[DIES] * 100], workers=1)


def test_items_are_taken_as_they_are_needed() -> None:
    taken = 0

    def supply() -> Iterator[list[int]]:
        nonlocal taken
        for n in range(200):
            taken += 1
            yield [n]

    with Pool[int, int](2, slow, lambda _: 60) as pool:
        for given_back, _ in enumerate(pool.run(supply())):
            assert taken - given_back <= WINDOW * 2 + AHEAD + 1
            if given_back == 20:
                break


def test_workers_end_with_their_parent() -> None:
    """A parent that is killed cannot end them; they must do it themselves."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from engine_work import slow\n"
        "from provenance.engine.pool import Pool\n"
        "if __name__ == '__main__':\n"
        "    with Pool(2, slow, lambda _: 60) as pool:\n"
        "        print(*(p.pid.result() for p in pool.processes), flush=True)\n"
        "        for _ in pool.run([[n] for n in range(10_000)]): pass\n"
    )
    here = str(Path(__file__).parent)
    parent = subprocess.Popen([sys.executable, "-c", code, here], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    children = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(children) == 2
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not any(is_running(pid) for pid in children):
            return
        time.sleep(0.1)
    pytest.fail("a worker has outlived its parent")


def is_running(pid: int) -> bool:
    """Say whether a process runs; one that nobody has buried yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_piece_is_halved_until_one_item_is_left() -> None:
    chunk = Chunk(list("abcd"))
    left = Piece(chunk, 0, 4).failed("why")
    assert [piece.items for piece in left] == [["a", "b"], ["c", "d"]]
    (once_more,) = Piece(chunk, 1, 2).failed("why")
    assert once_more.items == ["b"]
    assert once_more.failed("why") == []
    assert (str(chunk.results[1]), chunk.missing) == ("why", 3)


def test_a_process_may_die_twice_over_an_item_without_the_item_being_given_up() -> None:
    chunk = Chunk(["a"])
    (again,) = Piece(chunk, 0, 1).failed("why", DEATHS)
    (once_more,) = again.failed("why", DEATHS)
    assert chunk.missing == 1
    assert once_more.failed("why", DEATHS) == []
    assert (str(chunk.results[0]), chunk.missing) == ("why", 0)


@pytest.mark.parametrize(
    ("sizes", "made"),
    [
        ([], []),
        ([1, 1, 1, 1], [[1, 1, 1], [1]]),
        ([9, 9], [[9], [9]]),
        ([50, 1], [[50], [1]]),
        ([4, 6, 1], [[4, 6], [1]]),
    ],
)
def test_chunks_are_bounded_in_number_and_size(sizes: list[int], made: list[list[int]]) -> None:
    assert list(chunks(sizes, int, most=3, most_bytes=10)) == made
