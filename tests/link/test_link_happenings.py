"""Happenings of other wars and none, told by several outlets: from the files to `compare`.

The articles are invented; updates, corrections, denials, rounded numbers and sub-places are in
them on purpose.  What must come out is what a recorder of casualties would sign.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from provenance.cli import main

ARTICLES = Path(__file__).parent.parent / "fixtures" / "happenings"


class Compared:
    """The greatest event of some articles, as `provenance compare` gives it."""

    def __init__(self, name: str, folder: Path) -> None:
        database = folder / f"{name}.db"
        self._run("ingest", str(database), str(ARTICLES / f"{name}.jsonl"))
        with closing(sqlite3.connect(database)) as connection:
            order = "select id, label from events order by n_claims desc, id"
            self.labels = [label for _, label in connection.execute(order)]
            event = connection.execute(order).fetchone()[0]
            pages = (
                "select d.external_id from documents d join claims c on c.document_id = d.id "
                "where c.event_id = ?"
            )
            self.pages = {row[0] for row in connection.execute(pages, (event,))}
            links = (
                "select l.relation, a.low, b.low, a.measure from links l join claims c "
                "on c.id = l.claim_a left join figures a on a.id = l.figure_a "
                "left join figures b on b.id = l.figure_b where c.event_id = ?"
            )
            self.links = connection.execute(links, (event,)).fetchall()
        rows = [json.loads(x) for x in self._run("compare", str(database), event, "--json")]
        self.figures = [row for row in rows if row["row"] == "figure"]
        assert {row["relation"] for row in rows if row["row"] == "link"} == {
            row[0] for row in self.links
        }
        self.ranges = {
            (row["measure"], row["party"]): (row["low"], row["high"])
            for row in rows
            if row["row"] == "range" and row["profile"] == "all"
        }

    @staticmethod
    def _run(*arguments: str) -> list[str]:
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        return result.stdout.splitlines()

    def numbers(self, relation: str) -> set[frozenset[int]]:
        """Return the lows of the pairs of figures that stand in a relation."""
        return {frozenset((a, b)) for name, a, b, _ in self.links if name == relation and a and b}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Compared]:
    """Ingest each set of articles once."""
    folder = tmp_path_factory.mktemp("happenings")
    return {path.stem: Compared(path.stem, folder) for path in sorted(ARTICLES.glob("*.jsonl"))}


def test_an_earthquake_with_a_toll_that_rises_and_is_put_right(
    compared: dict[str, Compared],
) -> None:
    quake = compared["quake"]
    assert quake.pages == {f"quake-{at}" for at in range(1, 6)}
    assert quake.labels[0] == "Earthquake in Sarevo, 7 Apr 2031"
    # The ministry's toll, the Red Cross's and the party's; not that which was put right.
    tolls = ((212, 270), (212, 500), (270, 500))
    assert quake.numbers("conflicts") == {frozenset(pair) for pair in tolls}
    assert frozenset((140, 212)) in quake.numbers("updates")
    assert {row[0] for row in quake.links} >= {"denies", "corrects", "updates", "repeats"}
    # The bodies of one village, an aftershock's injured and an old quake's dead are no toll.
    assert quake.ranges["killed", None] == (140, 500)


def test_trains_that_collide_with_a_first_report_and_one_taken_back(
    compared: dict[str, Compared],
) -> None:
    train = compared["train"]
    assert train.pages == {"train-1", "train-2", "train-3"}
    assert train.labels[0] == "Accident in Halsen, 18 Jan 2032"
    assert train.numbers("conflicts") == {frozenset((9, 10))}
    assert train.ranges["killed", None] == (9, 12)
    assert not any(row[0] == "retracts" for row in train.links), "none gives the ten here"


def test_a_bomb_at_a_market_keeps_other_attacks_apart(compared: dict[str, Compared]) -> None:
    market = compared["market"]
    assert {"market-1", "market-2", "market-3"} <= market.pages
    assert market.labels[0] == "Bombing in Dunga, 9 Feb 2028"
    assert {"Bombing in Mirra, 10 Feb 2028", "Shooting in Dunga, 8 Feb 2028"} <= {*market.labels}
    # Sixteen (police), eighteen (the agency) and 22 (the vigilantes); 34 and 41 injured.
    assert market.numbers("conflicts") == {
        frozenset(pair) for pair in ((16, 22), (16, 18), (18, 22), (34, 41))
    }


def test_what_is_brought_to_one_house_is_a_part(compared: dict[str, Compared]) -> None:
    factory = compared["factory"]
    assert factory.numbers("conflicts") <= {frozenset((27, 43)), frozenset((27, 41))}
    assert frozenset((18, 27)) not in factory.numbers("conflicts")


def test_the_missing_grow_fewer_and_bodies_found_are_no_toll(
    compared: dict[str, Compared],
) -> None:
    ferry = compared["ferry"]
    assert {"ferry-2", "ferry-3", "ferry-4"} <= ferry.pages
    assert ferry.numbers("conflicts") == set()
    assert ferry.ranges["killed", None][1] == 49


def test_sides_that_count_each_other_s_dead(compared: dict[str, Compared]) -> None:
    raid = compared["raid"]
    for relation in ("conflicts", "updates"):
        # Rebels, soldiers and civilians are never put against each other.
        assert frozenset((45, 11)) not in raid.numbers(relation)
        assert frozenset((7, 45)) not in raid.numbers(relation)
