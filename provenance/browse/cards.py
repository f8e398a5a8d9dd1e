"""Put a claim's values together, each with its rule and the words it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.browse import queries
from provenance.browse.chart import Scale, bar, scale_of, words
from provenance.browse.labels import said
from provenance.browse.queries import Row

LONGEST_QUOTE = 240


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the document, with their place in it."""

    start: int
    end: int
    text: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value: what it is, how it reads, and what shows it."""

    label: str
    text: str
    rule: str | None = None
    quotes: tuple[Quote, ...] = ()
    url: str | None = None
    unknown: bool = False


@dataclass(slots=True)
class Card:
    """A claim with all that is known of it."""

    row: Row
    number: int
    values: list[Value]
    chain: list[Row]
    figures: list[Row]
    flags: list[Row]
    links: dict[str, int]
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    corrections: dict[str, Row] = field(default_factory=dict)
    """What people set instead of extracted values, by field."""

    @property
    def id(self) -> str:
        """Return the claim's id."""
        return str(self.row["id"])

    @property
    def codes(self) -> list[str]:
        """Return the codes of the flags, each once."""
        return list(dict.fromkeys(flag["code"] for flag in self.flags))

    @property
    def anchor(self) -> int:
        """Return where the claim's words begin."""
        return min(
            (start for start, _ in self.spans.get("content", ())),
            default=int(self.row["sentence_start"]),
        )


async def cards(database: Any, claims: Sequence[Row], text: str, addresses: Any) -> list[Card]:
    """Return a card for each claim, with a fixed number of queries for all of them."""
    ids = [claim["id"] for claim in claims]
    figures = await queries.by_claim(database, queries.FIGURES, ids)
    chains = await queries.by_claim(database, queries.CHAINS, ids)
    mentions = await queries.by_claim(database, queries.MENTIONS, ids)
    places = await queries.by_claim(database, queries.PLACES, ids)
    flags = await queries.by_claim(database, queries.FLAGS, ids)
    counts = await queries.by_claim(database, queries.LINK_COUNTS, ids)
    owners = ids + [figure["id"] for found in figures.values() for figure in found]
    evidence = await queries.by_claim(database, queries.EVIDENCE, owners, key="row")
    spans = await queries.by_claim(database, queries.SPANS, owners, key="row")
    bench = _Bench(text, evidence, spans)
    made: list[Card] = []
    for claim in claims:
        own = figures.get(claim["id"], [])
        scale = scale_of((figure["low"], figure["high"], figure["point"]) for figure in own)
        made.append(
            Card(
                row=claim,
                number=claim["position"] + 1,
                values=_values(
                    claim,
                    mentions.get(claim["id"], []),
                    places.get(claim["id"], []),
                    bench,
                    addresses,
                ),
                chain=chains.get(claim["id"], []),
                figures=[_figure(figure, scale, bench) for figure in own],
                flags=flags.get(claim["id"], []),
                links={row["relation"]: row["n"] for row in counts.get(claim["id"], [])},
                spans=bench.places(claim["id"]),
            )
        )
    return made


class _Bench:
    """The text with the evidence and spans of the rows at hand."""

    def __init__(
        self, text: str, evidence: dict[str, list[Row]], spans: dict[str, list[Row]]
    ) -> None:
        self._text = text
        self._evidence = evidence
        self._roles: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
        self._shown: dict[str, list[tuple[int, int]]] = {}
        self._own: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for owner, found in spans.items():
            for span in found:
                place = (span["start"], span["end"])
                if span["evidence_id"] is not None:
                    self._shown.setdefault(span["evidence_id"], []).append(place)
                    continue
                key = (owner, span["role"], span["part"])
                self._roles.setdefault(key, []).append(place)
                self._own.setdefault(owner, {}).setdefault(span["role"], []).append(place)

    def places(self, owner: str) -> dict[str, list[tuple[int, int]]]:
        """Return the spans of a row, by role."""
        found = dict(self._own.get(owner, {}))
        for shown in self._evidence.get(owner, ()):
            if shown["field"] == "modality":
                found["hedge"] = self._shown.get(shown["id"], [])
        return found

    def quotes(self, owner: str, role: str, part: int = 0) -> tuple[Quote, ...]:
        """Return the words in one role of a row."""
        return self._cut(self._roles.get((owner, role, part), ()))

    def read(self, owner: str, name: str) -> tuple[str | None, tuple[Quote, ...]]:
        """Return the rule and the words that one field of a row was read by."""
        for shown in self._evidence.get(owner, ()):
            if shown["field"] == name:
                return shown["rule"], self._cut(self._shown.get(shown["id"], ()))
        return None, ()

    def others(self, owner: str, known: frozenset[str]) -> list[Value]:
        """Return the evidence of fields that have no line of their own."""
        return [
            Value(
                said(shown["field"]),
                "",
                shown["rule"],
                self._cut(self._shown.get(shown["id"], ())),
            )
            for shown in self._evidence.get(owner, ())
            if shown["field"] not in known
        ]

    def _cut(self, places: Sequence[tuple[int, int]]) -> tuple[Quote, ...]:
        return tuple(
            Quote(
                start,
                end,
                self._text[start : min(end, start + LONGEST_QUOTE)],
                end - start > LONGEST_QUOTE,
            )
            for start, end in places
        )


