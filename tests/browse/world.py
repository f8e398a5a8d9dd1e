"""An invented conflict in an invented country."""

from __future__ import annotations

from browse.articles import Article, World

from provenance.records import (
    Event,
    FlagCode,
    Known,
    Measure,
    Modality,
    Place,
    Polarity,
    Precision,
    Range,
    Relation,
    SourceKind,
    Stance,
    Status,
    Style,
    Zone,
    content_id,
)
from tests.sources import source

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
        where=("Kestrel Bay", KESTREL),
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


__all__ = ["Article", "World", "large_world", "small_world", "source"]
