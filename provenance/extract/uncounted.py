"""Tell the numbers that count nothing: ages, rates, "how many", articles before no loss."""

from __future__ import annotations

from provenance.extract.bench import NOUN_TAGS, Bench
from provenance.extract.measures import BARE, KIN, UNKNOWN
from provenance.extract.numbers import BOTH, MULTIPLE
from provenance.extract.phrases import Phrase
from provenance.records import Measure

PEOPLE = frozenset({"person", KIN, UNKNOWN, BARE})
# What may stand behind an age that a comma opens.
AGE_ENDS = frozenset({",", "(", ";"})
AGED = frozenset({"person", KIN})
AGES_CLOSE = frozenset({"", ".", ";", ")"})
SINGLE_THINGS = frozenset({"person", "item", "building", "place", "weapon", KIN})
ONE = frozenset({"one", "1"})
MOST_IN_RATIO = 100
BELOW = frozenset({"place", "area", UNKNOWN})
ROLES = frozenset({"building", "place"})
OLDEST, MOST_AGES = 120, 20


def _is_below(bench: Bench, phrase: Phrase) -> bool:
    """Say whether something befell others over these ("shot down 52 drones over six towns")."""
    over = bench.tokens[phrase.first]
    placed = phrase.thing in BELOW and over.lower_ == "over" and over.dep_ == "prep"
    return placed and bench.tag(phrase.first - 1) in NOUN_TAGS


def _is_ratio(bench: Bench, phrase: Phrase) -> bool:
    """Say whether it is a number of "one in five of the dead": how many these are, nobody said."""
    if bench.words[phrase.first] in ONE and bench.word(phrase.number_last + 1) == "in":
        among = phrase.number_last + 2
    elif bench.word(phrase.first - 1) == "in" and bench.word(phrase.first - 2) in ONE:
        among = phrase.first
    else:
        return False
    whole = bench.quantity_at.get(among)
    if whole is None or not 1 < whole.low <= MOST_IN_RATIO:
        return False
    behind = bench.token_at(whole.end - 1) + 1
    things = bench.lexicon.thing(bench.word(behind)) in AGED | {"building", "item"}
    return things or bench.word(behind) in ("of", "were", "are", "was", "is")


def counts_nothing(
    bench: Bench, phrase: Phrase, not_counted: frozenset[str], rate: frozenset[str]
) -> bool:
    """Say whether the number is none of ours by the words next to it."""
    number = phrase.quantity.number
    before, behind = bench.word(phrase.first - 1), bench.word(phrase.number_last + 1)
    head = bench.words[phrase.head] if phrase.head is not None else ""
    if _is_below(bench, phrase) or _is_ratio(bench, phrase):
        return True
    if before == "how" or (head in not_counted and not is_time_ago(bench, phrase)):
        return True
    if number.article:
        if head in bench.small.wound_nouns and head not in bench.lexicon.counts:
            # "A man with a head wound was taken to hospital": one man.
            return True
        # "One hostage every day"; "used as a base".
        role = (
            phrase.thing in ROLES
            and before == "as"
            and bench.tokens[phrase.first - 1].dep_ == "prep"
        )
        return role or bench.word(phrase.last + 1) in rate or not _is_single(bench, phrase)
    if number.rule == MULTIPLE:
        return phrase.head is None
    if number.rule == BOTH:
        return _is_pair_of_kinds(bench, phrase)
    if number.maybe_year and (
        phrase.thing in (UNKNOWN, BARE, "attack") or behind in ("the", "a", "an")
    ):
        return True
    if phrase.head is None and not number.unquantified:
        beside = bench.quantity_at.get(phrase.first - 1)
        if beside is not None and beside.number.rule == BOTH:
            # "Both 21": an age.
            return True
        closed = before in ("(", "[") and behind in (")", "]")
        aged = before == "," and behind in AGE_ENDS and _has_age(bench, phrase.first - 2)
        aged = aged or _is_of_ages(bench, phrase)
        # "a father of two".
        parent = before == "of" and bench.lexicon.thing(bench.word(phrase.first - 2)) == KIN
        if (
            closed
            or aged
            or _is_age_limit(bench, phrase)
            or parent
            or (before == "," and behind == "" and number.rule == "number.digits")
        ):
            return True
    if number.unquantified and head not in bench.lexicon.losses:
        word = bench.words[bench.token_at(number.end - 1)]
        if word in bench.small.sizes:
            return True
    if number.rule == "number.none" and _is_nothing(bench, phrase):
        return True
    if number.rule == "number.none" and phrase.head is None and phrase.first + 1 < len(bench.words):
        word = bench.word(phrase.first)
        alone = word == "no" and phrase.number_last == phrase.first
        if behind in bench.small.wishing or (alone and behind != "one"):
            return True
    after = bench.word(phrase.last + 1)
    if is_time_ago(bench, phrase):
        return False
    return after in rate or (after == "a" and bench.word(phrase.last + 2) in not_counted)


