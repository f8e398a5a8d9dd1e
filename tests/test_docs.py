"""The documentation tells the truth: commands, links, the two commands of the README."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import click
import pytest

from provenance.cli import main

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")
LINK = re.compile(r"\]\(([^)#\s]+)?(?:#([^)\s]+))?\)")


def blocks(page: str) -> list[str]:
    """Return the lines of the shell blocks of a page."""
    found = re.findall(r"```bash\n(.*?)```", page, re.DOTALL)
    return [line for block in found for line in block.splitlines() if line.strip()]


def anchors(page: Path) -> set[str]:
    """Return the anchors that the headings of a page have."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def test_commands_page_is_made_from_the_help() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "commands.py"))["page"]()
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == page, (
        "run: python docs/commands.py"
    )


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_stands_in_the_docs(name: str) -> None:
    assert f"## provenance {name}\n" in (ROOT / "docs" / "commands.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text("utf-8")):
        if target.startswith(("http:", "https:")):
            continue
        path = (page.parent / target) if target else page
        assert path.exists(), f"{page.name} points at {target}"
        if anchor:
            assert anchor in anchors(path), f"{page.name} points at {target}#{anchor}"


WRITTEN = [page for page in PAGES if page.name != "commands.md"]
TYPED = [
    (page.name, line)
    for page in WRITTEN
    for line in blocks(page.read_text("utf-8"))
    if "provenance " in line
]


@pytest.mark.parametrize(("page", "line"), TYPED)
def test_pages_speak_of_commands_that_exist(page: str, line: str) -> None:
    for part in re.split(r"&&|\|", line):
        words = shlex.split(part, comments=True)
        if not words or Path(words[0]).name != "provenance":
            continue
        command: click.Command = main
        known: set[str] = set()
        for word in words[1:]:
            if not isinstance(command, click.Group):
                break
            command = command.commands[word]
        for parameter in command.params:
            known.update(parameter.opts)
        assert {word for word in words if word.startswith("--")} <= known


PICTURES = sorted((ROOT / "docs" / "images").glob("*"))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_pictures_are_small_and_shown(picture: Path) -> None:
    assert picture.stat().st_size < 150_000
    assert any(f"images/{picture.name}" in page.read_text("utf-8") for page in PAGES)


def test_build_runs_the_tests_of_the_readme() -> None:
    tests = next(line for line in blocks(README) if line.endswith("pytest"))
    assert re.fullmatch(
        r"python3 -m venv \S+ && \S+pip install -q -e '\.\[test\]' && \S+pytest", tests
    )
    steps = (ROOT / ".ci" / "run").read_text("utf-8").strip().splitlines()
    gate, tests_run = 'wait "$gate" || status=1', "step pytest"
    assert steps.index(tests_run) < steps.index(gate) < steps.index('exit "$status"')
    assert steps[-1] == 'exit "$status"'
