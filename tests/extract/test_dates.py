"""Dates: sentence and day of publication -> EDTF and rule; on invented texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.extract.claimdates import claim_date
from provenance.extract.claims import find_claims
from provenance.extract.dates import find_dates
from provenance.extract.edtf import is_edtf
from provenance.extract.page import Page
from provenance.packs import Packs
from provenance.records import Span, When, Zone

MakePage = Callable[..., Page]
FindSpan = Callable[..., tuple[Span, ...]]
TUESDAY = "2019-12-24"


@pytest.fixture
def read(make_page: MakePage, packs: Packs) -> Callable[..., list[When]]:
    """Read the dates of a page's sentences, all in one list."""

    def run(*sentences: str, published: str | None = TUESDAY) -> list[When]:
        page = make_page(*sentences, published=published)
        found = find_dates(page, packs)
        for whens in found.values():
            for when in whens:
                assert [page.slice(span) for span in when.spans] == [when.text]
        return [when for ordinal in sorted(found) for when in found[ordinal]]

    return run


@pytest.mark.parametrize(
    ("text", "printed", "edtf", "rule"),
    [
        # absolute
        ("It fell on December 20, 2018.", "December 20, 2018", "2018-12-20", "date.month_day"),
        ("It fell on 20 December 2018.", "20 December 2018", "2018-12-20", "date.month_day"),
        ("The 20th of March 2018 it fell.", "20th of March 2018", "2018-03-20", "date.month_day"),
        ("It fell on 2018-12-20.", "2018-12-20", "2018-12-20", "date.iso"),
        ("It fell on 20.12.2018.", "20.12.2018", "2018-12-20", "date.numeric"),
        ("It fell on 10/12/2018.", "10/12/2018", "2018", "date.numeric"),
        ("It fell in December 2018.", "December 2018", "2018-12", "date.month_year"),
        ("It fell in 2011.", "2011", "2011", "date.year"),
        ("It fell in the summer of 2015.", "summer of 2015", "2015-22", "date.season"),
        ("It was so in the 1990s.", "1990s", "199X", "date.decade"),
        ("In the 2012-13 season it was open.", "2012-13", "2012/2013", "date.years"),
        # a missing year
        ("On Dec.20, it fell.", "Dec.20", "2019-12-20", "date.month_day.published"),
        ("On December 26 it fell.", "December 26", "2018-12-26", "date.month_day.published"),
        ("It fell in March.", "March", "2019-03", "date.month.published"),
        # stretches
        ("From December 19 to December 23 it fell.", "December 19 to December 23",
         "2019-12-19/2019-12-23", "date.month_day.published.interval"),
        ("It fell on December 19-23.", "December 19-23", "2019-12-19/2019-12-23",
         "date.days.published"),
        ("Between 2011 and 2013 it fell.", "2011 and 2013", "2011/2013", "date.year.interval"),
        ("Since December 19 it fell.", "December 19", "2019-12-19/..",
         "date.month_day.published.since"),
        ("Since the start of the siege on December 19 it fell.", "December 19", "2019-12-19/..",
         "date.month_day.published.since"),
        ("It stood until 2013.", "2013", "../2013", "date.year.until"),
        # weekdays
        ("It fell on Monday.", "Monday", "2019-12-23", "date.weekday.published"),
        ("It fell on Tuesday.", "Tuesday", "2019-12-24", "date.weekday.published"),
        ("It fell last Tuesday.", "last Tuesday", "2019-12-17", "date.last_weekday.published"),
        ("They will meet on Friday.", "Friday", "2019-12-27", "date.weekday_ahead.published"),
        ("It fell on Friday, December 20.", "Friday, December 20", "2019-12-20",
         "date.month_day.published"),
        # relative
        ("Today it fell.", "Today", "2019-12-24", "date.today.published"),
        ("It fell yesterday.", "yesterday", "2019-12-23", "date.yesterday.published"),
        ("Last night it fell.", "Last night", "2019-12-23", "date.last_day.published"),
        ("It fell overnight.", "overnight", "2019-12-23/2019-12-24", "date.overnight.published"),
        ("Three days ago it fell.", "Three days ago", "2019-12-21", "date.ago.published"),
        ("It fell two weeks ago.", "two weeks ago", "2019-12-10~", "date.ago.published"),
        ("Last weekend it fell.", "Last weekend", "2019-12-21/2019-12-22",
         "date.last_weekend.published"),
        ("During the past week it fell.", "the past week", "2019-12-17/2019-12-24",
         "date.past.published"),
        ("It fell last month.", "last month", "2019-11", "date.last_month.published"),
        ("It fell in the last 24 hours.", "the last 24 hours", "2019-12-23/2019-12-24",
         "date.past.published"),
    ],
)  # fmt: skip
def test_date(
    read: Callable[..., list[When]], text: str, printed: str, edtf: str, rule: str
) -> None:
    assert [(w.text, w.edtf, w.rule) for w in read(text)] == [(printed, edtf, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "Under Article 5 an S-400 was sent.",
        "She is 34 years old.",
        "They won 3-1 with 2,011 in the stands.",
        "They may march 5 km.",
        "The February 17 Brigade left.",
        "The Sunday Times wrote it.",
        "Every Friday they pray.",
        "In 2000 km of pipe there was a leak.",
        "On May 45 nothing was.",
        "Call 2019-12345 or 12:30.",
        "He was busted two weeks after the feast.",
    ],
)
def test_no_date(read: Callable[..., list[When]], text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("On December 20 it fell.", "XXXX-12-20"),
        ("It fell in December.", "XXXX-12"),
        ("It fell on Monday.", "XXXX-XX-XX"),
        ("It fell last night.", "XXXX-XX-XX"),
        ("It fell last year.", "XXXX"),
    ],
)
def test_without_a_day_of_publication_what_is_missing_stays_missing(
    read: Callable[..., list[When]], text: str, edtf: str
) -> None:
    found = read(text, published=None)
    assert [w.edtf for w in found] == [edtf]
    assert found[0].rule.endswith((".unresolved", ".no_year"))


