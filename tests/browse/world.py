"""An invented conflict in an invented country, written with the store's own functions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from provenance.naming import source_id
from provenance.records import (
    Attribution,
    Capture,
    ChainLink,
    Claim,
    ClaimOrigin,
    Cue,
    Document,
    Event,
    EventClaim,
    Evidence,
    Extraction,
    Figure,
    Flag,
    FlagCode,
    Known,
    Link,
    Linking,
    Measure,
    Mention,
    Modality,
    Place,
    Polarity,
    Precision,
    Range,
    Relation,
    Sentence,
    Source,
    SourceKind,
    Span,
    Stance,
    Status,
    Style,
    When,
    Where,
    Zone,
    content_id,
)
from provenance.store.connect import connect
from provenance.store.linking import write_linking
from provenance.store.reviews import add_review
from provenance.store.runs import start_run
from provenance.store.write import Writer

RULE = "world.by_hand"


def source(
    name: str, kind: SourceKind, *, named: bool = True, parent: str | None = None, scope: str = ""
) -> Source:
    """Return a source with the id that the store expects."""
    return Source(
        id=source_id(name, scope or None),
        name=name,
        kind=kind,
        named=named,
        parent=parent,
        scope=scope or None,
    )


MONITOR = source("Harbour Monitor", SourceKind.MONITOR)
MINISTRY = source("Marovian Defence Ministry", SourceKind.MILITARY)
FRONT = source("Hill Front", SourceKind.ARMED_GROUP)
QUAY = source("The Quay Gazette", SourceKind.MEDIA)
STATE = source("Marovia Today", SourceKind.MEDIA)
ECHO = source("Strait Mirror", SourceKind.MEDIA)
DIGEST = source("Coast Digest", SourceKind.MEDIA)
MEDIC = source("a medical source", SourceKind.HUMANITARIAN, named=False, scope=QUAY.id)
KESTREL = Place(
    id=content_id("place", "Kestrel Bay"),
    name="Kestrel Bay",
    latitude=10.5,
    longitude=-20.25,
    country="Marovia",
    precision=Precision.EXACT,
)


@dataclass
class Article:
    """An article being written: paragraphs of sentences, then claims found in them."""

    publisher: Source | None
    published: str | None
    paragraphs: Sequence[tuple[Zone, Sequence[str]]]
    title: str | None = None
    url: str | None = None
    external_id: str | None = None
    republished: Source | None = None
    claims: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        text, sentences = "", []
        for zone, words in self.paragraphs:
            text += "\n\n" if text else ""
            for place, sentence in enumerate(words):
                text += " " if place else ""
                begin = len(text)
                text += sentence
                sentences.append(
                    Sentence(
                        ordinal=len(sentences), start=begin, end=len(text), zone=zone, rule=RULE
                    )
                )
        self.text = text
        self.sentences = tuple(sentences)
        self.data = text.encode()
        self.sha256 = hashlib.sha256(self.data).hexdigest()
        self.id = content_id("document", self.sha256)

    def span(self, ordinal: int, words: str, nth: int = 0) -> Span:
        """Return where words stand in a sentence; they must stand there."""
        sentence = self.sentences[ordinal]
        begin = sentence.start
        for _ in range(nth + 1):
            begin = self.text.index(words, begin, sentence.end) + 1
        return begin - 1, begin - 1 + len(words)

    def claim(
        self,
        ordinal: int,
        content: str,
        vouching: Source | None = None,
        printed: str | None = None,
        cue: str | None = None,
        *,
        figures: Sequence[tuple[str, int | None, int | None, int | None, str, str | None]] = (),
        via: Sequence[Source] = (),
        modality: Modality = Modality.ASSERTED,
        hedge: str | None = None,
        polarity: Polarity = Polarity.AFFIRMED,
        stance: Stance | None = None,
        when: tuple[str, str] | None = None,
        where: str | None = None,
        style: Style = Style.INDIRECT,
    ) -> Claim:
        """Add a claim and return it; a figure is text, low, high, point, measure, party."""
        sentence = self.sentences[ordinal]
        span = self.span(ordinal, content)
        key = content_id("claim", self.id, span, vouching and vouching.id)
        chain = tuple(
            ChainLink(source=each, rule="chain.publisher" if at else RULE)
            for at, each in enumerate(
                each for each in (vouching, *via, self.republished, self.publisher) if each
            )
        )
        attribution = None
        if vouching is not None and printed is not None:
            mention = Mention(
                spans=(self.span(ordinal, printed),),
                text=printed,
                source=vouching,
                rule="resolve.by_name",
            )
            attribution = Attribution(
                source=mention,
                cue=Cue(spans=(self.span(ordinal, cue),), text=cue) if cue else None,
                style=style,
                chain=chain,
                rule="attribution.verb",
            )
        evidence = (
            (Evidence(field="modality", rule="hedge.word", spans=(self.span(ordinal, hedge),)),)
            if hedge
            else ()
        )
        made = Claim(
            id=key,
            ordinal=ordinal,
            sentence=(sentence.start, sentence.end),
            zone=sentence.zone,
            spans=(span,),
            text=content,
            polarity=polarity,
            modality=modality,
            attribution=attribution,
            chain=chain,
            figures=tuple(
                self._figure(key, ordinal, number, *figure) for number, figure in enumerate(figures)
            ),
            when=When(
                edtf=when[1], text=when[0], spans=(self.span(ordinal, when[0]),), rule="when.day"
            )
            if when
            else None,
            where=(
                Where(
                    spans=(self.span(ordinal, where),),
                    text=where,
                    place=KESTREL,
                    rule="where.gazetteer",
                ),
            )
            if where
            else (),
            stance=stance,
            rule="claim.attributed" if attribution else "claim.narration",
            evidence=evidence,
        )
        self.claims.append(made)
        return made

    def _figure(
        self,
        claim: str,
        ordinal: int,
        number: int,
        text: str,
        low: int | None,
        high: int | None,
        point: int | None,
        measure: str,
        party: str | None,
    ) -> Figure:
        span = self.span(ordinal, text)
        return Figure(
            id=content_id("figure", claim, number, span),
            span=span,
            text=text,
            low=low,
            high=high,
            point=point,
            measure=Measure(measure),
            party=party,
            unit="person",
            rule="interval.exact" if low == high else "interval.at_least",
            evidence=(
                Evidence(field="measure", rule="measure.verb", spans=(span,)),
                Evidence(field="party", rule="party.noun", spans=()),
            ),
        )

    def extraction(self) -> Extraction:
        """Return the article as extracted."""
        return Extraction(
            document=Document(
                id=self.id,
                external_id=self.external_id,
                title=self.title,
                url=self.url,
                publisher=self.publisher.name if self.publisher else None,
                published=self.published,
                published_precision="day" if self.published else None,
                republished_from=self.republished.name if self.republished else None,
                language="en",
                sha256=self.sha256,
                text=self.text,
            ),
            sentences=self.sentences,
            claims=tuple(self.claims),
        )

    def capture(self) -> Capture:
        """Return the bytes that it came as."""
        return Capture(
            sha256=self.sha256,
            media_type="text/plain",
            data=self.data,
            origin=f"articles/{self.external_id or 'page'}.txt",
        )


@dataclass
class World:
    """Articles and how their claims stand to one another."""

    articles: list[Article] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    event_claims: list[EventClaim] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    origins: list[ClaimOrigin] = field(default_factory=list)
    reviews: list[tuple[str, str, str]] = field(default_factory=list)

    def link(
        self, a: Claim, relation: Relation, b: Claim, reason: str, same: Known, *, figures: bool
    ) -> None:
        """Set a claim, or its first figure, against another."""
        ends = (a.figures[0].id, b.figures[0].id) if figures else (None, None)
        self.links.append(
            Link(
                id=content_id("link", a.id, b.id, relation, *ends),
                claim_a=a.id,
                claim_b=b.id,
                figure_a=ends[0],
                figure_b=ends[1],
                relation=relation,
                same_origin=same,
                score=0.9,
                reason=reason,
                rule=f"link.{relation.value}",
            )
        )

    def flag(self, claim: Claim, code: FlagCode, reason: str, other: Claim | None = None) -> None:
        """Put a flag on a claim."""
        self.flags.append(
            Flag(
                id=content_id("flag", claim.id, code, other and other.id),
                claim_id=claim.id,
                code=code,
                reason=reason,
                evidence_sentence=claim.ordinal,
                evidence_claim=other.id if other else None,
                rule=f"flag.{code.value}",
            )
        )

    def origin(self, claim: Claim, root: Source | None, event: str | None, status: Status) -> None:
        """Say whose a claim is, and which event it speaks of."""
        self.origins.append(
            ClaimOrigin(
                claim_id=claim.id, origin=root, status=status, event_id=event, rule="origin.root"
            )
        )
        if event:
            self.event_claims.append(
                EventClaim(
                    event_id=event, claim_id=claim.id, score=0.8, reasons=("same place", "same day")
                )
            )

    def linking(self) -> Linking:
        """Return how the claims are linked."""
        return Linking(
            events=tuple(self.events),
            event_claims=tuple(self.event_claims),
            links=tuple(self.links),
            flags=tuple(self.flags),
            ranges=tuple(self.ranges),
            origins=tuple(self.origins),
        )

    def write(self, path: Path) -> Path:
        """Write all of it into a new database."""
        db = connect(path, create=True)
        run = start_run(db, {"packs": "world"})
        writer = Writer(db, run)
        for article in self.articles:
            writer.add(article.extraction(), article.capture())
        write_linking(db, self.linking(), run)
        for target, by, reason in self.reviews:
            add_review(db, by=by, action="note", target=target, reason=reason)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        return path


EVENT = content_id("event", "Kestrel Bay", "2031-05-04")
HOSTILE = "<script>alert('claim')</script>"


def small_world() -> World:
    """Return one shelled market, told by five pages, and one page of hostile text."""
    body, head = Zone.BODY, Zone.HEADLINE
    quay = Article(
        QUAY,
        "2031-05-05",
        [
            (head, ["Market shelled at Kestrel Bay"]),
            (Zone.DATELINE, ["KESTREL BAY, May 5"]),
            (
                body,
                [
                    "At least 18 civilians were killed and 42 injured on Sunday when shells fell "
                    "on the fish market, according to the Harbour Monitor.",
                    "A medical source said that about 20 bodies had been brought in.",
                ],
            ),
            (
                body,
                [
                    "The Marovian Defence Ministry said that no civilians had been hurt and that "
                    "its guns had destroyed two launchers.",
                    "“These reports are an invention,” the ministry said.",
                ],
            ),
            (body, ["The Hill Front reportedly holds the heights above the bay."]),
            (Zone.CAPTION, ["Smoke over the quay on Sunday."]),
            (Zone.COMMENT, ["My cousin says that more than 30 died there."]),
            (Zone.BOILERPLATE, ["Support our work with a donation.", "All rights reserved."]),
        ],
        title="Market shelled at Kestrel Bay",
        url="https://quay.example/kestrel",
        external_id="quay-1",
    )
    toll = quay.claim(
        2,
        "At least 18 civilians were killed and 42 injured on Sunday when shells fell on the "
        "fish market",
        MONITOR,
        "the Harbour Monitor",
        "according to",
        figures=[
            ("At least 18", 18, None, None, "killed", "civilian"),
            ("42", 42, 42, 42, "injured", "civilian"),
        ],
        when=("Sunday", "2031-05-04"),
    )
    bodies = quay.claim(
        3,
        "that about 20 bodies had been brought in",
        MEDIC,
        "A medical source",
        "said",
        figures=[("about 20", 18, 22, 20, "killed", None)],
    )
    none = quay.claim(
        4,
        "that no civilians had been hurt",
        MINISTRY,
        "The Marovian Defence Ministry",
        "said",
        figures=[("no", 0, 0, 0, "killed_or_injured", "civilian")],
        polarity=Polarity.NEGATED,
    )
    guns = quay.claim(
        4,
        "that its guns had destroyed two launchers",
        MINISTRY,
        "The Marovian Defence Ministry",
        "said",
        figures=[("two", 2, 2, 2, "destroyed", "opposition")],
    )
    denial = quay.claim(
        5,
        "These reports are an invention",
        MINISTRY,
        "the ministry",
        "said",
        stance=Stance.DENIES,
        style=Style.DIRECT,
    )
    heights = quay.claim(
        6,
        "The Hill Front reportedly holds the heights above the bay",
        modality=Modality.HEDGED,
        hedge="reportedly",
    )
    cousin = quay.claim(
        8,
        "that more than 30 died there",
        source("a reader's cousin", SourceKind.READER, named=False, scope=QUAY.id),
        "My cousin",
        "says",
        figures=[("more than 30", 31, None, None, "killed", None)],
    )
    state = Article(
        STATE,
        "2031-05-05",
        [
            (head, ["Launchers hit above the bay"]),
            (
                body,
                [
                    "Four fishermen died on Sunday in Kestrel Bay when the Hill Front fired on "
                    "the market, the Marovian Defence Ministry said."
                ],
            ),
        ],
        title="Launchers hit above the bay",
        external_id="state-1",
    )
    four = state.claim(
        1,
        "Four fishermen died on Sunday in Kestrel Bay when the Hill Front fired on the market",
        MINISTRY,
        "the Marovian Defence Ministry",
        "said",
        figures=[("Four", 4, 4, 4, "killed", "civilian")],
        when=("Sunday", "2031-05-04"),
        where="Kestrel Bay",
    )
    echoes, repeats = [], []
    for publisher, day, republished in ((ECHO, "2031-05-06", None), (DIGEST, "2031-05-07", QUAY)):
        page = Article(
            publisher,
            day,
            [
                (
                    body,
                    [
                        "At least 18 civilians were killed at the fish market, the Harbour "
                        "Monitor reported."
                    ],
                ),
                (Zone.BOILERPLATE, [f"© {publisher.name}"]),
            ],
            title=f"What happened at the bay, by {publisher.name}",
            external_id=f"echo-{day}",
            republished=republished,
        )
        repeats.append(
            page.claim(
                0,
                "At least 18 civilians were killed at the fish market",
                MONITOR,
                "the Harbour Monitor",
                "reported",
                figures=[("At least 18", 18, None, None, "killed", "civilian")],
            )
        )
        echoes.append(page)
    later = Article(
        QUAY,
        "2031-05-09",
        [
            (
                body,
                ["The toll of Sunday's shelling rose to 23, the Harbour Monitor said on Friday."],
            )
        ],
        external_id="quay-2",
    )
    rose = later.claim(
        0,
        "The toll of Sunday's shelling rose to 23",
        MONITOR,
        "the Harbour Monitor",
        "said",
        figures=[("23", 23, 23, 23, "killed", "civilian")],
    )
    hostile = Article(
        None,
        None,
        [
            (
                body,
                [
                    f"{HOSTILE} 7 & more \u202eevil\u202c «fell», said \u05d3\u05d5\u05d1\u05e8.",
                    'Tabs\tand "quotes" & <b>tags</b> stay.',
                ],
            )
        ],
        title="<img src=x onerror=alert('title')>",
        url="javascript:alert('url')",
        external_id="hostile-1",
    )
    evil = hostile.claim(
        0,
        f"{HOSTILE} 7 & more \u202eevil\u202c «fell»",
        source("<b>\u05d3\u05d5\u05d1\u05e8</b>", SourceKind.UNNAMED, named=False, scope="x"),
        "\u05d3\u05d5\u05d1\u05e8",
        "said",
        figures=[("7", 7, 7, 7, "killed", None)],
    )
    world = World([quay, state, *echoes, later, hostile])
    world.events.append(
        Event(
            id=EVENT,
            label="Shelling, Kestrel Bay, 2031-05-04",
            kind="shelling",
            date_from="2031-05-04",
            date_to="2031-05-04",
            place=KESTREL,
            n_claims=9,
            n_origins=3,
        )
    )
    for claim, root in (
        (toll, MONITOR),
        (bodies, MEDIC),
        (none, MINISTRY),
        (denial, MINISTRY),
        (four, MINISTRY),
        (repeats[0], MONITOR),
        (repeats[1], MONITOR),
        (rose, MONITOR),
        (cousin, None),
    ):
        world.origin(claim, root, EVENT, Status.UNVERIFIED)
    for claim in (guns, heights, evil):
        world.origin(claim, None, None, Status.UNVERIFIED)
    world.reviews.append((toll.id, "Ada Reviewer", "asked the monitor for its list"))
    reason = "18 or more lies wholly above 4"
    world.link(four, Relation.CONFLICTS, toll, reason, Known.NO, figures=True)
    world.link(four, Relation.CONFLICTS, bodies, "18 to 22 against 4", Known.UNKNOWN, figures=True)
    world.link(bodies, Relation.AGREES, toll, "18 to 22 meets 18 or more", Known.NO, figures=True)
    world.link(rose, Relation.UPDATES, toll, "the text says: rose to", Known.YES, figures=True)
    world.link(denial, Relation.DENIES, toll, "says of it: an invention", Known.NO, figures=False)
    for repeat in repeats:
        world.link(repeat, Relation.REPEATS, toll, "same figure", Known.YES, figures=True)
        world.flag(repeat, FlagCode.SINGLE_ORIGIN, "only the Harbour Monitor says so")
        world.flag(repeat, FlagCode.COPIED, "the words of another page")
    world.flag(toll, FlagCode.DISPUTED, reason, four)
    world.flag(toll, FlagCode.DENIED, "the Marovian Defence Ministry denies it", denial)
    world.flag(four, FlagCode.DISPUTED, reason, toll)
    world.flag(four, FlagCode.INTERESTED_PARTY, "speaks of its own side's acts")
    world.flag(bodies, FlagCode.UNNAMED_SOURCE, "“A medical source” is not named")
    world.flag(heights, FlagCode.HEDGED, "“reportedly”")
    world.flag(cousin, FlagCode.READER_COMMENT, "stands among readers' comments")
    world.flag(evil, FlagCode.UNNAMED_SOURCE, HOSTILE)
    for profile, low, best, high in (("all", 4, 18, 23), ("named", 4, None, 23)):
        world.ranges.append(
            Range(
                event_id=EVENT,
                measure=Measure.KILLED,
                party="civilian",
                profile=profile,
                low=low,
                best=best,
                high=high,
                n_claims=5,
                n_origins=2,
                claims=(toll.id, four.id),
            )
        )
    return world


def large_world(sentences: int = 2000, pages: int = 3000) -> World:
    """Return an article of many claims, one of one endless sentence, and an event of many pages."""
    world = World()
    long = Article(
        QUAY,
        "2031-06-01",
        [
            (
                Zone.BODY,
                [f"The Hill Front said that {n} boats left pier {n}." for n in range(sentences)],
            )
        ],
        external_id="long",
    )
    for number in range(sentences):
        claim = long.claim(
            number,
            f"that {number} boats left pier {number}",
            FRONT,
            "The Hill Front",
            "said",
            figures=[(str(number), number, number, number, "evacuated", None)],
        )
        world.origin(claim, FRONT, EVENT, Status.UNVERIFIED)
    endless = Article(
        STATE,
        "2031-06-02",
        [(Zone.BODY, ["7 boats left " + "and left " * 20_000])],
        external_id="endless",
    )
    world.origin(
        endless.claim(0, "7 boats left", figures=[("7", 7, 7, 7, "evacuated", None)]),
        None,
        None,
        Status.UNVERIFIED,
    )
    world.articles += [long, endless]
    for number in range(pages):
        page = Article(
            ECHO,
            "2031-06-03",
            [(Zone.BODY, [f"Page {number}: {number} boats left, the Hill Front said."])],
            external_id=f"page-{number}",
        )
        claim = page.claim(
            0,
            f"{number} boats left",
            FRONT,
            "the Hill Front",
            "said",
            figures=[(f"{number}", number, number, number, "evacuated", None)],
        )
        world.origin(claim, FRONT, EVENT, Status.UNVERIFIED)
        world.flag(claim, FlagCode.SINGLE_ORIGIN, "one origin")
        if number:
            world.link(
                claim,
                Relation.UPDATES,
                long.claims[number % sentences],
                "a later page",
                Known.YES,
                figures=True,
            )
        world.articles.append(page)
    world.events.append(
        Event(
            id=EVENT,
            label="Boats leave",
            kind=None,
            date_from=None,
            date_to=None,
            place=None,
            n_claims=sentences + pages,
            n_origins=1,
        )
    )
    return world
