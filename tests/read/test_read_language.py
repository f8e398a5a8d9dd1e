"""The language of an article, and what follows from it."""

from __future__ import annotations

import pytest

from provenance.extract.extractor import Extractor
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.read import read_text
from provenance.read.language import is_foreign

ENGLISH = (
    "At least twelve people were killed in the village on Monday, the council said. The army "
    "denied that it had fired, and said that its guns were out of reach of the houses."
)
RUSSIAN = (
    "По меньшей мере двенадцать человек погибли в деревне в понедельник, сообщил совет. Армия "
    "отрицает, что стреляла, и говорит, что её орудия не достают до домов."
)
GERMAN = (
    "Mindestens zwölf Menschen kamen am Montag in dem Dorf ums Leben, wie der Rat mitteilte. Die "
    "Armee bestritt, geschossen zu haben; ihre Geschütze reichten nicht bis zu den Häusern."
)
ARABIC = (
    "قتل اثنا عشر شخصا على الأقل في القرية يوم الاثنين بحسب المجلس. ونفى الجيش "
    "أنه أطلق النار وقال إن مدافعه لا تصل إلى المنازل، بينما قال السكان إن القصف استمر "
    "ساعتين قبل وصول المسعفين إلى المكان."
)


@pytest.mark.parametrize(
    ("text", "language", "rule"),
    [
        (ENGLISH, "en", "language.function_words"),
        (RUSSIAN, "ru", "language.model"),
        (GERMAN, "de", "language.model"),
        (ARABIC, "ar", "language.model"),
        ("Twelve dead.", None, None),
        ("Двое раненых.", None, None),
        ("Oru, Vell, Karsk, Tarn, Port Ansel: 12, 14, 9, 3, 1 (killed).", None, None),
    ],
)
def test_language(packs: Packs, text: str, language: str | None, rule: str | None) -> None:
    document = read_text(text, packs).document
    assert document.language == language
    told = [e for e in document.evidence if e.field == "language"]
    assert [e.rule for e in told] == ([rule] if rule else [])
    for evidence in told:
        ((start, end),) = evidence.spans
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ("en-US", "en"),
        ("EN_gb", "en"),
        ("English", "en"),
        ("ar", "ar"),
        ("Arabic", "ar"),
        ("ara", "ar"),
    ],
)
def test_a_given_language_wins(packs: Packs, given: str, language: str) -> None:
    document = read_text(ENGLISH, packs, language=given).document
    assert document.language == language
    assert is_foreign(document, packs) == (language != "en")


def test_other_languages_are_kept_and_not_extracted(packs: Packs, parser: Parser) -> None:
    extractor = Extractor(packs, parser)
    english, german = (extractor.extract(read_text(text, packs)) for text in (ENGLISH, GERMAN))
    assert english.claims
    assert not german.claims
    assert german.document.text == GERMAN
    assert len(german.sentences) == 2


def test_comments_do_not_decide(packs: Packs) -> None:
    text = f"{GERMAN}\n\nComments\n\n" + "You people are wrong and you know it!\n\n" * 5
    assert read_text(text, packs).document.language == "de"
