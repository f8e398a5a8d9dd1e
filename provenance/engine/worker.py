"""What a process does: raw articles in, rows out; the model is loaded once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from provenance.engine.limits import EngineError
from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw, Reading, read_raw

if TYPE_CHECKING:
    from provenance.records import Extraction
    from provenance.store.articles import Article

    Made = Article | bytes | Extraction | InputError
    """Rows, a line of JSON or records, as the task says; or why there are none."""


class Product(StrEnum):
    """What is made of an article."""

    ROWS = "rows"
    LINE = "line"
    EXTRACTION = "extraction"


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with articles; the same task makes the same of the same bytes."""

    packs: tuple[str, ...]
    run_id: str
    product: Product = Product.ROWS
    sketches: bool = False
    """Do rows come with what linking keeps of the page."""


class Worker:
    """Makes of raw articles what a task says.

    Of the pages that it sketches it keeps its share among so many ``workers`` at hand.  Raises
    EngineError where the code or the packs are others than where the task was made,
    and ModelError when the language model is missing.
    """

    def __init__(self, task: Task, packs: Packs | None = None, workers: int = 1) -> None:
        from provenance.extract.extractor import Extractor
        from provenance.link.shelf import MOST_CLAIMS, Shelf
        from provenance.store.runs import run_id

        self.task = task
        self.packs = packs or Packs(task.packs)
        room = MOST_CLAIMS // workers
        self.shelf = Shelf(self.packs, room=room) if task.sketches else None
        """The last pages that were sketched."""
        self.extractor = Extractor(self.packs)
        here = run_id(self.extractor.settings())
        if here != task.run_id:
            raise EngineError(
                f"a worker would extract otherwise (its run is {here}, not {task.run_id}): "
                "give all machines the same version of claim-provenance, spaCy and packs"
            )

    def __call__(self, raws: Sequence[Raw]) -> list[Made]:
        """Return what was made of each article, in order."""
        made: list[Made] = []
        for item in self.extractor.extract_many(self._readings(raws)):
            if isinstance(item, InputError):
                made.append(item)
                continue
            reading, extraction = item
            try:
                made.append(self._product(reading, extraction))
            except InputError as error:
                made.append(error)
        return made

    def _readings(self, raws: Sequence[Raw]) -> Iterator[Reading | InputError]:
        for raw in raws:
            try:
                yield read_raw(raw, self.packs)
            except InputError as error:
                yield error

    def _product(self, reading: Reading, extraction: Extraction) -> Article | bytes | Extraction:
        if self.task.product is Product.EXTRACTION:
            return extraction
        if self.task.product is Product.LINE:
            from provenance.export.text import json_line
            from provenance.jsonl import to_json

            return json_line(to_json(extraction))
        from provenance.store.articles import article_of
        from provenance.store.write import unfit

        try:
            article = article_of(extraction, reading.capture, self.task.run_id)
        except ValueError as error:
            raise unfit(reading.capture.origin, error) from error
        if self.shelf is None:
            return article
        return article._replace(sketch=self.shelf.take_in(extraction))


__all__ = ["Product", "Task", "Worker"]
