"""Archives: the articles in zip and tar files, read without unpacking to the disk.

A member is named ``archive.zip!folder/page.html``.  Members whose path leads out of the
archive, links and devices are refused by name; hidden files are left out.
"""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from tarfile import InvalidHeaderError, ReadError  # type: ignore[attr-defined]
from typing import IO, Self

from provenance.errors import InputError
from provenance.read.beside import Beside
from provenance.read.filenames import shown
from provenance.read.formats import Blob, Format, LeftOver, Piece, register, split
from provenance.read.limits import (
    DEPTH,
    FREE,
    MEMBERS,
    NESTED,
    RATIO,
    TOTAL,
    Counted,
    LimitError,
    Unpacked,
    bomb,
)
from provenance.read.packed import DAMAGED, OPENERS, Opener, damage_told, unpack

_HIDDEN = ("__MACOSX",)
_COLLECTION, _CRAWLED = "datapackage.json", "archive/"
"""What every WACZ has, and the folder of the web archives in it."""
OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
"""Members by which ECMA-376 packages, OpenDocument files and e-books are told from other zips."""
FIRST = 1_000
"""Members among which these are looked for; they are in the order of their names."""


def split_zip(blob: Blob) -> Iterator[Piece]:
    """Yield the articles of a zip file, in the order of its members' names."""
    _check_depth(blob)
    with blob.open() as stream:
        try:
            seekable = stream if blob.depth == 0 and stream.seekable() else _held(stream, blob)
            with zipfile.ZipFile(seekable) as archive:
                yield from _zip_members(archive, seekable, blob)
        except zipfile.BadZipFile as error:
            raise InputError(blob.origin, f"no zip file ({error})", "pack it again") from error


def _zip_members(archive: zipfile.ZipFile, stream: IO[bytes], blob: Blob) -> Iterator[Piece]:
    infos = sorted(archive.infolist(), key=lambda info: info.filename)
    names = {info.filename for info in infos}
    if _COLLECTION in names and any(name.startswith(_CRAWLED) for name in names):
        # A WACZ: web archives with their indexes, and lists of the pages that are in them.
        infos = [info for info in infos if info.filename.startswith(_CRAWLED)]
    beside = Beside(names)
    if len(infos) > MEMBERS:
        raise InputError(blob.origin, f"more than {MEMBERS:,} members", "split the archive")
    if OFFICE & {info.filename for info in infos[:FIRST]}:
        raise InputError(
            blob.origin,
            "a document of an office program (Word, Excel, LibreOffice, e-book)",
            "save it as text, web page, CSV or PDF",
        )
    size = stream.seek(0, io.SEEK_END)
    leftover, total, members = LeftOver(), 0, 0
    for info in infos:
        place = f"{blob.origin}!{shown(info.filename)}"
        kind = stat.S_IFMT(info.external_attr >> 16)
        if info.is_dir() or is_hidden(info.filename) or beside.holds(info.filename):
            continue
        members += 1
        if kind not in (0, stat.S_IFREG):
            yield refused(place, "a link or a device")
        elif leads_out(info.filename):
            yield refused(place, "a path that leads out of the archive")
        elif info.flag_bits & 1:
            yield InputError(place, "encrypted", "unpack it with its password")
        else:
            opened = _ZipMember(archive, info)
            yield from _member(blob, info.filename, opened, leftover)
            total += opened.count
            if total > TOTAL or (total > FREE and total > RATIO * size):
                raise bomb(blob.origin, LimitError(f"{total:,} bytes unpacked"))
    yield from _told(leftover, blob, members)


def _told(leftover: LeftOver, blob: Blob, members: int) -> Iterator[Piece]:
    """Say what was left out of an archive, or that there is nothing in it."""
    yield from leftover.told(blob.origin)
    if not members and not leftover.kinds:
        yield InputError(blob.origin, "no articles in this archive", "give one with articles")


