"""The last step of the job: events, links and flags follow from what is stored.

Only what has another outcome than the last time is made again; a database that was linked
by another version or with other packs is linked anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any, Protocol

from sqlite_utils import Database

from provenance.link.cycles import uncollected
from provenance.packs import Packs
from provenance.records import content_id

if TYPE_CHECKING:
    from provenance.cli.supply import Reporter
    from provenance.link.jobs import Hands, Job
    from provenance.link.linker import Outcome
    from provenance.link.shelf import Corpus, Shelf
    from provenance.records import Source
    from provenance.review import Standing
    from provenance.store.corpus import StoredCorpus
    from provenance.store.parts import Part
    from provenance.store.sketched import Basis, Sketches

A_JOB = 32
"""Pages that are sketched in one job."""
TOGETHER = 200
"""Pages whose sketches are written in one transaction."""
AT_ONCE = 2_000
"""Pages of a database whose rows are all made before the first is written."""
TRIES = 3
"""Times that rows are made while others may write; after that they have to wait."""


class Helpers(Protocol):
    """Other processes that do jobs."""

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """Yield what comes of each job, in order."""

    def close(self) -> None:
        """Send them home."""


class Elsewhere(Protocol):
    """Who has helpers."""

    def __call__(self, rules: str, corpus: Corpus, /) -> Helpers:
        """Return helpers for linking by these rules; ``corpus`` has the pages."""


def relink(
    db: Database,
    packs: Packs,
    run_id: str,
    report: Reporter,
    *,
    again: bool = True,
    elsewhere: Elsewhere | None = None,
    shelf: Shelf | None = None,
) -> int:
    """Derive events, links and flags of what is stored; return the rows changed.

    What people decided is laid over the extractions before, and over the rows after.  Unless
    ``again``, nothing is read when this run has linked the same pages and decisions, and only
    what has another outcome than the last time is made again.  When another process stores
    pages or links meanwhile, it is begun once more with what is stored then.  ``elsewhere``
    lets other processes do what costs; this one alone writes.  What the run has just extracted
    may be at hand on ``shelf``.
    """
    from provenance.store.connect import transaction
    from provenance.store.decided import apply_decisions
    from provenance.store.linked_state import is_linked, linked_state, note_linked
    from provenance.store.linking import write_rows
    from provenance.store.sketched import Sketches, forget_kept, write_kept

    if not again and is_linked(db, run_id, linked_state(db)):
        return 0
    report.stage("linking claims")
    if again:
        Sketches(db).forget()
        forget_kept(db)
    with uncollected():
        for left in reversed(range(TRIES)):
            work = _Work(db, packs)
            with ExitStack() as stack:
                if left:
                    outcome, rows = work.link(work.hands(elsewhere, stack), shelf, run_id)
                stack.enter_context(transaction(db))
                if left and work.overtaken():
                    continue
                if not left:
                    work = _Work(db, packs)
                    outcome, rows = work.link(work.hands(elsewhere, stack), shelf, run_id)
                state = linked_state(db)
                changed = write_rows(db, rows, outcome.kept.events, run_id)
                write_kept(db, outcome.kept, work.serial)
                report.stage("applying decisions")
                applied = apply_decisions(db)
                note_linked(db, run_id, state)
            break
    for lost in applied.lost:
        report.note(str(lost))
    return changed + applied.changed


class _Work:
    """One linking of a database."""

    def __init__(self, db: Database, packs: Packs) -> None:
        from provenance.link.rules import rules_of
        from provenance.store.corpus import StoredCorpus
        from provenance.store.sketched import Sketches

        self._db = db
        self._packs = packs
        # Taken before anything is read: what comes in meanwhile is told by it.
        self._begun = self._token()
        self.corpus = StoredCorpus(db)
        self.rules = rules_of(packs)
        self.sketches: Sketches = Sketches(db)
        _lay_basis(db, self.corpus, self.rules)
        self.serial = self.sketches.serial()

    def hands(self, elsewhere: Elsewhere | None, stack: ExitStack) -> Hands | None:
        """Return who does the jobs; ``stack`` sends them home."""
        if elsewhere is None:
            return None
        return stack.enter_context(closing(elsewhere(self.rules, self.corpus)))

    def overtaken(self) -> bool:
        """Say whether another process has stored pages, decided or linked since this began."""
        return self._token() != self._begun

    def link(
        self, hands: Hands | None, shelf: Shelf | None, run_id: str
    ) -> tuple[Outcome, Iterable[Part]]:
        """Return the outcome and its rows, which are made as they are asked for."""
        from provenance.link.jobs import Sketching
        from provenance.link.linker import Linker
        from provenance.link.register import Register
        from provenance.link.shelf import Shelf
        from provenance.store.parts import part_of
        from provenance.store.sketched import read_kept

        shelf = shelf or Shelf(self._packs)
        shelf.open(self.corpus, self.corpus.untouched(shelf.held(), run_id))
        missing = self.sketches.missing()
        wanted = sorted(missing)
        if hands is None:
            for at in range(0, len(wanted), TOGETHER):
                some = wanted[at : at + TOGETHER]
                self.sketches.put(shelf.sketches(some), missing, self.serial)
        else:
            parts = (wanted[at : at + A_JOB] for at in range(0, len(wanted), A_JOB))
            for made in hands(map(Sketching, parts)):
                self.sketches.put(made, missing, self.serial)
        register = Register(self.sketches.entries(), self.sketches)
        outcome = Linker(self._packs, shelf).link(
            register,
            read_kept(self._db),
            self.corpus.standing.events,
            self.sketches.holders,
            hands,
        )
        rows: Iterator[Part] = outcome.rows
        if hands is None:
            rows = (part_of(made.claims, made.linking) for made in outcome.rows)
        # Few are made before others have to wait; many as they are written, and so are those that
        # others make while this process writes.
        few = hands is None and len(register.documents) <= AT_ONCE
        return outcome, list(rows) if few else rows

    def _token(self) -> str:
        """Return a digest of all that linking reads, and of the last linking."""
        from provenance.store.linked_state import linked_state
        from provenance.store.sketched import last_serial

        return content_id("token", linked_state(self._db), last_serial(self._db))


def basis_for(db: Database, packs: Packs) -> Basis | None:
    """Return the basis on which articles may come with their sketches.

    None when people's decisions change pages: the sketches have to be made of what they say.
    """
    from provenance.link.rules import rules_of
    from provenance.store.corpus import StoredCorpus
    from provenance.store.sketched import Basis

    corpus = StoredCorpus(db)
    values = _lay_basis(db, corpus, rules_of(packs))
    return None if corpus.standing.effects else Basis(db, values)


def _lay_basis(db: Database, corpus: StoredCorpus, rules: str) -> Mapping[str, str]:
    """Forget what was kept on another basis: another version, other packs or decisions."""
    from provenance.store.connect import transaction
    from provenance.store.sketched import Sketches, forget_kept, read_basis, write_basis

    basis = {"rules": rules, "decisions": _overlay(corpus.standing, corpus.sources)}
    with transaction(db):
        before = read_basis(db)
        if before == basis:
            return basis
        if before.get("rules") != rules:
            Sketches(db).forget()
            forget_kept(db)
        else:
            Sketches(db).forget({target for target, _ in corpus.standing.touched})
        write_basis(db, basis)
    return basis


def _overlay(standing: Standing, sources: Mapping[str, Source]) -> str:
    """Return a digest of all that decisions change in extractions."""
    effects = (
        (target, slot, repr(effect.value)) for (target, slot), effect in standing.effects.items()
    )
    forms = (source.model_dump_json() for _, source in sorted(sources.items()))
    return content_id("overlay", *(part for row in sorted(effects) for part in row), *forms)


__all__ = ["Elsewhere", "Helpers", "basis_for", "relink"]
