"""Files and folders: the articles in them, and what cannot be read.

A file or record that cannot be read yields an InputError and the rest goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from glob import glob, has_magic
from pathlib import Path
from typing import IO

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read import jsonlines
from provenance.read.beside import Beside
from provenance.read.filenames import shown
from provenance.read.formats import Blob, LeftOver, Options, Piece, endings, read_raw, split
from provenance.read.reading import Reading

Result = Reading | InputError


def raws(path: Path, packs: Packs, options: Options | None = None) -> Iterator[Piece]:
    """Yield the articles of a file, a folder and its folders, or a pattern, unread.

    They come in the order of their names.  Yields an InputError for what cannot be had, one
    line each, and goes on.
    """
    options = options or Options()
    try:
        found = expand(path)
        if not found:
            yield InputError(str(path), "no file has a name like this", "check the pattern")
        for one in found:
            if one.is_dir():
                yield from _folder(one, options)
            elif not one.exists():
                yield InputError(str(one), "no such file or folder", "check the path")
            else:
                yield from _file(one, options)
    except OSError as error:
        yield _unreadable(path, error)
    except ValueError:
        yield InputError(repr(str(path)), "not a path", "give the path of a file or a folder")


def raws_stream(stream: IO[bytes], name: str) -> Iterator[Piece]:
    """Yield the articles of a stream of JSON Lines or other JSON; ``name`` stands for the path."""
    return jsonlines.split_any(stream, name)


def read_path(path: Path, packs: Packs, options: Options | None = None) -> Iterator[Result]:
    """Read a file, or all articles in a folder and its folders, in the order of their names.

    Yields an InputError for what cannot be read, one line each, and goes on.
    """
    return _read(raws(path, packs, options), packs)


def read_stream(stream: IO[bytes], name: str, packs: Packs) -> Iterator[Result]:
    """Read JSON Lines from a stream of bytes; ``name`` stands before the line number."""
    return _read(raws_stream(stream, name), packs)


def name_of(path: Path) -> str:
    """Return the path as text that can be stored and shown on one line."""
    return shown(str(path))


def _read(pieces: Iterable[Piece], packs: Packs) -> Iterator[Result]:
    for piece in pieces:
        if isinstance(piece, InputError):
            yield piece
            continue
        try:
            yield read_raw(piece, packs)
        except InputError as error:
            yield error


def expand(path: Path) -> list[Path]:
    """Return the files and folders that a pattern names, which no shell has expanded.

    A path that is there, or is no pattern, stands for itself.
    """
    text = str(path)
    if not has_magic(text) or os.path.lexists(text):
        return [path]
    return [Path(name) for name in sorted(glob(text, recursive=True))]  # noqa: PTH207 - of any folder


def _file(path: Path, options: Options, leftover: LeftOver | None = None) -> Iterator[Piece]:
    # Reading from a pipe or a device may never end.
    if path.exists() and not path.is_file():
        remedy = "copy it to a file, or give - for JSON Lines on standard input"
        yield InputError(str(path), "a pipe or a device, not a file", remedy)
        return
    blob = Blob(name_of(Path(path.name)), name_of(path), partial(_open, path), options)
    try:
        yield from split(blob, leftover)
    except InputError as error:
        yield error
    except OSError as error:
        yield _unreadable(path, error)


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _folder(folder: Path, options: Options) -> Iterator[Piece]:
    problems: list[InputError] = []
    leftover = LeftOver()
    for path in _walk(folder, problems):
        yield from _file(path, options, leftover)
    yield from problems
    yield from leftover.told(str(folder))
    if not leftover.found and not problems:
        known = ", ".join(f"*{ending}" for ending in endings())
        yield InputError(str(folder), "no articles in this folder", f"give one with {known}")


def _walk(folder: Path, problems: list[InputError]) -> Iterator[Path]:
    """Yield the files; hidden ones, and what browsers save beside a page, are left out."""

    def failed(error: OSError) -> None:
        problems.append(_unreadable(Path(error.filename or folder), error))

    for place, folders, names in os.walk(folder, onerror=failed):
        beside = Beside(names)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not beside.holds(f"{name}/x")
        )
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place, name)


def _unreadable(path: Path, error: OSError) -> InputError:
    if isinstance(error, PermissionError):
        return InputError(str(path), "no permission to read it", "change its permissions")
    reason = error.strerror or type(error).__name__
    return InputError(str(path), f"cannot be read ({reason})", "check the file")
