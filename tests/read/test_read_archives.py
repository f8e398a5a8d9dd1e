"""Archives and packed files: their articles, and what they may not do."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.errors import InputError, LeftOut
from provenance.packs import Packs
from provenance.read import Raw, raws
from provenance.read import archives as archives_module
from provenance.read import limits as limits_module

ARTICLE = b"The dam held. Two men were hurt."
LINES = b"".join(
    json.dumps({"id": str(i), "text": f"Dam {i} held."}).encode() + b"\n" for i in (1, 2)
)


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def found(path: Path, packs: Packs) -> list[str]:
    """Return where each article is, and each problem without the folder."""
    folder = f"{path.parent}/"
    return [
        (piece.origin if isinstance(piece, Raw) else str(piece)).replace(folder, "")
        for piece in raws(path, packs)
    ]


MEMBERS = {"b/two.jsonl": LINES, "a.txt": ARTICLE, ".x/h.txt": ARTICLE, "__MACOSX/a.txt": b"\0"}


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("some.zip", zipped),
        ("some.tar", tarred),
        ("some.tar.gz", lambda members: gzip.compress(tarred(members))),
        ("some.tgz", lambda members: tarred(members, "w:gz")),
        ("some.tar.bz2", lambda members: bz2.compress(tarred(members))),
        ("some.tar.xz", lambda members: lzma.compress(tarred(members))),
        ("some.dat", zipped),
    ],
)
def test_members(
    tmp_path: Path, packs: Packs, name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    (tmp_path / name).write_bytes(pack(MEMBERS))
    assert sorted(found(tmp_path / name, packs)) == [
        f"{name}!a.txt",
        f"{name}!b/two.jsonl#1",
        f"{name}!b/two.jsonl#2",
    ]
    assert {p.data for p in raws(tmp_path / name, packs) if isinstance(p, Raw)} == {
        ARTICLE,
        *LINES.splitlines(),
    }


@pytest.mark.parametrize(("ending", "module"), [(".gz", gzip), (".bz2", bz2), (".xz", lzma)])
def test_packed_file(tmp_path: Path, packs: Packs, ending: str, module: object) -> None:
    path = tmp_path / f"dam.txt{ending}"
    path.write_bytes(module.compress(ARTICLE))  # type: ignore[attr-defined]
    (piece,) = raws(path, packs)
    assert isinstance(piece, Raw)
    assert (piece.data, piece.given["external_id"]) == (ARTICLE, "dam")


def test_an_archive_in_an_archive(tmp_path: Path, packs: Packs) -> None:
    inner = zipped({"a.txt": ARTICLE})
    (tmp_path / "o.zip").write_bytes(zipped({"i.zip": inner, "j.txt.gz": gzip.compress(ARTICLE)}))
    assert found(tmp_path / "o.zip", packs) == ["o.zip!i.zip!a.txt", "o.zip!j.txt.gz"]
    deep = zipped({"z.zip": zipped({"z.zip": zipped({"z.zip": inner})})})
    (tmp_path / "d.zip").write_bytes(deep)
    (line,) = found(tmp_path / "d.zip", packs)
    assert line.startswith("d.zip!z.zip!z.zip!z.zip: an archive more than 3 archives deep")


@pytest.mark.parametrize(
    "name", ["../a.txt", "/etc/a.txt", "C:\\a.txt", "b/../../a.txt", "..\\a.txt"]
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_paths_that_lead_out_are_refused_by_name(
    tmp_path: Path, packs: Packs, name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    (tmp_path / "x.arc").write_bytes(pack({name: ARTICLE, "good.txt": ARTICLE}))
    lines = found(tmp_path / "x.arc", packs)
    assert "x.arc!good.txt" in lines
    (refused,) = set(lines) - {"x.arc!good.txt"}
    assert refused.startswith(f"x.arc!{name}: refused, a path that leads out of the archive")


def test_links_are_refused(tmp_path: Path, packs: Packs) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (tmp_path / "t.tar").write_bytes(stream.getvalue())
    assert "t.tar!a.txt: refused, a link or a device" in found(tmp_path / "t.tar", packs)[0]
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive_:
        info = zipfile.ZipInfo("b.txt")
        info.external_attr = 0o120777 << 16
        archive_.writestr(info, "/etc/passwd")
    assert "z.zip!b.txt: refused, a link or a device" in found(tmp_path / "z.zip", packs)[0]


def test_bombs(tmp_path: Path, packs: Packs, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (limits_module, archives_module):
        monkeypatch.setattr(module, "FREE", 100_000)
    blanks = b" " * 3_000_000
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(blanks))
    assert "a.txt.gz: refused, one byte unpacks to more" in found(tmp_path / "a.txt.gz", packs)[0]
    (tmp_path / "b.zip").write_bytes(zipped({"a.txt": blanks, "b.txt": ARTICLE}))
    assert "b.zip: refused" in found(tmp_path / "b.zip", packs)[-1]
    (tmp_path / "c.tgz").write_bytes(tarred({"a.txt": blanks, "b.txt": ARTICLE}, "w:gz"))
    assert "c.tgz: refused" in found(tmp_path / "c.tgz", packs)[-1]
    monkeypatch.setattr(archives_module, "MEMBERS", 1)
    for name, data in (("d.zip", zipped(MEMBERS)), ("d.tar", tarred(MEMBERS))):
        (tmp_path / name).write_bytes(data)
        assert f"{name}: more than 1 members" in found(tmp_path / name, packs)[-1]


@pytest.mark.parametrize("cut", [10, 60, 400])
@pytest.mark.parametrize("ending", [".zip", ".tar", ".tgz", ".jsonl.gz", ".tar.xz"])
def test_what_is_cut_off_is_one_line(tmp_path: Path, packs: Packs, ending: str, cut: int) -> None:
    noise = random.Random(7).randbytes(3000).hex().encode()
    members = {"a.txt": ARTICLE, "b.txt": noise}
    data = {
        ".zip": zipped(members),
        ".tar": tarred(members),
        ".tgz": tarred(members, "w:gz"),
        ".jsonl.gz": gzip.compress(LINES + noise),
        ".tar.xz": lzma.compress(tarred(members)),
    }[ending]
    path = tmp_path / f"x{ending}"
    path.write_bytes(data[:-cut] if ending != ".tar" else data[:600])
    pieces = list(raws(path, packs))
    problems = [piece for piece in pieces if isinstance(piece, InputError)]
    assert problems or {p.data for p in pieces if isinstance(p, Raw)} == set(members.values())
    assert all(str(piece).startswith(str(path)) and "\n" not in str(piece) for piece in problems)


def test_encrypted_members_are_named(tmp_path: Path, packs: Packs) -> None:
    data = bytearray(zipped({"a.txt": ARTICLE}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + offset] |= 1
    (tmp_path / "e.zip").write_bytes(data)
    assert found(tmp_path / "e.zip", packs) == [
        "e.zip!a.txt: encrypted; unpack it with its password"
    ]


def test_other_kinds_are_told_once(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "m.zip").write_bytes(
        zipped({"a.jpg": b"\xff\xd8", "b.css": b"p", "c.txt": ARTICLE})
    )
    *_, last = raws(tmp_path / "m.zip", packs)
    assert isinstance(last, LeftOut)
    assert "2 files are no articles (.jpg 1, .css 1)" in str(last)


def test_patterns_that_no_shell_expanded(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", "in/c.txt", "d[1].txt"):
        (tmp_path / name).write_bytes(ARTICLE)
    assert [p.origin for p in raws(tmp_path / "?.txt", packs) if isinstance(p, Raw)] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
    ]
    assert len(list(raws(tmp_path / "**" / "*.txt", packs))) == 4
    assert len(list(raws(tmp_path / "d[1].txt", packs))) == 1
    assert "no file has a name like this" in str(next(raws(tmp_path / "*.html", packs)))


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "Page_files").mkdir()
    (tmp_path / "Page_files" / "frame.html").write_text("<html><p>An advertisement.</p></html>")
    (tmp_path / "Page.html").write_text("<html><p>The dam held.</p></html>")
    assert found(tmp_path / "Page.html", packs) == ["Page.html"]
    assert len(list(raws(tmp_path, packs))) == 1
