"""What every table and column means, in one place: ``describe.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table or view: what its rows are, and what its columns mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    description: str
    columns: dict[str, str]
    view: bool = False


@cache
def describe() -> dict[str, Table]:
    """Return the description of every table and view, in the order of the file.

    A column without a text of its own has the text that the file gives under ``common``.
    """
    text = files("provenance.store").joinpath("describe.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    common = data["common"]
    return {
        name: Table(
            name=name,
            view=view,
            description=entry["description"],
            columns={
                column: own if own is not None else common[column]
                for column, own in entry["columns"].items()
            },
        )
        for view, group in ((False, data["tables"]), (True, data["views"]))
        for name, entry in group.items()
    }


__all__ = ["Table", "describe"]
