"""Make Datasette's metadata: descriptions from the store, facets and queries from here.

Datasette keeps metadata by the name of the database, which is the name of its file.
``datasette-metadata.json`` is for ``claims.db``; ``provenance serve`` makes it for the files
it is given.  ``python -m provenance.browse.metadata --check`` says whether the file is up to
date, ``--write`` brings it up to date.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from datasette.utils import tilde_encode
from markupsafe import escape

from provenance.store.describe import describe

FILE = Path("datasette-metadata.json")
NAME = "claims"
"""The database of the examples: ``claims.db``."""


def metadata_for(names: Iterable[str]) -> dict[str, Any]:
    """Return the metadata for databases of these names."""
    given = _given()
    return {
        "title": given["title"],
        "description": given["description"],
        "databases": {name: _database(name, given) for name in names},
    }


def served(names: Sequence[str]) -> dict[str, Any]:
    """Return the metadata of a server of just these databases: its first page leads to ours."""
    found = metadata_for(names)
    links = ", ".join(
        f'<a href="{tilde_encode(name)}/-/provenance">{escape(name)}</a>' for name in names
    )
    told = f"<p>{escape(found['description'])}</p><p>Begin with what is in {links}.</p>"
    return found | {"description_html": told}


def main(arguments: Sequence[str] | None = None) -> int:
    """Check or write the file, and return the exit code."""
    parser = argparse.ArgumentParser(description="Make datasette-metadata.json.")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--check", action="store_true", help="say whether it is up to date")
    way.add_argument("--write", action="store_true", help="bring it up to date")
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    chosen = parser.parse_args(arguments)
    wanted = text_for([NAME])
    if chosen.write:
        chosen.file.write_text(wanted, "utf-8")
        return 0
    if chosen.file.exists() and chosen.file.read_text("utf-8") == wanted:
        return 0
    print(
        f"{chosen.file}: not up to date; run: python -m provenance.browse.metadata --write",
        file=sys.stderr,
    )
    return 1


def text_for(names: Iterable[str]) -> str:
    """Return the metadata as the text of a JSON file."""
    return json.dumps(metadata_for(names), indent=2, ensure_ascii=False) + "\n"


def _database(name: str, given: dict[str, Any]) -> dict[str, Any]:
    tables = {
        table.name: {"description": table.description, "columns": table.columns}
        | given["tables"].get(table.name, {})
        for table in describe().values()
    }
    tables |= {table: {"hidden": True} for table in given["hidden"]}
    database = given["database"]
    # The page stands below the one that shows this text, whatever the server's base path is.
    pages = f"{tilde_encode(name)}/-/"
    return {
        "title": database["title"],
        "description_html": database["description_html"].format(
            start=f"{pages}provenance", queue=f"{pages}queue"
        ),
        "tables": tables,
        "queries": {
            # A server's page shows what a query is for; its SQL is one click away.
            query: {"hide_sql": True} | body
            for query, body in given["queries"].items()
        },
    }


@cache
def _given() -> dict[str, Any]:
    text = files("provenance.browse").joinpath("metadata.yaml").read_text("utf-8")
    given: dict[str, Any] = yaml.safe_load(text)
    return given


if __name__ == "__main__":
    raise SystemExit(main())
