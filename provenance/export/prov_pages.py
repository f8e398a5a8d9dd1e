"""A page in W3C PROV: capture, text, claims and figures, and who is made to vouch for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from prov.model import PROV, ProvBundle, ProvDocument

from provenance.export.pages import Page, Row, Rows
from provenance.export.prov_names import attributes, name, relate, span_name, term
from provenance.records import Claim, Evidence, Figure, SourceKind, Span, Zone, content_id

PEOPLE = frozenset({SourceKind.OFFICIAL, SourceKind.WITNESS, SourceKind.EXPERT, SourceKind.READER})
"""Kinds of source that are one person, or several, and no body."""
OUR_NAME = "claim-provenance"


class PageBook:
    """Writes one page into a PROV document."""

    def __init__(self, made: ProvDocument, page: Page, runs: Rows) -> None:
        self.made, self.page, self.runs = made, page, runs
        self.text = page.extraction.document.text
        self.key = page.extraction.document.id
        self.accounts: dict[str, ProvBundle] = {}

    def write(self) -> None:
        """Write capture, page, sentences, claims, figures and sources."""
        for row in self.page.sources.values():
            write_source(self.made, row)
        self._capture()
        self._document()
        self._sentences()
        for claim in self.page.extraction.claims:
            self._claim(claim)

    def _capture(self) -> None:
        row = self.page.document
        capture, taking = name("capture", row["sha256"]), name("capturing", row["sha256"])
        at = row["captured_at"]
        values = {
            "media_type": row["media_type"],
            "origin": row["origin"],
            "sha256": row["sha256"],
        }
        self.made.entity(capture, attributes("Capture", values))
        self.made.activity(taking, at, at, attributes("Capturing", {}))
        relate(self.made, "generation", capture, taking, at)
        relate(self.made, "association", taking, write_software(self.made, self._run(row)))

    def _document(self) -> None:
        row, read = self.page.document, self.page.extraction.document
        this, capture = name("document", self.key), name("capture", row["sha256"])
        extraction = write_run(self.made, "extraction", self._run(row))
        values = {
            "label": row["label"],
            "title": read.title,
            "url": read.url,
            "external_id": read.external_id,
            "author": read.author,
            "published": read.published,
            "published_precision": read.published_precision,
            "language": read.language,
            **self._read(read.evidence),
        }
        self.made.entity(this, attributes("Document", values))
        relate(self.made, "usage", extraction, capture)
        relate(self.made, "derivation", this, capture, extraction)
        relate(self.made, "generation", this, extraction)
        for column, role in (("publisher_id", "publisher"), ("republished_from_id", "original")):
            if row[column]:
                agent = name("source", row[column])
                relate(self.made, "attribution", this, agent, role=term(role))
        if row["earlier"]:
            relate(self.made, "revision", this, name("document", row["earlier"]))

    def _sentences(self) -> None:
        """Write the sentences in which claims stand; the rest of the page stays at home."""
        used = {claim.ordinal for claim in self.page.extraction.claims}
        for sentence in self.page.extraction.sentences:
            if sentence.ordinal not in used:
                continue
            span = (sentence.start, sentence.end)
            values = {
                "value": self.text[slice(*span)],
                "start": span[0],
                "end": span[1],
                "zone": str(sentence.zone),
                "rule": sentence.rule,
            }
            self.made.entity(self._sentence(sentence.ordinal), attributes("Sentence", values))
            self.made.specialization(self._sentence(sentence.ordinal), name("document", self.key))

    def _sentence(self, ordinal: int) -> Any:
        return name("sentence", f"{self.key}-{ordinal}")

    def _claim(self, claim: Claim) -> None:
        row = self.page.claims[claim.id]
        run = self._run(row)
        extraction = write_run(self.made, "extraction", run)
        account = self._account(row, extraction)
        this = name("claim", claim.id)
        account.entity(this, attributes("Claim", self._claim_values(claim, row)))
        for depth, link in enumerate(claim.chain):
            role = "vouches" if depth == 0 else "handsOn"
            self._attribute(account, this, link.source.id, term(role), depth, link.rule, link.spans)
        if claim.attribution is not None:
            for part in claim.attribution.sources:
                self._attribute(
                    account, this, part.source.id, term("vouchesToo"), 0, part.rule, part.spans
                )
        if row["origin_id"]:
            said = name("said", claim.id)
            account.entity(said, attributes("Statement", {"rule": row["origin_rule"]}))
            relate(account, "attribution", said, name("source", row["origin_id"]))
            relate(account, "primary_source", this, said)
            if claim.attribution is not None and claim.attribution.style != "indirect":
                relate(account, "quotation", this, said)
        for figure in claim.figures:
            self._figure(account, claim, figure)
        sentence = self._sentence(claim.ordinal)
        relate(self.made, "quotation", this, sentence, extraction)
        relate(self.made, "generation", this, extraction)
        relate(self.made, "usage", extraction, name("document", self.key))

    def _claim_values(self, claim: Claim, row: Row) -> dict[str, Any]:
        attribution = claim.attribution
        source = attribution.source if attribution else None
        cue = attribution.cue if attribution else None
        return {
            "value": claim.text,
            "account": None if row["source_id"] is None else self._account_name(row),
            "sentence": self._sentence(claim.ordinal),
            "content_span": self._spans(claim.spans),
            "repeated_span": self._spans(claim.repeated_at),
            "zone": str(claim.zone),
            "reader_comment": True if claim.zone is Zone.COMMENT else None,
            "polarity": str(claim.polarity),
            "modality": str(claim.modality),
            "style": str(attribution.style) if attribution else "narration",
            "source_text": source.text if source else None,
            "source_span": self._spans(source.spans) if source else None,
            "source_rule": source.rule if source else None,
            "alignment": source.alignment if source else None,
            "cue_text": cue.text if cue else None,
            "cue_span": self._spans(cue.spans) if cue else None,
            "attribution_rule": attribution.rule if attribution else None,
            "continues": name("claim", attribution.continues)
            if attribution and attribution.continues
            else None,
            "when": claim.when.edtf if claim.when else None,
            "when_text": claim.when.text if claim.when else None,
            "when_span": self._spans(claim.when.spans) if claim.when else None,
            "when_rule": claim.when.rule if claim.when else None,
            "place": [where.place.name for where in claim.where],
            "place_id": [where.place.id for where in claim.where],
            "place_text": [where.text for where in claim.where],
            "place_span": [one for w in claim.where for one in self._spans(w.spans)],
            "place_rule": sorted({where.rule for where in claim.where}),
            "happening": claim.kind,
            "stance": str(claim.stance) if claim.stance else None,
            "status": row["status"],
            "credibility": row["credibility"],
            "event": name("event", row["event_id"]) if row["event_id"] else None,
            "rule": claim.rule,
            "run": row["run_id"],
            **self._read(claim.evidence),
        }

    def _figure(self, account: ProvBundle, claim: Claim, figure: Figure) -> None:
        this = name("figure", figure.id)
        values = {
            "value": figure.text,
            "span": self._spans([figure.span]),
            **{key: getattr(figure, key) for key in ("low", "high", "point", "party", "subject")},
            "measure": str(figure.measure),
            "unit": figure.unit,
            "extent": str(figure.extent),
            "subset_of": name("figure", figure.subset_of) if figure.subset_of else None,
            "unquantified": True if figure.unquantified else None,
            "rule": figure.rule,
            "profile": figure.profile,
            **self._read(figure.evidence),
        }
        account.entity(this, attributes("Figure", values))
        relate(account, "quotation", this, name("claim", claim.id))

    def _attribute(
        self,
        account: ProvBundle,
        claim: Any,
        source: str,
        role: Any,
        depth: int,
        rule: str,
        spans: Sequence[Span],
    ) -> None:
        relate(
            account,
            "attribution",
            claim,
            name("source", source),
            role=role,
            depth=depth,
            rule=rule,
            span=self._spans(spans),
        )

    def _account(self, row: Row, extraction: Any) -> ProvBundle:
        """Return the bundle of what a source is made to say in this page; nobody's is the whole."""
        source = row["source_id"]
        if source is None:
            return self.made
        if source not in self.accounts:
            this = self._account_name(row)
            self.accounts[source] = self.made.bundle(this)
            self.made.entity(this, attributes(PROV["Bundle"], {}))
            relate(self.made, "attribution", this, name("source", source))
            relate(self.made, "derivation", this, name("document", self.key), extraction)
        return self.accounts[source]

    def _account_name(self, row: Row) -> Any:
        return name("account", f"{row['source_id']}-{self.key}")

    def _read(self, evidence: Iterable[Evidence]) -> dict[str, Any]:
        """Return how values were read: rule and characters of each field."""
        found: dict[str, Any] = {}
        for item in evidence:
            found.setdefault(f"{item.field}_rule", []).append(item.rule)
            found.setdefault(f"{item.field}_span", []).extend(self._spans(item.spans))
        return {key: list(dict.fromkeys(value)) for key, value in found.items()}

    def _spans(self, spans: Iterable[Span]) -> list[Any]:
        """Write stretches of the text, and return their names."""
        found = []
        for span in spans:
            this = span_name(self.key, span)
            if not self.made.get_record(this):
                values = {"value": self.text[slice(*span)], "start": span[0], "end": span[1]}
                self.made.entity(this, attributes("Span", values))
                self.made.specialization(this, name("document", self.key))
            found.append(this)
        return found

    def _run(self, row: Row) -> Row:
        return self.runs[row["run_id"]]


