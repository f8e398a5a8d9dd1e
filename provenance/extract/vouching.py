"""Who vouches for a claim, and through whom: the chain from the speaker to the page."""

from __future__ import annotations

from dataclasses import replace

from provenance.extract.bodies import sources_of
from provenance.extract.page import Page, Statement
from provenance.packs import Packs
from provenance.read.publisher import chain_to_page, reader_source
from provenance.records import Attribution, ChainLink, Zone


def find_chain(
    page: Page,
    packs: Packs,
    said: Statement | None,
    zone: Zone,
    continues: str | None = None,
) -> tuple[tuple[ChainLink, ...], Attribution | None]:
    """Return the chain from who vouches to the page, and the attribution (None: narration).

    ``continues`` is the id of the claim whose quotation this one goes on with.
    """
    links: list[ChainLink] = []
    statement = _spoken(page, packs, said, zone)
    if statement is not None:
        links += [
            ChainLink(source=mention.source, rule=mention.rule, spans=mention.spans)
            for mention in (statement.source, *statement.via)
            if mention is not None
        ]
    chain = chain_to_page(links, page.document, page.origin, page.publisher, zone)
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


def _spoken(page: Page, packs: Packs, statement: Statement | None, zone: Zone) -> Statement | None:
    """Return the statement with the reader as its source where a comment says "I"."""
    if statement is None or statement.source is None or zone is not Zone.COMMENT:
        return statement
    if statement.source.text.casefold() not in sources_of(packs).pronouns.first_person:
        return statement
    mention = statement.source.model_copy(
        update={"source": reader_source(page.publisher), "rule": "resolve.first_person"}
    )
    return replace(statement, source=mention)


__all__ = ["find_chain"]
