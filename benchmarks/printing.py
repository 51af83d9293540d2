"""How long printing takes beside bare WeasyPrint on the same final HTML, style sheets and fonts.

    .venv/bin/python benchmarks/printing.py [--city 盘锦] [--year 2022] [--rounds 7]

Every round measures each case, one after the other, so that what else runs on the machine falls
on all of them; the naive way takes so long that our cold command runs several times before it and
after it, with and without what it keeps of the source files. Told are medians and their ratios
within this one run. Bare WeasyPrint neither justifies Chinese lines nor places charts nor shrinks
the file: what that costs is part of ours.

- warm: charts drawn and the brief printed, in a process that has printed before
- preview: what `msreport preview` does after a template was edited, pictures of the pages included
- bare warm: ``weasyprint.HTML(string=…).write_pdf(…)`` in a process that has printed before
- first: `msreport pdf` from source files that were never read before
- cold: the same from source files that are in the cache; bare cold: the ``weasyprint`` command
- naive: the same words, numbers and charts by ``naive.py``, where Debian's fonts-noto-cjk is
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingsheng_reports.core.brief import ChartSpec
    from mingsheng_reports.core.theme import Theme

ROOT = Path(__file__).resolve().parents[1]
ISSUED = date(2023, 1, 1)
VARIANT = "pdf/ua-1"
MOST = 1.2
MOST_OF_NAIVE = 1 / 12
NAIVE_ROUNDS = 3  # it is slow
BESIDE_NAIVE = 3  # cold runs before each of them, and as many after
NOTO = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
READY = "ready"

Seconds = tuple[float, float]  # by the clock, of the processor


def clock(call: Callable[[], object]) -> Seconds:
    """How long a call takes."""
    start, busy = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - start, time.process_time() - busy


# ── warm: one process each, told over its standard input what to do ───────────────────────────────


def serve(cases: dict[str, Callable[[], object]]) -> None:
    """Run the case named on each line; its seconds as the answer."""
    for call in cases.values():
        call()
    print(READY, flush=True)
    for line in sys.stdin:
        print(*clock(cases[line.strip()]), flush=True)


def our_side(city: str, year: str, folder: Path) -> None:
    """Our printing and our preview; the final HTML is left in the folder."""
    from mingsheng_reports.cli.look import MASTHEAD, chosen_look
    from mingsheng_reports.cli.preview import Desk
    from mingsheng_reports.cli.subject import choose_subject
    from mingsheng_reports.pipeline import brief_of, charts_of, find, print_brief
    from mingsheng_reports.printing.fitting import fit
    from mingsheng_reports.printing.press import forget_lines, lay_out_brief
    from mingsheng_reports.stages import Stages

    own = folder / "own"
    edited = own / "feature" / "extra.css"
    edited.parent.mkdir(parents=True)
    edited.touch()
    look = {f"masthead_{name}": None for _, name, _, _ in MASTHEAD}
    look |= {"template": "feature", "theme": None, "template_dir": None}
    stages, theme, seeds = Stages(), chosen_look(look), (ROOT / "seeds",)
    findings = find(seeds, stages)
    asked = ([city] if city else []), ([year] if year else [])
    subject = choose_subject(findings, *asked)
    brief = brief_of(subject, findings, ISSUED, stages)
    output = folder / "warm.pdf"
    page = lay_out_brief(brief, stages.draw(charts_of(brief), theme), theme, issued=ISSUED).page
    (folder / "page.html").write_text(page.html, encoding="utf-8")
    for number, style in enumerate(page.styles):
        (folder / f"{number}.css").write_text(style, encoding="utf-8")
    charts = [told(spec, theme) for spec in charts_of(brief) if spec.marks]
    (folder / "charts.json").write_text(json.dumps(charts), encoding="utf-8")
    desk = Desk(stages, *asked, seeds, look | {"template_dir": own}, ISSUED)

    def edit() -> None:
        edited.write_text(f"/* {time.monotonic_ns()} */", encoding="utf-8")
        desk.look_again()

    def warm() -> None:
        # Another brief would have other paragraphs: what is remembered of these does not count.
        fit.cache_clear()
        forget_lines()
        print_brief(brief, output, ISSUED, stages, theme=theme)

    serve({"warm": warm, "preview": edit})


def told(spec: ChartSpec, theme: Theme) -> dict[str, object]:
    """A chart as the naive way is given it."""
    return {
        "labels": [f"{mark.series}{mark.name.text}" for mark in spec.marks],
        "values": [float(mark.figure.value) for mark in spec.marks],
        "figures": [mark.figure.text for mark in spec.marks],
        "width": theme.page_points if spec.wide else theme.column_points,
    }


def bare_side(folder: Path) -> None:
    """WeasyPrint as it is, with its fonts configured once."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    html = (folder / "page.html").read_text(encoding="utf-8")
    styles = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("?.css"))]

    def bare() -> None:
        sheets = [weasyprint.CSS(string=style, font_config=configuration) for style in styles]
        weasyprint.HTML(string=html).write_pdf(
            folder / "bare.pdf",
            stylesheets=sheets,
            font_config=configuration,
            pdf_variant=VARIANT,
        )

    serve({"bare warm": bare})


