"""Databases of any number of claims, their rows written straight: reading is what is measured.

Shaped after a linked database of real articles: 13 claims a page, two happenings a page, four
pages a happening, half of the claims attributed, sources by a power law, an unnamed source a
page, a conflict or two a happening, a denial a hundred claims.  More claims are more days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlite_utils import Database

from provenance.records import content_id
from provenance.store.connect import connect, transaction
from provenance.store.totals import write_totals

A_PAGE, A_DAY, PAGES_A_HAPPENING = 13, 30, 4
BODIES, OUTLETS, PLACES = 300, 60, 800
START = date(2011, 3, 15)
RUN = content_id("run", "bulk")
WORDS = ("harbour", "market", "convoy", "shelling", "quay", "hill", "depot", "bridge", "road",
         "clinic", "ferry", "tower", "valley", "mill", "barracks", "school")  # fmt: skip
KINDS = ("shelling", "airstrike", "clash", "bombing")
MEASURES = ("killed", "injured", "displaced", "destroyed")
Rows = dict[str, list[tuple[Any, ...]]]
BATCH = 400
"""Pages whose rows are written together."""


def write(path: Path, claims: int, seed: int = 1) -> None:
    """Write a database of ``claims`` claims; the same seed gives the same rows."""
    db = connect(path, create=True)
    # Indexes made once at the end cost a tenth of indexes kept up row by row.
    kept = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND name NOT LIKE 'idx__sqlite%'"
    ).fetchall()
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA synchronous = OFF")
    for name, _ in kept:
        db.execute(f'DROP INDEX "{name}"')
    world = _World(Random(seed))
    _insert(db, world.sources())
    held: Rows = {}
    pages = -(-claims // A_PAGE)
    for number in range(pages):
        _add(held, world.page(number, min(A_PAGE, claims - number * A_PAGE)))
        if (number + 1) % BATCH == 0:
            _insert(db, held)
            held = {}
    _insert(db, held)
    _insert(db, world.happenings())
    for _, sql in kept:
        db.execute(sql)
    with transaction(db):
        write_totals(db)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def _add(held: Rows, rows: Rows) -> None:
    for table, found in rows.items():
        held.setdefault(table, []).extend(found)


def _insert(db: Database, rows: Rows) -> None:
    with transaction(db):
        for table, found in rows.items():
            names = COLUMNS[table]
            marks = ", ".join("?" * len(names))
            quoted = ", ".join(f'"{name}"' for name in names)
            db.conn.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", found)


COLUMNS: dict[str, tuple[str, ...]] = {
    "runs": ("id", "started", "finished", "version", "settings", "counts"),
    "sources": ("id", "name", "kind", "named", "scope_id", "run_id"),
    "source_aliases": ("id", "source_id", "name", "rule", "run_id"),
    "forms": ("id", "row", "data"),
    "places": ("id", "name", "latitude", "longitude", "country", "precision", "run_id"),
    "captures": ("sha256", "media_type", "bytes", "origin", "captured_at"),
    "documents": ("id", "label", "title", "publisher", "publisher_id", "published",
                  "published_precision", "media_type", "sha256", "n_claims", "text", "run_id"),
    "sentences": ("id", "document_id", "ordinal", "start", "end", "zone", "text", "rule",
                  "run_id"),
    "claims": ("id", "document_id", "sentence_id", "position", "zone", "text", "polarity",
               "modality", "style", "source_id", "source_text", "cue_text", "attribution_rule",
               "origin_id", "origin_rule", "event_id", "status", "kind", "stance", "n_figures",
               "rule", "run_id"),
    "attributions": ("id", "claim_id", "depth", "source_id", "rule", "form_id", "run_id"),
    "claim_sources": ("id", "claim_id", "part", "source_id", "text", "rule", "form_id", "run_id"),
    "figures": ("id", "claim_id", "document_id", "ordinal", "text", "start", "end", "low", "high",
                "point", "measure", "party", "subject", "unit", "extent", "rule", "run_id"),
    "spans": ("id", "document_id", "row", "role", "ordinal", "start", "end", "rule", "run_id"),
    "events": ("id", "label", "kind", "date_from", "date_to", "place_id", "n_claims", "n_origins",
               "run_id"),
    "event_claims": ("event_id", "claim_id", "score", "reasons", "run_id"),
    "ranges": ("id", "event_id", "measure", "party", "profile", "low", "best", "high", "n_claims",
               "n_origins", "run_id"),
    "range_claims": ("range_id", "claim_id", "ordinal"),
    "links": ("id", "claim_a", "claim_b", "figure_a", "figure_b", "relation", "same_origin",
              "score", "reason", "rule", "evidence", "run_id"),
    "flags": ("id", "claim_id", "code", "reason", "evidence_sentence_id", "evidence_claim_id",
              "rule", "run_id"),
}  # fmt: skip


class _Happening:
    """An event while pages tell of it."""

    def __init__(self, key: str, label: str, kind: str, day: date, place: str) -> None:
        self.key, self.label, self.kind, self.day, self.place = key, label, kind, day, place
        self.claims: list[str] = []
        self.figures: list[tuple[str, str, int, str]] = []
        self.origins: set[str] = set()


class _World:
    """What the pages are drawn from, and the happenings that they tell of."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.bodies = [self._named("Office", number) for number in range(BODIES)]
        self.outlets = [self._named("Post", number) for number in range(OUTLETS)]
        self.weights = [1 / (rank + 2) for rank in range(BODIES)]
        self.open: list[_Happening] = []
        self.done: list[_Happening] = []
        self.links: list[tuple[Any, ...]] = []

    def _named(self, what: str, number: int) -> tuple[str, str, str]:
        name = f"{self.chance.choice(WORDS).capitalize()} {what} {number}"
        return content_id("source", name), name, content_id("form", name)

    def sources(self) -> Rows:
        """Return the rows that all pages share."""
        rows: Rows = {"runs": [(RUN, "2031-01-01T00:00:00Z", None, "bulk", "{}", "{}")]}
        for kind, found in (("state", self.bodies), ("media", self.outlets)):
            for key, name, form in found:
                _add(rows, self._source(key, name, form, kind, 1, None))
        rows["places"] = [
            (content_id("place", number), f"{self.chance.choice(WORDS).capitalize()}ton {number}",
             33 + self.chance.random() * 4, 36 + self.chance.random() * 5, "XX", "exact", RUN)
            for number in range(PLACES)
        ]  # fmt: skip
        return rows

    def _source(
        self, key: str, name: str, form: str, kind: str, named: int, scope: str | None
    ) -> Rows:
        data = (
            f'{{"id": "{key}", "name": "{name}", "kind": "{kind}", '
            f'"named": {"true" if named else "false"}, "scope": null, "parent": null}}'
        )
        return {
            "sources": [(key, name, kind, named, scope, RUN)],
            "source_aliases": [(content_id("alias", key), key, f"the {name}", "b", RUN)],
            "forms": [(form, key, data)],
        }

    def page(self, number: int, claims: int) -> Rows:
        """Return the rows of a page of ``claims`` claims about two happenings."""
        chance, day = self.chance, START + timedelta(days=number // A_DAY)
        outlet = chance.choice(self.outlets)
        key = content_id("document", number)
        told = [self._happening(day, number * 2 + n) for n in range(2)]
        unnamed = (content_id("source", "medics", number), "medics", content_id("form", number))
        rows = self._source(*unnamed, "humanitarian", 0, outlet[0])
        text, at = "", 0
        for ordinal in range(claims):
            happening = told[ordinal * 2 // max(claims, 1)]
            attributed = ordinal % 2 == 1
            who = outlet
            if attributed:
                who = unnamed if ordinal == 5 else chance.choices(self.bodies, self.weights)[0]
            toll = chance.randint(1, 60)
            words = " ".join(chance.choices(WORDS, k=10))
            content = f"at least {toll} people were hurt at the {words}"
            sentence = f"{who[1]} said {content}." if attributed else f"In all {content}."
            begin = at + sentence.index(content)
            self._claim(rows, key, ordinal, sentence, at, (begin, content, toll), who, outlet,
                        happening, attributed)  # fmt: skip
            text += sentence + "\n"
            at = len(text)
        data = text.encode()
        sha = content_id("sha", number) * 3
        rows["captures"] = [(sha[:64].ljust(64, "0"), "text/plain", data, f"{number}.txt", "t")]
        rows["documents"] = [
            (key, f"Page {number}", f"Page {number}", outlet[1], outlet[0], day.isoformat(), "day",
             "text/plain", sha[:64].ljust(64, "0"), claims, text, RUN)
        ]  # fmt: skip
        return rows

    def _happening(self, day: date, number: int) -> _Happening:
        """Return a happening that pages of these days tell of, a new one every few pages."""
        if len(self.open) > 8:
            self.done.append(self.open.pop(0))
        if not self.open or number % PAGES_A_HAPPENING == 0:
            kind, place = self.chance.choice(KINDS), self.chance.randrange(PLACES)
            label = f"{kind.capitalize()} at place {place}, {day.isoformat()}"
            key = content_id("event", number)
            self.open.append(_Happening(key, label, kind, day, content_id("place", place)))
        return self.chance.choice(self.open[-4:])

    def _claim(
        self,
        rows: Rows,
        page: str,
        ordinal: int,
        sentence: str,
        at: int,
        said: tuple[int, str, int],
        who: tuple[str, str, str],
        outlet: tuple[str, str, str],
        event: _Happening,
        attributed: bool,
    ) -> None:
        begin, content, toll = said
        key, place = content_id("claim", page, ordinal), content_id("sentence", page, ordinal)
        counted = ordinal % 2 == 1 or ordinal == 0
        denies = self.chance.random() < 0.01 and bool(event.figures)

        def add(table: str, *values: Any) -> None:
            rows.setdefault(table, []).append(values)

        add("sentences", place, page, ordinal, at, at + len(sentence), "body", sentence, "b", RUN)
        add("claims", key, page, place, ordinal, "body", content, "affirmed", "asserted",
            "indirect" if attributed else "narration", who[0], who[1] if attributed else None,
            "said" if attributed else None, "b" if attributed else None, who[0], "b", event.key,
            "unverified" if self.chance.random() < 0.9 else "corroborated", event.kind,
            "denies" if denies else None, int(counted), "b", RUN)  # fmt: skip
        chain = (who, outlet) if who is not outlet else (outlet,)
        for depth, link in enumerate(chain):
            add("attributions", content_id("a", key, depth), key, depth, link[0], "b", link[2],
                RUN)  # fmt: skip
        if attributed:
            add("claim_sources", content_id("m", key), key, 0, who[0], who[1], "b", who[2], RUN)
            add("spans", content_id("x", key, 1), page, key, "source", 0, at, at + len(who[1]),
                "b", RUN)  # fmt: skip
        add("spans", content_id("x", key, 0), page, key, "content", 0, begin,
            begin + len(content), "b", RUN)  # fmt: skip
        add("event_claims", event.key, key, 0.8, '["same place"]', RUN)
        add("flags", content_id("f", key), key, "single_origin", "one origin", place, None, "b",
            RUN)  # fmt: skip
        if not attributed or who[1] == "medics":
            add("flags", content_id("f", key, 1), key, "unnamed_source", "nobody", place, None,
                "b", RUN)  # fmt: skip
        event.claims.append(key)
        event.origins.add(who[0])
        if counted:
            figure, text = content_id("figure", key), f"at least {toll}"
            measure = self.chance.choice(MEASURES[:2])
            add("figures", figure, key, page, 0, text, begin, begin + len(text), toll, None, None,
                measure, "civilian", "people", "person", "incident", "b", RUN)  # fmt: skip
            self._compare(rows, event, (key, figure, toll, measure), denies)
            event.figures.append((key, figure, toll, measure))

    def _compare(
        self, rows: Rows, event: _Happening, new: tuple[str, str, int, str], denies: bool
    ) -> None:
        """Link a figure with up to three before it of the same measure."""
        for key, figure, toll, measure in event.figures[-3:]:
            if measure != new[3]:
                continue
            relation = ("conflicts" if abs(toll - new[2]) > 45 else
                        "same_text" if self.chance.random() < 0.2 else "agrees")  # fmt: skip
            relation = "denies" if denies else relation
            rows.setdefault("links", []).append(
                (content_id("link", new[0], key), new[0], key, new[1], figure, relation, "no", 0.8,
                 "as they say", f"link.{relation}", "[]", RUN)
            )  # fmt: skip
            if relation in ("conflicts", "denies"):
                code = {"conflicts": "disputed", "denies": "denied"}[relation]
                rows.setdefault("flags", []).append(
                    (content_id("f", key, new[0]), key, code, "another says otherwise", None,
                     new[0], "b", RUN)
                )  # fmt: skip
            denies = False

    def happenings(self) -> Rows:
        """Return the rows of all happenings, with a range for each of their measures."""
        rows: Rows = {"events": [], "ranges": [], "range_claims": []}
        for event in (*self.done, *self.open):
            day = event.day.isoformat()
            rows["events"].append(
                (event.key, event.label, event.kind, day, day, event.place, len(event.claims),
                 len(event.origins), RUN)
            )  # fmt: skip
            for measure in MEASURES[:2]:
                told = [row for row in event.figures if row[3] == measure]
                for profile in ("all", "named") if told else ():
                    key, lows = (
                        content_id("range", event.key, measure, profile),
                        [t[2] for t in told],
                    )
                    rows["ranges"].append(
                        (key, event.key, measure, "civilian", profile, min(lows), None, max(lows),
                         len(told), len(event.origins), RUN)
                    )  # fmt: skip
                    claims: Iterable[str] = dict.fromkeys(row[0] for row in told)
                    rows["range_claims"] += [(key, c, n) for n, c in enumerate(claims)]
        return rows


def sizes(least: int, most: int) -> Iterator[int]:
    """Yield powers of ten from ``least`` to ``most``."""
    while least <= most:
        yield least
        least *= 10


__all__ = ["sizes", "write"]
