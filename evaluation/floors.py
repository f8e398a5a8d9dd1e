"""Floors: the figures that must be reached, pinned to a digest of the data behind them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

SLACK = 0.01
"""A new floor lies this far under what was measured, so that noise does not fail a build."""

HEADER = """\
# Floors of the quality gate.  A measured figure under `at_least` or over `at_most` fails.
# `data` holds the SHA-256 of every file that the figures were measured on.
# `python -m evaluation --update` raises floors to what is measured less a slack; it never
# lowers one.  Lowering a floor is a decision: edit this file and say why in the commit.
"""


class Pinned(BaseModel):
    """The floors of one set."""

    model_config = ConfigDict(extra="forbid")

    data: dict[str, str] = {}
    at_least: dict[str, float | None] = {}
    """None stands for a floor that is to be filled in by ``--update``."""
    at_most: dict[str, float | None] = {}


Floors = dict[str, Pinned]


def load(path: Path) -> Floors:
    """Read the floors."""
    data = yaml.safe_load(path.read_text("utf-8")) or {}
    return {name: Pinned.model_validate(value) for name, value in data.items()}


def save(path: Path, floors: Floors) -> None:
    """Write the floors with the header that explains them."""
    data = {name: pinned.model_dump() for name, pinned in floors.items()}
    path.write_text(HEADER + yaml.safe_dump(data, sort_keys=False), "utf-8")


def digests(root: Path, names: tuple[str, ...]) -> dict[str, str]:
    """Return the SHA-256 of each file under ``root``."""
    return {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in names}


def changed(pinned: Pinned, found: Mapping[str, str]) -> list[str]:
    """Return the names of data files that are not as they were when the floors were pinned."""
    return sorted(name for name, digest in found.items() if pinned.data.get(name) not in (digest,))


def missed(pinned: Pinned, measured: Mapping[str, float]) -> list[str]:
    """Return one line for each floor that is not reached; a figure not measured is a miss."""
    lines = []
    for name, floor in pinned.at_least.items():
        value = measured.get(name, math.nan)
        if floor is not None and not value >= floor:
            lines.append(f"{name} is {value:.4g}, the floor is {floor:.4g}")
    for name, ceiling in pinned.at_most.items():
        value = measured.get(name, math.nan)
        if ceiling is not None and not value <= ceiling:
            lines.append(f"{name} is {value:.4g}, the most allowed is {ceiling:.4g}")
    return lines


def raised(pinned: Pinned, measured: Mapping[str, float], data: Mapping[str, str]) -> Pinned:
    """Return the floors moved towards ``measured``, never away from it.

    Digests are filled in where there are none yet, and kept where there are.
    """

    def up(floor: float | None, value: float | None) -> float | None:
        if value is None:
            return floor
        new = max(0.0, round(value - SLACK, 3))
        return new if floor is None else max(floor, new)

    def down(ceiling: float | None, value: float | None) -> float | None:
        if value is None:
            return ceiling
        new = 0.0 if value == 0 else round(value + SLACK, 3)
        return new if ceiling is None else min(ceiling, new)

    return Pinned(
        data={**data, **pinned.data},
        at_least={name: up(floor, measured.get(name)) for name, floor in pinned.at_least.items()},
        at_most={name: down(top, measured.get(name)) for name, top in pinned.at_most.items()},
    )