def _is_nothing(bench: Bench, phrase: Phrase) -> bool:
    """Say whether nobody is counted: "no evidence that anybody died", "no sign of life"."""
    if phrase.head is None or phrase.thing != UNKNOWN or bench.tag(phrase.head) != "NN":
        return False
    return bench.words[phrase.head] not in bench.lexicon.counts


def is_time_ago(bench: Bench, phrase: Phrase) -> bool:
    """Say whether a time stands behind the number ("up from 126 a day earlier"), and no rate."""
    at = phrase.number_last + 1
    return bench.tag(at) == "DT" and bench.word(at + 2) in bench.small.times


def _is_pair_of_kinds(bench: Bench, phrase: Phrase) -> bool:
    """Say whether "both" joins what follows ("both soldiers and civilians"), and counts nobody."""
    joins = bench.tokens[phrase.first].dep_ in ("preconj", "cc") or len(phrase.members) > 1
    following = bench.word(phrase.last + 1)
    head = bench.words[phrase.head] if phrase.head is not None else ""
    people = phrase.thing in PEOPLE and head not in bench.lexicon.counts
    return joins or following in ("and", "or") or not people


def _has_age(bench: Bench, at: int) -> bool:
    """Say whether an age may follow the word ("Smith, 24, was shot"; "a third man, 35, …")."""
    if bench.tag(at) in ("NNP", "NNPS") or bench.word(at) in bench.small.one_of_them:
        return True
    return bench.tag(at) == "NN" and bench.lexicon.thing(bench.word(at)) in AGED


def _is_age_limit(bench: Bench, phrase: Phrase) -> bool:
    """Say whether it is said how old those before it are ("children under five")."""
    limited = phrase.quantity.rule in ("interval.less_than", "interval.more_than")
    bound = bench.word(bench.token_at(phrase.quantity.start)) in bench.small.age_bounds
    told = bench.tag(phrase.first - 1) in ("NNS", "NN") and not bench.is_number(phrase.first - 1)
    people = bench.lexicon.thing(bench.word(phrase.first - 1)) in AGED
    return limited and bound and told and people and phrase.quantity.number.low <= OLDEST


def _is_of_ages(bench: Bench, phrase: Phrase) -> bool:
    """Say whether the number is one of the ages of those just counted ("two men, 33 and 19, …")."""
    first = last = phrase.first
    for _ in range(MOST_AGES):
        if first > 1 and _joins_ages(bench.words[first - 1]):
            first -= 1
        if _joins_ages(bench.word(last + 1)):
            last += 1
    if bench.words[last] == "and":
        last -= 1
    run = bench.words[first : last + 1]
    ages = [int(word) for word in run if word.isdecimal()]
    behind = bench.word(last + 1)
    closed = run[-1] == "," or behind in AGES_CLOSE or behind in bench.small.age_ends
    people = bench.tag(first - 1) == "NNS" and bench.lexicon.thing(bench.word(first - 1)) in AGED
    if not closed or run[0] != "," or not people or not all(0 < age <= OLDEST for age in ages):
        return False
    counted = bench.quantity_at.get(first - 2)
    return len(ages) > 1 and counted is not None and counted.low == counted.high == len(ages)


def _joins_ages(word: str) -> bool:
    return word in (",", "and") or (word.isascii() and word.isdecimal())


def _is_single(bench: Bench, phrase: Phrase) -> bool:
    """Say whether "a", "one", "another" stands before one thing that can be lost."""
    word = bench.word(phrase.first)
    if phrase.partitive:
        return word == "one"
    if phrase.head is None:
        # "a loved one", "this one" stand for a noun, they count nothing.
        beside = bench.tag(phrase.first - 1)
        pronoun = beside in ("JJ", "DT", "PRP$", "JJR", "JJS") or (
            beside == "VBN" and bench.tag(phrase.first - 2) in ("DT", "PRP$")
        )
        return word in ("one", "another") and not pronoun
    head = bench.words[phrase.head]
    if bench.tags[phrase.head] in ("NNS", "NNPS") and head.endswith("s"):
        return False
    if (
        head in bench.lexicon.counts
        and head not in bench.lexicon.states
        and (bench.lexicon.thing(head) != "person")
    ):
        return word in ("one", "another") and bench.lexicon.counts[head] is not Measure.ATTACKS
    if phrase.thing == UNKNOWN:
        return bench.tags[phrase.head] == "NN" and word in ("a", "an", "one", "another")
    ranked = phrase.thing == BARE and head in bench.small.ranks
    return phrase.thing in SINGLE_THINGS or head == "other" or ranked


__all__ = ["PEOPLE", "counts_nothing", "is_time_ago"]
