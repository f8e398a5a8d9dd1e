"""Which part of the page a sentence stands in: invented pages with the zones they must get."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import read_text

BODY = (
    "The river rose by two metres on Monday and cut the road to the north of the town.",
    "Officials said that 40 families had left their homes since the weekend.",
    "The bridge near the mill was closed in the evening, and ferries stopped at noon.",
)
ARTICLE = "\n\n".join(BODY)


def zones(packs: Packs, text: str, title: str | None = None) -> list[tuple[str, str]]:
    reading = read_text(text, packs, title=title)
    return [(s.zone.value, text[s.start : s.end]) for s in reading.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "3 June 2016 Flood cuts off town. Two people were hurt on Monday.",
            [
                ("dateline", "3 June 2016"),
                ("headline", "Flood cuts off town."),
                ("body", "Two people were hurt on Monday."),
            ],
        ),
        (
            "Flood cuts off town AFP Friday 3 Jun 2016 At least two people were hurt.",
            [
                ("headline", "Flood cuts off town"),
                ("dateline", "AFP Friday 3 Jun 2016"),
                ("body", "At least two people were hurt."),
            ],
        ),
        (
            "UPDATED Flood cuts off town AFP Friday 3 Jun 2016 Two people were hurt.",
            [
                ("dateline", "UPDATED"),
                ("headline", "Flood cuts off town"),
                ("dateline", "AFP Friday 3 Jun 2016"),
                ("body", "Two people were hurt."),
            ],
        ),
        (
            "Flood cuts off town Rain fell for days on the north AFP Friday 3 Jun 2016 It rose.",
            [
                ("headline", "Flood cuts off town"),
                ("body", "Rain fell for days on the north"),
                ("dateline", "AFP Friday 3 Jun 2016"),
                ("body", "It rose."),
            ],
        ),
        (
            "Posted on June 3 2016 by Ada Hale Flood cuts off town The river rose.",
            [
                ("dateline", "Posted on June 3 2016"),
                ("dateline", "by Ada Hale"),
                ("headline", "Flood cuts off town"),
                ("body", "The river rose."),
            ],
        ),
        (
            "Last updated at Jun 032016 HALSTEAD Two people were hurt in a flood.",
            [
                ("dateline", "Last updated at Jun 032016"),
                ("dateline", "HALSTEAD"),
                ("body", "Two people were hurt in a flood."),
            ],
        ),
        (
            "Flood cuts off town people in the north said.",
            [("body", "Flood cuts off town people in the north said.")],
        ),
    ],
)
def test_title_and_dateline_run_in(
    packs: Packs, text: str, expected: list[tuple[str, str]]
) -> None:
    assert zones(packs, text, "Flood cuts off town") == expected


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("HALSTEAD (Reuters) -", "Reuters"),
        ("HALSTEAD, Ont., June 3 (UPI) —", "UPI"),
        ("Halstead (AFP) –", "AFP"),
        ("HALSTEAD, Ont. -", None),
        ("HALSTEAD (WXYZ) --", None),
        ("(HALSTEAD, ON.) --", None),
    ],
)
def test_place_datelines(packs: Packs, dateline: str, agency: str | None) -> None:
    text = f"{dateline} {BODY[0]}"
    reading = read_text(text, packs)
    first, second = reading.sentences
    assert (first.zone.value, text[first.start : first.end]) == ("dateline", dateline)
    assert (second.zone.value, text[second.start : second.end]) == ("body", BODY[0])
    assert reading.document.republished_from == agency


@pytest.mark.parametrize(
    "sentence",
    [
        "NATO said on Monday that the road was open.",
        "On October 7, 2023, seven people were hurt.",
        "Mr. Hale - a miller - left the town.",
        "May 5 was a day of rain and wind.",
        "The guard - Ada Hale - closed the gate.",
    ],
)
def test_sentences_that_look_like_datelines(packs: Packs, sentence: str) -> None:
    assert zones(packs, sentence) == [("body", sentence)]


def test_first_line_and_repeated_line_are_headlines(packs: Packs) -> None:
    text = "\n\n".join(
        ("Town Won’t Give In. River Rises Again", "Town Won't Give In. River Rises Again", *BODY)
    )
    found = zones(packs, text)
    assert [zone for zone, _ in found[:5]] == ["headline"] * 4 + ["body"]


def test_heading_between_paragraphs(packs: Packs) -> None:
    after = "The mill was shut for a week while men cleared the yard, and nobody was paid for it."
    found = zones(packs, f"{ARTICLE}\n\nThe mill\n\n{after}")
    assert ("headline", "The mill") in found
    assert found[-1] == ("body", after)


@pytest.mark.parametrize(
    "line",
    [
        "2,500 $",
        "0 $",
        "***",
        "https://example.org/video.mp4",
        "Do you like this content? Consider helping us!",
        "If you're able, and if you like our content, please support the project.",
        "You can donate via PayPal: desk@example.org or via: http://example.org/donate/",
        "River Watch calls upon its readers to support Mill Press",
        "Support Mill Press in its endeavors.",
        "Share this: Facebook",
        "Facebook Twitter Email",
        "Follow us on Twitter",
        "Copyright © 2019 River Watch. All rights reserved.",
        "Disclaimer: The contents of this article are of sole responsibility of the author.",
        "Note to readers: please click the share buttons above.",
        "Region: [North](#)",
        "[Water](#), [Towns](#)",
        "Read more: the flood of last year",
        "Reporting by Ada Hale; Editing by Bo Ross",
        "(Source: River Watch)",
        "Advertisement",
        "About RW - Policies & Disclosures - Comment Policy",
        "Home | News | 24 hours | Contact",
    ],
)
def test_boilerplate_at_either_end(packs: Packs, line: str) -> None:
    for text in (f"{line}\n\n{ARTICLE}", f"{ARTICLE}\n\n{line}"):
        found = zones(packs, text)
        assert {zone for zone, words in found if words in line} == {"boilerplate"}
        assert [words for zone, words in found if zone == "body"] == list(BODY)


@pytest.mark.parametrize(
    "sentence",
    [
        "The group asked people to donate food, blankets and 2,500 dollars.",
        "He said: “Please support our work and donate to the project.”",
        "Officials told readers of the newspaper to share their water with neighbours.",
        "The ministry said that the website would help its readers and support the project.",
        "The sources provided no photo or video evidence to confirm these claims.",
        "A poll by Reuters/Ipsos gave the mayor 40 percent of the votes in the town.",
        "Families lack health cover and must sign up for insurance before the winter.",
        "People share one well, and 300 have no water.",
        "I know that our city will help the families who need our support at work.",
        "18:40 | Flood | Old Mill | 6 hurt (4 children)",
    ],
)
def test_body_stays_body(packs: Packs, sentence: str) -> None:
    text = f"{BODY[0]}\n\n{sentence}\n\n{BODY[2]}"
    assert ("body", sentence) in zones(packs, text)


def test_what_an_outlet_says_of_itself(packs: Packs) -> None:
    about = "River Watch is the region's leading daily newspaper, printed in six towns."
    assert zones(packs, f"{ARTICLE}\n\n{about}")[-1] == ("boilerplate", about)


def test_beside_a_plea(packs: Packs) -> None:
    found = zones(packs, f"{ARTICLE}\n\nDo you like what you read? Consider helping us!")
    assert [zone for zone, _ in found[-2:]] == ["boilerplate", "boilerplate"]


def test_photograph_captions(packs: Packs) -> None:
    text = f"Men clear the yard of the mill on June 3 2016. (AFP Photo) {BODY[0]}"
    found = zones(packs, text)
    assert [zone for zone, _ in found] == ["caption", "caption", "body"]


COMMENTS = (
    "great piece! just read it",
    "You should see the mill, it is gone!",
    "No!",
    "I doubt that 300 people live there :D",
    "Well, whether it is 300 or 3000 makes no difference of course.",
    "how will you bring them out, you fool?",
)


def test_comments_after_the_article(packs: Packs) -> None:
    found = zones(packs, "\n".join((*BODY, *COMMENTS)))
    assert [zone for zone, _ in found[:3]] == ["body"] * 3
    assert {zone for zone, _ in found[3:]} == {"comment"}


def test_comments_under_a_heading(packs: Packs) -> None:
    found = zones(packs, f"{ARTICLE}\n\n3 Comments\n\nI saw 300 boats.\n\nThey went north.")
    assert [zone for zone, _ in found[-3:]] == ["comment"] * 3


def test_speech_in_an_article_is_no_comment(packs: Packs) -> None:
    quotes = [f"“You know I saw {n} boats!” she said." for n in range(6)]
    found = zones(packs, "\n".join((*BODY, *quotes)))
    assert {zone for zone, _ in found} == {"body"}


def test_lost_full_stops(packs: Packs) -> None:
    text = "The blast killed three people in the town The source added that nine were hurt."
    assert [words for _, words in zones(packs, text)] == [
        "The blast killed three people in the town",
        "The source added that nine were hurt.",
    ]


def test_every_zone_has_a_rule_of_its_kind(packs: Packs) -> None:
    text = "\n".join(("Flood Cuts Off Town", *BODY, "Share this: Facebook", *COMMENTS))
    for sentence in read_text(text, packs).sentences:
        assert sentence.rule.partition(".")[0] == sentence.zone.value


SHARDS = (
    *(
        "AFP",
        "3 June 2016",
        "By Ada Hale",
        "HALSTEAD (Reuters) -",
        "\n",
        "\n\n",
        "© ",
        "(Photo",
        ")",
    ),
    *("© ", "[a](b)", "“", '"', "https://x.y", "Comments", "Title here", ". ", "Source: "),
    *(
        " The cat",
        "Advertisement",
        "|",
        "AFP -",
        "--Reuters",
        "...",
        "You!",
        "2016",
        "'",
        "a@b.c",
        "$ 5",
    ),
)


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=40),
            st.sampled_from(SHARDS),
        ),
        max_size=25,
    )
)
def test_any_page_is_covered(packs: Packs, parts: list[str]) -> None:
    text = " ".join(parts)
    try:
        reading = read_text(text, packs, title="Title here")
    except InputError:
        return
    last = 0
    for ordinal, sentence in enumerate(reading.sentences):
        assert sentence.ordinal == ordinal
        assert last <= sentence.start < sentence.end <= len(text)
        assert text[last : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        last = sentence.end
    assert text[last:].strip() == ""
    for evidence in reading.document.evidence:
        for start, end in evidence.spans:
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "unit", ["a", '"', "'", "(", "[a](", "AFP ", "By Ab ", "1 May 2016 ", " The cat", "a\n", "”"]
)
def test_time_is_linear(packs: Packs, unit: str) -> None:
    def seconds(size: int) -> float:
        text = "a " + (unit * size)[:size]
        started = time.perf_counter()
        read_text(text, packs, title="abc abc")
        return time.perf_counter() - started

    seconds(2000)
    small, large = seconds(4_000), seconds(32_000)
    assert large < 40 * small + 0.5
