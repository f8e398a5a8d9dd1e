"""Statements of FollowTheMoney: each value with its dataset, its origin and when it was seen.

Pages are Articles, claims Notes, events Events, sources people and bodies.  What a page
prints stands beside the value that was made of it (``original_value``).
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from followthemoney import model
from followthemoney.dataset.util import dataset_name_check
from followthemoney.statement import BASE_ID, JSON, Statement
from followthemoney.statement.serialize import get_statement_writer
from sqlite_utils import Database

from provenance.errors import ProvenanceError
from provenance.export.choice import Choice
from provenance.export.pages import Page, Row, read_pages
from provenance.records import Claim, Figure, SourceKind
from provenance.store.bodies import BATCH

SCHEMATA = {
    SourceKind.STATE: "PublicBody",
    SourceKind.OFFICIAL: "Person",
    SourceKind.EXPERT: "Person",
    SourceKind.WITNESS: "LegalEntity",
    SourceKind.READER: "LegalEntity",
    SourceKind.ACTIVIST: "LegalEntity",
    SourceKind.UNNAMED: "LegalEntity",
}
"""What a source of a kind is; the others are organizations, and who has no name is neither."""

Seen = tuple[str | None, str | None]

_SOURCES = """
WITH told AS (
  SELECT a.source_id, k.captured_at FROM claims AS c JOIN documents AS d ON d.id = c.document_id
   JOIN captures AS k ON k.sha256 = d.sha256 JOIN attributions AS a ON a.claim_id = c.id
   WHERE {condition}
  UNION ALL
  SELECT a.source_id, k.captured_at FROM claims AS c JOIN documents AS d ON d.id = c.document_id
   JOIN captures AS k ON k.sha256 = d.sha256 JOIN claim_sources AS a ON a.claim_id = c.id
   WHERE {condition}
  UNION ALL
  SELECT c.source_id, k.captured_at FROM claims AS c JOIN documents AS d ON d.id = c.document_id
   JOIN captures AS k ON k.sha256 = d.sha256 WHERE {condition} AND c.source_id IS NOT NULL
), seen AS (
  SELECT source_id, min(captured_at) AS first, max(captured_at) AS last FROM told GROUP BY 1
)
SELECT s.*, p.name AS parent, p.id IN (SELECT source_id FROM seen) AS with_parent,
  n.first, n.last FROM seen AS n JOIN sources AS s ON s.id = n.source_id
 LEFT JOIN sources AS p ON p.id = s.parent_id ORDER BY s.id"""
_ALIASES = "SELECT name, run_id FROM source_aliases WHERE source_id = ? ORDER BY name, id"
_SEEN = (
    "SELECT min(k.captured_at), max(k.captured_at) FROM event_claims AS m JOIN claims AS c"
    " ON c.id = m.claim_id JOIN documents AS d ON d.id = c.document_id"
    " JOIN captures AS k ON k.sha256 = d.sha256 WHERE m.event_id = ? AND {condition}"
)


def export_ftm(db: Database, choice: Choice, dataset: str) -> Iterator[bytes]:
    """Yield statements as JSON Lines: of pages and their claims, of events, of sources.

    ``dataset`` is the name under which they go out; raises ProvenanceError where
    FollowTheMoney takes no such name.
    """
    try:
        dataset_name_check(dataset)
    except ValueError as error:
        raise ProvenanceError(
            f"{dataset[:60]!r} is no name of a dataset; give one with --dataset: small letters, "
            "digits and _"
        ) from error
    maker = _Maker(dataset)
    for page in read_pages(db, choice):
        yield _lines(maker.page(page))
    condition, values = choice.of_both()
    for event in choice.event_rows(db):
        seen = db.execute(_SEEN.format(condition=condition), [event["id"], *values]).fetchone()
        yield _lines(maker.event(event, seen))
    cursor = db.execute(_SOURCES.format(condition=condition), values * 3)
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(BATCH):
        for row in (dict(zip(names, values, strict=True)) for values in rows):
            yield _lines(maker.source(row, db.query(_ALIASES, [row["id"]])))


class _Maker:
    """Makes the statements of one dataset."""

    def __init__(self, dataset: str) -> None:
        self.dataset = dataset

    def page(self, page: Page) -> Iterator[Statement]:
        """Yield the statements of a page and its claims."""
        row, read = page.document, page.extraction.document
        seen = (row["captured_at"], row["captured_at"])
        made = _Entity(self.dataset, "Article", f"document-{read.id}", row["run_id"], seen)
        yield made.begin()
        publisher = page.sources.get(row["publisher_id"] or "")
        yield from made.say("title", read.title or row["label"])
        yield from made.say("sourceUrl", read.url)
        yield from made.say("author", read.author)
        yield from made.say("publisher", publisher["name"] if publisher else None, read.publisher)
        yield from made.say("publishedAt", read.published)
        yield from made.say("language", read.language)
        yield from made.say("mimeType", row["media_type"])
        # Its own property for this is a SHA-1.
        yield from made.say("notes", f"sha256: {row['sha256']}")
        yield from made.say("retrievedAt", row["captured_at"])
        yield from made.say("fileName", row["origin"])
        for claim in page.extraction.claims:
            yield from self._claim(page, claim, seen)

    def _claim(self, page: Page, claim: Claim, seen: Seen) -> Iterator[Statement]:
        row, document = page.claims[claim.id], page.extraction.document
        made = _Entity(self.dataset, "Note", f"claim-{claim.id}", row["run_id"], seen)
        yield made.begin()
        yield from made.say("description", claim.text)
        start, end = claim.sentence
        yield from made.say("indexText", document.text[start:end])
        if row["source_id"]:
            printed = claim.attribution and claim.attribution.source
            key, text = f"source-{row['source_id']}", printed.text if printed else None
            yield from made.say("entity", self._key(key), text)
        if row["event_id"]:
            yield from made.say("entity", self._key(f"event-{row['event_id']}"))
        yield from made.say("proof", self._key(f"document-{document.id}"))
        yield from made.say("sourceUrl", document.url)
        yield from made.say("publisher", document.publisher)
        yield from made.say("summary", " → ".join(link.source.name for link in claim.chain))
        for where in claim.where:
            yield from made.say("locationMentioned", where.place.name, where.text)
            yield from made.say("detectedCountry", where.place.country, where.text)
        flags = [flag["code"] for flag in page.flags.get(claim.id, ())]
        words = [row["status"], claim.polarity, claim.modality, claim.zone, claim.kind, *flags]
        for word in dict.fromkeys(str(word) for word in words if word):
            yield from made.say("keywords", word)
        if claim.when is not None:
            yield from made.say("notes", f"when: {claim.when.edtf}", claim.when.text)
        for figure in claim.figures:
            yield from made.say("notes", in_words(figure), figure.text)

    def event(self, row: Row, seen: Seen) -> Iterator[Statement]:
        """Yield the statements of an event."""
        made = _Entity(self.dataset, "Event", f"event-{row['id']}", row["run_id"], seen)
        yield made.begin()
        yield from made.say("name", row["label"])
        yield from made.say("startDate", row["date_from"])
        yield from made.say("endDate", row["date_to"])
        yield from made.say("location", row["place"])
        yield from made.say("country", row["country"])
        yield from made.say("keywords", row["kind"])
        yield from made.say("recordId", row["id"])

    def source(self, row: Row, aliases: Iterator[Row]) -> Iterator[Statement]:
        """Yield the statements of a source: its name, and every form in which it is printed."""
        kind = row["kind"] and SourceKind(row["kind"])
        schema = SCHEMATA.get(kind, "Organization") if row["named"] and kind else "LegalEntity"
        seen = (row["first"], row["last"])
        made = _Entity(self.dataset, schema, f"source-{row['id']}", row["run_id"], seen)
        yield made.begin()
        yield from made.say("name", row["name"])
        yield from made.say("keywords", row["kind"])
        yield from made.say("keywords", f"reliability {row['reliability']}")
        if row["with_parent"]:
            yield from made.say("parent", self._key(f"source-{row['parent_id']}"), row["parent"])
        elif row["parent"]:
            yield from made.say("notes", f"belongs to: {row['parent']}", row["parent"])
        said = set()
        for alias in aliases:
            if alias["name"] != row["name"] and alias["name"] not in said:
                said.add(alias["name"])
                yield from made.say("alias", alias["name"], origin=alias["run_id"])

    def _key(self, key: str) -> str:
        return f"{self.dataset}-{key}"


class _Entity:
    """Says things of one entity, each value once."""

    def __init__(self, dataset: str, schema: str, key: str, origin: str, seen: Seen) -> None:
        self.dataset, self.origin, self.seen = dataset, origin, seen
        self.schema = model.get(schema)
        self.id = f"{dataset}-{key}"
        self.said: set[tuple[str, str]] = set()

    def begin(self) -> Statement:
        """Return the statement that the entity is there."""
        return self._statement(BASE_ID, self.id)

    def say(
        self,
        name: str,
        value: str | None,
        original: str | None = None,
        *,
        origin: str | None = None,
    ) -> Iterator[Statement]:
        """Yield one value as FollowTheMoney writes it, with the printed form if it is another.

        What is no value of such a property (a date without a year, an address that is none)
        is not said.
        """
        if not value:
            return
        kind = self.schema.get(name).type
        clean = kind.clean(value)
        if not clean or not kind.validate(clean) or (name, clean) in self.said:
            return
        self.said.add((name, clean))
        printed = original or value
        yield self._statement(name, clean, printed if printed != clean else None, origin)

    def _statement(
        self, name: str, value: str, original: str | None = None, origin: str | None = None
    ) -> Statement:
        return Statement(
            entity_id=self.id,
            prop=name,
            schema=self.schema.name,
            value=value,
            dataset=self.dataset,
            original_value=original,
            first_seen=self.seen[0],
            last_seen=self.seen[1],
            origin=origin or self.origin,
        )


def in_words(figure: Figure) -> str:
    """Return a figure as FollowTheMoney can hold it: measure, whose, low and high.

    It has no property for a number of people, so one line of text must do; an open end is ∞.
    """
    high = "∞" if figure.high is None else figure.high
    low = 0 if figure.low is None else figure.low
    number = str(low) if low == high else f"{low}–{high}"
    what = " ".join(filter(None, (figure.party, figure.subject)))
    return f"{figure.measure}: {number}{f' ({what})' if what else ''}, {figure.extent}"


def dataset_of(stem: str) -> str:
    """Return a name for the dataset of a file.

    >>> dataset_of("Claims 2019.v2")
    'claims_2019_v2'
    """
    plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in stem.lower())
    return "_".join(filter(None, plain.split("_"))) or "claims"


def _lines(statements: Iterator[Statement]) -> bytes:
    buffer = io.BytesIO()
    writer = get_statement_writer(buffer, JSON)
    for statement in statements:
        writer.write(statement)
    writer.close()
    return buffer.getvalue()


__all__ = ["dataset_of", "export_ftm", "in_words"]
