"""Groups of commands that list them in the order of use."""

from __future__ import annotations

import click


class Ordered(click.Group):
    """A group that lists its commands in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which they were added."""
        return list(self.commands)


__all__ = ["Ordered"]
