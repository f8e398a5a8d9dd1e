"""Scores: run a scorer that lies beside the data, and read the figures that it prints."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PAIR = re.compile(r"([A-Za-z][\w-]*) (-?\d*\.?\d+)")
RATIO = re.compile(r"([a-z][a-z ]*[a-z]) (\d+)/(\d+)")
PHRASE = re.compile(r"([a-z][a-z ]*[a-z]) (\d*\.\d+)")


def run(scorer: Path, *arguments: str | Path) -> str:
    """Run a scorer and return what it prints; raises CalledProcessError when it fails."""
    command = [sys.executable, scorer, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        done.check_returncode()
    return done.stdout


def run_json(scorer: Path, *arguments: str | Path, out: Path) -> dict[str, float]:
    """Run a scorer that writes JSON and return its figures by dotted name."""
    run(scorer, *arguments, "--json", out)
    return dict(flatten(json.loads(out.read_text("utf-8"))))


def flatten(value: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Yield the numbers of nested mappings under dotted names.

    >>> dict(flatten({"row": {"P": 0.5}, "faults": 0}))
    {'row.P': 0.5, 'faults': 0.0}
    """
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield from flatten(item, f"{prefix}{key}.")
        elif isinstance(item, int | float):
            yield prefix + key, float(item)


def read_lines(printed: str) -> dict[str, float]:
    """Return the figures of lines such as ``killed n 10 exact 0.5`` by dotted name.

    >>> read_lines("killed   n 10 exact 0.5 disagreement {'P': 0.2}")
    {'killed.n': 10.0, 'killed.exact': 0.5, 'killed.disagreement.P': 0.2}
    >>> read_lines("killed   some figure right 0.7, first figure right 0.4")
    {'killed.some_figure_right': 0.7, 'killed.first_figure_right': 0.4}
    """
    figures: dict[str, float] = {}
    for line in printed.splitlines():
        head, _, rest = line.strip().partition(" ")
        braces = re.search(r"(\w*) ?(\{.*\})", rest)
        if braces:
            name = f"{head}.{braces[1]}." if braces[1] else f"{head}."
            figures.update(flatten(ast.literal_eval(braces[2]), name))
            rest = rest[: braces.start()]
        for name, value in PHRASE.findall(rest):
            if " " in name:
                figures[f"{head}.{name.replace(' ', '_')}"] = float(value)
        for name, value in PAIR.findall(rest):
            if name != "right":
                figures[f"{head}.{name}"] = float(value)
        for name, part, whole in RATIO.findall(line):
            figures[name.replace(" ", "_")] = int(part) / max(1, int(whole))
    return figures
