"""Days, places, origins, interests and ranges: what linking decides by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_pages import PageBuilder, flags, place

from provenance.link import link
from provenance.link.days import days_of
from provenance.link.origins import Origin, independent, same_origin
from provenance.link.sites import Site, finer_apart, one, site_of, skeleton
from provenance.packs import Packs
from provenance.records import Known, Linking, Precision, Range, SourceKind, Where, Zone
from tests.sources import source

MONITOR = source("Coast Monitor")
CHIEF = source("A. Chief", SourceKind.OFFICIAL, parent="Coast Monitor")
STATE = source("Marshland", SourceKind.STATE)
MINISTRY = source("Marsh Defence Ministry", SourceKind.STATE, parent="Marshland")
BUREAU = source("Marsh Foreign Bureau", SourceKind.STATE, parent="Marshland")
RUMOUR = source("sources", SourceKind.UNNAMED, named=False, scope="Tide")
MEDIC = source("a doctor", SourceKind.HUMANITARIAN, named=False, scope="Tide")
OTHER_MEDIC = source("a nurse", SourceKind.HUMANITARIAN, named=False, scope="Wave")


@pytest.mark.parametrize(
    ("a", "b", "gap"),
    [
        ("2019-12-21", "2019-12-21", 0),
        ("2019-12-21", "2019-12-13", 8),
        ("XXXX-12-21", "XXXX-12-13", 8),
        ("XXXX-12-21", "2015-12-21", 0),
        ("XXXX-12-31", "2020-01-01", 1),
        ("2019-12-19/2019-12-23", "2019-12-20", 0),
        ("2019-12", "2019-12-05", 0),
        ("2019", "2020-01-02", 2),
    ],
)
def test_gap_between_days(a: str, b: str, gap: int) -> None:
    x, y = days_of(a), days_of(b)
    assert x is not None
    assert y is not None
    assert x.gap(y) == y.gap(x) == gap


@pytest.mark.parametrize(
    "text", ["", "yesterday", "XXXX", "2019-13-01", "2019-02-30", "a/b/c", "/"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert days_of(text) is None


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    days = days_of(text)
    assert days is None or days.first <= days.last


@given(st.dates(), st.integers(0, 1))
def test_days_a_day_apart_share_a_bucket(day: object, step: int) -> None:
    from datetime import date, timedelta

    assert isinstance(day, date)
    if day >= date(9998, 1, 1):
        return
    x, y = days_of(day.isoformat()), days_of((day + timedelta(days=step)).isoformat())
    assert x is not None
    assert y is not None
    assert set(x.buckets()) & set(y.buckets())


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("al-Bureij", "el-Breij"),
        ("Hasakah", "Al-Hasakeh"),
        ("Raqqa", "ar-Raqa"),
        ("Idlib", "Idleb"),
    ],
)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert skeleton(a) == skeleton(b)


@pytest.mark.parametrize(("a", "b"), [("Homs", "Hama"), ("Damascus", "Daraa"), ("Tabqa", "Tartus")])
def test_names_that_differ(a: str, b: str) -> None:
    assert skeleton(a) != skeleton(b)


def site(name: str, at: tuple[float, float] | None = None) -> Site:
    return site_of(Where(spans=(), text=name, place=place(name, at=at), rule="test"))


def test_one_name_far_apart_is_two_places() -> None:
    assert one(site("Springfield"), site("Springfield"), 15)
    assert not one(site("Springfeld", (10, 10)), site("Springfield", (40, 10)), 15)


def test_two_quarters_of_one_town_are_apart() -> None:
    town, east, west = site("Denza", (10, 10)), site("Harra"), site("Midan")
    assert finer_apart([town, east], [town, west], 15)
    assert not finer_apart([town, east], [town], 15)


def origin(*sources: object, through: str = "", page: str = "p", **more: object) -> Origin:
    return Origin(
        tuple(sources),  # type: ignore[arg-type]
        "test",
        through=frozenset((through,)) if through else frozenset(),
        document=page,
        attributed=True,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (origin(MONITOR), origin(MONITOR), Known.YES),
        (origin(MONITOR), origin(CHIEF), Known.YES),
        (origin(STATE), origin(MINISTRY), Known.YES),
        (origin(BUREAU), origin(MINISTRY), Known.UNKNOWN),
        (origin(MONITOR), origin(MINISTRY), Known.NO),
        (origin(MONITOR), origin(MONITOR, MEDIC), Known.YES),
        (origin(RUMOUR), origin(MONITOR), Known.UNKNOWN),
        (origin(MEDIC), origin(MONITOR), Known.NO),
        (origin(MEDIC), origin(OTHER_MEDIC), Known.UNKNOWN),
        (origin(), origin(MONITOR), Known.UNKNOWN),
        (origin(MEDIC, copies="x"), origin(OTHER_MEDIC, copies="x"), Known.YES),
        (origin(MEDIC, copies="x"), origin(MINISTRY, copies="x"), Known.YES),
        # two named bodies may use the same words
        (origin(MONITOR, copies="x"), origin(MINISTRY, copies="x"), Known.UNKNOWN),
    ],
)
def test_same_origin(a: Origin, b: Origin, same: Known) -> None:
    assert same_origin(a, b) is same_origin(b, a) is same


def test_an_outlet_and_what_was_told_to_it_are_one_origin() -> None:
    agency = source("Wire", SourceKind.MEDIA)
    own = Origin((agency,), "test", document="a")
    assert same_origin(own, origin(MEDIC, through="wire", page="b")) is Known.YES
    assert same_origin(own, origin(MEDIC, through="wire", page="a")) is Known.NO


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (origin(MONITOR), origin(MINISTRY), True),
        (origin(MONITOR), origin(CHIEF), False),
        (origin(BUREAU), origin(MINISTRY), False),
        (origin(MEDIC, outlet="tide", author="x"), origin(MONITOR), True),
        (origin(MEDIC, outlet="tide"), origin(MONITOR), False),
        (origin(RUMOUR, outlet="tide", author="x"), origin(MONITOR), False),
        (Origin((MONITOR,), "narration"), origin(MINISTRY), False),
    ],
)
def test_independence(a: Origin, b: Origin, expected: bool) -> None:
    assert independent(a, b) is independent(b, a) is expected


def linked(page: PageBuilder) -> Linking:
    return link([page.build()], Packs())


def killed(linking: Linking, profile: str = "all") -> list[Range]:
    return [r for r in linking.ranges if r.profile == profile and r.measure == "killed"]


class TestRanges:
    def test_lowest_to_highest_and_no_best_when_sources_differ(self) -> None:
        page = PageBuilder("a", "Tide")
        page.says(
            "The Monitor said 31 died in a blast.",
            ("31", "killed", 31, 31),
            by=MONITOR,
            kind="bombing",
        )
        page.says(
            "The ministry spoke of 40 dead.", ("40", "killed", 40, 40), by=MINISTRY, kind="bombing"
        )
        (row,) = killed(linked(page))
        assert (row.low, row.best, row.high, row.n_claims, row.n_origins) == (31, None, 40, 2, 2)

    def test_open_end_counts_as_its_low(self) -> None:
        page = PageBuilder("a", "Tide")
        page.says("At least 31 died.", ("At least 31", "killed", 31, None), by=MONITOR)
        (row,) = killed(linked(page))
        assert (row.low, row.best, row.high) == (31, None, 31)

    @pytest.mark.parametrize(
        ("text", "figure"),
        [
            ("Dozens died.", ("Dozens", 12, 99, {"rule": "interval.vague", "point": None})),
            ("Five of a family died.", ("Five", 5, 5, {})),
            ("A driver died.", ("A", 1, 1, {})),
            ("Initially 7 deaths were reported.", ("7", 7, 7, {})),
        ],
    )
    def test_less_than_the_whole_is_left_out(
        self, text: str, figure: tuple[str, int, int, dict[str, object]]
    ) -> None:
        page = PageBuilder("a", "Tide")
        page.says("20 people died in a blast.", ("20", "killed", 20, 20), kind="bombing")
        printed, low, high, more = figure
        page.says(text, (printed, "killed", low, high, more), kind="bombing")
        assert [(r.low, r.best, r.high) for r in killed(linked(page))] == [(20, 20, 20)]

    def test_named_profile_keeps_named_sources_only(self) -> None:
        page = PageBuilder("a", "Tide")
        page.says("The Monitor said 31 died.", ("31", "killed", 31, 31), by=MONITOR, kind="bombing")
        page.says("Sources said 50 died.", ("50", "killed", 50, 50), by=RUMOUR, kind="bombing")
        (row,) = killed(linked(page), "named")
        assert (row.low, row.high) == (31, 31)


@pytest.mark.parametrize(
    ("name", "party", "flagged"),
    [
        ("Syrian Arab Army", "government", True),
        ("Syrian Arab Army", "opposition", True),
        ("Syrian Arab Army", "civilian", False),
        ("Coast Monitor", "opposition", False),
    ],
)
def test_interested_party(name: str, party: str, flagged: bool) -> None:
    page = PageBuilder("a", "Tide")
    claim = page.says(
        "It said 5 were killed.", ("5", "killed", 5, 5, {"party": party}),
        by=source(name, SourceKind.MILITARY),
    )  # fmt: skip
    assert ("interested_party" in flags(linked(page), claim)) is flagged


def test_regions_that_differ_keep_events_apart() -> None:
    page = PageBuilder("a", "Tide")
    north, south = place("North", Precision.PROVINCE), place("South", Precision.PROVINCE)
    page.says("Clashes in North", kind="clash", at=(north,), zone=Zone.HEADLINE)
    page.says(
        "Over 9 were killed in clashes.", ("Over 9", "killed", 10, None), by=MONITOR, kind="clash"
    )
    page.says("The ministry killed 2 in South.", ("2", "killed", 2, 2), by=MINISTRY, at=(south,),
              on="2019-12-22", kind="killing")  # fmt: skip
    found = linked(page)
    assert len(found.events) == 2
    assert not found.links


@pytest.mark.parametrize(
    ("day", "events"),
    [
        pytest.param("2019-12-22", 2, id="another day"),
        pytest.param("2020-01-20", 1, id="a day after the page: that of a list put out later"),
        pytest.param("2029-01-20", 2, id="years after the page: the page is dated wrongly"),
    ],
)
def test_a_page_tells_of_nothing_that_comes_after_it(day: str, events: int) -> None:
    page = PageBuilder("a", "Tide", "2019-12-25")
    page.says("9 died in a blast.", ("9", "killed", 9, 9), kind="bombing", on="2019-12-24")
    page.says("The names stand in the list of deaths.", kind="killing", on=day)
    assert len(linked(page).events) == events


def test_what_is_told_in_passing_does_not_take_the_page_along() -> None:
    page = PageBuilder("a", "Tide", "2019-12-25")
    page.says("9 died in a blast.", ("9", "killed", 9, 9), kind="bombing", on="2019-12-24")
    page.says("Talks began on Monday.", kind="ceasefire", on="2019-12-23")
    page.says("Nobody owned up to the attack.", kind="attack")
    found = linked(page)
    of = {row.claim_id: row.event_id for row in found.event_claims}
    first, talks, last = (claim.id for claim in page.build().claims)
    assert of[last] == of[first] != of[talks]