_STYLES = {
    "direct": "in the source's own words",
    "indirect": "in the page's words",
    "mixed": "partly in the source's own words",
    "narration": "by the page itself, no source named",
}


def _handed_on(claim: Row) -> str:
    if claim["style"] == "narration" and claim["zone"] == "comment":
        return "by a reader, no source named"
    return _STYLES.get(claim["style"], said(claim["style"]))


_CLAIM_FIELDS = frozenset({"polarity", "modality", "kind", "stance"})
_FIGURE_FIELDS = ("measure", "party", "subject", "unit", "extent", "subset_of")


def _values(
    claim: Row, mentions: list[Row], places: list[Row], bench: _Bench, addresses: Any
) -> list[Value]:
    owner = claim["id"]
    resolved = next((m["rule"] for m in mentions if m["part"] == 0), None)
    made = [
        Value(
            "Said by",
            f"{claim['source']} ({said(claim['source_kind'])})" if claim["source"] else "not known",
            resolved,
            bench.quotes(owner, "source"),
            url=addresses.source(claim["source_id"]) if claim["source_id"] else None,
            unknown=not claim["source"],
        )
    ]
    for mention in mentions:
        if not mention["part"] and mention["source_id"] != claim["source_id"]:
            made.append(
                Value(
                    "Extracted as",
                    f"{mention['name']} ({said(mention['kind'])}); a person decided otherwise",
                    mention["rule"],
                    url=addresses.source(mention["source_id"]),
                )
            )
        if mention["part"]:
            made.append(
                Value(
                    "Jointly",
                    f"{mention['name']} ({said(mention['kind'])})",
                    mention["rule"],
                    bench.quotes(owner, "joint", mention["part"]),
                    url=addresses.source(mention["source_id"]),
                )
            )
        if mention["alignment"]:
            made.append(Value("Called by the page", mention["alignment"]))
    made.append(
        Value(
            "Handed on",
            _handed_on(claim),
            claim["attribution_rule"],
            bench.quotes(owner, "cue"),
        )
    )
    for name in ("polarity", "modality", "kind", "stance"):
        if claim[name]:
            rule, quotes = bench.read(owner, name)
            made.append(Value(said(name).capitalize(), said(claim[name]), rule, quotes))
    made.append(
        Value(
            "When",
            claim["when_edtf"] or "not said",
            claim["when_rule"],
            bench.quotes(owner, "when"),
            unknown=not claim["when_edtf"],
        )
    )
    for place in places:
        known = ", ".join(x for x in (place["name"], place["country"]) if x)
        made.append(
            Value(
                "Where",
                f"{known} ({said(place['precision'])})",
                place["rule"],
                bench.quotes(owner, "place", place["ordinal"]),
            )
        )
    if not places:
        made.append(Value("Where", "not said", unknown=True))
    made += bench.others(owner, _CLAIM_FIELDS)
    made.append(Value("Found by", "", claim["rule"]))
    return made


def _figure(figure: Row, scale: Scale, bench: _Bench) -> Row:
    """Return a figure with its words, its drawing, and how each part of its scope was read."""
    interval = (figure["low"], figure["high"], figure["point"])
    scope: list[Value] = []
    for name in _FIGURE_FIELDS:
        rule, quotes = bench.read(figure["id"], name)
        text = figure["whole"] if name == "subset_of" else said(figure[name])
        label = "part of" if name == "subset_of" else name
        if text:
            scope.append(Value(label, text, rule, quotes))
        elif name == "party":
            scope.append(Value(label, "not said", unknown=True))
    scope += bench.others(figure["id"], frozenset(_FIGURE_FIELDS))
    return figure | {
        "interval": words(*interval),
        "drawing": bar(*interval, scale),
        "scope": scope,
    }
