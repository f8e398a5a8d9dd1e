"""The flags that each version of Datasette wants."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.browse.serve import LARGE, arguments, database_names, serve
from provenance.errors import StoreError

METADATA = Path("m.json")


@pytest.mark.parametrize(
    ("version", "config"),
    [("0.65.5", False), ("0.64", False), ("1.0a41", True), ("1.0", True), ("2.1", True)],
)
def test_metadata_is_given_as_configuration_too_from_version_one(
    version: str, config: bool
) -> None:
    made = arguments(
        [Path("claims.db")], METADATA, host="127.0.0.1", port=8001, datasette_version=version
    )
    assert made[:4] == ["serve", "claims.db", "-m", "m.json"]
    assert ("-c" in made) is config
    assert made[-4:] == ["--host", "127.0.0.1", "--port", "8001"]


@pytest.mark.parametrize(("size", "off"), [(1, False), (LARGE, True)])
def test_no_facets_are_suggested_for_large_databases(tmp_path: Path, size: int, off: bool) -> None:
    small, other = tmp_path / "small.db", tmp_path / "other.db"
    small.write_bytes(b"x")
    with other.open("wb") as file:
        file.truncate(size)
    made = arguments([small, other], METADATA, host="127.0.0.1", port=8001)
    assert ("suggest_facets" in made) is off


def test_where_nothing_may_be_written_a_database_is_immutable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, open_ = tmp_path / "closed", tmp_path / "open"
    closed.mkdir()
    open_.mkdir()
    # Whoever runs the tests may be allowed to write everywhere.
    monkeypatch.setattr("os.access", lambda path, _mode: Path(path) != closed)
    given = [open_ / "a.db", closed / "b.db"]
    made = arguments(given, METADATA, host="127.0.0.1", port=8001)
    assert made[1:4] == [str(given[0]), "-i", str(given[1])]
    (closed / "b.db-wal").touch()
    assert "-i" not in arguments(given, METADATA, host="127.0.0.1", port=8001)


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["claims.db"], ["claims"]),
        (["a/claims.db", "b/claims.db", "c/claims.db"], ["claims", "claims_2", "claims_3"]),
        (["a.b.db", "x.sqlite"], ["a.b", "x"]),
        (["claims.db", "claims.db"], ["claims"]),
    ],
)
def test_names_are_those_that_datasette_gives(paths: list[str], names: list[str]) -> None:
    assert database_names([Path(path) for path in paths]) == names


def test_a_missing_database_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="provenance ingest"):
        serve([tmp_path / "none.db"])
