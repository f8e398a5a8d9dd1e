"""The Python interface: open a database and ask it, or read the claims of one text.

    >>> import provenance
    >>> with provenance.open("claims.db") as db:
    ...     for event in db.events():
    ...         print(event.date_from, event.n_figures, event.n_origins)
    2019-05-02 3 2

Every answer is a frozen record; nothing here writes to the database.  Mistakes of the user
(no such file, no such event) raise ``provenance.ProvenanceError`` with a message that names
the remedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from provenance.answers import (
    ClaimRow,
    Comparison,
    EventRow,
    FigureRow,
    FlaggedRow,
    LinkRow,
    RangeRow,
    SourceRow,
    answer,
)
from provenance.errors import ProvenanceError
from provenance.packs import DEFAULT_PACKS, Packs
from provenance.records import Extraction, FlagCode, Status

if TYPE_CHECKING:
    import sqlite_utils

    from provenance.extract.extractor import Extractor


class Database:
    """A database of claims, open for reading; close it, or use it in a ``with`` block."""

    def __init__(self, connection: sqlite_utils.Database, path: Path) -> None:
        self._db = connection
        self.path = path

    def __enter__(self) -> Self:
        """Return the database itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the database."""
        self.close()

    def __repr__(self) -> str:
        """Return what was opened."""
        return f"<provenance.Database {str(self.path)!r}>"

    def close(self) -> None:
        """Close the database; it cannot be asked any more."""
        self._db.close()

    def claims(
        self,
        text: str | None = None,
        *,
        source: str | None = None,
        event: str | None = None,
        document_id: str | None = None,
        status: str | None = None,
        limit: int | None = None,
    ) -> Iterator[ClaimRow]:
        """Yield claims in the order of their documents, each with its chain and figures.

        ``text`` are words that the claim holds, ``source`` is an id or a part of a name,
        ``event`` is what ``compare`` takes.  Raises ProvenanceError for an event or a status
        that there is not.

        >>> with open("claims.db") as db:
        ...     [claim] = db.claims("explosion", source="dockers")
        >>> claim.chain
        ('Dockers Union', 'unknown publisher')
        >>> [(figure.measure, figure.low, figure.high) for figure in claim.figures]
        [('killed', 20, 20)]
        """
        from provenance.store import queries

        _one_of("status", status, [str(known) for known in Status])
        event_id = None if event is None else self._event(event).id
        rows = queries.claims(
            self._db, text=text, source=source, event_id=event_id, document_id=document_id,
            status=status, limit=limit,
        )  # fmt: skip
        for at in range(0, len(rows), _TOGETHER):
            yield from self._claims(rows[at : at + _TOGETHER])

    def events(self, *, disputed: bool = False, limit: int | None = None) -> list[EventRow]:
        """Return the events, those of most origins first; ``disputed`` ones, most conflicts first.

        >>> with open("claims.db") as db:
        ...     [event.n_conflicts for event in db.events(disputed=True)]
        []
        """
        from provenance.store import queries

        ask = queries.disputed_events if disputed else queries.events
        return [answer(EventRow, row) for row in ask(self._db, limit)]

    def compare(self, event: str | EventRow | None = None) -> Comparison:
        """Return the figures of one event side by side, and how they relate.

        ``event`` is an id, the beginning of one, or words of its name; without it the most
        disputed event is taken, or that of most figures.  Raises ProvenanceError when there
        is no such event.

        >>> with open("claims.db") as db:
        ...     found = db.compare("2 May")
        >>> for figure in found.figures:
        ...     print(figure.measure, figure.text, "–", figure.source)
        injured 30 – Ana Vell
        killed At least 12 – Ana Vell
        killed 20 – Dockers Union
        >>> [(link.relation, link.same_origin) for link in found.links]
        [('refines', 'no')]
        """
        from provenance.store import queries

        chosen = event if isinstance(event, EventRow) else self._event(event)
        return Comparison(
            chosen,
            tuple(answer(FigureRow, row) for row in queries.figures_of_event(self._db, chosen.id)),
            tuple(answer(LinkRow, row) for row in queries.links_of_event(self._db, chosen.id)),
            tuple(answer(RangeRow, row) for row in queries.ranges_of_event(self._db, chosen.id)),
        )

    def flagged(
        self, flag: str | None = None, *, source: str | None = None, limit: int | None = None
    ) -> list[FlaggedRow]:
        """Return what is unverified, and why; with ``flag``, the claims that carry it.

        Raises ProvenanceError for a flag that there is not.

        >>> with open("claims.db") as db:
        ...     db.flagged("hedged")
        []
        """
        from provenance.store import queries

        _one_of("flag", flag, [str(code) for code in FlagCode])
        return [
            answer(FlaggedRow, row)
            for row in queries.flagged(self._db, flag, source=source, limit=limit)
        ]

    def sources(self, name: str | None = None, *, limit: int | None = None) -> list[SourceRow]:
        """Return the sources, those with most claims first; ``name`` is a part of a name.

        >>> with open("claims.db") as db:
        ...     [(source.name, source.reliability) for source in db.sources("dockers")]
        [('Dockers Union', 'F')]
        """
        from provenance.store import queries

        return [
            answer(SourceRow, row | {"named": bool(row["named"])})
            for row in queries.sources(self._db, name, limit)
        ]

    def _event(self, text: str | None) -> EventRow:
        """Return the event that is meant."""
        from provenance.store import queries

        if text is not None and text.strip():
            found = queries.find_event(self._db, text)
            if not found:
                raise ProvenanceError(
                    f"no event is called {text[:100]!r}; see Database.events() for the names"
                )
            return answer(EventRow, found[0])
        found = queries.disputed_events(self._db, 1) or sorted(
            queries.events(self._db), key=lambda row: -row["n_figures"]
        )
        if not found:
            raise ProvenanceError("the database holds no event yet; add articles to it first")
        return answer(EventRow, found[0])

    def _claims(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[ClaimRow]:
        """Yield some claims with their chains and figures."""
        from provenance.store import queries

        ids = [row["id"] for row in rows]
        figures: dict[str, list[FigureRow]] = {}
        for figure in queries.figures_of_claims(self._db, ids):
            figures.setdefault(figure["claim_id"], []).append(answer(FigureRow, figure))
        chains: dict[str, list[str]] = {}
        for station in queries.chains_of_claims(self._db, ids):
            chains.setdefault(station["claim_id"], []).append(station["name"])
        for row in rows:
            more = {
                "figures": tuple(figures.get(row["id"], ())),
                "chain": tuple(chains.get(row["id"], ())),
            }
            yield answer(ClaimRow, {**row, **more})


def open(path: str | Path) -> Database:
    """Open a database of claims for reading.

    Raises ProvenanceError when the file is missing or no database of ours.

    >>> open("nowhere.db")
    Traceback (most recent call last):
    provenance.errors.StoreError: nowhere.db: no such database; make one with: \
