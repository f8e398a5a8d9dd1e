"""The topic ``read_html``: how pages mark up what they say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from provenance.packs import Compiled, Packs, Topic


class PageWordLists(Topic):
    """Topic ``read_html``."""

    published: tuple[str, ...] = ()
    article_types: frozenset[str] = frozenset()
    page_types: frozenset[str] = frozenset()
    caption_classes: tuple[str, ...] = ()
    beside_classes: tuple[str, ...] = ()
    hidden_classes: tuple[str, ...] = ()
    comment_classes: tuple[str, ...] = ()
    comment_boxes: tuple[str, ...] = ()
    comment_parts: frozenset[str] = frozenset()
    no_comment_parts: frozenset[str] = frozenset()
    comment_asides: tuple[str, ...] = ()
    comment_titles: frozenset[str] = frozenset()
    comment_counts: frozenset[str] = frozenset()
    beside_titles: frozenset[str] = frozenset()
    beside_starts: tuple[str, ...] = ()
    unread_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of the topic, ready to be looked up."""

    published: tuple[str, ...]
    article_types: frozenset[str]
    page_types: frozenset[str]
    caption: re.Pattern[str]
    beside: re.Pattern[str]
    hidden: re.Pattern[str]
    comment: re.Pattern[str]
    comment_box: re.Pattern[str]
    comment_parts: frozenset[str]
    no_comment_parts: frozenset[str]
    comment_aside: re.Pattern[str]
    comment_titles: frozenset[str]
    comment_counts: frozenset[str]
    beside_titles: frozenset[str]
    beside_starts: tuple[str, ...]
    unread_tags: tuple[str, ...]


def _classes(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for a class that is one of the words, or has it as a part."""
    any_word = "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<![^\s_-])(?:{any_word})(?![^\s_-])", re.IGNORECASE)


def _names(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for a whole class or id; a star stands for any letters."""
    names = "|".join(re.escape(word).replace(r"\*", r"[\w-]{0,40}") for word in words) or "(?!)"
    return re.compile(names, re.IGNORECASE)


@Compiled
def page_words(packs: Packs) -> PageWords:
    """Return the words of ``packs``; their patterns are compiled once."""
    lists = packs.topic("read_html", PageWordLists)
    return PageWords(
        published=lists.published,
        article_types=lists.article_types,
        page_types=lists.page_types,
        caption=_classes(lists.caption_classes),
        beside=_classes(lists.beside_classes),
        hidden=_classes(lists.hidden_classes),
        comment=_classes(lists.comment_classes),
        comment_box=_names(lists.comment_boxes),
        comment_parts=lists.comment_parts,
        no_comment_parts=lists.no_comment_parts,
        comment_aside=_classes(lists.comment_asides),
        comment_titles=lists.comment_titles,
        comment_counts=lists.comment_counts,
        beside_titles=lists.beside_titles,
        beside_starts=lists.beside_starts,
        unread_tags=lists.unread_tags,
    )


__all__ = ["PageWords", "page_words"]