@pytest.mark.parametrize(
    ("first", "second", "edtf"),
    [
        ("On December 21 it fell.", "A day earlier it stood.", "XXXX-12-20"),
        ("On December 21 it fell.", "The following day it burned.", "XXXX-12-22"),
        ("On December 21 it fell.", "Two days later it burned.", "XXXX-12-23"),
        ("On December 21 it fell.", "The same day it burned.", "XXXX-12-21"),
        ("On March 1 it fell.", "A day earlier it stood.", "XXXX-XX-XX"),
        ("On March 1, 2020 it fell.", "A day earlier it stood.", "2020-02-29"),
        ("On 31 December 2019 it fell.", "The next day it burned.", "2020-01-01"),
        ("It fell.", "A day earlier it stood.", "XXXX-XX-XX"),
    ],
)
def test_steps_from_the_day_last_spoken_of(
    read: Callable[..., list[When]], first: str, second: str, edtf: str
) -> None:
    assert read(first, second, published=None)[-1].edtf == edtf


def test_step_from_a_named_day(read: Callable[..., list[When]]) -> None:
    found = read("Bail was set two days after his April 4 arrest.")
    assert [(w.edtf, w.text) for w in found] == [("2019-04-06", "two days after his April 4")]


def test_dateline_goes_before_the_day_of_publication(
    make_page: MakePage, find_span: FindSpan, packs: Packs
) -> None:
    page = make_page("OLDPORT, Dec. 20 (Wire) - A shop burned on Monday.", published=TUESDAY)
    dates = find_dates(page, packs)
    assert [(w.edtf, w.rule) for w in dates[0]] == [
        ("2019-12-20", "date.dateline"),
        ("2019-12-16", "date.weekday.dateline"),
    ]
    when = claim_date(page, packs, dates, 0, find_span(page))
    assert when is not None
    assert when.edtf == "2019-12-16"


@pytest.mark.parametrize(
    ("heading", "edtf"),
    [
        ("The Wire Wednesday 18 Dec 2019", "2019-12-16"),
        ("Published December 18 2019", "2019-12-16"),
        ("Date of publication 18 December 2019", "2019-12-16"),
        ("Dec 182019", "2019-12-16"),
        ("Updated: 18 December 2019", "2019-12-23"),
        ("Last modified at Dec 182019", "2019-12-23"),
    ],
)
def test_day_that_heads_the_page_goes_before_the_one_given_unless_it_is_of_a_change(
    make_page: MakePage, packs: Packs, heading: str, edtf: str
) -> None:
    page = make_page(
        heading, "A shop burned on Monday.", published=TUESDAY, zones=[Zone.DATELINE, Zone.BODY]
    )
    assert find_dates(page, packs)[1][0].edtf == edtf


def test_stamp_of_the_page_is_no_date_of_a_claim(
    make_page: MakePage, find_span: FindSpan, packs: Packs
) -> None:
    page = make_page("Updated: Friday, June 6, 2014 6:23 PM", "A shop burned today.")
    dates = find_dates(page, packs)
    assert dates[0][0].rule == "date.stamp"
    assert claim_date(page, packs, dates, 0, find_span(page)) is None
    assert dates[1][0].edtf == "2014-06-06"


