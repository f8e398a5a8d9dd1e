"""The example of the documentation, with a model that makes some things up."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

PAGE = Path(__file__).parents[2] / "docs" / "imports.md"
MODEL = """
import json

class Answer:
    def text(self):
        return json.dumps({"claims": CLAIMS})

class Model:
    def prompt(self, text, system, schema):
        from jsonschema import Draft202012Validator
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate({"claims": CLAIMS})
        assert "at least 12" in text and "Copy all words exactly" in system
        return Answer()

def get_model(name):
    assert name == "small"
    return Model()

CLAIMS = [
    {"text": "at least 12 people were killed",
     "attribution": {"source": {"text": "Harbour police", "kind": "official", "named": True},
                     "cue": {"text": "said"}},
     "figures": [{"text": "at least 12", "low": 12, "high": None, "measure": "killed"}]},
    {"text": "at least 12 people were killed",
     "figures": [{"text": "at least 12", "low": 120, "high": None, "measure": "killed"}]},
    {"text": "a witness wept", "figures": []},
]
"""


def test_the_example_runs_and_what_is_made_up_is_refused(tmp_path: Path) -> None:
    block = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block is not None
    (tmp_path / "ask_model.py").write_text(block.group(1), "utf-8")
    (tmp_path / "llm.py").write_text(MODEL, "utf-8")
    (tmp_path / "provenance").write_text(
        f'#!/bin/sh\nexec {sys.executable} -m provenance.cli "$@"\n'
    )
    (tmp_path / "provenance").chmod(0o755)
    text = "Harbour police said at least 12 people were killed on 2 May 2019."
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "a1", "text": text}) + "\n")
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONPATH": root}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    assert run("provenance", "ingest", "claims.db", "articles.jsonl").returncode == 0
    asked = run(sys.executable, "ask_model.py", "articles.jsonl", "small")
    assert asked.returncode == 0, asked.stderr
    (tmp_path / "found.jsonl").write_text(asked.stdout)
    done = run("provenance", "import", "claims", "claims.db", "found.jsonl")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "imported": 1, "unchanged": 0, "failed": 0, "claims": 1, "refused": 2
    }  # fmt: skip
    assert "claim 2: 120 or more cannot be read from “at least 12”" in done.stderr
    assert "claim 3: the claim “a witness wept” does not stand in the text" in done.stderr
    assert run("provenance", "check", "claims.db").returncode == 0


@pytest.mark.parametrize("page", ["imports.md", "evaluate.md"])
def test_the_line_of_the_page_is_as_the_schema_says(page: str) -> None:
    from provenance.store.schema import import_schema

    block = re.search(r"```json\n(.*?)```", (PAGE.parent / page).read_text("utf-8"), re.DOTALL)
    assert block is not None
    Draft202012Validator(json.loads(import_schema())).validate(json.loads(block.group(1)))


def test_all_that_extract_prints_can_be_imported() -> None:
    from provenance import jsonl
    from provenance.imports import record

    for name, printed in vars(jsonl).items():
        if name.startswith("Extracted") and name not in ("ExtractedDocument", "ExtractedStation"):
            given = getattr(
                record, name.replace("Extracted", "Given").replace("Metadata", "Document")
            )
            assert set(printed.model_fields) <= set(given.model_fields), name
