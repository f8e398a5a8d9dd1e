"""Claims of other extractors beside the page's own: nothing twice, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlite_utils import Database
from store_pages import SETTINGS, article, bare, dump

from provenance.imports.grounded import GroundedClaim, GroundedFigure, GroundedSource
from provenance.imports.merge import Imported
from provenance.records import Extraction, Measure, SourceKind, Span, Style
from provenance.store import Writer, read_extractions, start_run
from provenance.store.check import check
from provenance.store.imported import add_import, import_id, read_imports

PAGE, CAPTURE = article()
KEY = PAGE.document.id


def at(words: str) -> Span:
    """Where words stand in the page."""
    start = PAGE.document.text.index(words)
    return start, start + len(words)


def figure(words: str, low: int, high: int | None, **more: Any) -> GroundedFigure:
    """A figure as another extractor has it."""
    given = {"measure": Measure.KILLED, "point": None, "rule": "import.given"} | more
    return GroundedFigure(span=at(words), low=low, high=high, **given)


MINISTRY = GroundedSource(
    spans=(at("The Harbour Ministry"),),
    name="Harbour Ministry",
    kind=SourceKind.MILITARY,
    named=True,
    rule="import.given",
)
MEDICS = GroundedSource(
    spans=(at("medics"),), name="medics", kind=SourceKind.WITNESS, named=False, rule="import.given"
)


def claim(
    words: str, *figures: GroundedFigure, source: GroundedSource | None = None, **more: Any
) -> GroundedClaim:
    """A claim as another extractor has it."""
    said = {"attributed": True, "style": Style.INDIRECT} if source else {}
    return GroundedClaim(
        spans=(at(words),), figures=figures, source=source, rule="import.given", **said, **more
    )


SAME = claim("at least 12 people", figure("at least 12", 12, None), source=MINISTRY)
MEASURED = claim("at least 12 people", figure("12", 12, 12, point=12, measure=Measure.INJURED))
MORE = claim(
    "including 3 children, were killed",
    figure("3", 3, 3, point=3),
    figure("4 May", 4, 4, point=4),
    source=MINISTRY,
)
NEW = claim("Shelling in Orvane")
TOTAL = claim("wounded dozens near Orvane on 4 May", figure("4", 4, 4, measure=Measure.ATTACKS))


def imported(db: Database, *claims: GroundedClaim, name: str = "other") -> Imported:
    """The claims of one extractor."""
    run = start_run(db, {"extractor": name, "version": "2"})
    return Imported(import_id(KEY, run), run, name, "2", claims)


def rows(db: Database, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return list(db.execute(sql).fetchall())


@pytest.fixture
def page(db: Database, run: str) -> Database:
    """A database with one page."""
    Writer(db, run).add(PAGE, CAPTURE)
    return db


def test_a_figure_that_is_there_is_read_not_doubled(page: Database) -> None:
    before = rows(page, "SELECT id FROM figures ORDER BY id")
    assert add_import(page, KEY, imported(page, SAME, NEW), "a.jsonl#1")
    assert rows(page, "SELECT id FROM figures ORDER BY id") == before
    assert rows(page, "SELECT figure_id IS NOT NULL, text FROM readings ORDER BY start") == [
        (0, "Shelling in Orvane"),
        (1, "at least 12"),
    ]
    assert check(page) == []


def test_what_only_the_import_has_becomes_a_row_with_its_maker(page: Database) -> None:
    add_import(page, KEY, imported(page, NEW, TOTAL), "a.jsonl#1")
    made = "run_id IN (SELECT run_id FROM imports)"
    assert rows(page, f"SELECT text, style FROM claims WHERE {made}") == [
        ("Shelling in Orvane", "narration")
    ]
    assert rows(page, f"SELECT text, measure, ordinal FROM figures WHERE {made}") == [
        ("4", "attacks", 1)
    ]
    assert rows(page, "SELECT n_claims FROM documents") == [(4,)]
    assert rows(page, "SELECT max(n_figures) FROM claims") == [(2,)]
    assert check(page) == []


def test_another_source_is_another_claim(page: Database) -> None:
    own = claim("were killed", figure("4", 4, 4, measure=Measure.ATTACKS))
    spans = own.model_copy(update={"spans": (at("The shelling reportedly wounded"),)})
    other = spans.model_copy(update={"attributed": True, "source": MEDICS})
    add_import(page, KEY, imported(page, other.model_copy(update={"figures": ()})), "a#1")
    add_import(page, KEY, imported(page, other, name="third"), "a#1")
    found = rows(page, "SELECT f.text, c.source_text FROM figures f JOIN claims c"
                 " ON c.id = f.claim_id WHERE f.measure = 'attacks'")  # fmt: skip
    assert found == [("4", "medics")]


def test_the_same_again_changes_nothing(page: Database) -> None:
    item = imported(page, SAME, NEW, TOTAL)
    add_import(page, KEY, item, "a.jsonl#1")
    before = dump(page)
    assert not add_import(page, KEY, item, "b.jsonl#9")
    assert dump(page) == before


def test_a_later_import_replaces_the_earlier(page: Database) -> None:
    clean = dump(page)
    add_import(page, KEY, imported(page, NEW, TOTAL), "a.jsonl#1")
    add_import(page, KEY, imported(page), "a.jsonl#2")
    assert rows(page, "SELECT count(*) FROM readings") == [(0,)]
    after = dump(page)
    assert {n: after[n] for n in after if n not in ("imports", "runs") and "fts" not in n} == {
        n: clean[n] for n in clean if n not in ("imports", "runs") and "fts" not in n
    }


def settled(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows but clocks, search indexes and what depends on which came first."""
    found = dump(db)
    for name in ("captures", "runs", "imports", "run_documents", "sources", "places"):
        found.pop(name)
    return {name: held for name, held in found.items() if "fts" not in name}


