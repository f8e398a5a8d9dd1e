"""Write a file whole or not at all."""

from __future__ import annotations

import os
import secrets
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from provenance.errors import ProvenanceError

_SQLITE = b"SQLite format 3\x00"
_MODE = 0o666


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write ``chunks`` to ``path``, which is there with all of them or as it was before.

    What is being written has no name where the file system allows that, so that not even a
    process that is killed leaves anything.  Raises ProvenanceError where ``path`` is a folder
    or a database, or its folder is not there.
    """
    if path.is_dir():
        raise ProvenanceError(f"{path}: a folder; give the name of a file")
    if not path.absolute().parent.is_dir():
        raise ProvenanceError(f"{path}: there is no folder {path.parent}; make it first")
    if path.exists() and not path.is_file():
        raise ProvenanceError(f"{path}: a device or a pipe; leave out -o and send stdout there")
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(_SQLITE)) == _SQLITE:
                raise ProvenanceError(f"{path}: a database, which is not written over")
    target = path.resolve()  # a link stays one
    with _ended():
        try:
            descriptor, name = _begin(target)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ProvenanceError(
                f"{path}: cannot be written ({reason}); give another place"
            ) from error
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
                if name is None:
                    name = _named(target)
                    # With a folder given, though it does not count, the link is followed.
                    number = file.fileno()
                    os.link(f"/proc/self/fd/{number}", name, src_dir_fd=number)
            Path(name).replace(target)
        except BaseException:
            if name is not None:
                with suppress(OSError):
                    Path(name).unlink()
            raise


def _begin(target: Path) -> tuple[int, str | None]:
    """Open a new file in the folder of ``target``; it has a name only where it must."""
    if hasattr(os, "O_TMPFILE") and Path("/proc/self/fd").is_dir():
        with suppress(OSError):
            return os.open(target.parent, os.O_TMPFILE | os.O_RDWR, _MODE), None
    name = _named(target)
    return os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR, _MODE), name


def _named(target: Path) -> str:
    """Return a name beside ``target`` that no file has."""
    return str(target.with_name(f".{secrets.token_hex(8)}.part"))


@contextmanager
def _ended() -> Iterator[None]:
    """Let a request to end be an exception, so that what was begun is taken away."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


__all__ = ["write_whole"]
