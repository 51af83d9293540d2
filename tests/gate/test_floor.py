"""Accuracy on the seeds does not fall, and the gate has been seen to close."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gate import pin

HOW = "run `make pin` and commit tests/gate/floors.json"


@pytest.fixture(scope="module")
def now() -> pin.Floor:
    return pin.measure()


def test_the_floor_was_measured_on_this_corpus(now: pin.Floor) -> None:
    assert not pin.changed(pin.load(), now), HOW


def test_accuracy_stands_on_or_above_the_floor(now: pin.Floor) -> None:
    assert not pin.lowered(pin.load(), now)


def test_every_figure_is_pinned() -> None:
    assert tuple(pin.load().floors) == pin.PINNED
    assert len([path for path in pin.load().corpus if path.startswith("tests/gold/")]) == 5


# ── the gate has been seen red ────────────────────────────────────────────────────────────────────


def test_gate_sees_a_worse_engine(tmp_path: Path) -> None:
    """The same annotations with a page that lost its second half."""
    for folder in ("seeds", "tests/gold"):
        shutil.copytree(pin.ROOT / folder, tmp_path / folder)
    page = pin.texts(tmp_path)[0]
    text = page.read_text(encoding="utf-8")
    page.write_text(text[: len(text) // 2], encoding="utf-8")
    worse = pin.measure(tmp_path)
    down = pin.lowered(pin.load(), worse)
    assert any(line.startswith("found_f1") for line in down)
    assert any(line.startswith("right_f1") for line in down)
    assert pin.changed(pin.load(), worse) == [f"seeds/{page.name}"]


def test_gate_sees_an_annotation_changed_or_gone(now: pin.Floor) -> None:
    first, *others = now.corpus
    other = replace(now, corpus=dict(now.corpus) | {first: "0" * 64})
    assert pin.changed(now, other) == [first]
    assert pin.changed(now, replace(now, corpus={path: now.corpus[path] for path in others})) == [
        first
    ]


def test_gate_sees_a_figure_that_is_measured_no_more(now: pin.Floor) -> None:
    rest = {name: floor for name, floor in now.floors.items() if name != "found_f1"}
    assert pin.lowered(now, replace(now, floors=rest)) == [
        f"found_f1: {now.floors['found_f1']} -> not measured"
    ]


def test_pinning_refuses_to_lower_a_floor(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    path = tmp_path / "floors.json"
    high = pin.Floor({"found_f1": "0.990", "right_f1": "0.950"}, {"a": "1"})
    low = pin.Floor({"found_f1": "0.991", "right_f1": "0.949"}, {"a": "1"})
    assert pin.main([], high, path) == 0
    assert pin.load(path) == high
    assert pin.main([], low, path) == 1
    assert pin.load(path) == high
    assert "right_f1: 0.950 -> 0.949" in capsys.readouterr().err
    assert pin.main(["--allow-regression"], low, path) == 0
    assert pin.load(path) == low


@pytest.mark.parametrize(
    ("figure", "floor"), [(0.9953, "0.995"), (1.0, "1.000"), (0.9999, "0.999"), (0.95, "0.950")]
)
def test_floors_are_rounded_down(figure: float, floor: str) -> None:
    assert pin.rounded(figure) == floor
