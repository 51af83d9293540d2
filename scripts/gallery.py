"""Draws the first page of each template for the README: `make gallery`.

Pages come from the seeds, printed by the program itself; a page image is greyscale-smooth text in a
palette, small enough to load with the README.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

import pypdfium2

from mingsheng_reports.catalogue.templates import fitted, template_titles
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.pipeline import brief_of, find, print_brief
from mingsheng_reports.stages import Stages

ROOT = Path(__file__).resolve().parent.parent
GALLERY = ROOT / "docs" / "gallery"
SUBJECT = Subject("盘锦市", "2022")
ISSUED = date(2023, 1, 1)
WIDTH = 760  # pixels
COLOURS = 24
LARGEST = 120_000  # bytes


def main() -> None:
    """Write one image for each template; stop when one has become too large."""
    stages = Stages()
    findings = find([ROOT / "seeds"], stages)
    GALLERY.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in template_titles():
            theme = fitted(stages.load_theme(), name)
            proofs = theme.template.proofs
            brief = brief_of(SUBJECT, findings, ISSUED, stages, proofs=proofs)
            path = Path(folder) / f"{name}.pdf"
            print_brief(brief, path, ISSUED, stages, theme=theme)
            target = GALLERY / f"{name}.png"
            draw(path, target)
            size = target.stat().st_size
            print(f"{target.relative_to(ROOT)}: {size // 1000} kB")
            if size > LARGEST:
                sys.exit(f"{target.name} is larger than {LARGEST // 1000} kB")


def draw(pdf: Path, target: Path) -> None:
    """The first page as a PNG with a palette."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    image.quantize(COLOURS, dither=0).save(target, "PNG", optimize=True)
    document.close()


if __name__ == "__main__":
    main()
