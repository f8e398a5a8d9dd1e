"""Formats: how a file is split into articles, and how one article is read.

Each format is one module that registers itself here, by the endings of file names and, where
its first bytes tell it, by content.  Splitting is cheap and yields raw articles; reading one
of them is the costly half.  Formats that only hold articles of other formats have no ``read``.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import IO

from provenance.errors import InputError, LeftOut
from provenance.packs.loader import Packs
from provenance.read.limits import LimitError
from provenance.read.raw import Raw
from provenance.read.reading import Reading, stumbled

Piece = Raw | InputError
_HEAD = 4096
_NAMED = 6
OTHERWISE = {
    ".md": "name it *.txt",
    ".doc": "save it as text, web page or PDF",
    ".rtf": "save it as text, web page or PDF",
    ".xls": "save it as CSV",
    ".rar": "unpack it, and pack it as zip or tar",
    ".7z": "unpack it, and pack it as zip or tar",
    ".zst": "unpack it, and pack it as zip or tar",
    ".arc": "convert it to WARC",
}
"""What to do with files of common kinds that are not read."""


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
    leftover: LeftOver | None = None
    """Where it is counted when there is no format for what is packed in it."""


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


class LeftOver:
    """The files of a folder or an archive for which there is no format, to be told once."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.found = False
        """Whether there was a file with a format too."""

    def add(self, name: str) -> None:
        """Count a file."""
        self.kinds[PurePath(name).suffix.lower() or "no ending"] += 1

    def told(self, place: str) -> Iterator[LeftOut]:
        """Yield one line about all of them."""
        if not self.kinds:
            return
        number = self.kinds.total()
        kinds = [f"{kind} {count:,}" for kind, count in self.kinds.most_common(_NAMED)]
        more = f" and {len(self.kinds) - _NAMED} other kinds" if len(self.kinds) > _NAMED else ""
        files = "file is no article" if number == 1 else "files are no articles"
        yield LeftOut(
            place,
            f"{number:,} {files} ({', '.join(kinds)}{more}), left out",
            "give them in one of the formats of `provenance ingest --help`",
        )


def split(blob: Blob, leftover: LeftOver | None = None) -> Iterator[Piece]:
    """Yield the articles of a blob whose format its name or its first bytes tell.

    Without a format it is counted in ``leftover``, or named as an error when there is none.
    Raises what the format's own ``split`` raises.
    """
    form = by_ending(blob.name)
    if form is None:
        form, blob = _by_content(blob)
    if form is not None:
        if leftover is not None:
            leftover.found = True
        yield from form.split(replace(blob, leftover=leftover))
    elif leftover is not None:
        leftover.add(blob.name)
    else:
        known = ", ".join(f"*{ending}" for ending in endings())
        ending = f".{blob.name.rpartition('.')[2].casefold()}"
        remedy = OTHERWISE.get(ending, f"give one of: {known}")
        yield InputError(blob.origin, "no reader for this kind of file", remedy)


def _by_content(blob: Blob) -> tuple[Format | None, Blob]:
    """Return the format that the first bytes tell, and a blob that still has them."""
    stream = blob.open()
    head = stream.read(_HEAD)
    form = next((form for form in _BY_NAME.values() if form.tells and form.tells(head)), None)
    if form is None:
        stream.close()
        return None, blob
    return form, replace(blob, open=lambda: io.BufferedReader(Rejoined(head, stream)))


class Rejoined(io.RawIOBase):
    """A stream of which the first bytes, ``head``, were read already."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head, self._stream = head, stream
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        self._count += len(data)
        return len(data)

    def tell(self) -> int:
        return self._count

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


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
    except LimitError as error:
        raise InputError(raw.origin, f"refused, {error}", "give its text") from error
    except Exception as error:
        raise stumbled(raw.origin, error) from error


__all__ = [
    "Blob",
    "Format",
    "LeftOver",
    "Options",
    "Piece",
    "Rejoined",
    "by_ending",
    "by_name",
    "endings",
    "read_raw",
    "register",
    "split",
]
