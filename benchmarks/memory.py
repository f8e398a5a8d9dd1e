"""Measure memory over a long run: ``python -m benchmarks.memory PATH``.

The articles are extracted again and again until ``--articles`` are done.  The peak must
not climb with their number: what is printed is the resident set after each tenth.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import click

from benchmarks.articles import path_argument, read
from provenance.extract.extractor import Extractor
from provenance.packs import Packs
from provenance.read import Reading, read_text


def resident() -> float:
    """Return the memory that is in use now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@path_argument
@click.option("--articles", default=1000, show_default=True, type=click.IntRange(min=10))
def main(path: Path, articles: int) -> None:
    """Print the memory in use while ARTICLES articles of PATH are extracted."""
    packs = Packs()
    texts = [reading.document.text for reading in read(path, packs)]
    extractor = Extractor(packs)
    print(f"loaded: {resident():.0f} MiB")

    def readings() -> Iterator[Reading]:
        # A number at the end makes each a document of its own, as in a real corpus.
        for number, text in enumerate(islice(cycle(texts), articles)):
            yield read_text(f"{text}\n\n{number}", packs)

    step = articles // 10
    for number, _ in enumerate(extractor.extract_many(readings()), 1):
        if number % step == 0:
            print(f"{number:6} articles: {resident():.0f} MiB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak: {peak:.0f} MiB")


main(prog_name="python -m benchmarks.memory")
