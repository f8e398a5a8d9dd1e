"""Write ``commands.md`` from the help of the commands: ``python docs/commands.py``."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli import main

PAGE = Path(__file__).parent / "commands.md"
WIDTH = 88
INTRODUCTION = """\
# Commands

Made from the commands' own help by `python docs/commands.py`; a test keeps it true.

The database comes first, then what is to be read; `-` is standard input. On a terminal a
command prints tables, in a pipe or a file JSON Lines. Progress and messages go to stderr.
The exit status is 0 when all went well, 1 when something could not be done, 2 when the
command was not understood, 130 after Ctrl-C.
"""


def page() -> str:
    """Return the page: the help of the root and of every command."""
    parts = [INTRODUCTION, section(main, "provenance")]
    for name, command in main.commands.items():
        parts.append(section(command, f"provenance {name}"))
        if isinstance(command, click.Group):
            for part, inner in command.commands.items():
                parts.append(section(inner, f"provenance {name} {part}"))
    return "\n".join(parts)


def section(command: click.Command, name: str) -> str:
    """Return the heading and the help of one command."""
    settings = dict(main.context_settings, terminal_width=WIDTH, max_content_width=WIDTH)
    with click.Context(command, info_name=name, **settings) as context:
        return f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
