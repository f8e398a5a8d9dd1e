"""Speakers and words that a parse loses: behind an adverbial, a label, a colon, a bracket."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import Told, told

FORMS = [
    # (text, of each statement: source, cue, content)
    # taken for another name of what stands before
    (
        "In a letter to the court, Joran Velt, 51, said that he had buried nine people.",
        [("Joran Velt, 51", "said", "that he had buried nine people")],
    ),
    (
        "Farmers fleeing the valley say their village was burned.",
        [("Farmers fleeing the valley", "say", "their village was burned")],
    ),
    (
        "Again, those questioned said the road was shut.",
        [("those questioned", "said", "the road was shut")],
    ),
    (
        "According to veteran river pilot Jonas Velm, the wreck reeks of oil.",
        [("veteran river pilot Jonas Velm", "According to", "the wreck reeks of oil")],
    ),
    # a list of who were counted, before who counted them
    (
        "A blast left nine dead: six guards, two clerks and a porter, police chief Hal Orfal said.",
        [
            (
                "police chief Hal Orfal",
                "said",
                "A blast left nine dead: six guards, two clerks and a porter",
            )
        ],
    ),
    (
        "Partners verified 214 casualties during the week, 61 killed and 153 injured.",
        [
            (
                "Partners",
                "verified",
                "214 casualties during the week, 61 killed and 153 injured",
            )
        ],
    ),
    # what is said, and no more
    (
        "She told a gathering of river pilots that few people knew the river better than they did.",
        [("She", "told", "that few people knew the river better than they did")],
    ),
    (
        "The board reported at the time that the harbour master, Ina Roth, had shut the lock.",
        [("The board", "reported", "that the harbour master, Ina Roth, had shut the lock")],
    ),
    (
        'His lawyer wrote in a letter that the charge was "absurd," because the bridge was open.',
        [
            (
                "His lawyer",
                "wrote",
                'that the charge was "absurd," because the bridge was open',
            )
        ],
    ),
    (
        "In a note on Friday, the council said the claims were “wholly untrue” and that the court"
        " would continue to sit.",
        [
            (
                "the council",
                "said",
                "the claims were “wholly untrue” and that the court would continue to sit",
            )
        ],
    ),
    (
        "In all 9 people died, the camp committee tells us, four of them from one house.",
        [("the camp committee", "tells", "In all 9 people died / four of them from one house")],
    ),
    (
        "The monitoring office said it had counted 40 casualties (12 killed; 28 injured) in the"
        " first half of the year.",
        [
            (
                "The monitoring office",
                "said",
                "it had counted 40 casualties (12 killed; 28 injured) in the first half of the"
                " year",
            )
        ],
    ),
    # a colon parts two sentences
    (
        "Guards did shoot at pickers in Ulm: the Pickers' League has documented 13 deaths.",
        [("the Pickers' League", "has documented", "13 deaths")],
    ),
    (
        "The general gave the toll as 44 guards dead and 12 missing.",
        [("The general", "gave", "the toll as 44 guards dead and 12 missing")],
    ),
    # the verb before its speaker
    (
        "As a result of the shelling of the village a woman was wounded, informs the head of the"
        " district Oleh Virny.",
        [
            (
                "the head of the district Oleh Virny",
                "informs",
                "As a result of the shelling of the village a woman was wounded",
            )
        ],
    ),
    (
        "The toll stood at 27 by evening, said fire chief Lena Orth, who warned it would climb:"
        " six guests are lost.",
        [
            (
                "fire chief Lena Orth, who warned it would climb",
                "said",
                "The toll stood at 27 by evening",
            ),
            ("who", "warned", "it would climb"),
        ],
    ),
    (
        '"Two our miners perished," has said the commander of the rescue team.',
        [("the commander of the rescue team", "has said", '"Two our miners perished,"')],
    ),
    # behind a clock or a label
    (
        "13:47 Emergency services: 8 dead after rockets hit the depot.",
        [("Emergency services", ":", "8 dead after rockets hit the depot")],
    ),
    (
        "UPDATE | Medics: 3 dead and 5 hurt in the raid.",
        [("Medics", ":", "3 dead and 5 hurt in the raid")],
    ),
    (
        "Local journalist Sadi Virn: at least 3 guards dead.",
        [("Local journalist Sadi Virn", ":", "at least 3 guards dead")],
    ),
    (
        "21:05 - Ambulance crews say they moved 14 bodies to the morgue.",
        [("Ambulance crews", "say", "they moved 14 bodies to the morgue")],
    ),
    ("The wounded: 8 miners and 2 guards.", []),
    # a body keeps count, of whatever kind it is
    (
        "The Office of the Lock Warden has recorded 63 deaths since May.",
        [("The Office of the Lock Warden", "has recorded", "63 deaths since May")],
    ),
    # no clause is said, and one that hangs on the verb of saying
    (
        "7 dead, including a nurse, and 22 injuries in raids, the ministry announced.",
        [("the ministry", "announced", "7 dead, including a nurse, and 22 injuries in raids")],
    ),
    (
        "Camp manager Johan Pryce says more than 200 arrive every day and that two infants have"
        " died.",
        [
            (
                "Camp manager Johan Pryce",
                "says",
                "more than 200 arrive every day and that two infants have died",
            )
        ],
    ),
    (
        "It brings to 16 the number of clerks killed since January, trade union data show.",
        [
            (
                "trade union data",
                "show",
                "It brings to 16 the number of clerks killed since January",
            )
        ],
    ),
    ("The couple had met, a year before, at a travelling show.", []),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_lost_speakers_are_found(text: str, expected: Told, parser: Parser, packs: Packs) -> None:
    assert told(text, parser, packs) == expected
