"""Resolution: printed words to the source that they stand for."""

from __future__ import annotations

import pytest

from provenance.extract.bodies import BodyFinder
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.records import Mention, SourceKind
from tests.extract.pages import statements


def mentions(text: str, parser: Parser, packs: Packs) -> list[Mention]:
    _, found = statements(text, parser, packs)
    return [s.source for s in found if s.source is not None]


SOHR = "Syrian Observatory for Human Rights"
OBSERVATORY = "The Syrian Observatory for Human Rights said two people were hurt. "


@pytest.mark.parametrize(
    ("text", "name", "kind", "rule"),
    [
        ("SOHR said two people were hurt.", SOHR, SourceKind.MONITOR, "resolve.alias"),
        (
            "The Britain-based Syrian Observatory for Human Rights said it was quiet.",
            SOHR,
            SourceKind.MONITOR,
            "resolve.alias",
        ),
        (
            "The Syrian Observatory for Human Rights a Britain-based monitor said it was quiet.",
            SOHR,
            SourceKind.MONITOR,
            "resolve.alias",
        ),
        (
            "The Syrian Observatory for Human Rights based in Britain said it was quiet.",
            SOHR,
            SourceKind.MONITOR,
            "resolve.alias",
        ),
        (
            "It was quiet, according to an Observatory toll.",
            SOHR,
            SourceKind.MONITOR,
            "resolve.document",
        ),
        (
            "It was quiet, said the so-called Syrian Observatory for Human Rights.",
            SOHR,
            SourceKind.MONITOR,
            "resolve.alias",
        ),
        (
            "Moscow's defence ministry said the road was shut.",
            "Russian Defense Ministry",
            SourceKind.STATE,
            "resolve.alias",
        ),
        (
            "The governor of the valley, Jane Roe, said the road was shut.",
            "Jane Roe",
            SourceKind.OFFICIAL,
            "resolve.itself",
        ),
        (
            "The Valley Committee for Justice said the road was shut.",
            "Valley Committee for Justice",
            SourceKind.UNNAMED,
            "resolve.itself",
        ),
        ("The Times said the road was shut.", "The Times", SourceKind.MEDIA, "resolve.alias"),
        (
            "The Harbour Times said the road was shut.",
            "Harbour Times",
            SourceKind.UNNAMED,
            "resolve.itself",
        ),
        (
            "The Bakers' Union said the road was shut.",
            "Bakers' Union",
            SourceKind.UNNAMED,
            "resolve.itself",
        ),
        (
            "Russia's Defence Ministry said the road was shut.",
            "Russian Defense Ministry",
            SourceKind.STATE,
            "resolve.alias",
        ),
        ("Moscow said the road was shut.", "Russia", SourceKind.STATE, "resolve.alias"),
        (
            "The Hamas-run health ministry said the road was shut.",
            "Gaza Health Ministry",
            SourceKind.STATE,
            "resolve.alias",
        ),
        (
            "Gaza's health ministry said the road was shut.",
            "Gaza Health Ministry",
            SourceKind.STATE,
            "resolve.alias",
        ),
        (
            "The health ministry in Gaza said the road was shut.",
            "Gaza Health Ministry",
            SourceKind.STATE,
            "resolve.alias",
        ),
        (
            "The defence ministry in Moscow said the road was shut.",
            "Russian Defense Ministry",
            SourceKind.STATE,
            "resolve.alias",
        ),
        (
            "In Lebanon, the foreign ministry said the road was shut.",
            "Lebanese Foreign Ministry",
            SourceKind.STATE,
            "resolve.place",
        ),
        (
            "The Israeli military said the road was shut.",
            "Israel Defense Forces",
            SourceKind.MILITARY,
            "resolve.alias",
        ),
        (
            "Taliban insurgents said the road was shut.",
            "Taliban",
            SourceKind.ARMED_GROUP,
            "resolve.alias",
        ),
        (
            "The M23 rebel group said the road was shut.",
            "M23",
            SourceKind.ARMED_GROUP,
            "resolve.alias",
        ),
        (
            "The General Staff of the Armed Forces of Ukraine said the road was shut.",
            "Ukrainian Army",
            SourceKind.MILITARY,
            "resolve.alias",
        ),
        (
            "Russian state TV said the road was shut.",
            "Russian state television",
            SourceKind.MEDIA,
            "resolve.alias",
        ),
        (
            "According to the Russian side, the road was shut.",
            "Russia",
            SourceKind.STATE,
            "resolve.alias",
        ),
        (
            "The Russian Defence Ministry said the road was shut.",
            "Russian Defense Ministry",
            SourceKind.STATE,
            "resolve.alias",
        ),
        (
            "Reuters correspondent Ana Lind said the road was shut.",
            "Reuters",
            SourceKind.MEDIA,
            "resolve.spokesman",
        ),
        (
            "A spokesman for the Russian Defence Ministry said the road was shut.",
            "Russian Defense Ministry",
            SourceKind.STATE,
            "resolve.spokesman",
        ),
    ],
)
def test_bodies(
    text: str, name: str, kind: SourceKind, rule: str, parser: Parser, packs: Packs
) -> None:
    (mention,) = mentions(text, parser, packs)
    source = mention.source
    assert (source.name, source.kind, source.named, mention.rule) == (name, kind, True, rule)
    assert source.scope is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Taliban-run traffic ministry said the road was shut.",
            "The Taliban-run traffic ministry",
        ),
        ("A Hezbollah-linked channel said it was quiet.", "A Hezbollah-linked channel"),
    ],
)
def test_whose_side_a_body_is_on_is_not_its_name(
    text: str, name: str, parser: Parser, packs: Packs
) -> None:
    (mention,) = mentions(text, parser, packs)
    assert (mention.source.name, mention.source.named) == (name, False)


