"""The page about exports tells the truth: its commands run, and its readers read."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
from export.export_world import ids, run

from provenance.cli.export import export
from provenance.review.actions import Action, Decision
from provenance.store import connect
from provenance.store.deciding import decide

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
SECTIONS = {
    title: text
    for title, text in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    if "```python" in text
}


@pytest.fixture
def here(undecided: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a database, in which one claim is rated."""
    undecided.rename(tmp_path / "claims.db")
    db = connect(tmp_path / "claims.db")
    decide(db, Decision(Action.CONFIRM, ids(db, "SELECT id FROM claims")[0], {}), "Ada")
    db.close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("title", SECTIONS)
def test_commands_run_and_readers_read(
    here: Path, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if title == "FollowTheMoney" and find_spec("followthemoney") is None:
        pytest.skip("followthemoney is not installed")
    for block in re.findall(r"```bash\n(.*?)```", SECTIONS[title], re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line)
            assert words[0] == "provenance"
            done = run(*words[1:])
            assert done.exit_code == 0, done.output
    for block in re.findall(r"```python\n(.*?)```", SECTIONS[title], re.DOTALL):
        exec(compile(block, title, "exec"), {})
        assert capsys.readouterr().out.strip()


def test_every_format_has_its_section_and_its_row() -> None:
    for name in export.commands:
        assert f"| `{name}` |" in PAGE
        assert any(f"provenance export {name} " in text for text in SECTIONS.values())
