"""One BLAS thread a process, whichever module of ours is imported first."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CODE = """
import {module}, os, numpy
a = numpy.ones((600, 600), "f")
a @ a
print(os.environ["OPENBLAS_NUM_THREADS"])
"""


@pytest.mark.parametrize("given", [None, "2"])
@pytest.mark.parametrize("module", ["provenance.cli.job", "provenance.extract.vectors"])
def test_one_thread_unless_another_number_is_given(module, given):
    env = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    if given is not None:
        env["OPENBLAS_NUM_THREADS"] = given
    code = CODE.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == (given or "1")


def test_numpy_is_not_imported_before_the_number_is_set():
    code = "import sys, provenance; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
