"""What a page says of itself: title, author, date, publisher, whose article it prints.

What is given from outside wins over the text.  Each value comes with its rule and the
characters that it was read from; what the page does not say stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from provenance.naming import normalise
from provenance.packs.loader import Packs
from provenance.read.credits import Credit, find_credits
from provenance.read.dates import ReadDate, date_reader
from provenance.read.items import Item, Lead
from provenance.read.publishers import Publishers, domain, known_publishers
from provenance.records import Evidence, Sentence, Span, Zone

_TITLE_RULES = ("headline.first_line", "headline.repeated", "headline.run_in")
_SEPARATORS = (" | ", " - ", " – ", " — ", " » ")
_LINK = re.compile(r"\[([^\]\n]{0,200})\]\([^)\s]{0,500}\)")


@dataclass(frozen=True, slots=True)
class Given:
    """What is given of an article from outside; it wins over the page."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rule by which a field was read where the text was read ("page.meta"); else "given"."""

    def rule(self, name: str) -> str:
        """Return the rule that gave a field."""
        return self.rules.get(name, "given")


@dataclass(frozen=True, slots=True)
class Said:
    """Metadata with the evidence for each field."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_precision: str | None = None
    republished_from: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Value:
    value: str
    rule: str
    spans: tuple[Span, ...] = ()


def describe(
    text: str, sentences: tuple[Sentence, ...], lead: Lead, given: Given, packs: Packs
) -> Said:
    """Return the metadata of a page whose zones are known."""
    known = known_publishers(packs)
    credits = find_credits(text, sentences, packs)
    title = _title(text, sentences, given)
    author = _author(text, lead, given)
    publisher = _publisher(credits, lead, given, known)
    original = _original(credits, lead, author, publisher, known)
    date, dated = _published(lead, given, publisher, packs, known)
    url = _Value(given.url, given.rule("url")) if given.url else None
    fields = {
        "title": title,
        "url": url,
        "publisher": publisher,
        "author": author,
        "published": dated,
        "republished_from": original,
    }
    evidence = [
        Evidence(field=name, rule=value.rule, spans=value.spans)
        for name, value in fields.items()
        if value is not None
    ]
    evidence.extend(_agencies(lead))
    if "text" in given.rules:
        evidence.append(Evidence(field="text", rule=given.rules["text"]))
    if given.published and dated is None:
        evidence.append(Evidence(field="published", rule=f"{given.rule('published')}.no_date"))
    return Said(
        title=title.value if title else None,
        url=given.url,
        publisher=publisher.value if publisher else None,
        author=author.value if author else None,
        published=dated.value if dated else None,
        published_precision=date.precision if date else None,
        republished_from=original.value if original else None,
        evidence=tuple(evidence),
    )


def _title(text: str, sentences: tuple[Sentence, ...], given: Given) -> _Value | None:
    if given.title:
        return _Value(given.title, given.rule("title"))
    first = next((s for s in sentences if s.zone is Zone.HEADLINE), None)
    if first is None or first.rule not in _TITLE_RULES:
        return None
    end = first.end
    for sentence in sentences[first.ordinal + 1 :]:
        if sentence.rule != first.rule or "\n" in text[end : sentence.start]:
            break
        end = sentence.end
    return _Value(text[first.start : end], first.rule, ((first.start, end),))


def _author(text: str, lead: Lead, given: Given) -> _Value | None:
    if given.author:
        return _Value(given.author, given.rule("author"))
    for item in lead.items:
        if item.author is not None:
            name = _LINK.sub(r"\1", text[slice(*item.author)]).strip(" []")
            if name:
                return _Value(name, item.rule, (item.author,))
    return None


def _publisher(credits: list[Credit], lead: Lead, given: Given, known: Publishers) -> _Value | None:
    """Choose the publisher: given, the address, the title, then what the page says."""
    if given.publisher:
        name = known.canonical(given.publisher)
        rule = given.rule("publisher")
        return _Value(name, rule if name == given.publisher else f"{rule}.alias")
    host = domain(given.url) if given.url else ""
    if given.url and host:
        outlet = known.by_url(given.url)
        return _Value(outlet.name if outlet else host, "publisher.url")
    for separator in _SEPARATORS:
        for part in reversed((given.title or "").split(separator)[1:]):
            outlet = known.by_name(part)
            if outlet is not None:
                return _Value(outlet.name, "publisher.title_suffix")
    original = {normalise(c.name) for c in credits if c.role == "original"}
    for credit in credits:
        if credit.role == "page":
            return _Value(credit.name, credit.rule, credit.spans)
    dated = _outlets(lead, known)
    if dated:
        item, name = max(dated, key=_date_order)
        return _Value(name, "publisher.dateline", ((item.start, item.end),))
    for credit in credits:
        if credit.role == "own" and normalise(credit.name) not in original:
            return _Value(credit.name, credit.rule, credit.spans)
    return None


def _outlets(lead: Lead, known: Publishers) -> list[tuple[Item, str]]:
    """Return the datelines that name an outlet: "Some Outlet, December 24, 2019"."""
    return [(item, known.canonical(item.outlet)) for item in lead.items if item.outlet]


def _date_order(found: tuple[Item, str]) -> tuple[str, int]:
    item = found[0]
    return (item.date.edtf if item.date else "", -item.start)


def _original(
    credits: list[Credit],
    lead: Lead,
    author: _Value | None,
    publisher: _Value | None,
    known: Publishers,
) -> _Value | None:
    """Return the original publisher, when the page prints somebody else's article."""
    for value in _originals(credits, lead, author, publisher, known):
        if publisher is None or normalise(value.value) != normalise(publisher.value):
            return value
    return None


