"""The outlets that the packs know: name, other spellings, domains, kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from provenance.naming import normalise
from provenance.packs import Compiled, Packs, Topic
from provenance.records import SourceKind


class Outlet(Topic):
    """One outlet or agency as a pack knows it."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    kind: SourceKind = SourceKind.MEDIA
    agency: bool = False


class PublisherList(Topic):
    """Topic ``publishers``."""

    publishers: tuple[Outlet, ...] = ()


@dataclass(frozen=True, slots=True)
class Publishers:
    """Finds outlets by name and by domain."""

    names: dict[str, Outlet]
    domains: dict[str, Outlet]
    agencies: dict[str, Outlet]
    """Agencies by every spelling, as printed."""

    def by_name(self, name: str) -> Outlet | None:
        """Return the outlet of that name or alias."""
        return self.names.get(normalise(name))

    def by_url(self, url: str) -> Outlet | None:
        """Return the outlet at whose domain (or a domain above it) the address lies."""
        host = domain(url)
        while host:
            if host in self.domains:
                return self.domains[host]
            host = host.partition(".")[2]
        return None

    def canonical(self, name: str) -> str:
        """Return the name kept for an outlet; a name that no pack knows stays as it is."""
        outlet = self.by_name(name) or (self.by_url(name) if _HOST.fullmatch(name) else None)
        return outlet.name if outlet else name


_HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/[^/]*/", re.IGNORECASE)


def domain(url: str) -> str:
    """Return the host of an address without "www."; an archived page's own host."""
    url = _ARCHIVE.sub("", url.strip(), count=1)
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


@Compiled
def known_publishers(packs: Packs) -> Publishers:
    """Return the outlets of ``packs``; where two packs name one, the later wins."""
    names: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    agencies: dict[str, Outlet] = {}
    for outlet in packs.topic("publishers", PublisherList).publishers:
        for name in (outlet.name, *outlet.aliases):
            names[normalise(name)] = outlet
            if outlet.agency:
                agencies[name] = outlet
        domains.update((host.lower(), outlet) for host in outlet.domains)
    return Publishers(names, domains, agencies)
