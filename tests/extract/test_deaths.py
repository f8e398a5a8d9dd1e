"""Deaths told away from the person: joined verbs, relative clauses, pronouns, names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.extract.figures import find_figures
from provenance.extract.page import Page
from provenance.extract.parser import Parser
from provenance.extract.shortnames import ShortNames
from provenance.packs import Packs
from provenance.records import Document, Figure, Sentence, Source, SourceKind, Zone

Read = Callable[..., list[Figure]]
PUBLISHER = Source(id="p", name="The Page", kind=SourceKind.MEDIA, named=True)


@pytest.fixture
def read(parser: Parser, packs: Packs) -> Read:
    """Read the figures of the last of several sentences of one page."""

    def figures(*texts: str) -> list[Figure]:
        whole, sentences = "", []
        for ordinal, text in enumerate(texts):
            start, end = len(whole), len(whole) + len(text)
            sentences.append(
                Sentence(ordinal=ordinal, start=start, end=end, zone=Zone.BODY, rule="test")
            )
            whole += text + " "
        page = Page(
            document=Document(id="d", text=whole),
            sentences=tuple(sentences),
            parses=tuple(parser.parse(texts)),
            publisher=PUBLISHER,
            origin=PUBLISHER,
        )
        return find_figures(page, packs).get(len(texts) - 1, [])

    return figures


def said(figures: list[Figure]) -> list[tuple[str, str]]:
    """Return printed text and measure."""
    return [(figure.text, figure.measure.value) for figure in figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the subject is shared
        ("One man was shot in the chest and later succumbed to his injuries.", "One"),
        ("A 17-year-old was critically hurt and later died.", "A"),
        ("A girl was shot several times and died at a hospital.", "A"),
        ("A boy fatally shot himself at a house on Monday.", "A"),
        ("A man shot his wife to death and then killed himself.", "A"),
        ("A father shot his sons before taking his own life.", "A"),
        # the place takes it on
        ("A woman was taken to Velm Hospital, where she was pronounced dead.", "A"),
        ("John Smith, 23, was rushed to a hospital, where he died.", "John Smith"),
        ("Paramedics rushed John Smith, 23, to a hospital, where he died.", "John Smith"),
        # names
        ("They found 16-year-old John Q. Smith dead from a wound.", "John Q. Smith"),
        ("The shooting left Jane Roe dead.", "Jane Roe"),
        ("Jane Roe, who was shot to death, lived in Velm.", "Jane Roe"),
        ("He is charged in the fatal shooting of 15-year-old Jane Roe of Velm.", "Jane Roe"),
        ("Police are investigating Jane Roe's murder.", "Jane Roe"),
        ("The shooting claimed the life of 14-year-old Jane Roe.", "Jane Roe"),
        ("One of the shots hit Jane Roe in the head, killing her.", "Jane Roe"),
        ("John Smith was the city's 64th homicide victim this year.", "John Smith"),
        ("The dead man was identified as John Smith.", "John Smith"),
        ("The homicide of Jane Roe is under investigation.", "Jane Roe"),
        # the parser goes astray
        ("A 9-year-old boy shot early Wednesday west of Velm has died, he said.", "A"),
        ("He is charged in the death of 19-year-old John Smith Thursday night.", "John Smith"),
        ("Police found 17-year-old John A. Smith, from Velm, dead.", "John A. Smith"),
        ("The victim (John Smith Jr.) died from his injuries.", "John Smith Jr."),
        ("The man accused of killing 6-year-old Jane Roe was ordered to stand trial.", "Jane Roe"),
        ("Friends remembered Jane Roe, the girl they say was shot and killed.", "Jane Roe"),
        ("The victim of the fatal shooting was identified as 23-year-old Jane Roe.", "Jane Roe"),
        ("Jane Roe has been identified as the victim in a fatal shooting.", "Jane Roe"),
        ("John A. Smith fatally shot.", "John A. Smith"),
        ("Among the dead was John Smith, 33.", "John Smith"),
        ("John Smith was among those killed.", "John Smith"),
        # a name that is a thing's too, with an age
        ("A suspect was held in the fatal shooting of 20-year-old Jane Hall.", "Jane Hall"),
        ("Jane Hall, 20, was killed in a raid.", "Jane Hall"),
        # the parser goes astray
        ("A Velm teen hospitalized after a weekend shooting has died.", "A"),
        ("The victim, a 16-year-old, was pronounced dead at the scene.", "a"),
        ("They identified a robbery suspect shot and killed by officers.", "a"),
        # "both" and the like are numbers
        ("They both died of their injuries at the hospital.", "both"),
        ("Both were pronounced dead at the scene.", "Both"),
        ("A gunman opened fire, killing both women.", "both"),
        ("Police are investigating a double homicide in Velm.", "double"),
        ("A quadruple-murder suspect was seen in Velm.", "quadruple"),
        ("A double fatal shooting is under investigation.", "double"),
        # words of death
        ("Police made an arrest in the shooting death Friday of a 17-year-old.", "a"),
        ("Police are investigating reports of a 4-year-old shot dead in Velm.", "a"),
        ("A deceased 17-month-old child was found with him.", "A"),
        ("A man was charged in connection with a teen's death.", "a"),
        ("The two were taken to a hospital, where they were pronounced dead.", "two"),
        ("A three-year-old sustained a fatal wound on Sunday.", "A"),
        ("The blast has left one dead.", "one"),
    ],
)
def test_reads_a_death_away_from_the_person(read: Read, text: str, expected: str) -> None:
    assert said(read(text)) == [(expected, "killed")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # another's death, or none at all
        ("A man was taken to a hospital, where his brother died.", []),
        ("Two men were rushed to a hospital, where he died.", []),
        ("A man was shot and would have died.", [("A", "killed_or_injured")]),
        ("Five men were killed or injured.", [("Five", "killed_or_injured")]),
        ("John Smith shot the dog and fled.", []),
        ("Two men were shot and fled.", [("Two", "injured")]),
        # some of those hurt are dead: no part of the hurt
        (
            "Four people were shot on Monday, one of them fatally.",
            [("Four", "killed_or_injured"), ("one", "killed")],
        ),
        (
            "Two men were shot and one of them died.",
            [("Two", "killed_or_injured"), ("one", "killed")],
        ),
        ("Two brothers were both killed.", [("Two", "killed")]),
        ("Soldiers killed both fighters and civilians.", []),
        ("Both sides shelled the town.", []),
        ("It was an attempted double murder.", []),
        ("It was a double murder-suicide.", []),
        ("Police were called to a triple shooting.", [("triple", "killed_or_injured")]),
        ("Police were called to a fatal double shooting.", [("double", "killed_or_injured")]),
        ("They had a double room at the hotel.", []),
        # not they, but whose they are, or what they said
        ("He is accused of killing Rovian soldiers.", []),
        ("That's the claim a man made after a girl was shot.", [("a", "injured")]),
        ("She was there with ten friends, including the boy who was killed.", []),
        ("The man police fatally shot on Friday was armed.", []),
        ("Deputies of Velm County went to the house, where she was found.", []),
        # a dateline is nobody
        ("West Velm - A teenager hurt in a crash died.", [("A", "killed")]),
        # ages are no counts
        ("John Smith and Jane Roe, both 21, fled.", []),
        ("A third man, 35, was struck in his back.", [("A", "injured")]),
        ("The man, 34, was shot in the leg.", []),
    ],
)
def test_keeps_to_what_is_told(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("It is the third triple homicide in Velm this year.", ["incident"]),
        ("Police made an arrest in last week's murder of a teenager.", ["incident"]),
        ("In the past week a soldier was killed and five were hurt.", ["incident", "period"]),
    ],
)
def test_one_person_dies_in_one_happening(read: Read, text: str, extents: list[str]) -> None:
    assert [figure.extent.value for figure in read(text)] == extents


def test_a_name_at_once_before_the_death_is_who_died(read: Read) -> None:
    text = "John Smith, 31, was arrested on Monday and Jane Roe, 20, died on Sunday."
    assert said(read(text)) == [("John Smith", "captured"), ("Jane Roe", "killed")]


def test_a_death_of_some_is_no_part_of_the_hurt(read: Read) -> None:
    assert [f.subset_of for f in read("Two men were shot and one of them died.")] == [None, None]


def test_reads_a_surname_of_somebody_named_in_full(read: Read) -> None:
    assert said(read("Jane Roeson, 19, was in the car.", "Roeson died on Monday.")) == [
        ("Roeson", "killed")
    ]
    assert said(read("The car was found.", "Roeson died on Monday.")) == []


def test_a_wound_that_was_fatal_is_one_figure(read: Read) -> None:
    text = "Jane Roe was shot in the back and taken to a hospital, where she died."
    assert said(read(text)) == [("Jane Roe", "killed")]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("John Marlowsen, 24, fell.", "Marlowsen", True),
        ("John Marlowsen, 24, fell.", "John", True),
        ("A 24-year-old John Marlowsen fell.", "Marlowsen", True),
        ("Marlowsen (24) fell.", "Marlowsen", True),
        ("John Marlowsen fell.", "Marlowsen", True),
        ("Marlowsen fell.", "Marlowsen", False),
        # a town, unless an age shows a person
        ("The New London school.", "London", False),
        ("Jack London, 24, fell.", "London", True),
        ("Jack London fell.", "London", True),
        ("Jack London fell in London.", "London", False),
        ("John Quill Marlowsen fell.", "Marlowsen", True),
        ("", "", False),
    ],
)
def test_tells_short_names(text: str, word: str, expected: bool) -> None:
    assert (word in ShortNames(text)) is expected


def test_long_runs_of_capitals_cost_little() -> None:
    names = ShortNames("Aa'Bb-" * 20_000 + "A " * 20_000 + "and John Quill Marlowsen fell.")
    assert "X" not in names
    assert "Marlowsen" in names
