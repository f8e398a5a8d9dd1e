"""Progress: a moving line on a terminal, nothing in a log, every problem on one line."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING

import click

from provenance.cli.text import duration, printable
from provenance.errors import InputError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

SETTLED_SECONDS = 5.0
"""What the pace of the first seconds tells is the loading of the model."""


class Terminal(AbstractContextManager["Terminal"]):
    """Reports to stderr; the moving line is drawn only where stderr is a terminal."""

    def __init__(self) -> None:
        self.articles = 0
        self.expected: int | None = None
        self.size = 0
        self.begun = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Terminal:
        """Begin to draw, on a terminal."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            self._progress = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                TimeElapsedColumn(),
                console=Console(stderr=True, markup=False, emoji=False, highlight=False),
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task("starting", total=None)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the moving line away."""
        if self._progress is not None:
            self._progress.stop()

    def stage(self, name: str) -> None:
        """Say what is being done from now on."""
        self._draw(name)

    def expect(self, size: int | None) -> None:
        """Keep how many bytes of articles are to come; the clock starts here."""
        self.expected = size
        self.begun = time.monotonic()

    def done(self, name: str, size: int = 0) -> None:
        """Count one more article."""
        self.articles += 1
        self.size += size
        if self._progress is not None:
            self._draw(f"{self.articles:,} articles{self._pace()}, the last {printable(name)}")

    def _pace(self) -> str:
        """Return how fast it goes and how long it will take, once that can be told."""
        passed = time.monotonic() - self.begun
        if passed < SETTLED_SECONDS or not self.size:
            return ""
        pace = f", {self.articles / passed:,.1f} a second"
        if self.expected is None or self.size > self.expected:
            return pace
        left = (self.expected - self.size) / self.size * passed
        return f"{pace}, {duration(left)} left"

    def problem(self, error: InputError) -> None:
        """Print what could not be read."""
        self._print(f"Cannot read {printable(str(error))}")

    def note(self, message: str) -> None:
        """Print what a person should know."""
        self._print(f"Note: {printable(message)}")

    def _print(self, line: str) -> None:
        if self._progress is not None:
            from rich.text import Text

            self._progress.console.print(Text(line))
        else:
            click.echo(line, err=True)

    def _draw(self, text: str) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=text)


class Refusing(Terminal):
    """Says of a problem that something was refused, not that it cannot be read."""

    def problem(self, error: InputError) -> None:
        """Print what was refused, and why."""
        self._print(f"Refused: {printable(str(error))}")
