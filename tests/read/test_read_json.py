"""JSON that is not one article a line, names of keys, and feeds in JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from provenance.errors import InputError, LeftOut
from provenance.packs import Packs
from provenance.read import Options, Reading, read_path, read_stream

ONE = "At least 14 people were killed in Port Ansel on Tuesday, the town council said."
TWO = "The army denied it; nine soldiers died, it said."
BOTH = [{"id": 1, "text": ONE}, {"id": 2, "text": TWO}]


def read(
    tmp_path: Path, packs: Packs, source: str, name: str = "x.json", **columns: str
) -> list[Any]:
    path = tmp_path / name
    path.write_text(source, "utf-8")
    return list(read_path(path, packs, Options(columns=columns)))


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x"])
@pytest.mark.parametrize(
    "text",
    [
        json.dumps(BOTH, indent=2),
        json.dumps(BOTH),
        "\n".join(json.dumps(one, indent=2) for one in BOTH),
        "\ufeff" + json.dumps(BOTH),
        "\x1e" + "\n\x1e".join(map(json.dumps, BOTH)),
    ],
)
def test_articles_in_any_json(tmp_path: Path, packs: Packs, text: str, name: str) -> None:
    if text.startswith("\x1e") and name == "x":
        return  # a sequence is told by its name alone
    found = read(tmp_path, packs, text, name)
    assert [one.document.text for one in found] == [ONE, TWO]
    assert [one.document.external_id for one in found] == ["1", "2"]


def test_articles_under_a_key(tmp_path: Path, packs: Packs) -> None:
    answer = {"status": "ok", "total": 2, "articles": BOTH}
    found = read(tmp_path, packs, json.dumps(answer))
    assert [one.document.text for one in found] == [ONE, TWO]


def test_a_long_list_is_read_in_pieces(tmp_path: Path, packs: Packs) -> None:
    many = [{"id": number, "text": f"{ONE} {number}" + " said" * 5000} for number in range(100)]
    found = read(tmp_path, packs, json.dumps(many))
    assert [one.document.external_id for one in found] == [str(number) for number in range(100)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps(BOTH)[:-30], "#2: malformed JSON"),
        ('[{"text": "a b c"} {]', "#2: malformed JSON"),
        ("[1, 2]", "#1: no object where an article should be"),
        ('{"a": ' + "[" * 100_000, "#1: JSON nested too deeply"),
        ("[]", "no records in this file"),
        ('{"Id": 1, "Words": "x"}', '(its keys are "Id", "Words")'),
    ],
)
def test_one_line_for_what_is_wrong(tmp_path: Path, packs: Packs, text: str, said: str) -> None:
    problems = [one for one in read(tmp_path, packs, text) if isinstance(one, InputError)]
    assert said in str(problems[0])
    assert len(problems) == (2 if said.startswith("#1: no object") else 1)


def test_settings_beside_articles_are_left_out(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"name": "x", "version": 3}))
    (tmp_path / "b.txt").write_text(ONE)
    first, second = read_path(tmp_path, packs)
    assert isinstance(first, Reading)
    assert isinstance(second, LeftOut)


def test_usual_names_of_keys(tmp_path: Path, packs: Packs) -> None:
    record = {
        "_id": 7,
        "id": {"$oid": "5c7f"},
        "body": ONE,
        "headline": "Port hit",
        "link": "https://a.example/1",
        "publisher": {"name": "Delta Observer"},
        "authors": ["Ann", "Bo"],
        "date": {"$date": "2019-03-06T08:00:00Z"},
    }
    (reading,) = read(tmp_path, packs, json.dumps(record), "x.jsonl")
    document = reading.document
    assert (document.external_id, document.title) == ("5c7f", "Port hit")
    assert (document.publisher, document.author) == ("Delta Observer", "Ann; Bo")
    assert (document.url, document.published) == ("https://a.example/1", "2019-03-06")


def test_two_names_for_the_text_are_not_guessed_between(tmp_path: Path, packs: Packs) -> None:
    (problem,) = read(tmp_path, packs, json.dumps({"body": ONE, "content": TWO}), "x.jsonl")
    assert 'no "text"' in str(problem)
    (reading,) = read(
        tmp_path, packs, json.dumps({"body": ONE, "content": TWO}), "x.jsonl", text="content"
    )
    assert reading.document.text == TWO
    # The capture reads the same without being told.
    assert json.loads(reading.capture.data)["text"] == TWO


@pytest.mark.parametrize(
    ("given", "published"),
    [
        (1551873600, "2019-03-06"),
        (1551873600000, "2019-03-06"),
        ("1551873600", "2019-03-06"),
        (20190306, "2019-03-06"),
        ("20191306", None),
        (43530, None),
        (43530.5, None),
        (True, None),
    ],
)
def test_dates_in_digits(
    tmp_path: Path, packs: Packs, given: object, published: str | None
) -> None:
    (reading,) = read(tmp_path, packs, json.dumps({"text": ONE, "published": given}), "x.jsonl")
    assert reading.document.published == published


def test_json_feed(tmp_path: Path, packs: Packs) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Delta Observer",
        "items": [
            {
                "id": "1",
                "url": "https://deltaobserver.example/1",
                "title": "Port hit",
                "content_html": f"<p>{ONE}</p><p>{TWO}</p>",
                "date_published": "2019-03-06T08:00:00Z",
                "authors": [{"name": "Mara Lind"}],
            },
            {"id": 2, "content_text": TWO},
            {"id": "3", "title": "Nothing but this"},
            "no entry",
        ],
    }
    first, second, third, fourth = read(tmp_path, packs, json.dumps(feed), "feed.json")
    document = first.document
    assert document.text == f"Port hit\n\n{ONE}\n\n{TWO}"
    assert (document.published, document.author) == ("2019-03-06", "Mara Lind")
    assert (second.document.external_id, second.document.publisher) == ("2", "Delta Observer")
    assert "no text in this entry" in str(third)
    assert "an entry that is no object" in str(fourth)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_on_a_stream(packs: Packs, indent: int | None) -> None:
    stream = io.BufferedReader(io.BytesIO(json.dumps(BOTH, indent=indent).encode()))  # type: ignore[arg-type]
    found = list(read_stream(stream, "-", packs))
    assert [one.document.text for one in found if isinstance(one, Reading)] == [ONE, TWO]


def test_utf16_is_said_once(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes("\n".join(map(json.dumps, BOTH)).encode("utf-16"))
    (problem,) = read_path(path, packs)
    assert "the text is in UTF-16; save it as UTF-8" in str(problem)
