"""Help: every command explains itself, shows examples and answers at once."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cli_runs import Run

from provenance import __version__
from provenance.cli import main

COMMANDS = sorted(main.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_explains_and_shows_examples(run: Run, name: str) -> None:
    long, short = run(name, "--help"), run(name, "-h")
    assert long.exit_code == 0
    assert long.output == short.output
    assert "Example" in long.output
    assert f"provenance {name}" in long.output.split("Example", 1)[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_short_help_is_not_cut_off(run: Run, name: str) -> None:
    line = next(line for line in run("-h").output.splitlines() if line.startswith(f"  {name} "))
    assert line.endswith(".")
    assert not line.endswith("...")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    options = [p for p in main.commands[name].params if p.param_type_name == "option"]
    assert all(getattr(option, "help", None) for option in options)


def test_version(run: Run) -> None:
    assert run("--version").output == f"provenance, version {__version__}\n"


def test_help_does_not_wait_for_the_language_model() -> None:
    code = (
        "import sys; from provenance.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'sqlite_utils', 'datasette', 'rich.table', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
