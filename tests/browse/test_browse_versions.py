"""A page captured again: what it changed, seen on the page of its later capture."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from provenance.cli import main
from tests.read.warcs import packed, record

Serve = Callable[..., Datasette]
URL = "https://deltaobserver.example/2019/03/port/"
DENIED = "The Northern Command denied that its forces had fired at the market."
MINE = "A mine near the mill wounded six farmers on Tuesday, the police said."
SCHOOL = "The governor said that two schools had been closed in the <b>&lt;old&gt;</b> town."


def page(dead: str, *rest: str) -> bytes:
    body = "".join(f"<p>{one}</p>" for one in rest)
    return (
        "<html><head><title>Rockets hit the fish market</title></head><body><article>"
        "<h1>Rockets hit the fish market</h1>"
        f"<p>{dead} people were killed when rockets hit the fish market of Port Ansel on Thursday, "
        f"the town council said.</p>{body}</article></body></html>"
    ).encode()


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with three captures of one address and a page of another."""
    folder = tmp_path_factory.mktemp("captured")
    pages = [page("At least 14", DENIED, MINE), page("Nine", DENIED, SCHOOL)]
    pages += [page("Nine", DENIED, SCHOOL).replace(b"</body>", b"<p></p></body>")]
    for day, data in enumerate(pages, 7):
        (folder / f"{day}.warc.gz").write_bytes(
            packed(record(1, URL, data, date=f"2019-03-0{day}T20:00:00Z"))
        )
    alone = record(1, "https://delta.example/1", page("Three", DENIED), date="2019-03-01T20:00:00Z")
    (folder / "alone.warc.gz").write_bytes(packed(alone))
    database = folder / "claims.db"
    result = CliRunner().invoke(main, ["ingest", str(database), str(folder)])
    assert result.exit_code == 0, result.output
    return database


def documents(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        found = db.execute("SELECT id FROM documents ORDER BY captured_at").fetchall()
    return [ident for (ident,) in found]


async def html(datasette: Datasette, ident: str) -> str:
    response = await datasette.client.get(f"/claims/-/document/{ident}")
    assert response.status_code == 200
    return str(response.text)


async def test_what_a_page_changed(serve: Serve, captured: Path) -> None:
    datasette = serve(captured)
    alone, first, second, third = documents(captured)
    assert "Captured 3 times" not in await html(datasette, alone)
    before = await html(datasette, first)
    assert "Captured 3 times" in before
    assert f"/claims/-/document/{second}" in before
    after = await html(datasette, second)
    assert "1 sentence changed, 1 gone, 1 new" in after
    assert "<del>At least 14</del>" in after
    assert "<ins>Nine</ins>" in after
    assert f"<del>{MINE}</del>" in after
    assert "two schools had been closed in the &lt;old&gt; town.</ins>" in after
    assert "<old>" not in after
    assert after.count("Claim vanished") == after.count("Claim appeared") == 1
    assert "Claim changed" in after
    assert "Claim as changed" in after
    assert "Nothing of the article differs" in await html(datasette, third)


async def test_the_same_for_machines(serve: Serve, captured: Path) -> None:
    datasette = serve(captured)
    _, first, second, _ = documents(captured)
    response = await datasette.client.get(f"/claims/-/document/{second}.json")
    versions = response.json()["versions"]
    assert versions["former"]["id"] == first
    kinds = {change["change"]: change for change in versions["changes"]}
    assert set(kinds) == {"changed", "gone", "new"}
    (gone,) = kinds["gone"]["claims_before"]
    assert "six farmers" in gone["text"]
    assert gone["silent"] == 1
    assert kinds["new"]["claims_before"] == []
    assert kinds["new"]["claims_after"]


async def test_of_many_captures_those_next_to_one_are_listed(
    serve: Serve, captured: Path, tmp_path: Path
) -> None:
    path = tmp_path / "many" / "claims.db"
    path.parent.mkdir()
    shutil.copy(captured, path)
    third = documents(path)[-1]
    with sqlite3.connect(path) as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(documents)")]
        kept = ", ".join(name for name in names if name not in ("id", "captured_at"))
        for minute in range(60):
            db.execute(
                f"INSERT INTO documents (id, captured_at, {kept})"
                f" SELECT printf('%020d', ?), printf('2019-03-10T20:%02d:00Z', ?), {kept}"
                " FROM documents WHERE id = ?",
                [minute, minute, third],
            )
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    datasette = serve(path)
    shown = await html(datasette, f"{40:020}")
    assert "Captured 63 times" in shown
    assert "18 earlier captures are not listed" in shown
    assert '<ol class="relations" start="19">' in shown
    assert f"/claims/-/document/{15:020}" in shown
    assert f"/claims/-/document/{14:020}" not in shown
    assert "Nothing of the article differs" in shown
    assert "later captures" not in shown
    assert "37 later captures are not listed" in await html(datasette, documents(captured)[1])