def test_a_ministry_belongs_to_its_state(parser: Parser, packs: Packs) -> None:
    (mention,) = mentions("The French Foreign Ministry said it was quiet.", parser, packs)
    assert (mention.source.name, mention.source.parent) == ("French Foreign Ministry", "France")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("A medical source", SourceKind.HUMANITARIAN),
        ("A military source", SourceKind.MILITARY),
        ("A source at Dunmore Police Command", SourceKind.STATE),
        ("Local sources", SourceKind.UNNAMED),
        ("Reports", SourceKind.UNNAMED),
        ("Pro-government sources", SourceKind.UNNAMED),
        ("Two witnesses", SourceKind.WITNESS),
        ("A police officer", SourceKind.STATE),
        ("A former officer", SourceKind.MILITARY),
        ("Local emergency services", SourceKind.HUMANITARIAN),
        ("Residents of the old town", SourceKind.WITNESS),
        ("Opposition activists", SourceKind.ACTIVIST),
        ("Russian media", SourceKind.MEDIA),
        ("Human rights groups", SourceKind.MONITOR),
        ("Rebel commanders", SourceKind.ARMED_GROUP),
    ],
)
def test_unnamed_sources_are_of_the_page(
    words: str, kind: SourceKind, parser: Parser, packs: Packs
) -> None:
    (mention,) = mentions(f"{words} said the road was shut.", parser, packs)
    source = mention.source
    assert (source.name, source.kind, source.named) == (words, kind, False)
    assert source.scope is not None


@pytest.mark.parametrize(
    ("second", "rule"),
    [
        ("The Observatory said the road was shut.", "resolve.alias"),
        ("The group said the road was shut.", "resolve.short_form"),
        ("The Britain-based monitor said the road was shut.", "resolve.short_form"),
        ("It said the road was shut.", "resolve.pronoun"),
        ("Observatory chief Omar Haddad said the road was shut.", "resolve.spokesman"),
        ("Its director Omar Haddad said the road was shut.", "resolve.spokesman"),
    ],
)
def test_short_forms_of_a_body(second: str, rule: str, parser: Parser, packs: Packs) -> None:
    first, later = mentions(OBSERVATORY + second, parser, packs)
    assert first.source == later.source
    assert (later.source.name, later.rule) == (SOHR, rule)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The health ministry withdrew its claim that two people were hurt.", "ministry"),
        ("The rebels withdrew their claim that two people were hurt.", "rebels"),
        # Of two that the word fits the clause tells which.
        (
            "The press office said it was quiet. The health ministry withdrew its claim that"
            " two people were hurt.",
            "ministry",
        ),
    ],
)
def test_a_possessive_goes_back_to_the_subject_of_its_clause(
    text: str, whose: str, parser: Parser, packs: Packs
) -> None:
    mention = mentions(text, parser, packs)[-1]
    assert whose in mention.source.name
    assert mention.rule == "resolve.possessive"


