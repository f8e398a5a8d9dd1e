"""Answers: what a server said, and the limits within which it may say so."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.errors import ProvenanceError


class FetchError(ProvenanceError):
    """A page that cannot or must not be fetched; says why and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}; {remedy}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost."""

    size: int = 20_000_000
    """Bytes of a page, as sent and unpacked."""
    seconds: float = 60.0
    """From the first connection to the last byte."""
    redirects: int = 5
    patience: float = 60.0
    """Seconds that a server may ask to wait for before it is asked once more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to one request, as it came."""

    url: str
    ip: str
    at: str
    """When it came: UTC, ISO 8601."""
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """With the coding that the headers name still on it."""

    def header(self, name: str) -> str | None:
        """Return the first header of that name."""
        low = name.lower()
        return next((value for key, value in self.headers if key.lower() == low), None)

    @property
    def media_type(self) -> str:
        """The type of the body without its parameters, in lower case."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()


__all__ = ["Answer", "FetchError", "Limits"]
