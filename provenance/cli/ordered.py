"""Groups of commands that list them in the order of use, and expect a database behind them."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.text import printable


class Ordered(click.Group):
    """A group that lists its commands in the order in which they were added.

    Who gives it a database at once is told which words go between.
    """

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; fails where a file stands in its place."""
        given = args[0]
        if self.get_command(ctx, given) is None and Path(given).exists():
            what = "folder" if Path(given).is_dir() else "file"
            ctx.fail(
                f"{printable(given)} is a {what}, and the command goes before it: "
                f"{ctx.command_path} {self.example(given)}"
            )
        return super().resolve_command(ctx, args)

    def example(self, path: str) -> str:
        """Return what to type behind the group's name about a path."""
        first, *others = self.commands
        return f"{first} {printable(path)}; other commands are {', '.join(others)}"

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which they were added."""
        return list(self.commands)


__all__ = ["Ordered"]
