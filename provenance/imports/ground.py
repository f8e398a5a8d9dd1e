"""Grounding: each claim is held against the text, and refused when the text does not bear it out.

A claim is accepted whole or refused whole: one figure or name that is not where it is said
to be refuses its claim, for nobody knows which of the rest to believe.  The other claims of
the line stand, but for those that refer to a refused one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import JsonValue, ValidationError

from provenance.extract.bodies import Body, finder_of
from provenance.extract.claims import SILENT_ZONES
from provenance.extract.edtf import is_edtf
from provenance.extract.gazetteer import fold
from provenance.extract.parties import PartiesTopic
from provenance.extract.placenames import Names, unresolved
from provenance.imports.amounts import AmountReader, readings, said
from provenance.imports.grounded import (
    GroundedClaim,
    GroundedFigure,
    GroundedSource,
    GroundedWhen,
    GroundedWhere,
)
from provenance.imports.merge import sentence_of
from provenance.imports.places import Refused, locate, short
from provenance.imports.record import (
    GivenAttribution,
    GivenClaim,
    GivenEvidence,
    GivenFigure,
    GivenSource,
    GivenStation,
    GivenWhen,
    GivenWhere,
    first_problem,
)
from provenance.imports.ties import renumbered, tie
from provenance.packs import Packs
from provenance.records import (
    Evidence,
    Place,
    Precision,
    Sentence,
    Span,
    Style,
    content_id,
)

_RULE = re.compile(r"[a-z0-9_]+(?:[.-][a-z0-9_]+)*")
OWN_PARTIES = frozenset({"civilian", "other"})
"""Sides that every war has, whatever the packs name."""


class Refusal(NamedTuple):
    """A claim that was refused: its number in the line, from 1, and why."""

    claim: int
    problem: str
    remedy: str


class Grounding(NamedTuple):
    """What is left of the claims of a line."""

    claims: tuple[GroundedClaim, ...]
    refusals: tuple[Refusal, ...]


class Grounder:
    """Holds claims against texts; keeps what the packs know."""

    def __init__(self, packs: Packs) -> None:
        self.amounts = AmountReader(packs)
        self.bodies = finder_of(packs)
        self.names = Names(packs)
        self.parties = OWN_PARTIES | packs.topic("parties", PartiesTopic).parties.keys()

    def ground(
        self, text: str, sentences: Sequence[Sentence], claims: Sequence[JsonValue]
    ) -> Grounding:
        """Return the claims that the text bears out, and the reasons against the others."""
        given: dict[int, GivenClaim] = {}
        found: dict[int, GroundedClaim] = {}
        wrong: dict[int, Refused] = {}
        for number, value in enumerate(claims):
            try:
                given[number] = _parsed(value)
                found[number] = _Bench(self, text, sentences).claim(given[number])
            except Refused as error:
                wrong[number] = error
        tie(given, found, wrong)
        order = {number: place for place, number in enumerate(sorted(found))}
        return Grounding(
            tuple(renumbered(found[number], order) for number in sorted(found)),
            tuple(
                Refusal(number + 1, error.problem, error.remedy)
                for number, error in sorted(wrong.items())
            ),
        )


def _parsed(value: JsonValue) -> GivenClaim:
    try:
        return GivenClaim.model_validate_json(json.dumps(value))
    except ValidationError as error:
        raise Refused(first_problem(error), "see: provenance schema import") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"not JSON that can be read ({error})", "mend it") from error


class _Bench:
    """One claim being held against its text."""

    def __init__(self, grounder: Grounder, text: str, sentences: Sequence[Sentence]) -> None:
        self.known = grounder
        self.text = text
        self.sentences = sentences
        self.near: tuple[Span, ...] = ((0, len(text)),)
        """Where words without a span are looked for: the sentence, then the text."""

    def claim(self, given: GivenClaim) -> GroundedClaim:
        """Return the claim grounded; raises Refused."""
        near = self.near
        if given.sentence is not None:
            start, end = (max(0, place) for place in given.sentence)
            near = ((start, end), *near)
        spans = locate(self.text, "the claim", given.text, given.spans, near)
        sentence = sentence_of(self.sentences, spans)
        if sentence is None:
            raise Refused(
                f"{short(given.text)} stands in more than one sentence",
                "make one claim of each sentence",
            )
        if sentence.zone in SILENT_ZONES:
            raise Refused(
                f"{short(given.text)} stands in the page's {sentence.zone}, no claim of anybody's",
                "leave it out",
            )
        own: Span = (sentence.start, sentence.end)
        self.near = (own, *self.near)
        said_by = given.attribution or GivenAttribution(style=Style.NARRATION)
        source = self.source(said_by.source, "the source") if said_by.source else None
        cue = said_by.cue
        return GroundedClaim(
            spans=spans,
            polarity=given.polarity,
            modality=given.modality,
            attributed=given.attribution is not None,
            style=said_by.style,
            source=source,
            sources=tuple(self.source(part, "a source") for part in said_by.sources),
            via=tuple(
                self.station(station)
                for station in said_by.chain
                if station.spans and (source is None or station.spans != source.spans)
            ),
            cue=locate(self.text, "the cue", cue.text, cue.spans, self.near) if cue else (),
            figures=self.figures(given.figures, own),
            when=self.when(given.when) if given.when else None,
            where=tuple(self.where(place) for place in given.where),
            kind=given.kind,
            stance=given.stance,
            rule=_rule(given.rule),
            attribution_rule=_rule(said_by.rule),
            evidence=self.evidence(given.evidence),
        )

    def source(self, given: GivenSource, what: str) -> GroundedSource:
        """Return a source: the body that the packs know, or what is said of it."""
        spans = locate(self.text, what, given.text, given.spans, self.near)
        name = " ".join((given.name or given.text).split())
        body = self._body(name) or (None if given.name else self._body(given.text))
        if body is not None:
            return GroundedSource(
                spans=spans, name=body.name, kind=body.kind, named=True, parent=body.parent,
                alignment=given.alignment, rule="import.alias",
            )  # fmt: skip
        if given.kind is None or given.named is None:
            lacking = " and ".join(
                f'"{key}"' for key in ("kind", "named") if getattr(given, key) is None
            )
            raise Refused(
                f"{what} {short(name)} lacks {lacking}, and the packs know no such body",
                "say what kind of source it is, and whether it is an identifiable one",
            )
        return GroundedSource(
            spans=spans, name=name, kind=given.kind, named=given.named,
            parent=given.parent, alignment=given.alignment, rule=_rule(given.rule),
        )  # fmt: skip

    def station(self, given: GivenStation) -> GroundedSource:
        """Return one who handed the words on."""
        printed = " ".join(self.text[start:end] for start, end in given.spans)
        return self.source(
            GivenSource(
                text=printed, spans=given.spans, name=given.name, kind=given.kind,
                named=given.named, rule=given.rule,
            ),
            "a station of the chain",
        )  # fmt: skip

    def _body(self, name: str) -> Body | None:
        """Return the body of which this is a name, all of it."""
        found = self.known.bodies.find(name)
        rest = name.strip()
        if len(found) != 1:
            return None
        start, end = found[0].span
        outside = (rest[:start] + rest[end:]).strip().casefold()
        return found[0].body if outside in ("", "the") else None

    def figures(self, given: Sequence[GivenFigure], own: Span) -> tuple[GroundedFigure, ...]:
        """Return the figures of a claim."""
        found = [self.figure(figure, own) for figure in given]
        seen = {(figure.span, figure.measure) for figure in found}
        if len(seen) < len(found):
            raise Refused("a figure stands in it twice", "give each number and measure once")
        return tuple(found)

    def figure(self, given: GivenFigure, own: Span) -> GroundedFigure:
        """Return one figure, its number read from its words."""
        spans = None if given.span is None else (given.span,)
        (span,) = locate(self.text, "the figure", given.text, spans, (own,))
        if not own[0] <= span[0] < span[1] <= own[1]:
            raise Refused(
                f"the figure {short(given.text)} is not in the sentence of its claim",
                "give it to the claim of its sentence",
            )
        interval = (given.low, given.high, given.point)
        amount = self.known.amounts.find(given.text, *interval)
        if amount is None:
            may = readings(self.known.amounts.read(given.text)) or "no number"
            raise Refused(
                f"{said(*interval)} cannot be read from {short(given.text)} ({may})",
                "give the number that the words hold, and the span of all of its words",
            )
        bounds = [n for n in (given.low, given.point, given.high) if n is not None]
        if bounds != sorted(bounds):
            raise Refused(f"the bounds of {short(given.text)} are not in order", "low, point, high")
        if given.party is not None and given.party not in self.known.parties:
            raise Refused(
                f"{short(given.party)} is no party of the packs in use",
                f"use one of {', '.join(sorted(self.known.parties))}, or null when it is not said",
            )
        return GroundedFigure(
            span=span, low=given.low, high=given.high, point=given.point,
            measure=given.measure, party=given.party, subject=given.subject, unit=given.unit,
            extent=given.extent, unquantified=amount.unquantified, rule=_rule(given.rule),
            profile=amount.profile, evidence=self.evidence(given.evidence),
        )  # fmt: skip

    def when(self, given: GivenWhen) -> GroundedWhen:
        """Return the time spoken of."""
        if not is_edtf(given.edtf):
            raise Refused(
                f"{short(given.edtf)} is no date in EDTF", "write 2019-12-20 or XXXX-12-20"
            )
        spans = locate(self.text, "the time", given.text, given.spans, self.near)
        return GroundedWhen(edtf=given.edtf, spans=spans, rule=_rule(given.rule))

    def where(self, given: GivenWhere) -> GroundedWhere:
        """Return a place: the one that the packs know by that name, or what is said of it."""
        spans = locate(self.text, "the place", given.text, given.spans, self.near)
        name = given.name or " ".join(given.text.split())
        meanings = {
            m
            for m in self.known.names.known.get(fold(name), ())
            if given.country in (None, m.country)
        }
        if given.gazetteer_id is not None:
            meanings = {m for m in meanings if m.gazetteer_id == given.gazetteer_id}
        if len(meanings) == 1:
            place = meanings.pop().place(given.precision)
        elif given.latitude is None or given.longitude is None or given.precision is None:
            place = unresolved(name, given.country)
        else:
            place = _place(given, name)
        return GroundedWhere(spans=spans, place=place, rule=_rule(given.rule))

    def evidence(self, given: Sequence[GivenEvidence]) -> tuple[Evidence, ...]:
        """Return how values were read; the spans must be of this text."""
        for item in given:
            for start, end in item.spans:
                if not 0 <= start < end <= len(self.text):
                    raise Refused(
                        f"the evidence of {short(item.field)}: [{start}, {end}] is no span of a"
                        f" text of {len(self.text)} characters",
                        "leave it out or give spans of this text",
                    )
        return tuple(
            Evidence(field=item.field, rule=_rule(item.rule), spans=item.spans) for item in given
        )


def _place(given: GivenWhere, name: str) -> Place:
    key = given.gazetteer_id or name
    precision = given.precision or Precision.UNRESOLVED
    return Place(
        id=content_id("place", key, given.country, precision.value), name=name,
        latitude=given.latitude, longitude=given.longitude, country=given.country,
        precision=precision, gazetteer_id=given.gazetteer_id,
    )  # fmt: skip


def _rule(given: str | None) -> str:
    """Return the rule of an imported value: the maker's own name for it, when it is one.

    >>> _rule("cue.verb"), _rule("Prompt 3!"), _rule(None), _rule("import.given")
    ('import.cue.verb', 'import.given', 'import.given', 'import.given')
    """
    if given is None or not _RULE.fullmatch(given) or len(given) > 100:
        return "import.given"
    return given if given.startswith("import.") else f"import.{given}"


__all__ = ["Grounder", "Grounding", "Refusal"]
