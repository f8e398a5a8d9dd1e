"""Pages alike in rare words: follow-ups join their event, look-alikes and furniture do not."""

from __future__ import annotations

import pytest
from link_pages import PageBuilder, event, place

from provenance.link import link
from provenance.link.days import days_of
from provenance.link.followups import may_be_one
from provenance.link.happenings import Happening, Marks, Told
from provenance.link.kinships import Kinships
from provenance.packs import Packs
from provenance.packs.scope import ScopePack
from provenance.records import Extraction

FIRST = (
    "Gunfire hit the Velvet Heron tavern on Quince Parade, where Odo Marlbeck tended bar. "
    "His cousin Tilda Marlbeck saw Rufus Panterly flee toward the Larkspur viaduct."
)
FOLLOW_UP = (
    "Rufus Panterly pleaded guilty over the Velvet Heron shooting that killed Odo Marlbeck. "
    "Tilda Marlbeck wept; jurors had walked Quince Parade and the Larkspur viaduct."
)
LITTLE = (
    "A man was hurt beside the Velvet Heron last night. "
    "Ansel Dorrity, who kept bees with Corin Vale at Fernhollow weir, rang the wardens."
)
NAMELESS = (
    "A cousin fled the tavern where they tended bees toward the viaduct. "
    "Their parade past the heron pond was sombre."
)
UNNAMED = (
    "Gunfire hit a basement tavern with velvet curtains, where a beekeeper tended bar. "
    "His cousin saw a juggler flee toward the viaduct past a larkspur meadow and a quince orchard."
)
UNNAMED_LATER = (
    "The juggler pleaded guilty over the tavern gunfire that killed a beekeeper. "
    "The cousin wept; jurors had walked the viaduct, the larkspur meadow, the quince orchard and "
    "the basement with its velvet curtains."
)
OTHER = (
    "A driver was shot at the Copper Lantern garage on Elder Crescent, said Mina Dorset. "
    "Her brother Pavel Dorset had parked beside the Thistle cannery with Joana Brill."
)
FURNITURE = (
    "Subscribe to the Meridian Courant mailing circular with Gazebo Privileges and Zephyr Alerts"
)


def _page(
    name: str,
    text: str,
    published: str,
    on: str | None = None,
    tail: str = "",
    publisher: str | None = None,
) -> tuple[Extraction, str]:
    page = PageBuilder(name, publisher=publisher or name, published=published)
    first, rest = text.split(". ", 1)
    claim = (
        page.says(first + ".", ("killed", "killed", 1, 1), kind="shooting", on=on)
        if ("killed" in first)
        else page.says(first + ".", kind="shooting", on=on)
    )
    page.says(rest)
    if tail:
        page.says(tail + ".")
    return page.build(), claim


def _filler(tail: str = "") -> list[Extraction]:
    made = []
    for n in range(60):
        month, day = 1 + n % 12, 1 + n % 28
        text = f"Word{n}a stood by Word{n}b at noon. Thing{n} met Other{n} there."
        made.append(_page(f"filler {n}", text, f"2011-{month:02}-{day:02}", tail=tail)[0])
    return made


def _together(second: str, published: str, on: str | None = None, tail: str = "") -> bool:
    one, a = _page("Daily", FIRST, "2012-03-05", "2012-03-04", tail)
    two, b = _page("Weekly", second, published, on, tail)
    made = link([*_filler(tail), one, two], Packs())
    assert event(made, a) is not None
    assert event(made, b) is not None
    return event(made, a) == event(made, b)


@pytest.mark.parametrize(
    ("text", "published", "on", "together"),
    [
        pytest.param(FOLLOW_UP, "2012-11-20", None, True, id="follow-up months later"),
        pytest.param(FOLLOW_UP, "2012-03-06", "2012-03-04", True, id="the same day"),
        pytest.param(FOLLOW_UP, "2012-11-20", "2012-09-09", False, id="another date in full"),
        pytest.param(FOLLOW_UP, "2011-11-20", "2012-03-04", False, id="printed before it happened"),
        pytest.param(OTHER, "2012-03-05", None, False, id="other people and places"),
    ],
)
def test_follow_ups_join_by_rare_words(
    text: str, published: str, on: str | None, together: bool
) -> None:
    """The people and the house are named again, the day is not."""
    assert _together(text, published, on) is together


@pytest.mark.parametrize(
    ("outlets", "together"),
    [
        pytest.param(("Daily", "Weekly"), True, id="two outlets"),
        pytest.param(("Daily", "Daily"), False, id="one outlet"),
    ],
)
def test_words_of_one_outlet_tell_less(outlets: tuple[str, str], together: bool) -> None:
    """What one outlet prints twice may be its style, its staff or a headline beside the text."""
    one, a = _page("first", FIRST, "2012-03-05", "2012-03-04", publisher=outlets[0])
    two, b = _page("second", LITTLE, "2012-11-20", publisher=outlets[1])
    made = link([*_filler(), one, two], Packs())
    assert (event(made, a) == event(made, b)) is together


def test_what_an_outlet_prints_anywhere_joins_nothing() -> None:
    """Lines that stand word for word on many days say nothing of what a page is about."""
    assert not _together(OTHER, "2012-03-05", tail=FURNITURE)