def newer() -> Extraction:
    """The page as another version reads it: one claim less."""
    return PAGE.model_copy(update={"claims": PAGE.claims[:2]})


def test_before_or_after_extracting_anew_the_rows_are_the_same(db: Database, run: str) -> None:
    Writer(db, run).add(PAGE, CAPTURE)
    second = start_run(db, SETTINGS | {"version": "2"})
    items = [imported(db, SAME, NEW, TOTAL), imported(db, MORE, MEASURED, name="third")]
    for item in items:
        add_import(db, KEY, item, "a#1")
    assert Writer(db, second).add(newer(), CAPTURE).replaced == 1
    before = settled(db)
    assert check(db) == []
    db.execute("DELETE FROM imports")
    db.execute("DELETE FROM documents")
    Writer(db, run).add(PAGE, CAPTURE)
    Writer(db, second).add(newer(), CAPTURE)
    for item in reversed(items):
        add_import(db, KEY, item, "a#1")
    assert settled(db) == before


def test_our_own_extraction_is_told_apart(page: Database) -> None:
    add_import(page, KEY, imported(page, NEW, TOTAL, MORE), "a#1")
    assert next(read_extractions(page, [KEY], own=True)) == PAGE
    assert len(next(read_extractions(page, [KEY])).claims) > len(PAGE.claims)
    assert read_imports(page, KEY)[0].claims == (NEW, TOTAL, MORE)
    again = start_run(page, SETTINGS | {"version": "3"})
    assert Writer(page, again).add(PAGE, CAPTURE).unchanged == 1


def test_extractors_side_by_side(page: Database) -> None:
    add_import(page, KEY, imported(page, SAME, NEW), "a#1")
    found = rows(
        page,
        "SELECT found_by, what, coalesce(text_a, text_b), differences FROM extractor_comparison"
        " ORDER BY found_by, 3",
    )
    assert ("both", "figure", "at least 12", "") in found
    assert ("other", "claim", "Shelling in Orvane", None) in found
    assert ("provenance", "figure", "dozens", None) in found
    add_import(page, KEY, imported(page, MEASURED, name="third"), "a#1")
    found = rows(
        page,
        "SELECT found_by, text_a, text_b, measure_a, measure_b, differences"
        " FROM extractor_comparison WHERE extractor_a = 'other' AND found_by = 'both'",
    )
    assert found == [
        ("both", "at least 12", "12", "killed", "injured",
         "span interval measure source")
    ]  # fmt: skip


def test_a_page_without_imports_is_not_compared(page: Database, run: str) -> None:
    Writer(page, run).add(*bare("Nothing here.", "Hill Herald"))
    assert rows(page, "SELECT count(*) FROM extractor_readings") == [(0,)]
    assert rows(page, "SELECT count(*) FROM extractor_comparison") == [(0,)]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("UPDATE readings SET text = 'x'", "reading_text"),
        ("UPDATE imports SET data = '[]'", "import_hash"),
        ("DELETE FROM readings", "import_unread"),
        ("UPDATE readings SET run_id = (SELECT run_id FROM documents)", "import_run"),
        (
            "UPDATE readings SET claim_id = (SELECT max(id) FROM claims WHERE n_figures = 0)"
            " WHERE figure_id IS NOT NULL",
            "reading_figure",
        ),
    ],
)
def test_each_planted_fault_is_found(page: Database, fault: str, code: str) -> None:
    add_import(page, KEY, imported(page, SAME, NEW), "a#1")
    page.execute(fault)
    assert code in {problem.code for problem in check(page)}
