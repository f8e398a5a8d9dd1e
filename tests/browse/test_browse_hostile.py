"""Hostile text in every field of the database, on every page: it is shown as text."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browse.world import MONITOR
from datasette.app import Datasette

from provenance.store.connect import connect
from provenance.store.reviews import add_review

Serve = Callable[..., Datasette]

EVIL = (
    "</title></textarea></style></script><script>alert(1)</script><img src=x onerror=alert(2)>"
    "<svg onload=alert(3)>\"'><b onmouseover=alert(4)>\u202efdp.exe\u202c {{ 7*7 }} =1+1"
)
LINK = "javascript:alert(5)//\u202e"
FIELDS = {
    "sources": ("name",),
    "source_aliases": ("name",),
    "events": ("label", "kind"),
    "documents": ("label", "title", "publisher", "author", "external_id", "republished_from"),
    "captures": ("origin", "media_type"),
    "claims": ("source_text", "cue_text", "kind", "hedge_text", "rule", "origin_rule"),
    "figures": ("text", "subject", "party", "unit", "rule"),
    "places": ("name", "country"),
    "links": ("reason", "rule"),
    "flags": ("reason", "rule"),
    "attributions": ("rule",),
    "claim_sources": ("text", "alignment", "rule"),
    "ranges": ("party",),
}
VOID = {"input", "meta", "link", "br", "hr", "img", "path", "line", "rect", "circle"}
APART = {"bdi", "q", "title", "option", "textarea", "pre", "code", "script", "style"}
"""Elements whose text cannot turn round what stands beside it; so do those with ``dir``."""


class Strict(HTMLParser):
    """Finds what a page must not hold: foreign elements, handlers, script links, loose turns."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        given = {name: value or "" for name, value in attrs}
        if tag in ("img", "b", "object", "embed", "iframe", "base"):
            self.faults.append(f"<{tag}>")
        if tag == "script" and "src" not in given and "alert(" in str(given):
            self.faults.append("script")
        for name, value in given.items():
            if name.startswith("on") and "alert" in value:
                self.faults.append(f"{tag} {name}")
            if name in ("href", "src", "action", "xlink:href", "formaction"):
                start = re.sub(r"[\x00-\x20]", "", value).lower()
                if start.startswith(("javascript:", "data:", "vbscript:")):
                    self.faults.append(f"{tag} {name}={value[:30]}")
        if tag not in VOID:
            self.open.append((tag, tag in APART or "dir" in given))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        while self.open:
            last, _ = self.open.pop()
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        """Look at text."""
        if self.open and self.open[-1][0] == "script" and "alert(" in data:
            self.faults.append("script with text of an article")
        if "\u202e" in data and not any(apart for _, apart in self.open):
            self.faults.append(f"turned in {[tag for tag, _ in self.open][-4:]}: {data[:60]!r}")


