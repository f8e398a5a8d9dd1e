"""The errors a user can cause.  The message says what is wrong, where, and what to do."""

from __future__ import annotations


class ProvenanceError(Exception):
    """Something the user can mend; printed as one line, never as a traceback."""


class InputError(ProvenanceError):
    """A file or a record that cannot be read."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        self.place, self.problem, self.remedy = place, problem, remedy
        super().__init__(f"{place}: {problem}; {remedy}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """Let it come back from another process as it was."""
        return type(self), (self.place, self.problem, self.remedy)


class LeftOut(InputError):
    """What was passed over on purpose and is said once; nothing failed."""


class PackError(ProvenanceError):
    """A vocabulary pack that is not as it should be; names file and line."""


class ModelError(ProvenanceError):
    """The language model is missing or is not the one whose weights were checked."""


class StoreError(ProvenanceError):
    """A database that is missing, not ours, newer than the code, locked or read-only."""