class Side:
    """A process that stays warm."""

    def __init__(self, *arguments: str, **more: str) -> None:
        """Started, and run once."""
        self._process = subprocess.Popen(
            [sys.executable, __file__, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **more},
        )  # fmt: skip
        while (line := self._ask("")).strip() != READY:
            if not line:
                sys.exit("a side of the comparison did not start")

    def _ask(self, line: str) -> str:
        assert self._process.stdin  # noqa: S101  for the type checker
        assert self._process.stdout  # noqa: S101  for the type checker
        if line:
            print(line, file=self._process.stdin, flush=True)
        return self._process.stdout.readline()

    def run(self, case: str) -> Seconds:
        """Seconds of one case."""
        wall, busy = self._ask(case).split()
        return float(wall), float(busy)


# ── cold: a command each ──────────────────────────────────────────────────────────────────────────


def cold(command: Sequence[str], **more: str) -> Seconds:
    """Seconds of a fresh process; modules are compiled by its first run and kept, as usual."""
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | more
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=surroundings, cwd=ROOT)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def compare(city: str, year: str, rounds: int, folder: Path) -> dict[str, list[Seconds]]:
    """All cases, round by round."""
    configured = folder / "fonts.conf"
    text = FONTCONFIG.format(fonts=ROOT / "fonts", cache=folder / "cache")
    configured.write_text(text, encoding="utf-8")
    fonts = {"FONTCONFIG_FILE": str(configured)}
    ours = Side("--side", "ours", "--city", city, "--year", year, "--folder", str(folder))
    bare = Side("--side", "bare", "--folder", str(folder), **fonts)
    program = shutil.which("weasyprint", path=str(Path(sys.executable).parent))
    if program is None:
        sys.exit("the weasyprint command is not beside this Python")
    styles = [word for path in sorted(folder.glob("?.css")) for word in ("-s", str(path))]
    bare_cold = [program, "--pdf-variant", VARIANT, *styles]
    bare_cold += [str(folder / "page.html"), str(folder / "bare-cold.pdf")]
    our_cold = [sys.executable, "-m", "mingsheng_reports", "pdf", "--city", city, "--year", year]
    our_cold += ["-o", str(folder / "cold.pdf")]

    def first() -> Seconds:
        with tempfile.TemporaryDirectory(dir=folder) as empty:
            return cold(our_cold, MSREPORT_CACHE=empty)

    cases: dict[str, Callable[[], Seconds]] = {
        "warm": lambda: ours.run("warm"),
        "bare warm": lambda: bare.run("bare warm"),
        "preview": lambda: ours.run("preview"),
        "first": first,
        "cold": lambda: cold(our_cold, MSREPORT_CACHE=str(folder / "kept")),
        "bare cold": lambda: cold(bare_cold, **fonts),
    }
    if NOTO.is_file():
        naive = [sys.executable, str(Path(__file__).with_name("naive.py")), str(folder)]
        cases["naive"] = lambda: cold(naive)
    else:
        print("naive: fonts-noto-cjk is not installed, left out", file=sys.stderr)
    for name in ("first", "cold", "bare cold"):
        cases[name]()
    taken: dict[str, list[Seconds]] = {name: [] for name in cases}
    for at in range(rounds):
        for name in one_round(cases, naive=at < NAIVE_ROUNDS):
            taken[name].append(cases[name]())
    return taken


def one_round(cases: Iterable[str], *, naive: bool) -> list[str]:
    """The cases of a round in their order."""
    once = [name for name in cases if name != "naive"]
    if not naive or "naive" not in cases:
        return once
    beside = ["first", "cold"] * BESIDE_NAIVE
    return [*once, *beside, "naive", *beside]


def tell(taken: dict[str, list[Seconds]]) -> None:
    """Medians and ratios."""
    middle = {
        name: (median(wall for wall, _ in held), median(busy for _, busy in held))
        for name, held in taken.items()
    }
    for name, (wall, busy) in middle.items():
        print(f"{name:10} {wall:5.2f} s, processor {busy:5.2f} s")
    for ours, other, most in (
        ("warm", "bare warm", MOST),
        ("first", "bare cold", MOST),
        ("cold", "bare cold", MOST),
        ("first", "naive", MOST_OF_NAIVE),
        ("cold", "naive", MOST_OF_NAIVE),
        ("preview", "bare warm", None),
    ):
        if other in middle:
            by_clock, by_processor = (middle[ours][n] / middle[other][n] for n in (0, 1))
            asked = f" (asked: at most {most:.3g})" if most else ""
            print(f"{ours} / {other}: {by_clock:.3f}, processor {by_processor:.3f}{asked}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="speed of printing")
    parser.add_argument("--city", default="盘锦")
    parser.add_argument("--year", default="2022")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--side", choices=("ours", "bare"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.side == "ours":
        our_side(options.city, options.year, options.folder)
    elif options.side == "bare":
        bare_side(options.folder)
    else:
        with tempfile.TemporaryDirectory() as made:
            tell(compare(options.city, options.year, options.rounds, Path(made)))


if __name__ == "__main__":
    main()