@pytest.fixture(scope="module")
def evil(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented conflict, every free text of it hostile; people's notes too."""
    path = tmp_path_factory.mktemp("evil") / "claims.db"
    shutil.copy(written, path)
    with sqlite3.connect(path) as db:
        for name, table in db.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            if table == "captures":
                db.execute(f"DROP TRIGGER {name}")
        for table, columns in FIELDS.items():
            for column in columns:
                db.execute(
                    f'UPDATE {table} SET "{column}" = rowid || ? WHERE "{column}" IS NOT NULL',
                    [EVIL],
                )
        db.execute("UPDATE event_claims SET reasons = ?", [json.dumps([EVIL])])
        db.execute("UPDATE documents SET url = ?", [LINK])
        db.execute("UPDATE claims SET text = ? || text", [EVIL])
        db.execute("UPDATE sentences SET text = ? || text", [EVIL])
        db.execute("UPDATE documents SET text = ? || text", [EVIL])
        db.execute("UPDATE runs SET version = ?", [EVIL])
        for key, data in db.execute("SELECT id, data FROM forms").fetchall():
            changed = json.loads(data) | {"name": EVIL}
            db.execute("UPDATE forms SET data = ? WHERE id = ?", [json.dumps(changed), key])
    ids = known_ids_by_place(path)
    store = connect(path)
    figure = store.execute("SELECT id FROM figures WHERE claim_id = ?", [ids["toll"]]).fetchone()[0]
    for target, action, after in (
        (ids["toll"], "note", None),
        (ids["toll"], "reject", {"status": "rejected"}),
        (figure, "correct", {"low": 3, "subject": EVIL, "party": EVIL}),
        (MONITOR.id, "reliability", {"reliability": "B"}),
        (MONITOR.id, "note", None),
        (ids["event"], "note", None),
    ):
        given = json.dumps(after) if after else None
        add_review(
            store, by=EVIL, action=action, target=target, reason=EVIL, after=given,
            before=json.dumps({"text": EVIL}),
        )  # fmt: skip
    store.execute("UPDATE claims SET status = 'rejected' WHERE id = ?", [ids["toll"]])
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


def known_ids_by_place(path: Path) -> dict[str, str]:
    """Return the ids of rows, found by what stayed as it was."""
    with sqlite3.connect(path) as db:
        found = {"event": db.execute("SELECT id FROM events").fetchone()[0]}
        sql = "SELECT id FROM claims WHERE text LIKE '%At least 18%on Sunday%'"
        found["toll"] = db.execute(sql).fetchone()[0]
        found["denial"] = db.execute(
            "SELECT claim_a FROM links WHERE relation = 'denies'"
        ).fetchone()[0]
        found["page"] = db.execute(
            "SELECT document_id FROM claims WHERE id = ?", [found["toll"]]
        ).fetchone()[0]
    return found


def paths(ids: dict[str, str]) -> list[str]:
    """Return the address of every page, ours and those of Datasette that show our rows."""
    return [
        "/claims/-/provenance",
        f"/claims/-/event/{ids['event']}",
        f"/claims/-/event/{ids['event']}?profile=named",
        f"/claims/-/document/{ids['page']}",
        f"/claims/-/document/{ids['page']}?claim={ids['toll']}",
        f"/claims/-/claim/{ids['toll']}",
        f"/claims/-/claim/{ids['denial']}",
        f"/claims/-/source/{MONITOR.id}",
        "/claims/-/queue",
        "/claims/-/queue?flag=disputed",
        "/claims/-/events",
        "/claims/-/search?q=script",
        "/claims/-/search?q=%3Cscript%3Ealert(1)%3C/script%3E%E2%80%AE",
        "/claims/-/events?words=%3Cscript%3Ealert(1)%E2%80%AE&kind=%22%3E%3Cb%20onclick=alert(1)%3E",
        "/claims/claims",
        "/claims/figure_comparison",
        "/claims/disagreements",
        "/claims/unverified_claims",
        "/claims/source_scorecard",
    ]


@pytest.mark.parametrize("actor", [None, "root"])
async def test_no_page_takes_text_for_markup(actor: str | None, serve: Serve, evil: Path) -> None:
    datasette = serve(evil)
    cookies = {"ds_actor": datasette.sign({"a": {"id": actor}}, "actor")} if actor else {}
    for path in paths(known_ids_by_place(evil)):
        response = await datasette.client.get(path, cookies=cookies)
        assert response.status_code == 200, f"{path}: {response.text[:300]}"
        ours = "/-/" in path
        faults = Strict(response.text).faults
        assert [f for f in faults if ours or not f.startswith("turned")] == [], path
        assert "<script>alert" not in response.text
        assert "fdp.exe" in response.text, f"{path} shows the text"
        assert ">49<" not in response.text, "no template is run"


async def test_machines_get_hostile_text_as_text(serve: Serve, evil: Path) -> None:
    datasette, ids = serve(evil), known_ids_by_place(evil)
    for path in paths(ids)[:9]:
        base, _, query = path.partition("?")
        answer = await datasette.client.get(f"{base}.json?{query}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.text.isascii(), "nothing in it turns a terminal or a browser round"
    feed = await datasette.client.get("/claims/-/feed.atom")
    assert "<script" not in feed.text
    assert "\u202e" not in feed.text
    table = await datasette.client.get(f"/claims/-/event/{ids['event']}.csv")
    assert table.status_code == 200
    place = await datasette.client.get(f"/claims/-/event/{ids['event']}.geojson")
    assert place.headers["content-type"].startswith("application/geo+json")
    assert place.text.isascii()
    assert place.json()["geometry"]["type"] == "Point"