def write_source(made: ProvBundle, row: Row) -> None:
    """Write a body or person, and the body that it acts for."""
    kind: Any = None
    if row["kind"] and row["kind"] != SourceKind.UNNAMED:
        kind = PROV["Person"] if row["kind"] in PEOPLE else PROV["Organization"]
    values = {
        "label": row["name"],
        "kind": row["kind"],
        "named": bool(row["named"]),
        "scope": row["scope_id"],
        "reliability": row["reliability"],
    }
    this = name("source", row["id"])
    made.agent(this, attributes(kind, values))
    if row["parent_id"]:
        relate(made, "delegation", this, name("source", row["parent_id"]))


def write_run(made: ProvBundle, what: str, run: Row) -> Any:
    """Write the extraction or the linking of a run, and return its name."""
    this = name(what, run["id"])
    if not made.get_record(this):
        values = {"run": run["id"], "settings": run["settings"]}
        started, finished = run["started"], run["finished"]
        made.activity(this, started, finished, attributes(what.capitalize(), values))
        relate(made, "association", this, write_software(made, run))
    return this


def write_software(made: ProvBundle, run: Row) -> Any:
    """Write the software of a run, and return its name."""
    label = run["extractor"] or OUR_NAME
    key = content_id("software", label, run["version"], run["model"])
    values = {
        "label": f"{label} {run['version']}",
        "version": run["version"],
        "model": run["model"],
    }
    this = name("software", key)
    if not made.get_record(this):
        made.agent(this, attributes(PROV["SoftwareAgent"], values))
    return this


__all__ = ["PEOPLE", "PageBook", "write_run", "write_software", "write_source"]
