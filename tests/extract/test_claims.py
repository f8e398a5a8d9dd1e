"""Claims: statements, figures, times and places put together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import InputError
from provenance.extract import extractor as extractor_module
from provenance.extract.extractor import Extractor
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.read import read_text
from provenance.records import Claim, Extraction, Modality, SourceKind, Stance, Style, Zone

LEAD = "Shelling killed 12 people in the village of Dunmore on Monday, the Lake Monitor said."


@pytest.fixture(scope="module")
def extractor(packs: Packs, parser: Parser) -> Extractor:
    return Extractor(packs, parser)


def claims(extractor: Extractor, text: str, **given: str) -> tuple[Claim, ...]:
    return extractor.extract(read_text(text, extractor.packs, **given)).claims


def spans_hold(extraction: Extraction) -> None:
    """Assert that every span is inside the text and equals what was read from it."""
    text = extraction.document.text
    for claim in extraction.claims:
        assert claim.text == " ".join(text[start:end] for start, end in claim.spans)
        assert all(0 <= start < end <= len(text) for start, end in claim.spans)
        for figure in claim.figures:
            assert text[figure.span[0] : figure.span[1]] == figure.text
            assert any(s <= figure.span[0] < e for s, e in claim.spans)


def test_a_claim_has_its_source_its_words_and_its_figure(extractor: Extractor) -> None:
    (claim,) = claims(extractor, LEAD, publisher="The Valley Post")
    assert claim.attribution is not None
    assert claim.attribution.source is not None
    assert claim.attribution.source.text == "the Lake Monitor"
    assert [link.source.name for link in claim.chain][1:] == ["The Valley Post"]
    assert [(f.text, f.low, f.high, f.measure) for f in claim.figures] == [("12", 12, 12, "killed")]


def test_two_sources_in_one_sentence_make_two_claims(extractor: Extractor) -> None:
    text = "The army said 12 rebels were killed, while the rebels said they lost three fighters."
    found = claims(extractor, text)
    figures = [[figure.text for figure in claim.figures] for claim in found]
    assert ["12"] in figures
    assert ["three"] in figures


def test_what_nobody_is_named_for_is_the_pages_own(extractor: Extractor) -> None:
    (claim,) = claims(extractor, "Rockets killed four soldiers in Dunmore.", publisher="Post")
    assert claim.attribution is None
    assert claim.rule == "narration"
    assert [link.source.name for link in claim.chain] == ["Post"]


def test_background_without_figure_or_happening_is_no_claim(extractor: Extractor) -> None:
    assert claims(extractor, "The valley is known for its orchards and its old bridges.") == ()


def test_a_quotation_that_goes_on_stays_the_sources(extractor: Extractor) -> None:
    text = (
        "“They shelled the market,” doctor Orin Vale said. “We counted nine bodies. "
        "Two more died on the way.”"
    )
    found = [claim for claim in claims(extractor, text) if claim.attribution]
    heads = {claim.id for claim in found}
    goes_on = [claim for claim in found if claim.attribution and claim.attribution.continues]
    assert goes_on
    for claim in goes_on:
        assert claim.attribution is not None
        assert claim.attribution.continues in heads
        assert claim.attribution.rule == "continued_quote"
        assert claim.attribution.style is Style.DIRECT


def test_a_sentence_that_stands_twice_is_one_claim_with_two_places(extractor: Extractor) -> None:
    text = f"{LEAD}\n\nThe valley was quiet afterwards.\n\n{LEAD}"
    found = [claim for claim in claims(extractor, text) if claim.figures]
    assert len(found) == 1
    ((start, end),) = found[0].repeated_at
    assert text[start:end] == LEAD


def test_a_place_in_the_name_of_the_source_is_not_where_it_happened(extractor: Extractor) -> None:
    found = claims(extractor, "According to Russia, 17 soldiers were killed.")
    assert [where.text for claim in found for where in claim.where] == []


def test_a_word_about_claims_is_kept_beside_what_it_mentions(extractor: Extractor) -> None:
    text = (
        "Activists claimed that a drone killed five officers at the base. "
        "They provided no evidence to confirm these claims."
    )
    stances = [claim.stance for claim in claims(extractor, text)]
    assert "no_evidence" in stances


def test_the_page_tells_the_deed_and_the_source_its_aim(extractor: Extractor) -> None:
    text = "On Monday the army launched an attack west of Dunmore, aiming to take the bridge."
    found = claims(extractor, text)
    assert any(claim.attribution is None and claim.kind for claim in found)


def test_the_modality_is_the_statements_own(extractor: Extractor) -> None:
    (claim,) = claims(extractor, "Five people were reportedly killed in Dunmore.")
    assert claim.modality is Modality.HEDGED
    assert "hedged" in claim.flags


def test_readers_speak_for_themselves(extractor: Extractor) -> None:
    text = (
        "Title of the day\n\nRockets killed four soldiers in Dunmore on Monday.\n\n"
        "3 Comments\n\nI bet 200 soldiers were killed there lol!\n"
    )
    own = [claim for claim in claims(extractor, text) if claim.zone is Zone.COMMENT]
    assert own
    assert all(claim.chain[0].source.kind == "reader" for claim in own)
    assert all("reader_comment" in claim.flags for claim in own)


def test_whom_a_reader_quotes_came_through_the_reader(extractor: Extractor) -> None:
    text = (
        "Title of the day\n\nRockets killed four soldiers in Dunmore on Monday.\n\n"
        "3 Comments\n\nI think 200 soldiers were killed there lol!\n\n"
        "The army said 9 soldiers were killed, so what!\n"
    )
    own = [claim for claim in claims(extractor, text) if claim.zone is Zone.COMMENT]
    chains = {claim.text: [link.source.kind for link in claim.chain] for claim in own}
    assert any(chain[:2] == ["reader", "media"] for chain in chains.values())
    assert any(chain[1:2] == ["reader"] for chain in chains.values())


def test_the_same_bytes_give_the_same_claims_alone_or_in_company(extractor: Extractor) -> None:
    readings = [read_text(text, extractor.packs) for text in (LEAD, "Nothing here.", LEAD * 2)]
    together = [item for item in extractor.extract_many(readings) if isinstance(item, tuple)]
    assert [extraction for _, extraction in together] == [extractor.extract(r) for r in readings]


def test_one_article_a_rule_stumbles_over_costs_no_other(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extractor_module.find_claims

    def stumble(page: object, packs: Packs) -> tuple[Claim, ...]:
        if "poison" in page.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return real(page, packs)  # type: ignore[arg-type]

    monkeypatch.setattr(extractor_module, "find_claims", stumble)
    readings = [read_text(text, extractor.packs) for text in (LEAD, LEAD + " poison.", LEAD)]
    items = list(extractor.extract_many(readings))
    assert [isinstance(item, InputError) for item in items] == [False, True, False]
    assert "report it" in str(items[1])


WORDS = st.sampled_from(
    [
        *("12", "killed", "“", "”", '"', "said", "the army", "who", "and", ",", ".", "\n", ":"),
        *("no", "at least", "people", "wounded", "according to", "in Dunmore", "Monday", "if"),
        *(
            "they",
            "including",
            "children",
            "-",
            "denied",
            "reports",
            "\u202e",
            "é",
            "１２",
            "(",
            ")",
        ),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join).filter(str.strip))
def test_whatever_the_words_every_span_holds(extractor: Extractor, text: str) -> None:
    spans_hold(extractor.extract(read_text(text, extractor.packs)))


def test_words_without_a_speaker_are_the_pages_own_hedge(extractor: Extractor) -> None:
    text = "Activists said that nine people were killed. These reports appeared to be false."
    claim = next(c for c in claims(extractor, text) if c.text.startswith("These"))
    assert claim.attribution is None
    assert claim.text == "These reports appeared to be false."
    assert claim.modality is Modality.HEDGED
    assert claim.stance == "denies"


def test_those_who_speak_are_not_counted_among_the_lost(extractor: Extractor) -> None:
    text = (
        "Shells hit a district of the town killing four civilians two residents said. The town "
        "lies on a road that leads to the coast. It was quiet there in the winter before the "
        "fighting began and people came to the market from the hills. The harbour was built by "
        "fishermen and the ferry went to the islands twice a day until the road was shut."
    )
    found = claims(extractor, text)
    assert [f.text for claim in found for f in claim.figures] == ["four"]


def test_a_loss_told_of_the_speaker_counts(extractor: Extractor) -> None:
    found = claims(extractor, "Three men wounded in the raid said that the bridge was gone.")
    assert [(f.text, f.measure.value) for c in found for f in c.figures] == [("Three", "injured")]


def test_the_publisher_is_what_the_packs_in_use_say(parser: Parser, tmp_path: Path) -> None:
    (tmp_path / "publishers.yaml").write_text("publishers:\n- {name: Harbour Watch, kind: monitor}")
    own = Packs(("general", str(tmp_path)))
    reading = read_text("Two people were killed on Monday.", own, publisher="Harbour Watch")
    (claim,) = Extractor(own, parser).extract(reading).claims
    assert [link.source.kind for link in claim.chain] == [SourceKind.MONITOR]


def test_who_withdraws_a_statement_withdraws_from_nowhere(extractor: Extractor) -> None:
    text = "The Lake Monitor withdrew its statement that 12 people were killed by shelling."
    taken_back = next(c for c in claims(extractor, text) if c.stance is Stance.RETRACTS)
    assert taken_back.kind == "shelling"
    (claim,) = claims(extractor, "The rebels withdrew from Dunmore on Monday.")
    assert claim.kind == "withdrawal"
