"""Measure how linking grows: ``python -m benchmarks.linking [--most N] [--articles PATH]``.

Generated claims, from a thousand on, three times as many each time.  What is printed is
processor time, so that a busy machine does not count, and the exponent of growth: 1 is
linear.  With articles of your own, linking's share of the cost of extraction is printed.
"""

from __future__ import annotations

import math
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.articles import read
from benchmarks.generated import pages
from provenance.cli.relinking import uncollected
from provenance.extract.extractor import Extractor
from provenance.link import link
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


def linked(extractions: Sequence[Extraction], packs: Packs) -> tuple[float, str]:
    """Link; return the processor seconds, and what was found, in words."""
    # As the job does it; see there.
    with uncollected():
        start = time.process_time()
        found = link(extractions, packs)
        cost = time.process_time() - start
    return cost, f"{len(found.events):9,} events {len(found.links):10,} links"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--most", default=100_000, show_default=True, type=click.IntRange(min=LEAST))
@click.option("--articles", type=click.Path(exists=True, path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), help="Take no more than N articles.")
def main(most: int, articles: Path | None, limit: int | None) -> None:
    """Print the cost of linking up to MOST generated claims, and its share on ARTICLES."""
    packs = Packs()
    link(pages(100), packs)  # vocabulary is read once
    points: list[tuple[int, float]] = []
    for size in sizes(most):
        made = list(pages(size))
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cost, found = linked(made, packs)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        points.append((size, cost))
        print(
            f"{size:9,} claims {cost:8.2f} s {1e6 * cost / size:7.0f} µs each {found}"
            f"  peak {peak:6,.0f} MiB (claims themselves {held:,.0f})",
            flush=True,
        )
        del made
    if len(points) > 1:
        top = points[-3:]
        print(f"exponent {exponent(points):.2f}, of the last {len(top)} sizes {exponent(top):.2f}")
    if articles is not None:
        share(articles, limit, packs)


def share(path: Path, limit: int | None, packs: Packs) -> None:
    """Print what linking costs over what extraction costs on articles."""
    extractor = Extractor(packs)
    texts = [reading.document.text for reading in read(path, packs, limit)]
    extractor.extract(read_text(texts[0], packs))
    start = time.process_time()
    found = extractor.extract_many(read_text(text, packs) for text in texts)
    made = [item[1] for item in found if isinstance(item, tuple)]
    extraction = time.process_time() - start
    cost, _ = linked(made, packs)
    claims = sum(len(one.claims) for one in made)
    print(
        f"{len(texts):,} articles, {claims:,} claims: extraction {extraction:.1f} s,"
        f" linking {cost:.2f} s, share {cost / extraction:.1%}"
    )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.linking")
