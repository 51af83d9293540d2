"""The floor under accuracy on the seeds: what it is, whether it holds, and how it is pinned anew.

``floors.json`` holds the figures together with the SHA-256 of every text and annotation they were
measured on. ``make pin`` measures again and writes it; a floor that would come down is refused
unless ``--allow-regression`` is given, so that the loss shows in the diff with a name to it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

from mingsheng_reports.evaluation.rows import Answer, read_annotations
from mingsheng_reports.evaluation.score import evaluate
from mingsheng_reports.exports.columns import as_text, metric_row
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages

ROOT = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).with_name("floors.json")
STEP = Decimal("0.001")  # floors are rounded down to it
PINNED = (
    "found_f1",
    "right_f1",
    "place_accuracy",
    "year_accuracy",
    "status_accuracy",
    "label_accuracy",
    "category_accuracy",
    "scope_accuracy",
    "qualifier_accuracy",
    "as_of_accuracy",
)


@dataclass(frozen=True, slots=True)
class Floor:
    """Figures and the corpus they were measured on.

    Attributes:
        floors: figure → the least it may be, as text with three decimals.
        corpus: path from the root → SHA-256 of its content.
    """

    floors: Mapping[str, str]
    corpus: Mapping[str, str]


def texts(root: Path = ROOT) -> list[Path]:
    """Everything in the source folder that extraction depends on; corrections do not count here."""
    found = (path for path in (root / "seeds").iterdir() if path.suffix in {".txt", ".md", ".toml"})
    return sorted(found)


def annotations(root: Path = ROOT) -> list[Path]:
    """The annotated rows of those texts."""
    return sorted((root / "tests" / "gold").glob("*.csv"))


def digests(paths: Sequence[Path], root: Path = ROOT) -> dict[str, str]:
    """SHA-256 by path from the root."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
    }


def measure(root: Path = ROOT) -> Floor:
    """What the engine reaches now, without any correction."""
    findings = find([root / "seeds"], Stages(), raw=True)
    answers = [
        Answer.of({name: as_text(cell) for name, cell in metric_row(metric).items()})
        for metric in findings.metrics
    ]
    figures = evaluate(read_annotations(annotations(root)), answers).figures()
    floors = {name: rounded(figures[name]) for name in PINNED}
    return Floor(floors, digests([*texts(root), *annotations(root)], root))


def rounded(figure: float) -> str:
    """Down to three decimals."""
    return str(Decimal(str(figure)).quantize(STEP, ROUND_FLOOR))


def load(path: Path = FLOORS) -> Floor:
    """The pinned floor."""
    return Floor(**json.loads(path.read_text(encoding="utf-8")))


def changed(pinned: Floor, now: Floor) -> list[str]:
    """Texts and annotations that are not what the floor was measured on."""
    paths = sorted({*pinned.corpus, *now.corpus})
    return [path for path in paths if pinned.corpus.get(path) != now.corpus.get(path)]


def lowered(pinned: Floor, now: Floor) -> list[str]:
    """Figures that have come down, or are measured no more."""
    return [
        f"{name}: {floor} -> {now.floors.get(name, 'not measured')}"
        for name, floor in pinned.floors.items()
        if Decimal(now.floors.get(name, "-1")) < Decimal(floor)
    ]


def main(
    arguments: Sequence[str] | None = None, now: Floor | None = None, path: Path = FLOORS
) -> int:
    """Measure and write; refuse to lower a floor by accident."""
    parser = argparse.ArgumentParser(description="pin the floor under accuracy anew")
    parser.add_argument("--allow-regression", action="store_true", help="let floors come down")
    options = parser.parse_args(arguments)
    measured = now or measure()
    down = lowered(load(path), measured) if path.exists() else []
    if down and not options.allow_regression:
        told = "\n".join(f"  {line}" for line in down)
        sys.stderr.write(f"not pinned, these floors would come down:\n{told}\n")
        sys.stderr.write("mend the engine, or say --allow-regression and tell why in the commit\n")
        return 1
    path.write_text(json.dumps(asdict(measured), indent=1) + "\n", encoding="utf-8")
    for name, floor in measured.floors.items():
        sys.stdout.write(f"{name:20} {floor}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
