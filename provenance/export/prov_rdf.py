"""Graphs of RDF as text that can follow other text: no prefixes, no raw control characters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rdflib import Graph

from provenance.export.prov_names import SPACES

PROV_O = "http://www.w3.org/ns/prov#"
KNOWN = {
    **{prefix: space.uri for prefix, space in SPACES.items()},
    "dcterms": "http://purl.org/dc/terms/",
    "np": "http://www.nanopub.org/nschema#",
    "npx": "http://purl.org/nanopub/x/",
    "prov": PROV_O,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Namespaces by their prefixes."""

_PREFIX = re.compile(r"^@prefix .*\n", re.MULTILINE)
# Turtle holds them, but readers and terminals stumble; they stand in strings only.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def prefixes(known: Mapping[str, str] = KNOWN) -> str:
    """Return the prefixes that stand before all graphs."""
    return "".join(f"@prefix {name}: <{known[name]}> .\n" for name in sorted(known)) + "\n"


def written(key: str, graph: Graph) -> str:
    """Return a graph as Turtle without prefixes, in the braces of TriG when it has a name."""
    for prefix, uri in KNOWN.items():
        graph.bind(prefix, uri, override=True, replace=True)
    text = _CONTROL.sub(_escape, _PREFIX.sub("", graph.serialize(format="turtle")).strip("\n"))
    return f"<{key}> {{\n{text}\n}}\n\n" if key else f"{text}\n\n"


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04X}"


__all__ = ["KNOWN", "PROV_O", "prefixes", "written"]
