"""Measure how linking grows: ``python -m benchmarks.linking [--most N] [--articles PATH]``.

Generated claims, from a thousand on, three times as many each time, each size in a process of
its own.  The pages lie in a file and are read as linking asks for them, as from a database;
reading them is not counted.  What is printed is processor time, so that a busy machine does not
count, and the exponent of growth: 1 is linear.  With articles of your own, linking's share of
the cost of extraction is printed.
"""

from __future__ import annotations

import math
import pickle
import resource
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import click

from benchmarks.articles import read
from benchmarks.generated import pages
from provenance.extract.extractor import Extractor
from provenance.link import link
from provenance.link.cycles import uncollected
from provenance.link.shelf import Shelf
from provenance.link.whole import link_pages
from provenance.packs import Packs
from provenance.read import read_text
from provenance.records import Extraction

LEAST, STEP = 1000, math.sqrt(10)


def sizes(most: int) -> list[int]:
    """Return the numbers of claims to link: half powers of ten from a thousand on."""
    steps = round(math.log(most / LEAST, STEP))
    return [round(LEAST * STEP**step) for step in range(steps + 1)]


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """Return the slope of time over size, both as logarithms (least squares).

    >>> round(exponent([(10, 1.0), (100, 10.0), (1000, 100.0)]), 6)
    1.0
    """
    xs, ys = ([math.log(value) for value in column] for column in zip(*points, strict=True))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    top = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return top / sum((a - x) ** 2 for a in xs)


class Filed:
    """Extractions in a file, as linking reads them."""

    def __init__(self, extractions: Iterable[Extraction]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is gone with the process
        self._places: dict[str, tuple[int, int]] = {}
        self.seconds = 0.0
        for extraction in extractions:
            data = pickle.dumps(extraction, protocol=5)
            self._places[extraction.document.id] = self._file.tell(), len(data)
            self._file.write(data)

    def documents(self) -> Iterable[str]:
        """Return the ids of all documents."""
        return self._places

    def read(
        self, documents: Sequence[str], only: Collection[str] | None = None
    ) -> Iterator[Extraction]:
        """Yield the extractions of some documents."""
        for document in documents:
            start = time.process_time()
            at, size = self._places[document]
            self._file.seek(at)
            # A file that this process wrote a moment ago.
            extraction: Extraction = pickle.loads(self._file.read(size))
            self.seconds += time.process_time() - start
            yield extraction

    def holders(self, claims: Collection[str]) -> set[str]:
        """Return no document: nobody decided anything."""
        return set()


def measure(size: int) -> tuple[float, float, int, int, float]:
    """Link generated claims; return seconds of linking and reading, events, links, peak in MiB."""
    packs = Packs()
    link(pages(100), packs)  # vocabulary is read once
    made = Filed(pages(size))
    # As the job does it; see there.
    with uncollected():
        start = time.process_time()
        events = links = 0
        for rows in link_pages(made, packs):
            events += len(rows.linking.events)
            links += len(rows.linking.links)
        cost = time.process_time() - start - made.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return cost, made.seconds, events, links, peak


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--most", default=100_000, show_default=True, type=click.IntRange(min=LEAST))
@click.option("--articles", type=click.Path(exists=True, path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), help="Take no more than N articles.")
def main(most: int, articles: Path | None, limit: int | None) -> None:
    """Print the cost of linking up to MOST generated claims, and its share on ARTICLES."""
    points: list[tuple[int, float]] = []
    for size in sizes(most):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            cost, reading, events, links, peak = pool.submit(measure, size).result()
        points.append((size, cost))
        print(
            f"{size:9,} claims {cost:8.2f} s {1e6 * cost / size:7.0f} µs each"
            f" {events:9,} events {links:10,} links  peak {peak:6,.0f} MiB"
            f"  (reading {reading:.2f} s)",
            flush=True,
        )
    if len(points) > 1:
        top = points[-3:]
        print(f"exponent {exponent(points):.2f}, of the last {len(top)} sizes {exponent(top):.2f}")
    if articles is not None:
        share(articles, limit, Packs())


def share(path: Path, limit: int | None, packs: Packs) -> None:
    """Print what linking costs over what extraction costs on articles.

    What it does with each page by itself, `ingest` does as the page is extracted.
    """
    extractor = Extractor(packs)
    texts = [reading.document.text for reading in read(path, packs, limit)]
    extractor.extract(read_text(texts[0], packs))
    start = time.process_time()
    found = extractor.extract_many(read_text(text, packs) for text in texts)
    made = [item[1] for item in found if isinstance(item, tuple)]
    extraction = time.process_time() - start
    link(pages(100), packs)  # vocabulary is read once
    with uncollected():
        start = time.process_time()
        shelf = Shelf(packs)
        for one in made:
            shelf.take_in(one)
        alone = time.process_time() - start
        start = time.process_time()
        link(made, packs)
        cost = time.process_time() - start
    claims = sum(len(one.claims) for one in made)
    print(
        f"{len(texts):,} articles, {claims:,} claims: extraction {extraction:.1f} s,"
        f" linking {cost:.2f} s, share {cost / extraction:.1%}; of these each page by itself"
        f" {alone:.2f} s, {alone / extraction:.1%}, and all between pages"
        f" {cost - alone:.2f} s, {(cost - alone) / extraction:.1%}"
    )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.linking")