@pytest.mark.parametrize(
    ("text", "together"),
    [
        pytest.param(FOLLOW_UP, True, id="the same people"),
        pytest.param(NAMELESS, False, id="the same words"),
    ],
)
def test_of_two_pages_names_tell_and_words_do_not(text: str, together: bool) -> None:
    """Of two pages every word that both use is rare; nobody else has such names."""
    one, a = _page("Daily", FIRST, "2012-03-05", "2012-03-04")
    two, b = _page("Weekly", text, "2012-11-20")
    made = link([one, two], Packs())
    assert (event(made, a) == event(made, b)) is together


@pytest.mark.parametrize(("fillers", "together"), [(6, False), (10, True)])
def test_ten_pages_show_what_another_is_about(fillers: int, together: bool) -> None:
    """The tavern and the viaduct stand in two of a dozen pages, without a name or a day."""
    one, a = _page("Daily", UNNAMED, "2012-03-05", "2012-03-04")
    two, b = _page("Weekly", UNNAMED_LATER, "2012-03-19")
    made = link([*_filler()[:fillers], one, two], Packs())
    assert (event(made, a) == event(made, b)) is together


@pytest.mark.parametrize(("long", "together"), [(False, False), (True, True)])
def test_beside_short_notes_alone_the_words_of_long_articles_are_not_rare(
    long: bool, together: bool
) -> None:
    """Any two long articles share words that no note of a line has room for."""
    tails = [" ".join(f"{word}{n:02}" for n in range(80)) for word in ("common", "usual")]
    one, a = _page("Daily", UNNAMED, "2012-03-05", "2012-03-04", tails[0])
    two, b = _page("Weekly", UNNAMED_LATER, "2012-03-19", tail=tails[0])
    notes = [
        _page(f"note {n}", f"Word{n}a stood by. It{n} ended.", "2011-05-04", tail=tail)[0]
        for n in range(12)
        for tail in (tails[1].replace("usual", f"usual{n}") if long else "",)
    ]
    made = link([*notes, one, two], Packs())
    assert (event(made, a) == event(made, b)) is together


def test_common_words_of_the_field_tell_nothing() -> None:
    """Two reports of one town and about one day use the words of all such reports."""
    town = place("Port Denza", at=(10.0, 10.0))
    made = []
    for name, text in (
        ("Daily", "Gunmen killed a grocer, police and hospital officials said on Monday."),
        ("Weekly", "Police detained gunmen who killed a driver, hospital officials said."),
    ):
        page = PageBuilder(name, publisher=name, published="2012-03-05")
        claim = page.says(text, ("a", "killed", 1, 1), at=(town,))
        made.append((page.build(), claim))
    (one, a), (two, b) = made
    linking = link([one, two], Packs())
    assert event(linking, a) != event(linking, b)


@pytest.mark.parametrize(
    ("everywhere", "together"),
    [
        pytest.param(False, True, id="a town seldom told of"),
        pytest.param(True, False, id="a town of every day's news"),
    ],
)
def test_a_town_of_every_days_news_tells_no_more_than_a_province(
    everywhere: bool, together: bool
) -> None:
    """Two shootings of one day in a big town share a word by chance."""
    town = place("Port Denza", at=(10.0, 10.0))
    pages = []
    for n in range(60):
        page = PageBuilder(f"filler {n}", published=f"2011-{1 + n % 12:02}-{1 + n % 28:02}")
        at = (town,) if everywhere else ()
        page.says(f"Word{n} killed a man.", ("a", "killed", 1, 1), at=at)
        pages.append(page.build())
    claims = []
    for name, text in (
        ("Daily", "A grocer was killed near the tannery and a window broke."),
        ("Weekly", "A plumber was killed at dusk; tannery hands saw the flash."),
    ):
        page = PageBuilder(name, publisher="Coast Post", published="2012-03-05")
        told = {"kind": "shooting", "on": "2012-03-04", "at": (town,)}
        claims.append(page.says(text, ("A", "killed", 1, 1), **told))
        pages.append(page.build())
    made = link(pages, Packs())
    assert (event(made, claims[0]) == event(made, claims[1])) is together


def _told(names: tuple[int, ...]) -> Told:
    """The main happening of a page that gives no day and no place, with its rare names."""
    happening = Happening(
        key=str(names), document=str(names), claims=(), long=False, begins=0, dated=False, days=(),
        published=None, printed=days_of("2030-03-04"), fine=(), context=(), wide=(),
        kinds=frozenset(("shooting",)), counted=frozenset(), texts=frozenset(),
    )  # fmt: skip
    empty: frozenset[int] = frozenset()
    return Told(happening, Marks(empty, frozenset(names), empty, empty))


@pytest.mark.parametrize(
    ("here", "there", "score", "one"),
    [
        ((1, 2, 3), (2, 3, 4), 0.9, True),
        ((1, 2, 3), (3, 4, 5), 0.9, False),
        ((1, 2, 3), (3, 4, 5), 1.0, True),
        ((1, 2, 3), (4, 5, 6), 1.05, False),
        ((1, 2, 3), (4, 5, 6), 1.15, True),
    ],
)
def test_names_in_both_speak_for_one_happening(
    here: tuple[int, ...], there: tuple[int, ...], score: float, one: bool
) -> None:
    packs = Packs()
    pack = packs.topic("scope", ScopePack)
    found = may_be_one(_told(here), _told(there), score, Kinships.of(packs, pack), pack.linking)
    assert found is one
