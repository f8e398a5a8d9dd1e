"""Deciding from the command line: words in, an entry of the log and a plain answer out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from browse.world import MONITOR
from click.testing import CliRunner, Result
from sqlite_utils import Database

from provenance.cli import main

Run = Callable[..., Result]
GROUPS = {
    f"{group} {name}": command
    for group, commands in main.commands.items()
    if isinstance(commands, click.Group)
    for name, command in commands.commands.items()
}


@pytest.fixture
def run(db: Database, tmp_path: Path) -> Run:
    """Return a function that runs a command on the database; its path goes in third place."""

    def invoke(*words: str) -> Result:
        path = str(tmp_path / "claims.db")
        runner = CliRunner(env={"PROVENANCE_REVIEWER": "Ada"})
        return runner.invoke(main, [*words[:2], path, *words[2:]])

    return invoke


def lines(result: Result) -> list[dict[str, Any]]:
    """Return the JSON Lines that a command printed."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("name", GROUPS)
def test_each_command_explains_itself(name: str) -> None:
    shown = CliRunner().invoke(main, [*name.split(), "-h"])
    assert shown.exit_code == 0
    assert f"provenance {name} " in shown.output.split("Example", 1)[1]
    options = [p for p in GROUPS[name].params if p.param_type_name == "option"]
    assert all(getattr(option, "help", None) for option in options)
    assert f"## provenance {name}\n" in Path("docs/commands.md").read_text("utf-8")


def test_a_claim_leaves_the_list_when_it_is_confirmed(run: Run, ids: dict[str, str]) -> None:
    waiting = lines(run("review", "list"))
    assert ids["toll"] in {row["id"] for row in waiting}
    (entry,) = lines(run("review", "confirm", ids["toll"][:6], "-r", "saw the list"))
    assert (entry["by"], entry["after"]) == ("Ada", {"status": "confirmed"})
    assert ids["toll"] not in {row["id"] for row in lines(run("review", "list"))}
    (shown,) = lines(run("review", "log", "--about", ids["toll"]))
    assert shown["undone_by"] is None
    lines(run("review", "undo", "1"))
    log = lines(run("review", "log"))
    assert [(row["number"], row["action"]) for row in log] == [(2, "undo"), (1, "confirm")]
    assert log[1]["undone_by"] == 2
    assert len(lines(run("review", "list"))) == len(waiting)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--flag", "hedged"], {"The Hill Front reportedly holds the heights above the bay"}),
        (["--flag", "reader_comment"], {"that more than 30 died there"}),
        (["--since", "2031-05-09"], {"The toll of Sunday's shelling rose to 23"}),
        (["--until", "2031-05-04"], set()),
        (
            ["--event", "kestrel", "--flag", "unnamed_source"],
            {"that about 20 bodies had been brought in"},
        ),
    ],
)
def test_the_list_can_be_narrowed(run: Run, options: list[str], expected: set[str]) -> None:
    assert {row["text"] for row in lines(run("review", "list", *options))} == expected


def test_a_figure_is_corrected_in_words(run: Run, db: Database) -> None:
    key = next(iter(db.query("SELECT id FROM figures WHERE text = 'Four'")))["id"]
    (entry,) = lines(run("review", "correct", key, "low=4", "high=", "point=", "-r", "so far"))
    assert entry["after"] == {"high": None, "low": 4, "point": None}
    assert entry["before"]["high"] == 4


def test_a_source_gets_a_letter(run: Run) -> None:
    assert lines(run("sources", "list", "harbour"))[0]["reliability"] == "F"
    lines(run("sources", "reliability", "harbour monitor", "b", "-r", "its lists hold"))
    (row,) = lines(run("sources", "list", "Harbour Monitor"))
    assert (row["id"], row["reliability"]) == (MONITOR.id, "B")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("review", "confirm", "ffff"), "no claim"),
        (("review", "credibility", "toll", "9"), "from 1"),
        (("review", "correct", "toll", "kind", "-r", "x"), "FIELD=VALUE"),
        (("review", "correct", "toll", "kind=x"), "--reason"),
        (("review", "correct", "toll", "high=9", "-r", "x"), "a figure's, whose id is in"),
        (("review", "attribute", "toll", "Nobody Known", "-r", "x"), "kind"),
        (("review", "undo", "1"), "no entry"),
        (("review", "list", "--flag", "x"), "not a flag"),
        (("sources", "reliability", "harbour monitor", "G", "-r", "x"), "letter"),
    ],
)
def test_a_mistake_is_told_in_a_line(
    run: Run, ids: dict[str, str], words: tuple[str, ...], said: str
) -> None:
    done = run(*(ids.get(word, word) for word in words))
    assert done.exit_code in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_all_of_several_decisions_or_none(run: Run, ids: dict[str, str]) -> None:
    assert run("review", "confirm", ids["toll"], "ffff").exit_code == 1
    assert lines(run("review", "log")) == []


def test_linking_again_tells_of_decisions_that_met_other_words(
    run: Run, ids: dict[str, str], db: Database, tmp_path: Path
) -> None:
    lines(run("review", "reject", ids["evil"]))
    db.execute("UPDATE claims SET text = 'other words' WHERE id = ?", [ids["evil"]])
    assert [row["how"] for row in lines(run("review", "log", "--lost"))] == ["changed"]
