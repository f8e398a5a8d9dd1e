"""Load, merge and validate packs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from provenance.errors import PackError

HERE = Path(__file__).parent
DEFAULT_PACKS = ("general", "syria")


# The C reader saves each process, and so each worker, half a second; wheels of PyYAML have it.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2's reading of plain words: ``on``, ``no`` and ``2016-08-19`` are words here."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


class Topic(BaseModel):
    """Base of the model of one topic file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


T = TypeVar("T", bound=Topic)


class Packs:
    """A stack of packs; topics are read once and kept.

    ``names`` are names of shipped packs or paths of folders.  ``extra`` topics of a pack
    that no code asks for are never read.
    """

    def __init__(self, names: Sequence[str] = DEFAULT_PACKS) -> None:
        self.names = tuple(names)
        self.folders = tuple(_folder(name) for name in self.names)
        self._topics: dict[str, Topic] = {}

    def topic(self, name: str, model: type[T]) -> T:
        """Return the merged and validated topic ``name``.

        Raises PackError with file and line when a file is not as ``model`` says.
        """
        cached = self._topics.get(name)
        if cached is None:
            merged: Any = {}
            for folder in self.folders:
                path = folder / f"{name}.yaml"
                if path.exists():
                    data = _read(path)
                    _validate(path, data, model)
                    merged = _merge(merged, data)
            cached = self._topics[name] = _validate(None, merged, model)
        assert isinstance(cached, model)
        return cached

    def texts(self, name: str) -> Iterator[str]:
        """Yield all that topic ``name`` says, keys and values, whatever its model."""
        for folder in self.folders:
            path = folder / f"{name}.yaml"
            if path.exists():
                yield from _texts(_read(path))

    def digest(self) -> str:
        """Return the SHA-256 over all files of the stack: part of a run's settings."""
        digest = hashlib.sha256()
        for folder in self.folders:
            for path in sorted(folder.glob("*.yaml")):
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()


def _folder(name: str) -> Path:
    """Return the folder of a shipped pack, or of a pack given by its path."""
    shipped = {path.name: path for path in HERE.iterdir() if any(path.glob("*.yaml"))}
    folder = shipped.get(name, Path(name))
    names = ", ".join(sorted(shipped))
    if not name or not folder.is_dir():
        raise PackError(f"{name}: no such pack; give a folder or one of: {names}")
    if not any(folder.glob("*.yaml")):
        raise PackError(f"{name}: a folder without *.yaml, no pack; give one of: {names}")
    return folder


def _read(path: Path) -> Any:
    """Return what a file says; nobody changes it, for it is read once while it stays as it is."""
    try:
        stat = path.stat()
        return _read_once(path, stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        raise PackError(f"{path}: cannot be read ({error}); packs are UTF-8 YAML") from error


@lru_cache(maxsize=128)
def _read_once(path: Path, _changed: int, _size: int) -> Any:
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not YAML"
        raise PackError(f"{path}{line}: {problem}; mend the YAML there") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: cannot be read ({error}); packs are UTF-8 YAML") from error
    return {} if data is None else data


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _merge(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return {
            key: _merge(old[key], new[key])
            if key in old and key in new
            else new.get(key, old.get(key))
            for key in old | new
        }
    if isinstance(old, list) and isinstance(new, list):
        return old + new
    return new


def _validate(path: Path | None, data: Any, model: type[T]) -> T:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the top"
        place = f"{path}:{_line(path, first['loc'])}" if path else "packs taken together"
        raise PackError(f"{place}: {where}: {first['msg']}; see the guide to packs") from error


def _line(path: Path, location: tuple[int | str, ...]) -> int:
    """Return the line of the deepest YAML node on the way to ``location``."""
    node = yaml.compose(path.read_text("utf-8"), Loader=_Loader)
    line = 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