class _ZipMember:
    """Opens a member of a zip file under the limits and counts what came out of it."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._archive, self._info = archive, info
        self._stream: Unpacked | None = None

    def __call__(self) -> IO[bytes]:
        packed = self._info.compress_size
        self._stream = Unpacked(self._archive.open(self._info), lambda: packed)
        return io.BufferedReader(self._stream)

    @property
    def count(self) -> int:
        """The bytes that came out."""
        return self._stream.count if self._stream else 0


def _splitter(opener: Opener | None) -> Callable[[Blob], Iterator[Piece]]:
    def split_tar(blob: Blob) -> Iterator[Piece]:
        """Yield the articles of a tar file, in the order in which they lie in it."""
        _check_depth(blob)
        with blob.open() as outer:
            stream = unpack(outer, opener) if opener else _counted(outer)
            try:
                with (
                    damage_told(blob.origin),
                    tarfile.open(fileobj=stream, mode="r|", tarinfo=_TarInfo) as archive,
                ):
                    yield from _tar_members(archive, blob)
            except tarfile.TarError as error:
                raise InputError(blob.origin, f"no tar file ({error})", "pack it again") from error

    return split_tar


class _TarInfo(tarfile.TarInfo):
    """A member's header; one that is damaged is an error, not the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:
        """Read the next header."""
        try:
            return super().fromtarfile(tarfile)
        except InvalidHeaderError as error:
            if tarfile.offset == 0:
                raise
            raise ReadError(f"damaged after {tarfile.offset:,} bytes") from error


def _tar_members(archive: tarfile.TarFile, blob: Blob) -> Iterator[Piece]:
    leftover, members = LeftOver(), 0
    beside = Beside()
    for number, info in enumerate(archive):
        if number >= MEMBERS:
            raise InputError(blob.origin, f"more than {MEMBERS:,} members", "split the archive")
        archive.members = []  # type: ignore[attr-defined]  # the list would grow with the archive
        place = f"{blob.origin}!{shown(info.name)}"
        beside.add(info.name)
        if info.isdir() or is_hidden(info.name) or beside.holds(info.name):
            continue
        members += 1
        if not info.isreg():
            yield refused(place, "a link or a device")
        elif leads_out(info.name):
            yield refused(place, "a path that leads out of the archive")
        else:
            yield from _member(blob, info.name, partial(_tar_open, archive, info), leftover)
    yield from _told(leftover, blob, members)


def _tar_open(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    assert stream is not None  # a regular file
    return stream


def _member(
    blob: Blob, name: str, opened: Callable[[], IO[bytes]], leftover: LeftOver
) -> Iterator[Piece]:
    """Yield the articles of one member; what is wrong with it does not cost the others."""
    name = shown(name)
    inner = Blob(
        PurePosixPath(name).name,
        f"{blob.origin}!{name}",
        opened,
        blob.options,
        blob.depth + 1,
    )
    try:
        yield from split(inner, leftover)
    except InputError as error:
        yield error
    except LimitError as error:
        raise bomb(blob.origin, error) from error
    except (*DAMAGED, zipfile.BadZipFile, zlib.error) as error:
        yield InputError(inner.origin, f"damaged ({error or 'cut off'})", "pack it again")
    except (NotImplementedError, RuntimeError) as error:
        yield InputError(inner.origin, f"cannot be unpacked ({error})", "unpack it yourself")


def _check_depth(blob: Blob) -> None:
    if blob.depth >= DEPTH:
        raise InputError(
            blob.origin, f"an archive more than {DEPTH} archives deep", "unpack it yourself"
        )


def _held(stream: IO[bytes], blob: Blob) -> IO[bytes]:
    """Return the bytes of an archive inside another one, in memory."""
    data = stream.read(NESTED + 1)
    if len(data) > NESTED:
        problem = f"an archive of more than {NESTED:,} bytes in another one"
        raise InputError(blob.origin, problem, "unpack the outer one")
    return io.BytesIO(data)


def _counted(stream: IO[bytes]) -> IO[bytes]:
    return io.BufferedReader(Counted(stream))


def leads_out(name: str) -> bool:
    """Say whether the path of a member is absolute or climbs above the archive."""
    path = name.replace("\\", "/")
    drive = len(path) > 1 and path[1] == ":" and path[0].isalpha()
    return path.startswith("/") or drive or ".." in path.split("/")


def is_hidden(name: str) -> bool:
    """Say whether a member is a hidden file, or lies in a hidden folder."""
    parts = name.replace("\\", "/").split("/")
    return any(
        (part.startswith(".") and part not in (".", "..")) or part in _HIDDEN for part in parts
    )


def refused(place: str, what: str) -> InputError:
    """Return the error for a member that is not read."""
    return InputError(place, f"refused, {what}", "pack the archive without it")


register(Format("zip", (".zip", ".wacz"), split_zip, tells=lambda head: head[:4] == b"PK\3\4"))
register(Format("tar", (".tar",), _splitter(None), tells=lambda head: head[257:262] == b"ustar"))
for _endings, _ending in (
    ((".tar.gz", ".tgz"), ".gz"),
    ((".tar.bz2",), ".bz2"),
    ((".tar.xz",), ".xz"),
):
    register(Format(f"tar{_ending}", _endings, _splitter(OPENERS[_ending])))