def _originals(
    credits: list[Credit],
    lead: Lead,
    author: _Value | None,
    publisher: _Value | None,
    known: Publishers,
) -> Iterator[_Value]:
    """Yield all that may be the original publisher, the plainest statement first."""
    for credit in credits:
        if credit.role == "original":
            yield _Value(credit.name, credit.rule, credit.spans)
    dated = _outlets(lead, known)
    if len(dated) > 1:
        item, name = min(dated, key=_date_order)
        yield _Value(name, "republished.dateline", ((item.start, item.end),))
    for item in lead.items:
        if item.agency is not None:
            yield _Value(item.agency, "republished.agency", ((item.start, item.end),))
    if author is not None:
        outlet = known.by_name(author.value)
        if outlet is not None:
            yield _Value(outlet.name, "republished.author", author.spans)
    for credit in credits:
        if credit.role == "credit":
            yield _Value(credit.name, credit.rule, credit.spans)
    if publisher is not None:
        for credit in credits:
            if credit.role == "own" and credit.rule == "publisher.own_plea":
                yield _Value(credit.name, "republished.plea", credit.spans)


def _published(
    lead: Lead, given: Given, publisher: _Value | None, packs: Packs, known: Publishers
) -> tuple[ReadDate | None, _Value | None]:
    if given.published:
        date = date_reader(packs).whole(given.published)
        return date, _Value(date.edtf, given.rule("published")) if date else None
    items = [item for item in lead.items if item.date is not None]
    if publisher is not None:
        # The page's own date comes before the date of the article that it reprints.
        items.sort(
            key=lambda item: (
                item.outlet is not None and known.canonical(item.outlet) != publisher.value
            )
        )
    for item in items:
        if item.date is not None:
            span = (item.date.start, item.date.end)
            return item.date, _Value(item.date.edtf, item.rule, (span,))
    return None, None


def _agencies(lead: Lead) -> list[Evidence]:
    return [
        Evidence(field="agency", rule=item.rule, spans=((item.start, item.end),))
        for item in lead.items
        if item.agency is not None
    ]
