"""Who said it where only the commas tell, and what goes on behind the words that say so."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import Told, statements, told

FORMS = [
    # (text, of each statement: source, cue, content)
    (
        "No one was hurt when a drone struck the oil depot at Verkhny Yar, the regional governor"
        " wrote on Telegram.",
        [
            (
                "the regional governor",
                "wrote",
                "No one was hurt when a drone struck the oil depot at Verkhny Yar",
            )
        ],
    ),
    (
        "The strike killed the commander of the group's drone unit, Abu Salim, and his deputy,"
        " a security source told the paper.",
        [
            (
                "a security source",
                "told",
                "The strike killed the commander of the group's drone unit, Abu Salim,"
                " and his deputy",
            )
        ],
    ),
    (
        "Armed men attacked a mine and killed 16 diggers, the territory's administrator, Omar Tal,"
        " said by telephone.",
        [
            (
                "the territory's administrator, Omar Tal",
                "said",
                "Armed men attacked a mine and killed 16 diggers",
            )
        ],
    ),
    (
        "The army claims to have captured 70 soldiers, among them a colonel.",
        [("The army", "claims", "to have captured 70 soldiers, among them a colonel")],
    ),
    (
        "The agency put the number of dead at 30, down from 33.",
        [("The agency", "put", "the number of dead at 30, down from 33")],
    ),
    (
        "Five soldiers died in the clash, local media reports.",
        [("local media", "reports", "Five soldiers died in the clash")],
    ),
    (
        "Five soldiers died in the clash near the reports.",
        [],
    ),
    (
        "Two men died in the blast, a resident, Omar Tal, and a nurse said.",
        [("a resident, Omar Tal, and a nurse", "said", "Two men died in the blast")],
    ),
    (
        "Shells hit a row of houses, killing a couple and their daughter, a resident, Omar Tal,"
        " and a nurse at the hospital said.",
        [
            (
                "a resident, Omar Tal, and a nurse at the hospital",
                "said",
                "Shells hit a row of houses, killing a couple and their daughter",
            )
        ],
    ),
    (
        "Raids killed at least 23 people overnight, medics said, among them eight members of one"
        " family.",
        [
            (
                "medics",
                "said",
                "Raids killed at least 23 people overnight / among them eight members of one"
                " family",
            )
        ],
    ),
    (
        "The hospital received 27 bodies, its director, Omar Tal, said, and 90 casualties.",
        [
            (
                "its director, Omar Tal",
                "said",
                "The hospital received 27 bodies / and 90 casualties",
            )
        ],
    ),
    (
        "The army said 3 militants were killed; 2 soldiers were wounded.",
        [("The army", "said", "3 militants were killed / 2 soldiers were wounded")],
    ),
    (
        "The army said 3 militants were killed; rebels said 2 soldiers were wounded.",
        [
            ("The army", "said", "3 militants were killed"),
            ("rebels", "said", "2 soldiers were wounded"),
        ],
    ),
    (
        "Organisers said 1,200 people had been arrested; the minister put the figure at 310.",
        [
            ("Organisers", "said", "1,200 people had been arrested"),
            ("the minister", "put", "the figure at 310"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_speakers_are_read_from_commas_and_semicolons(
    text: str, expected: Told, parser: Parser, packs: Packs
) -> None:
    assert told(text, parser, packs) == expected


def test_who_is_cited_before_the_verb_vouches(parser: Parser, packs: Packs) -> None:
    text = (
        "More than 100,000 people, or a tenth of the town, have fled since the truce collapsed,"
        " UNHCR, citing local authorities, said."
    )
    _page, (found,) = statements(text, parser, packs)
    assert found.source is not None
    assert found.source.text == "local authorities"
    assert [station.source.name for station in found.via] == ["UNHCR"]
