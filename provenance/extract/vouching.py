"""Who vouches for a claim, and through whom: the chain from the speaker to the page."""

from __future__ import annotations

from dataclasses import replace

from provenance.extract.page import Page, Statement
from provenance.naming import source_id
from provenance.records import Attribution, ChainLink, Source, SourceKind, Zone

FIRST_PERSON = frozenset({"i", "we"})


def find_chain(
    page: Page, said: Statement | None, zone: Zone, continues: str | None = None
) -> tuple[tuple[ChainLink, ...], Attribution | None]:
    """Return the chain from who vouches to the page, and the attribution (None: narration).

    ``continues`` is the id of the claim whose quotation this one goes on with.
    """
    links: list[ChainLink] = []
    statement = _spoken(page, said, zone)
    if statement is not None:
        links += [
            ChainLink(source=mention.source, rule=mention.rule, spans=mention.spans)
            for mention in (statement.source, *statement.via)
            if mention is not None
        ]
    if zone is Zone.COMMENT:
        links.append(ChainLink(source=reader(page), rule="zone.comment"))
    else:
        rule = _rule(page, "republished_from") or "publisher"
        links.append(ChainLink(source=page.origin, rule=rule))
    links.append(ChainLink(source=page.publisher, rule=_rule(page, "publisher") or "publisher"))
    chain = tuple(
        link
        for place, link in enumerate(links)
        if place == 0 or link.source.id != links[place - 1].source.id
    )
    if statement is None:
        return chain, None
    return chain, Attribution(
        source=statement.source,
        sources=statement.sources,
        cue=statement.cue,
        style=statement.style,
        chain=chain,
        continues=continues,
        rule="continued_quote" if continues else statement.rule,
    )


def _spoken(page: Page, statement: Statement | None, zone: Zone) -> Statement | None:
    """Return the statement with the reader as its source where a comment says "I"."""
    if statement is None or statement.source is None or zone is not Zone.COMMENT:
        return statement
    if statement.source.text.casefold() not in FIRST_PERSON:
        return statement
    mention = statement.source.model_copy(
        update={"source": reader(page), "rule": "resolve.first_person"}
    )
    return replace(statement, source=mention)


def _rule(page: Page, field_name: str) -> str | None:
    return next((e.rule for e in page.document.evidence if e.field == field_name), None)


def reader(page: Page) -> Source:
    """Return the readers of a page: unnamed, of that page alone."""
    return Source(
        id=source_id("reader", page.publisher.id),
        name="reader",
        kind=SourceKind.READER,
        named=False,
        scope=page.publisher.id,
    )


__all__ = ["find_chain", "reader"]