provenance ingest nowhere.db ARTICLES
    """
    from provenance.store import connect

    return Database(connect(path, read_only=True), Path(path))


def compare(database: str | Path | Database, event: str | None = None) -> Comparison:
    """Return the figures of one event side by side; see ``Database.compare``.

    >>> compare("claims.db").event.n_figures
    3
    """
    if isinstance(database, Database):
        return database.compare(event)
    with open(database) as opened:
        return opened.compare(event)


def extract(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published: str | None = None,
    packs: Sequence[str] = DEFAULT_PACKS,
) -> Extraction:
    """Return the claims of one text; nothing is stored.

    ``published`` is a date in EDTF or ISO 8601, ``packs`` are names of vocabulary packs or
    paths of folders, the general one first.  All spans are Unicode code-point offsets into
    ``text``.  Loading the language model takes a second or two the first time.  Raises
    ProvenanceError for a text that is blank, too long or no text.

    >>> found = extract("Police said at least 3 people were hurt.", publisher="Coast Courier")
    >>> claim = found.claims[0]
    >>> claim.attribution.source.text, claim.attribution.cue.text
    ('Police', 'said')
    >>> figure = claim.figures[0]
    >>> figure.text, figure.low, figure.high, figure.measure.value
    ('at least 3', 3, None, 'injured')
    >>> found.document.text[slice(*figure.span)]
    'at least 3'
    """
    from provenance.read import read_text

    extractor = _extractor(tuple(packs))
    reading = read_text(
        text, extractor.packs, title=title, url=url, publisher=publisher, author=author,
        published=published,
    )  # fmt: skip
    return extractor.extract(reading)


_TOGETHER = 500
"""Claims whose figures are asked for together."""


@lru_cache(maxsize=4)
def _extractor(packs: tuple[str, ...]) -> Extractor:
    from provenance.extract.extractor import Extractor

    return Extractor(Packs(packs))


def _one_of(what: str, value: str | None, known: Sequence[str]) -> None:
    if value is not None and value not in known:
        raise ProvenanceError(f"{value!r} is no {what}; use one of {', '.join(known)}")


__all__ = [
    "ClaimRow",
    "Comparison",
    "Database",
    "EventRow",
    "FigureRow",
    "FlaggedRow",
    "LinkRow",
    "RangeRow",
    "SourceRow",
    "compare",
    "extract",
    "open",
]
