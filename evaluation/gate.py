"""The gate: measure the sets, compare with the floors, say what falls short."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CalledProcessError

from evaluation.floors import Floors, Pinned, changed, digests, missed, raised
from evaluation.sets import DataSet, Figures


@dataclass(slots=True)
class Outcome:
    """What came of one set."""

    name: str
    figures: Figures = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    absent: bool = False
    seconds: float = 0.0


def judge(chosen: DataSet, floors: Floors, gold: Path | None, work: Path) -> Outcome:
    """Measure one set and hold it against its floors."""
    outcome = Outcome(chosen.name)
    root = chosen.root(gold)
    if root is None:
        outcome.absent = True
        return outcome
    pinned = floors.get(chosen.name, Pinned())
    outcome.data = digests(root, chosen.files)
    others = changed(pinned, outcome.data) if pinned.data else []
    if others:
        outcome.problems = [
            f"{name} is not the file on which the floors were pinned; measure anew and pin again"
            for name in others
        ]
        return outcome
    started = time.monotonic()
    folder = work / chosen.name
    folder.mkdir(parents=True, exist_ok=True)
    try:
        outcome.figures = chosen.measure(root, folder)
    except CalledProcessError as error:
        outcome.problems = [f"exit status {error.returncode} of: {shlex.join(map(str, error.cmd))}"]
        return outcome
    outcome.seconds = time.monotonic() - started
    outcome.problems = missed(pinned, outcome.figures)
    return outcome


def update(floors: Floors, outcomes: Sequence[Outcome]) -> Floors:
    """Return the floors raised to what was measured; sets not measured keep theirs."""
    new = dict(floors)
    for outcome in outcomes:
        if outcome.figures:
            pinned = floors.get(outcome.name, Pinned())
            new[outcome.name] = raised(pinned, outcome.figures, outcome.data)
    return new


def table(outcomes: Sequence[Outcome], floors: Floors) -> str:
    """Return the outcome as a table for people: figure, value, floor."""
    lines = []
    for outcome in outcomes:
        pinned = floors.get(outcome.name, Pinned())
        if outcome.absent:
            lines.append(f"{outcome.name:<12} data absent: not measured")
            continue
        lines.append(f"{outcome.name:<12} {outcome.seconds:.0f} s")
        for sign, wanted in (("≥", pinned.at_least), ("≤", pinned.at_most)):
            for name, floor in wanted.items():
                value = outcome.figures.get(name)
                shown = "not measured" if value is None else f"{value:.4g}"
                limit = "not pinned yet" if floor is None else f"{sign} {floor:.4g}"
                lines.append(f"  {name:<32} {shown:>12}   {limit}")
        lines += [f"  FAILED: {problem}" for problem in outcome.problems]
    return "\n".join(lines)