@pytest.mark.parametrize(
    ("text", "content", "edtf"),
    [
        ("On December 22, the group claimed it shot two men.", "it shot two men", "2019-12-22"),
        ("The group claimed on December 14 that it shot two men.", "it shot two men", None),
        ("The group said it shot two men on December 14.", "it shot two men on December 14",
         "2019-12-14"),
        ("Six men died on Monday in a raid, the first since March 2018.", None, "2019-12-23"),
        ("The junta has killed 240 people since the coup in March 2018.", None, "2018-03/.."),
        ("Six men died in a raid since when nobody came in March 2018.", None, "2018-03"),
        ("Six men died in a raid.", None, None),
    ],
)  # fmt: skip
def test_date_of_a_claim(
    make_page: MakePage,
    find_span: FindSpan,
    packs: Packs,
    text: str,
    content: str | None,
    edtf: str | None,
) -> None:
    page = make_page(text, published=TUESDAY)
    when = claim_date(page, packs, find_dates(page, packs), 0, find_span(page, 0, content))
    assert (when.edtf if when else None) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Police said Tuesday 12 men were killed.", None),
        ("The army said Monday clashes killed 12 men.", "2019-12-23"),
        ("A suspect was arrested Tuesday in the killing of 12 people in Velm.", None),
        ("He was arrested on May 3 in the April 30 shooting that killed 12 people.", "2019-04-30"),
        ("He was charged Friday with murder in the March 3 death of John Smith.", "2019-03-03"),
        ("Twelve men were arrested on May 3 in Velm.", "2019-05-03"),
        ("The toll of May 3: nine were killed in Velm.", "2019-05-03"),
        ("Shells fell on May 3, 2018: nine people died.", "2018-05-03"),
    ],
)
def test_the_day_of_a_saying_or_an_arrest_is_not_that_of_the_loss(
    make_page: MakePage, packs: Packs, text: str, edtf: str | None
) -> None:
    page = make_page(text, published=TUESDAY)
    claims = find_claims(page, packs)
    assert [claim.when.edtf if claim.when else None for claim in claims] == [edtf]


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        # the day of what followed
        ("A man was charged Friday in the shooting of his stepson.", True),
        ("John Smith was held Friday on murder charges.", True),
        ("The trial over the killing began Friday.", True),
        ("Police arrested three men Friday in connection with the shooting.", True),
        ("John Smith was arrested on Friday.", True),
        ("Jane Roe died Sunday in a hospital.", True),
        ("She was pronounced dead on Sunday.", True),
        # the day of the happening
        ("The shooting happened Friday at a house.", False),
        ("Police arrested three men on Friday.", False),
        ("Six men died Sunday in a raid.", False),
        ("A soldier was killed on Sunday.", False),
        ("The shelling on Friday led to charges.", False),
    ],
)
def test_marks_the_day_of_what_followed(
    make_page: MakePage, packs: Packs, text: str, follows: bool
) -> None:
    whens = [claim.when for claim in find_claims(make_page(text, published=TUESDAY), packs)]
    assert [when.rule.endswith(".aftermath") for when in whens if when] == [follows]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The ministry corrected its toll for the shelling on Saturday: nine dead.", "2019-12-21"),
        ("The ministry corrected its toll for Saturday's shelling: nine dead.", "2019-12-21"),
        ("On Saturday the ministry corrected its toll of the attack: nine dead.", None),
        ("The ministry corrected its toll of the attack in a statement on Saturday: 9 dead.", None),
    ],
)
def test_the_day_beside_a_happening_whose_toll_is_corrected_is_its_own(
    make_page: MakePage, packs: Packs, text: str, day: str | None
) -> None:
    (claim,) = find_claims(make_page(text, published=TUESDAY), packs)
    assert (claim.when.edtf if claim.when else None) == day


def test_the_day_of_taking_words_back_is_not_that_of_what_they_said(
    make_page: MakePage, packs: Packs
) -> None:
    text = "On Saturday the army withdrew its statement that nine people were killed by shells."
    found = find_claims(make_page(text, published=TUESDAY), packs)
    assert [claim.when for claim in found if claim.figures] == [None]


def test_boilerplate_has_no_dates(make_page: MakePage, packs: Packs) -> None:
    page = make_page("Copyright of December 20, 2019.", zones=[Zone.BOILERPLATE])
    assert find_dates(page, packs) == {}


WORDS = (
    "December May 20 31 30 February 29 1900 2019 2099 9999 - – / , . : of the on since to last "
    "next two days ago earlier after week Monday Friday and between in a 0 st th ٣ ²"
)
DAYS = [None, TUESDAY, "2020-02-29", "XXXX-03-01", "2019", "0001-01-01", "9999-12-31", "x"]


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS.split()), max_size=14),
    published=st.sampled_from(DAYS),
)
def test_any_row_of_time_words_is_read(
    make_page: MakePage, packs: Packs, words: list[str], published: str | None
) -> None:
    text = " ".join(words) or "-"
    page = make_page(text, text, "It fell on 20 May 2018.", published=published, parsed=False)
    found = find_dates(page, packs)
    assert [when.edtf for when in found[2]] == ["2018-05-20"]
    for whens in found.values():
        for when in whens:
            assert page.slice(when.spans[0]) == when.text
            assert when.edtf.strip("./X~-0123456789") == ""


def test_time_is_linear_in_hostile_text(make_page: MakePage, packs: Packs) -> None:
    text = "two days after " * 4_000 + "2019-" * 4_000
    page = make_page(text, published=TUESDAY, parsed=False)
    assert 0 < len(find_dates(page, packs)[0]) < 8_000


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("2019", True),
        ("XXXX-12-20", True),
        ("2019-12-20~", True),
        ("2019-12-19/2019-12-23", True),
        ("2019/..", True),
        ("", False),
        ("/", False),
        ("2019-02-30", False),
        ("20191220", False),
        ("a/b/c", False),
    ],
)
def test_what_is_edtf(text: str, valid: bool) -> None:
    assert is_edtf(text) is valid
