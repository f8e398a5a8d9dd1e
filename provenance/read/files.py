"""Files and folders: which reader takes which file, and what cannot be read.

Readers are kept in a registry by the ending of the file name, so that other formats can be
added without touching this module.  A file or record that cannot be read yields an
InputError and the rest goes on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read.reading import Reading

Result = Reading | InputError
Reader = Callable[[Path, Packs], Iterator[Result]]

_READERS: dict[str, Reader] = {}


def register(*endings: str) -> Callable[[Reader], Reader]:
    """Register a reader for files whose names end so (".txt"); the later one wins."""

    def keep(reader: Reader) -> Reader:
        for ending in endings:
            _READERS[ending.lower()] = reader
        return reader

    return keep


def endings() -> tuple[str, ...]:
    """Return the endings of file names for which there is a reader, sorted."""
    return tuple(sorted(_READERS))


def read_path(path: Path, packs: Packs) -> Iterator[Result]:
    """Read a file, or all articles in a folder and its folders, in the order of their names.

    Yields an InputError for what cannot be read, one line each, and goes on.
    """
    try:
        if path.is_dir():
            yield from _read_folder(path, packs)
        elif not path.exists():
            yield InputError(str(path), "no such file or folder", "check the path")
        else:
            yield from _read_file(path, packs)
    except OSError as error:
        yield _unreadable(path, error)
    except ValueError:
        yield InputError(repr(str(path)), "not a path", "give the path of a file or a folder")


def name_of(path: Path) -> str:
    """Return the path as text that can be stored; bytes that are no UTF-8 are spelt out."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _read_file(path: Path, packs: Packs) -> Iterator[Result]:
    # Reading from a pipe or a device may never end.
    if path.exists() and not path.is_file():
        remedy = "copy it to a file, or give - for JSON Lines on standard input"
        yield InputError(str(path), "a pipe or a device, not a file", remedy)
        return
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(f"*{ending}" for ending in endings())
        yield InputError(str(path), "no reader for this kind of file", f"give one of: {known}")
        return
    try:
        yield from reader(path, packs)
    except OSError as error:
        yield _unreadable(path, error)


def _read_folder(folder: Path, packs: Packs) -> Iterator[Result]:
    problems: list[InputError] = []
    found = False
    for path in _walk(folder, problems):
        found = True
        yield from _read_file(path, packs)
    yield from problems
    if not found and not problems:
        known = ", ".join(f"*{ending}" for ending in endings())
        yield InputError(str(folder), "no articles in this folder", f"give one with {known}")


def _walk(folder: Path, problems: list[InputError]) -> Iterator[Path]:
    """Yield the files that have a reader; hidden files and folders are left out."""

    def failed(error: OSError) -> None:
        problems.append(_unreadable(Path(error.filename or folder), error))

    for place, folders, names in os.walk(folder, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.suffix.lower() in _READERS:
                yield path


def _unreadable(path: Path, error: OSError) -> InputError:
    if isinstance(error, PermissionError):
        return InputError(str(path), "no permission to read it", "change its permissions")
    reason = error.strerror or type(error).__name__
    return InputError(str(path), f"cannot be read ({reason})", "check the file")
