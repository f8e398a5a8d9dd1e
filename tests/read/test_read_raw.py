"""Raw articles: found cheaply, told by their id, read later and elsewhere."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw, Reading, raws, read_path, read_raw

ARTICLE = "The dam held. Two men were hurt."


def test_splitting_and_reading_are_the_same_as_both(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "b", "text": ARTICLE}) + "\nnothing\n\n")
    (tmp_path / "c.txt").write_bytes(b"\xff")
    pieces = list(raws(tmp_path, packs))
    assert [piece.origin for piece in pieces if isinstance(piece, Raw)] == [
        str(tmp_path / name) for name in ("a.txt", "b.jsonl#1", "b.jsonl#2", "c.txt")
    ]
    both = list(read_path(tmp_path, packs))
    assert [isinstance(found, Reading) for found in both] == [True, True, False, False]
    for piece, found in zip(pieces, both, strict=True):
        assert isinstance(piece, Raw)
        sent = pickle.loads(pickle.dumps(piece))
        assert sent == piece
        if isinstance(found, InputError):
            with pytest.raises(InputError) as caught:
                read_raw(sent, packs)
            assert str(caught.value) == str(found)
        else:
            assert read_raw(sent, packs) == found
            assert piece.document_id == found.document.id


def test_splitting_reads_nothing(
    tmp_path: Path, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("read while splitting")

    monkeypatch.setattr("provenance.read.reading.split", refuse)
    (tmp_path / "a.txt").write_text(ARTICLE)
    (piece,) = raws(tmp_path, packs)
    assert isinstance(piece, Raw)
    with pytest.raises(InputError, match="a rule stumbled"):
        read_raw(piece, packs)