@pytest.mark.parametrize("name", ["Rami Abdel Rahman", "observatory chief Rami Abdurrahman"])
def test_its_director_speaks_for_the_monitor(name: str, parser: Parser, packs: Packs) -> None:
    (mention,) = mentions(f"Two people were hurt, {name} said.", parser, packs)
    assert mention.source.name == SOHR


def test_a_monitor_is_the_only_one_that_the_page_names(parser: Parser, packs: Packs) -> None:
    first, later = mentions("Two people were hurt, a monitor said. " + OBSERVATORY, parser, packs)
    assert first.source == later.source


def test_two_monitors_leave_a_monitor_unresolved(parser: Parser, packs: Packs) -> None:
    first = mentions(
        "Two people were hurt, a monitor said. " + OBSERVATORY + "The VDC said it was quiet.",
        parser,
        packs,
    )[0]
    assert (first.source.named, first.rule) == (False, "resolve.itself")


def test_a_surname_and_a_pronoun_stand_for_the_person_who_speaks_for_the_body(
    parser: Parser, packs: Packs
) -> None:
    found = mentions(
        "Observatory chief Omar Haddad said two people were hurt. Haddad said it was quiet."
        " He said the road was shut.",
        parser,
        packs,
    )
    assert [m.source.name for m in found] == [SOHR] * 3
    assert [m.rule for m in found] == ["resolve.spokesman", "resolve.name", "resolve.pronoun"]


def test_the_source_is_the_one_before_under_its_fullest_name(parser: Parser, packs: Packs) -> None:
    found = mentions(
        "A source at Dunmore Police Command said two people were hurt."
        " The source added that the road was shut.",
        parser,
        packs,
    )
    assert {m.source.id for m in found} == {found[0].source.id}
    assert found[1].source.name == "A source at Dunmore Police Command"
    assert found[1].rule == "resolve.short_form"


def test_other_sources_stay_apart(parser: Parser, packs: Packs) -> None:
    found = mentions(
        "A source at Dunmore police said two people were hurt."
        " A source at Dunmore hospital said three people were hurt.",
        parser,
        packs,
    )
    assert found[0].source.id != found[1].source.id


def test_what_a_source_puts_out_stands_for_it(parser: Parser, packs: Packs) -> None:
    found = mentions(
        "The Islamic State group said its fighters had left."
        " The statement said 40 people had been killed.",
        parser,
        packs,
    )
    assert [m.source.name for m in found] == ["Islamic State"] * 2
    assert found[1].rule == "resolve.document"


def test_a_relative_stands_for_the_noun_before_it(parser: Parser, packs: Packs) -> None:
    found = mentions("The doctor left Ana Lind, who said the road was shut.", parser, packs)
    assert [(m.text, m.source.name, m.rule) for m in found] == [
        ("who", "Ana Lind", "resolve.relative")
    ]


def test_alignment_is_what_the_page_says(parser: Parser, packs: Packs) -> None:
    (mention,) = mentions("According to pro-government sources, it was quiet.", parser, packs)
    assert mention.alignment == "pro-government"


def test_a_named_witness_and_an_official(parser: Parser, packs: Packs) -> None:
    (witness,) = mentions("A witness named Omar said the road was shut.", parser, packs)
    assert (witness.source.name, witness.source.kind) == ("Omar", SourceKind.WITNESS)
    (mayor,) = mentions("Mayor Ana Lind said the road was shut.", parser, packs)
    assert (mayor.source.name, mayor.source.kind) == ("Ana Lind", SourceKind.OFFICIAL)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Observatorys director left.", [SOHR]),
        ("This is a monitor.", []),
        ("IS is near, as is the US army.", ["Islamic State", "American Army"]),
        ("U.N. envoys met Hamas.", ["United Nations", "Hamas"]),
    ],
)
def test_names_of_bodies_in_a_text(text: str, names: list[str], packs: Packs) -> None:
    assert [found.body.name for found in BodyFinder(packs).find(text)] == names


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("A Russia monitor said the road was shut.", "A Russia monitor", SourceKind.MONITOR),
        (
            "A doctor who lives in the town said the road was shut.",
            "A doctor",
            SourceKind.HUMANITARIAN,
        ),
    ],
)
def test_a_state_or_clause_beside_a_role_is_not_the_source(
    text: str, name: str, kind: SourceKind, parser: Parser, packs: Packs
) -> None:
    (mention,) = mentions(text, parser, packs)
    assert (mention.source.name, mention.source.kind, mention.source.named) == (name, kind, False)


