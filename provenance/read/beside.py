"""What a browser saves beside a page: the folder of its pictures, scripts and frames.

Browsers name the folder after the page, with an ending in the language of the system
("Page_files", "Page-Dateien"); Windows keeps the list of them for its connected files.
"""

from __future__ import annotations

from collections.abc import Iterable

_PAGES = (".html", ".htm", ".xhtml")
_ENDINGS = (
    "_files", ".files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_file", "_bestanden",
    "_pliki", "_soubory", "_elemei", "_ficheiros", "_datoteke", "_dosyalar", "_failid", "_fails",
    "_fajlovi", "_fitxers", "_fitxategiak", "_tiedostot", "-filer", "_bylos",
)  # fmt: skip


_MOST = 100_000
"""Pages that are kept in mind; what is saved beside a page lies near it in an archive."""


class Beside:
    """Tells the files that belong to a saved page; ``names`` are paths of files, by slashes."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._pages: dict[str, None] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take notice of a file: of a page, the folder beside it is a part."""
        stem, dot, ending = name.rpartition(".")
        if dot and f".{ending.lower()}" in _PAGES:
            self._pages[stem] = None
            if len(self._pages) > _MOST:
                del self._pages[next(iter(self._pages))]

    def holds(self, name: str) -> bool:
        """Say whether a file lies in the folder of a page that was noticed."""
        for ending in _ENDINGS:
            at = name.find(f"{ending}/")
            while at >= 0:
                if name[:at] in self._pages:
                    return True
                at = name.find(f"{ending}/", at + 1)
        return False


__all__ = ["Beside"]
