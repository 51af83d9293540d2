"""The brief printed as one would at first: pyplot, the system's Noto CJK, fontTools' subsets.

    .venv/bin/python benchmarks/naive.py 文件夹

The folder holds ``page.html``, its style sheets and ``charts.json`` as ``printing.py`` leaves them
there: the same words and numbers on the same pages. Started as a command of its own, because what
it imports is part of the way; nothing of ours is imported.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

FAMILIES = {"Song": "Serif", "Kai": "Serif", "Hei": "Sans"}  # ours → Noto … CJK SC
OURS = re.compile(r"Mingsheng (Song|Kai|Hei)\b")
SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
INCH = 72  # points
ROW, HEAD = 0.25, 0.5  # inches; of a bar, of what stands above and below all bars


def with_noto(text: str) -> str:
    """The same text in the system's faces."""
    return OURS.sub(lambda match: f"Noto {FAMILIES[match[1]]} CJK SC", text)


def draw(charts: Sequence[Mapping[str, Any]], folder: Path) -> list[str]:
    """Bars for each chart, by pyplot and with its own defaults, in files of their own."""
    import matplotlib.pyplot as plt

    plt.rcParams["font.family"] = ["Noto Sans CJK SC"]
    names = []
    for number, chart in enumerate(charts):
        size = chart["width"] / INCH, HEAD + ROW * len(chart["labels"])
        figure, axes = plt.subplots(figsize=size)
        bars = axes.barh(range(len(chart["labels"])), chart["values"])
        axes.set_yticks(range(len(chart["labels"])), chart["labels"])
        axes.bar_label(bars, chart["figures"])
        figure.savefig(folder / f"naive-{number}.svg", bbox_inches="tight")
        plt.close(figure)
        names.append(f"naive-{number}.svg")
    return names


def main(folder: Path) -> None:
    """Draw, lay out, write ``naive.pdf``."""
    import pandas as pd
    import weasyprint
    import weasyprint.pdf.fonts

    # Debian has no libharfbuzz-subset unless one asks for it: then fontTools does the work.
    weasyprint.pdf.fonts.harfbuzz_subset = None
    charts = json.loads((folder / "charts.json").read_text(encoding="utf-8"))
    pd.DataFrame(charts)  # tables are read by pandas, as one does
    names = iter(draw(charts, folder))
    html = with_noto((folder / "page.html").read_text(encoding="utf-8"))
    html = SVG.sub(lambda match: f'<img src="{next(names)}">' if match else "", html)
    styles = [with_noto(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("?.css"))]
    weasyprint.HTML(string=html, base_url=f"{folder}/").write_pdf(
        folder / "naive.pdf", stylesheets=[weasyprint.CSS(string=style) for style in styles]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