def test_an_agency_that_is_told_from_others_is_not_the_one_spoken_of(
    parser: Parser, packs: Packs
) -> None:
    first = "AFP said the road was shut. "
    told = [
        ("The news agency said it was quiet.", "AFP"),
        ("The Nahar news agency said it was quiet.", "The Nahar news agency"),
        ("The UN relief agency said it was quiet.", "The UN relief agency"),
    ]
    for text, name in told:
        assert mentions(first + text, parser, packs)[-1].source.name == name


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("the Observatory", True),
        ("The Observatory", True),
        ("the Syrian Observatory", True),
        ("the London-based Observatory", True),
        ("According to Observatory", True),
        ("the Northport Observatory", False),
        ("Harbour Observatory", False),
    ],
)
def test_a_short_form_behind_another_name_is_another_body(
    packs: Packs, words: str, named: bool
) -> None:
    found = BodyFinder(packs).find(f"{words} said 3 men were hurt.")
    assert [item.body.name for item in found] == ["Syrian Observatory for Human Rights"] * named


@pytest.mark.parametrize(
    ("second", "name"),
    [
        ("A waiter who hid said shots were fired.", "A waiter"),
        ("One of the medics said six people had died.", "One of the medics"),
        # a body is not "she"
        ("A group of monitors said six people had died.", "Ana Tosk"),
        ("The militia said six people had died.", "Ana Tosk"),
    ],
)
def test_a_pronoun_stands_for_one_person_named_or_not(
    second: str, name: str, parser: Parser, packs: Packs
) -> None:
    text = f"Ana Tosk said the town was calm. {second} She said the road was shut."
    found = mentions(text, parser, packs)
    assert found[-1].source.name == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The UN migration agency said 400 people had fled.", SourceKind.HUMANITARIAN),
        ("An aid agency said 400 people had fled.", SourceKind.HUMANITARIAN),
        ("The state agency said 400 people had fled.", SourceKind.MEDIA),
        ("The news agency said 400 people had fled.", SourceKind.MEDIA),
        ("The military's media wing said 400 people had fled.", SourceKind.MILITARY),
        ("The health department said 400 people were ill.", SourceKind.STATE),
        ("A detective said two men had fled.", SourceKind.STATE),
        ("The disaster management agency said two men had fled.", SourceKind.STATE),
        ("The coast guard said two men had fled.", SourceKind.STATE),
        ("Prison officials said two men had fled.", SourceKind.OFFICIAL),
        ("A guerrilla commander said two men had fled.", SourceKind.ARMED_GROUP),
    ],
)
def test_the_kind_is_made_by_the_words_of_the_role(
    text: str, kind: SourceKind, parser: Parser, packs: Packs
) -> None:
    assert [m.source.kind for m in mentions(text, parser, packs)] == [kind]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            'John Roe said it was late. "It fell," his daughter Mara said. "I ran," he said.',
            "John Roe",
        ),
        ('His wife, Mara Roe, said it was late. "I ran," he said.', "he"),
        (
            "A young woman said it was late. A policeman said it was dark. She said it fell.",
            "A young woman",
        ),
        ("A spokesman said it was late. He said it fell.", "A spokesman"),
        ("The mother of the boy said it was late. She said it fell.", "The mother of the boy"),
        # the director of a committee is no committee
        (
            "Lora Velm said it was late. The committee's director, Mara Roe, said it was dark."
            " She said it fell.",
            "Mara Roe",
        ),
    ],
)
def test_a_pronoun_stands_for_nobody_of_the_other_gender(
    text: str, last: str, parser: Parser, packs: Packs
) -> None:
    assert mentions(text, parser, packs)[-1].source.name == last


def test_a_place_does_not_tell_whose_army_it_is(parser: Parser, packs: Packs) -> None:
    (army,) = mentions("In Lebanon, the army said the road was shut.", parser, packs)
    assert (army.source.name, army.source.named) == ("the army", False)


@pytest.mark.parametrize(
    "some", ["A Taliban insurgent", "Two Taliban insurgents", "Taliban leaders"]
)
def test_some_of_a_group_are_not_the_group(some: str, parser: Parser, packs: Packs) -> None:
    (source,) = mentions(f"{some} said the road was shut.", parser, packs)
    assert (source.source.name, source.source.named) == (some, False)
