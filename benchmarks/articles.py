"""The articles that a benchmark runs on."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Reading, read_path

path_argument = click.argument("path", type=click.Path(exists=True, path_type=Path))


def read(path: Path, packs: Packs, limit: int | None = None) -> list[Reading]:
    """Return the readings of ``path``; what cannot be read is left out."""
    found = (item for item in read_path(path, packs) if not isinstance(item, InputError))
    readings = list(islice(found, limit))
    if not readings:
        raise click.ClickException(f"{path}: no article that can be read")
    return readings


def words(readings: list[Reading]) -> int:
    """Return how many words, parted by blanks, the articles have."""
    return sum(len(reading.document.text.split()) for reading in readings)
