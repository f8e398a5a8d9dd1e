"""Names of things in W3C PROV: one namespace a kind of thing, ids as local parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from prov.identifier import QualifiedName
from prov.model import PROV, Namespace, ProvBundle, ProvDocument

from provenance.export.addresses import URN
from provenance.records import Span, content_id

KINDS = (
    "account",
    "capture",
    "capturing",
    "claim",
    "corrected",
    "document",
    "event",
    "extraction",
    "figure",
    "flag",
    "link",
    "linking",
    "person",
    "range",
    "relation",
    "retraction",
    "review",
    "said",
    "sentence",
    "software",
    "source",
    "span",
    "term",
)
SPACES = {kind: Namespace(kind, f"{URN}{kind}:") for kind in KINDS}
"""What has rows has their ids; ``term`` holds our own attributes and types."""

Attributes = list[tuple[QualifiedName, Any]]

_NOT_NAME = re.compile(r"[^0-9A-Za-z_]+")


def name(kind: str, key: str) -> QualifiedName:
    """Return the name of a thing; ``key`` is an id, hexadecimal digits and hyphens."""
    # Not ``SPACES[kind][key]``: a namespace remembers all names that it ever made.
    return QualifiedName(SPACES[kind], key)


def term(word: str) -> QualifiedName:
    """Return the name of one of our own attributes or types: ``figure_low`` is figureLow."""
    head, *rest = _NOT_NAME.sub("_", word).split("_")
    return name("term", head + "".join(part[:1].upper() + part[1:] for part in rest))


def span_name(document: str, span: Span) -> QualifiedName:
    """Return the name of a stretch of a document's text."""
    return name("span", f"{document}-{span[0]}-{span[1]}")


def attributes(kind: str | QualifiedName | None, values: Mapping[str, Any]) -> Attributes:
    """Return attributes as PROV has them, those that are not known left out.

    ``kind`` is the type of the thing.  Text, numbers and names are kept as they are; of a
    list each value is one.
    """
    found: Attributes = []
    if kind is not None:
        found.append((PROV["type"], term(kind) if isinstance(kind, str) else kind))
    for key, value in values.items():
        if value is not None:
            several = value if isinstance(value, list) else [value]
            found += [(_OF_PROV.get(key) or term(key), one) for one in several]
    return found


_OF_PROV = {"label": PROV["label"], "value": PROV["value"], "role": PROV["role"]}


def document() -> ProvDocument:
    """Return an empty document that knows our namespaces."""
    made = ProvDocument()
    for space in SPACES.values():
        made.add_namespace(space)
    return made


def relate(bundle: ProvBundle, how: str, a: Any, b: Any, *rest: Any, **values: Any) -> None:
    """State a relation under a name that is made of what it says.

    ``how`` is the method of the bundle, ``rest`` what it takes between the two ends and the
    attributes.  Named relations are one when documents are put together, and have no blank
    nodes in RDF.
    """
    own = attributes(values.pop("kind", None), values)
    said = [f"{key} {value}" for key, value in own]
    this = name("relation", content_id("relation", how, *map(str, (a, b, *rest)), *said))
    if not bundle.get_record(this):
        getattr(bundle, how)(a, b, *rest, identifier=this, other_attributes=own)


__all__ = [
    "SPACES",
    "Attributes",
    "attributes",
    "document",
    "name",
    "relate",
    "span_name",
    "term",
]
