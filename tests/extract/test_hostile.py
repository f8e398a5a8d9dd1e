"""Text that is no prose: parses that would cost minutes are left out, and nothing falls over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.tokens import Doc

from provenance.extract.extractor import Extractor
from provenance.extract.parser import CROWD, DEEPEST, LONGEST, Parser
from provenance.packs import Packs
from provenance.read import read_text

PROSE = "Police said that 3 people were killed in Northport."


@pytest.fixture(scope="module")
def extractor(parser: Parser, packs: Packs) -> Extractor:
    return Extractor(packs, parser)


@pytest.mark.parametrize(
    "text",
    [
        "“a” " * LONGEST,
        "said " * 400,
        "according to " * 150,
        "who said that " * 140,
        "who denied that he had " * 85,
    ],
)
def test_no_parse_of_what_is_no_prose(parser: Parser, text: str) -> None:
    found = list(parser.parse_prose([PROSE, text, PROSE]))
    assert [parse is None for parse in found] == [False, True, False]
    assert [parse.text for parse in found if parse is not None] == [PROSE, PROSE]


def test_a_long_sentence_of_prose_is_parsed(parser: Parser) -> None:
    text = "Police said that " + "a man was killed in the north, and " * 10 + "that was all."
    assert len(text.split()) > DEEPEST
    (parse,) = parser.parse_prose([text])
    assert parse is not None
    assert parse.has_annotation("DEP")


def test_parse_prose_is_parse_where_all_is_prose(parser: Parser) -> None:
    texts = [PROSE, "The army denied it.", "Nobody was hurt, he said."]
    for one, other in zip(parser.parse(texts), parser.parse_prose(texts), strict=True):
        assert other is not None
        assert one.to_bytes(exclude=["tensor"]) == other.to_bytes(exclude=["tensor"])


def test_few_long_sentences_are_parsed_at_a_time(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    pipe = parser.nlp.pipe

    def counted(docs: list[Doc], **settings: int) -> Iterator[Doc]:
        sizes.append(sum(map(len, docs)))
        return pipe(docs, **settings)

    monkeypatch.setattr(parser.nlp, "pipe", counted)
    texts = ["said " * 400] * 60 + [PROSE] * 300
    assert len(list(parser.parse_prose(texts))) == len(texts)
    assert max(sizes) <= CROWD
    assert len(sizes) == 4


@pytest.mark.parametrize(
    "noise",
    [
        '"' * 5000,
        "“" * 5000,
        "(" * 5000,
        "a" * 5000,
        "“a” " * 1500,
        "—A said—" * 700,
        "said " * 1000,
        "1" + ",000" * 1000,
        "7" * 6000,
        "at least one " + "million " * 600 + "people were killed",
        "according to " * 400,
        "e" + "\u0301" * 5000,
        "\u202e17 ki\u200blled\u202c \u2028" * 300,
        "\U0001f1f8\U0001f1fe" * 2500,
        "٣٤ killed ²³ killed ½ killed 𝟛𝟜 killed " * 100,
        "\x01\x1b[2J killed 3 people. " * 100 + "fill " * 2000,
        "\n" * 5000,
    ],
)
def test_noise_costs_nobody_else_anything(extractor: Extractor, noise: str) -> None:
    reading = read_text(f"{PROSE}\n\n{noise}\n\n{PROSE} Rescuers said so.", extractor.packs)
    (found,) = extractor.extract_many([reading])
    assert not isinstance(found, Exception), found
    extraction = found[1]
    text = extraction.document.text
    first = extraction.claims[0]
    assert first.attribution is not None
    assert [figure.point for figure in first.figures] == [3]
    for claim in extraction.claims:
        assert claim.text == " ".join(text[start:end] for start, end in claim.spans)
        assert all(f.text == text[f.span[0] : f.span[1]] for f in claim.figures)
