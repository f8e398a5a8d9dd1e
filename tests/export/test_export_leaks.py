"""What is not chosen leaves in no format, by no way round."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from export.conftest import Decide
from export.export_world import ids, run

from provenance.export.choice import choose
from provenance.store import connect

FORMATS = [
    "jsonl",
    "csv",
    "csv --table comparisons",
    "csv --table ranges",
    "geojson",
    "prov",
    "prov --as trig",
    "nanopub",
    "claimreview",
    *(["ftm"] if find_spec("followthemoney") is not None else []),
]


@pytest.fixture
def decided(undecided: Path, decide_as: Decide) -> Path:
    """The invented conflict with decisions of every kind, some about several claims."""
    db = connect(undecided, read_only=True)
    source, first, second = db.execute(
        "SELECT source_id, min(id), max(id) FROM claims WHERE source_id IS NOT NULL"
        " GROUP BY source_id HAVING count(*) > 1 ORDER BY source_id"
    ).fetchone()
    conflict = ids(db, "SELECT claim_a FROM links WHERE relation = 'conflicts' ORDER BY id")[0]
    event = ids(db, "SELECT id FROM events")[0]
    member = ids(db, f"SELECT claim_id FROM event_claims WHERE event_id = '{event}'")[0]
    db.close()
    decide_as(
        "split_source",
        source,
        reason="two bodies",
        source="Another Body",
        kind="monitor",
        claims=f"{first} {second}",
    )
    decide_as("confirm", first)
    decide_as("reject", second)
    if conflict not in (first, second):
        decide_as("reject", conflict)
    decide_as("split_event", event, reason="another day", claims=member)
    return undecided


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("how", ["rejected", "source", "document", "event", "since"])
def test_what_is_not_chosen_stays(decided: Path, name: str, how: str) -> None:
    db = connect(decided, read_only=True)
    if how == "rejected":
        options, choice = ["--without-rejected"], choose(db, without_rejected=True)
    elif how == "since":
        last = ids(db, "SELECT max(published) FROM documents WHERE published < 'X'")[0]
        options, choice = ["--since", last], choose(db, since=last)
    else:
        sql = f"SELECT {how}_id FROM claims WHERE {how}_id IS NOT NULL ORDER BY id"
        key = ids(db, sql)[0]
        options = [f"--{how}", key]
        choice = choose(db, **{f"{how}s": [key]})  # type: ignore[arg-type]
    every = set(ids(db, "SELECT id FROM claims"))
    chosen: set[str] = set()
    for some in choice.document_ids(db):
        chosen |= choice.claim_ids(db, some)
    db.close()
    first, *rest = name.split()
    done = run("export", first, decided, *rest, *options)
    assert done.exit_code == 0, done.output
    assert every - chosen
    assert [key for key in sorted(every - chosen) if key in done.stdout] == []
    if first == "jsonl":
        assert [key for key in sorted(chosen) if key not in done.stdout] == []
