"""What is put off is loaded when it is needed, and not before."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOOK = """
import sys
from mingsheng_reports.printing.opening import open_engine
open_engine()
def loaded():
    return any(name.startswith("fontTools.subset.") for name in sys.modules)
print(loaded())
"""
SUBSET = """
import weasyprint.pdf.fonts as fonts
print(fonts.subset.Options().hinting, loaded())
"""
VARIABLE = """
import weasyprint.pdf.fonts as fonts
try:
    fonts.instantiateVariableFont({}, {}, static=True)
except (KeyError, AttributeError, ValueError) as error:
    print(type(error).__name__)
from fontTools.varLib.instancer import instantiateVariableFont
print(instantiateVariableFont.__module__)
"""


def run(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.slow
def test_not_loaded_with_weasyprint() -> None:
    assert run(LOOK) == ["False"]


@pytest.mark.slow
def test_loaded_when_asked_for() -> None:
    assert run(LOOK + SUBSET) == ["False", "True", "True"]


@pytest.mark.slow
def test_a_variable_face_gets_the_real_thing() -> None:
    first, failed, module = run(LOOK + VARIABLE)
    assert (first, module) == ("False", "fontTools.varLib.instancer")
    assert failed  # the real function looks into what it is given; nothing is no font
