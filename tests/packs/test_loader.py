"""The pack loader: packs lie on top of each other, and mistakes are named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import PackError
from provenance.packs import Packs, Topic


class Verbs(Topic):
    """A topic invented for these tests."""

    say: list[str] = []
    weights: dict[str, int] = {}
    limit: int = 1


def pack(folder: Path, name: str, text: str, topic: str = "verbs") -> str:
    """Write a pack with one topic file and return its path."""
    path = folder / name
    path.mkdir(exist_ok=True)
    (path / f"{topic}.yaml").write_text(text, "utf-8")
    return str(path)


def test_packs_lie_on_top_of_each_other(tmp_path: Path) -> None:
    low = pack(tmp_path, "low", "say: [say, tell]\nweights: {say: 1, tell: 2}\nlimit: 3\n")
    high = pack(tmp_path, "high", "say: [add]\nweights: {tell: 5}\nlimit: 4\n")
    topic = Packs([low, high]).topic("verbs", Verbs)
    assert topic.say == ["say", "tell", "add"]
    assert topic.weights == {"say": 1, "tell": 5}
    assert topic.limit == 4


def test_a_pack_may_leave_a_topic_out(tmp_path: Path) -> None:
    empty = pack(tmp_path, "empty", "x: 1", topic="other")
    assert Packs([empty]).topic("verbs", Verbs) == Verbs()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("say: [a]\nlimit: many\n", 2, "limit"),
        ("say:\n  - a\n  - [b]\n", 3, "say.1"),
        ("say: [a]\nsya: [b]\n", 2, "sya"),
        ("say: [a\nlimit: 1\n", 2, "YAML"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = pack(tmp_path, "bad", text)
    with pytest.raises(PackError) as caught:
        Packs([path]).topic("verbs", Verbs)
    message = str(caught.value)
    assert f"verbs.yaml:{line}:" in message
    assert words in message
    assert "\n" not in message


def test_plain_words_stay_words(tmp_path: Path) -> None:
    path = pack(tmp_path, "words", "say: [on, no, yes, off, y, 2016-08-19]\n")
    words = ["on", "no", "yes", "off", "y", "2016-08-19"]
    assert Packs([path]).topic("verbs", Verbs).say == words


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path, "bad", "")
    (Path(path) / "verbs.yaml").write_bytes(b"say: [\xff]")
    with pytest.raises(PackError, match="UTF-8"):
        Packs([path]).topic("verbs", Verbs)


def test_an_unknown_pack_is_refused_with_the_shipped_ones() -> None:
    with pytest.raises(PackError, match="general"):
        Packs(["no-such-war"])


def test_the_digest_follows_the_content(tmp_path: Path) -> None:
    first = Packs([pack(tmp_path, "p", "say: [a]\n")]).digest()
    assert Packs([pack(tmp_path, "p", "say: [a]\n")]).digest() == first
    assert Packs([pack(tmp_path, "p", "say: [b]\n")]).digest() != first
