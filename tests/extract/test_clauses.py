"""Clauses that a parse hangs elsewhere, and those in which another judges what was said."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import Told, told

FORMS = [
    # (text, of each statement: source, cue, content)
    (
        "The army said the raid hurt 12 people, a claim the militia denied.",
        [
            ("The army", "said", "the raid hurt 12 people"),
            ("the militia", "denied", "a claim"),
        ],
    ),
    (
        "Rebels say they shot down two jets, a claim disputed by the army.",
        [("Rebels", "say", "they shot down two jets"), ("the army", "disputed", "a claim")],
    ),
    (
        "The mayor reported 3 dead; a nurse at the clinic said there were 5 dead.",
        [
            ("The mayor", "reported", "3 dead"),
            ("a nurse at the clinic", "said", "there were 5 dead"),
        ],
    ),
    (
        "Twelve clerks died in Marat, according to the council; a nurses' union put the figure"
        " at 20.",
        [
            ("the council", "according to", "Twelve clerks died in Marat"),
            ("a nurses' union", "put", "the figure at 20"),
        ],
    ),
    (
        "Airwars assessed that 12 clerks were killed; the army has denied any harm.",
        [
            ("Airwars", "assessed", "that 12 clerks were killed"),
            ("the army", "has denied", "any harm"),
        ],
    ),
    # the dead who are counted, taken for an adverb
    (
        "The health ministry counted 812 dead in camps held by the army.",
        [("The health ministry", "counted", "812 dead in camps held by the army")],
    ),
    # who found no evidence of it does not say it
    ("The inquiry found no evidence that 12 clerks had died.", []),
    (
        "The inquiry found evidence that 12 clerks had died.",
        [("The inquiry", "found", "that 12 clerks had died")],
    ),
    # whom the page sets against another is not the other's
    (
        "The raid killed 27 villagers, according to a local council, while the army put the number"
        " at more than 40.",
        [
            ("a local council", "according to", "The raid killed 27 villagers"),
            ("the army", "put", "the number at more than 40"),
        ],
    ),
    (
        "The mayor said five people died, whereas the army said nine had died.",
        [("The mayor", "said", "five people died"), ("the army", "said", "nine had died")],
    ),
    (
        "Two boats sank, according to a fisherman, but the coast guard said one had sunk.",
        [
            ("a fisherman", "according to", "Two boats sank"),
            ("the coast guard", "said", "one had sunk"),
        ],
    ),
    # a row of deeds is what is told, not what the speaker did
    (
        "The ministry said in a statement sent to papers that its men had killed 14 soldiers,"
        " wounded nine and seized 20 rifles.",
        [
            (
                "The ministry",
                "said",
                "that its men had killed 14 soldiers, wounded nine and seized 20 rifles",
            )
        ],
    ),
    # what stands on both sides of the speaker is one statement
    (
        "Ten inmates died in custody, the report said, eight of hunger and two of fever.",
        [("the report", "said", "Ten inmates died in custody / eight of hunger and two of fever")],
    ),
    # passives
    ("The report was denied by the army.", [("the army", "was denied", "The report")]),
    (
        "It was announced by the ministry that six people had died.",
        [("the ministry", "was announced", "that six people had died")],
    ),
    (
        '"Six people died," the man, who gave his name only as Jon Roe, said by telephone.',
        [("the man,", "said", '"Six people died,"')],
    ),
    # what turns against the speaker's own words is the speaker's, where it counts somebody
    (
        "Police said two men were shot, but no one was killed.",
        [("Police", "said", "two men were shot, but no one was killed")],
    ),
    (
        "The mayor said the bridge fell, but only two people were hurt.",
        [("The mayor", "said", "the bridge fell, but only two people were hurt")],
    ),
    (
        "The mayor said the bridge fell, but he sounded a note of hope for 12 of the towns.",
        [("The mayor", "said", "the bridge fell")],
    ),
    (
        "The mayor said the bridge was safe, but the road was shut.",
        [("The mayor", "said", "the bridge was safe")],
    ),
    # who would not be named says nothing by it; who goes to a report does not tell it
    ("A miner asked not to be named because he was not allowed to speak.", []),
    ("Firefighters responding to reports of a blast found two bodies.", []),
    # a clause without a speaker of its own stays
    (
        "The mayor said five people died while they were asleep.",
        [("The mayor", "said", "five people died while they were asleep")],
    ),
    (
        "The army said on Tuesday a raid killed five.",
        [("The army", "said", "a raid killed five")],
    ),
    (
        "Farmers in the valley told the agency by phone they had seen bodies in the streets.",
        [("Farmers in the valley", "told", "they had seen bodies in the streets")],
    ),
    (
        "At least 14 identified civilians were killed, as reported by the monitoring group.",
        [("the monitoring group", "as reported", "At least 14 identified civilians were killed")],
    ),
    (
        "The militia gave the toll as five.",
        [("The militia", "gave", "the toll as five")],
    ),
    (
        "The governor's spokesman, however, put the toll at 16.",
        [("The governor's spokesman", "put", "the toll at 16")],
    ),
    (
        "A monitoring group, in a separate report, counted 98 civilian deaths in the raids.",
        [("A monitoring group", "counted", "98 civilian deaths in the raids")],
    ),
    (
        "A militia spokesman says 3 dead.",
        [("A militia spokesman", "says", "3 dead")],
    ),
    (
        "According to the Velm Gazette, which cited the district court, nine people had died.",
        [("the district court", "According to cited", "nine people had died")],
    ),
    (
        "A jet was shot down over the valley and its pilot was hurt in the fall, an army source"
        " said.",
        [
            (
                "an army source",
                "said",
                "A jet was shot down over the valley and its pilot was hurt in the fall",
            )
        ],
    ),
    (
        "Military sources put the militia's losses at over 50 dead.",
        [("Military sources", "put", "the militia's losses at over 50 dead")],
    ),
    (
        "The ministry had raised the toll to 60.",
        [("The ministry", "had raised", "the toll to 60")],
    ),
    (
        "Officials revised the death toll down to 12.",
        [("Officials", "revised down", "the death toll down to 12")],
    ),
    ("Two deaths raised the toll to 16.", []),
    ("Three of the nine wounded have died, raising the toll to 16.", []),
    (
        "Shelling on Tuesday killed a mother and her two children in the village of Velm, the mayor"
        " reported on the radio; the militia said four people died.",
        [
            (
                "the mayor",
                "reported",
                "Shelling on Tuesday killed a mother and her two children in the village of Velm",
            ),
            ("the militia", "said", "four people died"),
        ],
    ),
    (
        "At least three dead, dozens wounded in Velm car bombing, officials say",
        [
            (
                "officials",
                "say",
                "At least three dead, dozens wounded in Velm car bombing",
            )
        ],
    ),
    # Nothing is said of the news.
    (
        "A nurse who asked not to be named for fear of reprisals said nine people died.",
        [("A nurse", "said", "nine people died")],
    ),
    (
        "A man who declined to give his name said six died.",
        [("A man", "said", "six died")],
    ),
    ("The ministry did not respond to a request for comment.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_each_clause_has_its_own_speaker(
    text: str, expected: Told, parser: Parser, packs: Packs
) -> None:
    said = told(text, parser, packs)
    assert [(s.split(" who ")[0], c, w) for s, c, w in said] == expected
