"""One brief by other programs: the same words, tables and charts, each in a process of its own.

    .venv/bin/python benchmarks/peers.py [--city 盘锦] [--year 2022] [--rounds 5]

Every round runs each once, one after the other; told are medians and what each is of ours. Only
ours begins with the source files; the others are given the finished page.

- ours: `msreport pdf`
- weasyprint: the ``weasyprint`` command with our faces
- weasyprint noto: with Debian's fonts-noto-cjk, cut down by HarfBuzz (and by fontTools: naive)
- chromium: ``chromium --headless --print-to-pdf`` with our faces; untagged columns and notes
- typst: the page in its language (``typst_page.py``) with our faces

What is not installed is left out: ``apt-get install fonts-noto-cjk chromium``, and
``pip install typst``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from naive import with_noto
from typst_page import page_of

from printing import FONTCONFIG, NAIVE_ROUNDS, NOTO, ROOT, VARIANT, Seconds, Side, cold

CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

Case = Callable[[], Seconds]


def prepare(city: str, year: str, folder: Path) -> str:
    """The finished page in the folder, for everyone; its HTML with its style sheets."""
    Side("--side", "ours", "--city", city, "--year", year, "--folder", str(folder))
    text = FONTCONFIG.format(fonts=ROOT / "fonts", cache=folder / "cache")
    (folder / "fonts.conf").write_text(text, encoding="utf-8")
    html = (folder / "page.html").read_text(encoding="utf-8")
    styles = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("?.css")))
    page_of(html, folder)
    return html.replace("</head>", f"<style>{styles}</style></head>", 1)


def ours(city: str, year: str, folder: Path) -> Case:
    """The command."""
    told = ["--city", city, "--year", year, "-o", str(folder / "ours.pdf")]
    return lambda: cold([sys.executable, "-m", "mingsheng_reports", "pdf", *told])


def by_weasyprint(folder: Path, html: str, name: str, **more: str) -> Case:
    """The ``weasyprint`` command beside this Python."""
    page = folder / f"{name}.html"
    page.write_text(html, encoding="utf-8")
    program = str(Path(sys.executable).with_name("weasyprint"))
    command = [program, "--pdf-variant", VARIANT, str(page), str(folder / f"{name}.pdf")]
    return lambda: cold(command, **more)


def by_chromium(folder: Path, html: str, program: str, **more: str) -> Case:
    """A browser that prints, with a profile of its own."""
    page = folder / "chromium.html"
    page.write_text(html, encoding="utf-8")
    places = [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'chromium.pdf'}"]
    return lambda: cold([program, *CHROMIUM, *places, page.as_uri()], **more)


def cases(city: str, year: str, folder: Path) -> dict[str, Case]:
    """All that are installed."""
    html = prepare(city, year, folder)
    fonts = {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    found = {
        "ours": ours(city, year, folder),
        "weasyprint": by_weasyprint(folder, html, "weasyprint", **fonts),
    }
    if NOTO.is_file():
        found["weasyprint noto"] = by_weasyprint(folder, with_noto(html), "noto")
        script = str(Path(__file__).with_name("naive.py"))
        found["naive"] = lambda: cold([sys.executable, script, str(folder)])
    if program := shutil.which("chromium"):
        found["chromium"] = by_chromium(folder, html, program, **fonts)
    if find_spec("typst"):
        typst = str(Path(__file__).with_name("typst_page.py"))
        found["typst"] = lambda: cold([sys.executable, typst, str(folder)])
    return found


def compare(found: dict[str, Case], rounds: int) -> dict[str, list[float]]:
    """Seconds by the clock, round by round after one that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in found}
    for at in range(rounds + 1):
        for name, run in found.items():
            if name == "naive" and at > NAIVE_ROUNDS:
                continue
            wall, _ = run()
            if at:
                taken[name].append(wall)
    return taken


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="one brief by other programs")
    parser.add_argument("--city", default="盘锦")
    parser.add_argument("--year", default="2022")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        taken = compare(cases(options.city, options.year, folder), options.rounds)
        middle = {name: median(held) for name, held in taken.items()}
        for name, wall in middle.items():
            pdf = folder / f"{name.removeprefix('weasyprint ')}.pdf"
            size = f"{pdf.stat().st_size / 1024:5.0f} KB" if pdf.is_file() else ""
            print(f"{name:16} {wall:6.2f} s, {wall / middle['ours']:6.3f} of ours  {size}")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}: {error.stderr.decode(errors='replace')[-2000:]}")
