"""The quality gate: what it lets pass, what it stops, and that a floor is never lowered."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from evaluation import expected
from evaluation.floors import Pinned, changed, load, missed, raised, save
from evaluation.gate import judge, table
from evaluation.scores import read_lines
from evaluation.sets import SETS, DataSet, articles

ROOT = Path(__file__).parent.parent


def data_set(value: float, name: str = "toy") -> DataSet:
    """Return a set that measures ``value`` on one file."""
    return DataSet(name, ("data.txt",), lambda gold, work: {"row.F": value})


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a folder with the toy set's data."""
    (tmp_path / "data.txt").write_text("as it was", "utf-8")
    return tmp_path


def pinned(floor: float | None, text: str = "as it was") -> Pinned:
    """Return floors pinned on a file with ``text``."""
    return Pinned(
        data={"data.txt": hashlib.sha256(text.encode()).hexdigest()}, at_least={"row.F": floor}
    )


@pytest.mark.parametrize(
    ("value", "floor", "fails"), [(0.6, 0.5, False), (0.5, 0.5, False), (0.49, 0.5, True)]
)
def test_a_figure_under_its_floor_fails(
    gold: Path, value: float, floor: float, fails: bool
) -> None:
    floors = {"toy": pinned(floor)}
    outcome = judge(data_set(value), floors, gold, gold / "work")
    assert bool(outcome.problems) == fails
    assert ("FAILED" in table([outcome], floors)) == fails


def test_a_figure_that_is_not_measured_fails(gold: Path) -> None:
    floors = {"toy": Pinned(data=pinned(0).data, at_least={"source_acc": 0.1})}
    assert judge(data_set(1.0), floors, gold, gold / "work").problems


def test_a_ceiling_works_the_other_way() -> None:
    silent = Pinned(at_most={"killed.silent": 0.1})
    assert not missed(silent, {"killed.silent": 0.1})
    assert missed(silent, {"killed.silent": 0.11})
    assert missed(silent, {"killed.silent": float("nan")})


def test_other_data_fail_before_anything_is_measured(gold: Path) -> None:
    def never(gold: Path, work: Path) -> dict[str, float]:
        raise AssertionError("measured on the wrong data")

    floors = {"toy": pinned(0.5, text="as it was once")}
    outcome = judge(DataSet("toy", ("data.txt",), never), floors, gold, gold / "work")
    assert "data.txt is not the file" in outcome.problems[0]


def test_a_set_that_breaks_fails_and_the_others_go_on(gold: Path) -> None:
    def broken(gold: Path, work: Path) -> dict[str, float]:
        raise subprocess.CalledProcessError(1, ["provenance", "ingest"])

    outcome = judge(DataSet("toy", ("data.txt",), broken), {}, gold, gold / "work")
    assert outcome.problems == ["exit status 1 of: provenance ingest"]


@pytest.mark.parametrize("folder", [None, Path("nowhere")])
def test_absent_data_pass_and_are_named(folder: Path | None) -> None:
    outcome = judge(data_set(0.0), {"toy": pinned(0.5)}, folder, Path("work"))
    assert outcome.absent
    assert not outcome.problems
    assert "data absent" in table([outcome], {})


def test_update_never_lowers_a_floor() -> None:
    before = Pinned(
        data={"a": "1"},
        at_least={"better": 0.5, "worse": 0.5, "new": None, "whole": None, "unmeasured": 0.4},
        at_most={"better": 0.5, "worse": 0.1, "none": 0.0},
    )
    measured = {"better": 0.8, "worse": 0.2, "new": 0.6, "whole": 1.0, "none": 0.3}
    after = raised(before, measured, {"a": "2", "b": "3"})
    assert after.at_least == {
        "better": 0.79,
        "worse": 0.5,
        "new": 0.59,
        "whole": 0.99,
        "unmeasured": 0.4,
    }
    assert after.at_most == {"better": 0.5, "worse": 0.1, "none": 0.0}
    assert after.data == {"a": "1", "b": "3"}


def test_ceilings_come_down() -> None:
    assert raised(Pinned(at_most={"silent": 0.5}), {"silent": 0.2}, {}).at_most == {"silent": 0.21}


def test_a_new_file_of_a_set_counts_as_changed() -> None:
    assert changed(Pinned(data={"a": "1"}), {"a": "1", "b": "2"}) == ["b"]


def test_floors_survive_writing_and_reading(tmp_path: Path) -> None:
    floors = {"toy": pinned(0.5)}
    save(tmp_path / "floors.yaml", floors)
    assert load(tmp_path / "floors.yaml") == floors


def test_every_set_has_floors_that_are_pinned() -> None:
    floors = load(ROOT / "evaluation" / "floors.yaml")
    assert set(floors) == {chosen.name for chosen in SETS}
    for chosen in SETS:
        own = floors[chosen.name]
        assert set(own.data) == set(chosen.files)
        assert None not in [*own.at_least.values(), *own.at_most.values()]


def test_labels_stay_out_of_what_is_extracted(tmp_path: Path) -> None:
    record = {"id": "a", "text": "words", "title": "", "killed": 3, "date": "2019-05-02"}
    path = articles([record], tmp_path / "articles.jsonl", "title", "date")
    assert json.loads(path.read_text("utf-8")) == {
        "id": "a",
        "text": "words",
        "date": "2019-05-02",
    }


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        (
            "conflict  P 0.500 R 0.250 F 0.333  gold 8 predicted 4",
            {
                "conflict.P": 0.5,
                "conflict.R": 0.25,
                "conflict.F": 0.333,
                "conflict.gold": 8.0,
                "conflict.predicted": 4.0,
            },
        ),
        (
            "traps without a false conflict 30/40; gold pairs with an unextracted figure 12",
            {"traps_without_a_false_conflict": 0.75},
        ),
        ("pairwise {'P': 0.5, 'gold': 10}", {"pairwise.P": 0.5, "pairwise.gold": 10.0}),
        (
            "b-cubed P 0.9 R 0.7 F 0.8; articles 20 without event 3",
            {"b-cubed.P": 0.9, "b-cubed.R": 0.7, "b-cubed.F": 0.8, "b-cubed.articles": 20.0},
        ),
    ],
)
def test_printed_scores_are_read(line: str, figures: dict[str, float]) -> None:
    read = read_lines(line)
    assert figures.items() <= read.items()


def test_points_do_not_hold_of_an_empty_database(tmp_path: Path) -> None:
    from provenance.store import connect

    path = tmp_path / "empty.db"
    connect(path, create=True).close()
    figures = expected.measure(path)
    assert len(figures) == 10
    assert set(figures.values()) == {0.0}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of the sample articles."""
    from evaluation.sets import ingest

    return ingest(ROOT / "seeds", tmp_path_factory.mktemp("seeds") / "seeds.db")


@pytest.mark.parametrize("point", expected.POINTS, ids=lambda point: point.__name__)
def test_sample_articles_give_what_a_careful_reader_finds(
    seeds: Path, point: expected.Point
) -> None:
    with sqlite3.connect(seeds) as db:
        db.row_factory = sqlite3.Row
        problems = list(point(db))
    db.close()
    assert problems == []
