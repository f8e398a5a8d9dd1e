"""A file is there whole or as it was, whatever happens to who writes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from export.export_world import run

from provenance.errors import ProvenanceError
from provenance.export import whole
from provenance.export.whole import write_whole

SLOW = """
import sys, time
from pathlib import Path
from provenance.export import whole
if sys.argv[2] == "named":
    del whole.os.O_TMPFILE
def chunks():
    yield b"x" * 100_000
    print("begun", flush=True)
    time.sleep(60)
whole.write_whole(Path(sys.argv[1]), chunks())
"""


def failing() -> Iterator[bytes]:
    """Yield something, and fail."""
    yield b"half"
    raise ProvenanceError("it broke")


@pytest.fixture(params=["without a name", "with a name"])
def begun(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write on file systems of both kinds."""
    if request.param == "with a name":
        monkeypatch.delattr(whole.os, "O_TMPFILE", raising=False)


@pytest.mark.usefixtures("begun")
def test_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with pytest.raises(ProvenanceError, match="it broke"):
        write_whole(path, failing())
    assert list(tmp_path.iterdir()) == []
    write_whole(path, [b"a", b"b"])
    assert path.read_bytes() == b"ab"
    with pytest.raises(ProvenanceError, match="it broke"):
        write_whole(path, failing())
    assert path.read_bytes() == b"ab"
    assert list(tmp_path.iterdir()) == [path]
    write_whole(path, [b"c"])
    assert path.read_bytes() == b"c"
    assert path.stat().st_mode & 0o777 == 0o666 & ~current_mask()


def current_mask() -> int:
    """Return the process's mask of permissions."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("how", ["unnamed", "named"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_who_is_killed_leaves_nothing(tmp_path: Path, how: str, number: signal.Signals) -> None:
    if how == "named" and number is signal.SIGKILL:
        return  # nothing can be done about a file that needs a name from the start
    path = tmp_path / "out.csv"
    path.write_bytes(b"before")
    command = [sys.executable, "-c", SLOW, str(path), how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(0.1)
        process.send_signal(number)
        process.wait(20)
    assert process.returncode != 0
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_and_a_folder_are_not_written_over(small: Path, tmp_path: Path) -> None:
    before = small.read_bytes()
    done = run("export", "csv", small, "-o", small)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "a database, which is not written over" in done.stderr
    assert small.read_bytes() == before
    for path in (tmp_path, tmp_path / "no" / "such.csv"):
        done = run("export", "csv", small, "-o", path)
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    write_whole(tmp_path / "link", [b"after"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_bytes() == b"after"
