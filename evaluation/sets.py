"""The annotated sets: what is read, what is run, which figures come out."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import expected, few
from evaluation.scores import read_lines, run, run_json

CHECKOUT = Path(__file__).parent.parent
DEFAULT_GOLD = CHECKOUT.parent / "shared" / "gold"
INCIDENTS = 150
"""Incidents in the fixed sample: enough to be steady, few enough for a build."""

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class DataSet:
    """One set: its files under ``root``, and the function that measures on them."""

    name: str
    files: tuple[str, ...]
    measure: Callable[[Path, Path], Figures]
    """Takes the folder of the data and a folder to write in."""
    inside: bool = False
    """The files are the checkout's own."""

    def root(self, gold: Path | None) -> Path | None:
        """Return the folder that holds the files, or None when one of them is absent."""
        folder = CHECKOUT if self.inside else gold
        if folder is None or not all((folder / name).is_file() for name in self.files):
            return None
        return folder


PROVENANCE = (sys.executable, "-m", "provenance.cli")
"""The software as a user runs it."""


def extract(source: Path, target: Path) -> Path:
    """Write what ``provenance extract`` prints for ``source`` to ``target``."""
    with target.open("wb") as out:
        subprocess.run([*PROVENANCE, "extract", source], stdout=out, check=True)
    return target


def ingest(source: Path, target: Path) -> Path:
    """Ingest ``source`` into a fresh database at ``target``."""
    for suffix in ("", "-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    done = subprocess.run([*PROVENANCE, "ingest", target, source], stdout=subprocess.PIPE)
    done.check_returncode()
    return target


def rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def articles(records: Iterable[Mapping[str, Any]], path: Path, *keys: str) -> Path:
    """Write the articles with ``id``, ``text`` and ``keys`` alone: no label gets in."""
    wanted = ("id", "text", *keys)
    return write(path, ({k: r[k] for k in wanted if r.get(k)} for r in records))


def measure_figures(folder: str) -> Callable[[Path, Path], Figures]:
    """Return the measure of figures and their sources on one folder of articles."""

    def measure(gold: Path, work: Path) -> Figures:
        source, labels = gold / folder / "articles.jsonl", gold / folder / "gold.jsonl"
        given = articles(rows(source), work / "articles.jsonl", "title")
        out = extract(given, work / "extracted.jsonl")
        scorer = gold / "score" / "figures.py"
        return run_json(scorer, source, labels, out, out=work / "scores.json")

    return measure


def measure_attribution(gold: Path, work: Path) -> Figures:
    """Measure attribution: source and content of every attributed statement."""
    source = gold / "attribution" / "dev.jsonl"
    given = articles(rows(source), work / "articles.jsonl", "title")
    out = extract(given, work / "extracted.jsonl")
    scorer = gold / "score" / "attribution.py"
    return run_json(scorer, source, out, "--boot", "0", out=work / "scores.json")


def measure_links(gold: Path, work: Path) -> Figures:
    """Measure the links between figures of different articles."""
    folder = gold / "conflict"
    keys = ("title", "publisher", "published")
    given = articles(rows(folder / "articles.jsonl"), work / "articles.jsonl", *keys)
    database = ingest(given, work / "links.db")
    labels = (folder / name for name in ("articles.jsonl", "gold.jsonl", "links.jsonl"))
    return read_lines(run(gold / "score" / "links.py", *labels, database))


def measure_ranges(gold: Path, work: Path) -> Figures:
    """Measure the range of people killed and injured that an incident's page gives."""
    source = gold / "ranges" / "dev.jsonl"
    given = articles(rows(source), work / "articles.jsonl", "title", "date")
    database = ingest(given, work / "ranges.db")
    return read_lines(run(gold / "score" / "ranges.py", source, database))


def measure_incidents(gold: Path, work: Path) -> Figures:
    """Measure the grouping of articles by incident, and the counts, on a fixed sample."""
    incidents = sorted(rows(gold / "incidents" / "dev.jsonl"), key=by_digest)[:INCIDENTS]
    sample = write(work / "incidents.jsonl", incidents)
    parts = [article for incident in incidents for article in incident["articles"]]
    given = articles(parts, work / "articles.jsonl", "title", "url", "date")
    database = ingest(given, work / "incidents.db")
    scores = read_lines(run(gold / "score" / "incidents.py", sample, database))
    return scores | few.measure(database, incidents)


def by_digest(record: Mapping[str, Any]) -> str:
    """Return a key that puts records in an order that has nothing to do with what they say."""
    return hashlib.sha256(str(record["id"]).encode()).hexdigest()


def measure_expected(checkout: Path, work: Path) -> Figures:
    """Check the ten points that a careful reader finds in the sample articles."""
    database = ingest(checkout / "seeds", work / "seeds.db")
    return expected.measure(database)


SAMPLES = tuple(f"seeds/{path.name}" for path in sorted((CHECKOUT / "seeds").glob("*.txt")))
SETS = (
    DataSet("expected", SAMPLES, measure_expected, inside=True),
    DataSet(
        "seeds",
        ("seeds/articles.jsonl", "seeds/gold.jsonl", "score/figures.py", "score/common.py"),
        measure_figures("seeds"),
    ),
    DataSet(
        "conflict",
        ("conflict/articles.jsonl", "conflict/gold.jsonl", "score/figures.py", "score/common.py"),
        measure_figures("conflict"),
    ),
    DataSet(
        "links",
        (
            "conflict/articles.jsonl",
            "conflict/gold.jsonl",
            "conflict/links.jsonl",
            "score/links.py",
            "score/common.py",
        ),
        measure_links,
    ),
    DataSet("attribution", ("attribution/dev.jsonl", "score/attribution.py"), measure_attribution),
    DataSet("ranges", ("ranges/dev.jsonl", "score/ranges.py", "score/common.py"), measure_ranges),
    DataSet(
        "incidents",
        ("incidents/dev.jsonl", "score/incidents.py", "score/common.py"),
        measure_incidents,
    ),
)
