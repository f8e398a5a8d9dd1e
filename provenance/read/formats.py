"""Formats: how a file is split into articles, and how one article is read.

Each format is one module that registers itself here, by the endings of file names and, where
its first bytes tell it, by content.  Splitting is cheap and yields raw articles; reading one
of them is the costly half.  Formats that only hold articles of other formats have no ``read``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read.raw import Raw
from provenance.read.reading import Reading, stumbled

Piece = Raw | InputError


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says about the files: which column of a table holds what."""

    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes under a name that can be opened: a file, or a member of an archive."""

    name: str
    """The name of the file; its ending tells the format."""
    origin: str
    open: Callable[[], IO[bytes]]
    options: Options = field(default_factory=Options)
    depth: int = 0
    """In how many archives it lies."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    ``split`` yields the articles of a blob and raises InputError or OSError when it cannot
    go on; ``read`` reads one article and raises InputError; ``tells`` says whether the first
    bytes are those of such a file.
    """

    name: str
    endings: tuple[str, ...]
    split: Callable[[Blob], Iterator[Piece]]
    read: Callable[[Raw, Packs], Reading] | None = None
    tells: Callable[[bytes], bool] | None = None


_BY_NAME: dict[str, Format] = {}
_BY_ENDING: dict[str, Format] = {}


def register(form: Format) -> Format:
    """Register a format; of two for one ending the later one wins."""
    _BY_NAME[form.name] = form
    for ending in form.endings:
        _BY_ENDING[ending.lower()] = form
    return form


def endings() -> tuple[str, ...]:
    """Return the endings of file names for which there is a format, sorted."""
    return tuple(sorted(_BY_ENDING))


def by_ending(name: str) -> Format | None:
    """Return the format that a file's name tells, the longest ending first."""
    low = name.lower()
    at = low.find(".", 1)
    while at >= 0:
        form = _BY_ENDING.get(low[at:])
        if form is not None:
            return form
        at = low.find(".", at + 1)
    return None


def by_name(name: str) -> Format:
    """Return the format of that name; raises KeyError for an unknown one."""
    return _BY_NAME[name]


def read_raw(raw: Raw, packs: Packs) -> Reading:
    """Read one article: decode it, find its text, its zones and what it says of itself.

    Raises InputError when it cannot be read, and when a rule of ours or of a library stumbles.
    """
    form = by_name(raw.reader)
    if form.read is None:
        raise ValueError(f"{raw.reader} holds articles but is none")
    try:
        return form.read(raw, packs)
    except InputError:
        raise
    except Exception as error:
        raise stumbled(raw.origin, error) from error


__all__ = [
    "Blob",
    "Format",
    "Options",
    "Piece",
    "by_ending",
    "by_name",
    "endings",
    "read_raw",
    "register",
]
