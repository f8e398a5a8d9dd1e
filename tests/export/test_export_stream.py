"""Exports stream: memory does not grow with the database, a reader may stop, words are plain."""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import subprocess
import sys
import tracemalloc
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from export.export_world import run
from store.store_pages import SETTINGS

from benchmarks.generated import pages
from provenance.export import choice
from provenance.export.whole import write_whole
from provenance.link import link
from provenance.packs import Packs
from provenance.records import Capture
from provenance.store import Writer, connect, finish_run, start_run, write_linking

ftm: Any = None
if find_spec("followthemoney") is not None:
    from provenance.export import ftm

FORMATS = ["jsonl", "csv", "csv --table comparisons", "csv --table ranges", "geojson", "prov"]
FEW, MANY = 104, 520
"""Claims of a small and of a greater database."""


def generated(path: Path, claims: int, packs: Packs) -> Path:
    """Write a database of generated pages."""
    db = connect(path, create=True)
    run_id = start_run(db, SETTINGS)
    made = []
    for page in pages(claims):
        data = page.document.text.encode()
        digest = hashlib.sha256(data).hexdigest()
        document = page.document.model_copy(update={"sha256": digest})
        made.append(page.model_copy(update={"document": document}))
        capture = Capture(sha256=digest, media_type="text/plain", data=data, origin="made")
        Writer(db, run_id).add(made[-1], capture)
    write_linking(db, link(made, packs), run_id)
    finish_run(db, run_id)
    db.close()
    return path


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory, packs: Packs) -> tuple[Path, Path]:
    """A small database and one of five times as many claims."""
    folder = tmp_path_factory.mktemp("generated")
    few = generated(folder / "few.db", FEW, packs)
    return few, generated(folder / "many.db", MANY, packs)


@pytest.mark.parametrize("name", [*FORMATS, *(["ftm"] if ftm is not None else [])])
def test_memory_does_not_grow(
    databases: tuple[Path, Path], tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Batches so small that the small database has several too.
    for module, most in ((choice, 5), (ftm, 5)):
        if module is not None:
            monkeypatch.setattr(module, "BATCH", most)
    monkeypatch.setattr(choice, "BATCH_DOCUMENTS", 2)
    # What is held counts, not what waits for the collector: that is the more the more other
    # tests hold.
    gc.collect()
    gc.freeze()
    # The oldest objects are looked through when a quarter as many have come; counted anew, these
    # are none, and not all that other tests hold.
    gc.collect()
    patience = gc.get_threshold()
    gc.set_threshold(100, 2, 1)
    peaks, sizes = [], []
    for path in (databases[0], *databases):  # once before, so that nothing is loaded later
        out = tmp_path / "out"
        tracemalloc.start()
        assert run("export", *name.split()[:1], path, *name.split()[1:], "-o", out).exit_code == 0
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        sizes.append(out.stat().st_size)
    gc.set_threshold(*patience)
    gc.unfreeze()
    assert sizes[2] > 2.5 * sizes[1]
    # The greatest event is greater too; what was kept would be five times as much.
    assert peaks[2] < 2 * peaks[1] + 500_000


def test_reader_may_stop(databases: tuple[Path, Path]) -> None:
    command = [sys.executable, "-m", "provenance.cli", "export", "jsonl", str(databases[1])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(20)


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [("prov", "rdflib", "export"), ("prov", "prov", "export"), ("ftm", "followthemoney", "ftm")],
)
def test_missing_package_is_named(
    small: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    package: str,
    extra: str,
) -> None:
    found = importlib.util.find_spec

    def find(wanted: str, *rest: Any) -> Any:
        return None if wanted == package else found(wanted, *rest)

    monkeypatch.setattr(importlib.util, "find_spec", find)
    done = run("export", name, small, "-o", tmp_path / "out")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"needs the package {package}" in done.stderr
    assert f"pip install 'claim-provenance[{extra}]'" in done.stderr
    assert not (tmp_path / "out").exists()


def test_what_others_write_meanwhile_is_not_seen(small: Path, tmp_path: Path) -> None:
    from provenance.export.choice import Choice
    from provenance.export.lines import export_jsonl

    path = tmp_path / "claims.db"
    path.write_bytes(small.read_bytes())
    reading = connect(path, read_only=True)
    reading.execute("BEGIN")
    before = list(export_jsonl(reading, Choice()))
    writing = connect(path)
    writing.execute("DELETE FROM claims")
    writing.conn.commit()
    writing.close()
    assert list(export_jsonl(reading, Choice())) == before
    reading.close()


def test_full_disk_is_said_in_one_line(small: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    command = [sys.executable, "-m", "provenance.cli", "export", "csv", str(small)]
    with full.open("wb") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


def test_empty_database_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    connect(path, create=True).close()
    for name in ("jsonl", "csv", "geojson", "prov", "claimreview"):
        done = run("export", name, path)
        assert (done.exit_code, done.stderr) == (0, ""), name
    write_whole(tmp_path / "out", [])
    assert (tmp_path / "out").read_bytes() == b""
