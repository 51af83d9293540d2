"""``msreport preview``: the brief in a browser, printed anew whenever something changes."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

from mingsheng_reports.catalogue.resources import templates_dir
from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.look import chosen_look, look_options
from mingsheng_reports.cli.options import (
    city_option,
    reference_option,
    references_given,
    source_option,
    sources_given,
    year_option,
)
from mingsheng_reports.cli.screen import say
from mingsheng_reports.cli.subject import check_asked, choose_subject
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.errors import MsreportError, UsageError
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.pipeline import brief_of, charts_of, find, issue_date
from mingsheng_reports.stages import Stages

HOST = "127.0.0.1"  # this machine only
PORT = 8765
POLL = 0.3  # seconds
SCALE = 110 / 72

EXAMPLES = (
    ("msreport preview --city 盘锦 --year 2022", "在浏览器里看，原文、模板、版式一改就重印"),
    (
        "msreport preview --city 盘锦 --template onepage --template-dir 模板",
        "一边改自己的模板一边看",
    ),
)
REMARKS = (("结束", "按Ctrl-C。只在本机看得到，不向网络开放。"),)

SHELL = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>预览</title>
<style>body{{margin:0;background:#777;text-align:center;font-family:sans-serif}}
img{{display:block;margin:12px auto;max-width:96%;background:#fff}}
p{{margin:0;padding:8px;background:#fff}}p.wrong{{background:#a3202c;color:#fff}}</style>
{trouble}<p><a href="/brief.pdf">PDF</a></p>{pages}
<script>setInterval(async()=>{{try{{const r=await fetch('/stamp');
if(await r.text()!=='{stamp}')location.reload()}}catch(e){{}}}},500)</script></html>"""

Stamps = Mapping[str, int]


@dataclass(slots=True)
class Shown:
    """What the browser is given; replaced as a whole after each printing."""

    stamp: int = 0
    pdf: bytes = b""
    pages: tuple[bytes, ...] = ()
    trouble: str = ""

    def html(self) -> str:
        """The page around the pages."""
        from html import escape

        wrong = f'<p class="wrong">{escape(self.trouble)}</p>' if self.trouble else ""
        pages = "".join(
            f'<img src="/page/{n}.png?{self.stamp}" alt="第{n}页">'
            for n in range(1, len(self.pages) + 1)
        )
        return SHELL.format(trouble=wrong, pages=pages, stamp=self.stamp)


@dataclass(slots=True)
class Desk:
    """Prints again what has changed, and no more than that."""

    stages: Stages
    cities: tuple[str, ...]
    years: tuple[str, ...]
    sources: tuple[Path, ...]
    look: dict[str, Any]
    issued: date
    references: tuple[Path, ...] = ()
    shown: Shown = field(default_factory=Shown)
    _brief: Brief | None = None
    _theme: Theme | None = None
    _charts: Mapping[str, str] = field(default_factory=dict)
    _seen: tuple[Stamps, Stamps] = ({}, {})
    _rough: bool = False  # charts are not yet where the columns need them, pages may have holes

    def look_again(self) -> bool:
        """Print when something changed; whether it did."""
        now = stamps((*self.sources, *self.references)), stamps(self._own_files())
        if now == self._seen and not self._rough:
            return False
        read = now[0] != self._seen[0]
        # At once as it comes; in the next quiet moment with the charts placed, which takes longer.
        quick = now != self._seen
        self._seen, self._rough = now, False
        try:
            self._print(read=read, quick=quick)
        except MsreportError as error:
            before = self.shown
            self.shown = Shown(before.stamp + 1, before.pdf, before.pages, str(error))
        return True

    def _own_files(self) -> list[Path]:
        theme = self.look["theme"] or ""
        own = [self.look["template_dir"], Path(theme) if theme.endswith(".toml") else None]
        return [templates_dir(), *(path for path in own if path)]

    def _print(self, *, read: bool, quick: bool) -> None:
        theme = chosen_look(self.look)
        if read or self._brief is None:
            findings = find(self.sources, self.stages, references=self.references)
            subject = choose_subject(findings, self.cities, self.years)
            proofs = theme.template.proofs
            self._brief = brief_of(subject, findings, self.issued, self.stages, proofs=proofs)
        if read or theme != self._theme:
            self._charts = self.stages.draw(charts_of(self._brief), theme)
            self._theme = theme
        if quick and theme.template.most_pages is None:
            self._rough = True
            rough = replace(theme.template, defers_charts=False, fills_pages=False, slender=False)
            theme = replace(theme, template=rough)
        with tempfile.TemporaryDirectory(prefix="msreport-preview-") as folder:
            path = Path(folder) / "brief.pdf"
            self.stages.print(self._brief, self._charts, theme, path, self.issued)
            pdf = path.read_bytes()
        self.shown = Shown(self.shown.stamp + 1, pdf, pictures(pdf))


def stamps(paths: Iterable[Path]) -> Stamps:
    """When each file was last changed; of a folder all files in it."""
    files = (each for path in paths for each in (path, *path.rglob("*")))
    held = {}
    for each in files:
        try:
            held[str(each)] = each.stat().st_mtime_ns
        except OSError:  # removed meanwhile
            continue
    return held


def pictures(pdf: bytes) -> tuple[bytes, ...]:
    """Each page as PNG; while one page is drawn, the one before is compressed."""
    from concurrent.futures import ThreadPoolExecutor

    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    with ThreadPoolExecutor(1) as pool:
        written = [pool.submit(_png, page.render(scale=SCALE).to_pil()) for page in document]
    document.close()
    return tuple(each.result() for each in written)


def _png(picture: Any) -> bytes:  # noqa: ANN401  Pillow's image
    import io

    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def serve(desk: Desk, port: int) -> ThreadingHTTPServer:
    """A server in a thread of its own.

    Raises:
        UsageError: the port is taken.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = answer(desk.shown, self.path.partition("?")[0])
            self.send_response(HTTPStatus.OK if kind else HTTPStatus.NOT_FOUND)
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *given: object) -> None:
            """Nothing: the screen is for what the user must know."""

    try:
        server = ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        message = f"端口{port}已被占用；请用 --port 换一个，例如 --port {port + 1}。"
        raise UsageError(message) from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def answer(shown: Shown, path: str) -> tuple[str, bytes]:
    """Kind and content of what a path asks for; no kind when there is nothing."""
    pages = {f"/page/{n}.png": page for n, page in enumerate(shown.pages, start=1)}
    if path == "/":
        return "text/html; charset=utf-8", shown.html().encode()
    if path == "/stamp":
        return "text/plain", str(shown.stamp).encode()
    if path == "/brief.pdf":
        return "application/pdf", shown.pdf
    return ("image/png", pages[path]) if path in pages else ("", b"")


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="在浏览器里预览简报，改了什么就重印")
@city_option
@year_option
@source_option
@reference_option
@look_options
@click.option("--port", type=int, metavar="端口", default=PORT, help=f"网页的端口；不写时用{PORT}")
@click.pass_obj
def preview(
    stages: Stages,
    /,
    cities: tuple[str, ...],
    years: tuple[str, ...],
    sources: tuple[Path, ...],
    references: tuple[Path, ...],
    port: int,
    **look: Any,  # noqa: ANN401  the options of look_options
) -> None:
    """Print, show, watch, print again, until Ctrl-C."""
    check_asked(cities, years)
    chosen_look(look)
    issued = issue_date(os.environ.get("SOURCE_DATE_EPOCH", ""), date.today())  # noqa: DTZ011  the reader's day
    given, figures = sources_given(sources), references_given(references)
    desk = Desk(stages, cities, years, given, look, issued, figures)
    server = serve(desk, port)
    stop = threading.Event()
    # An interrupt raised in the midst of printing could get lost in a library's finaliser.
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        say("预览正在显示，按Ctrl-C结束：")
        click.echo(f"http://{HOST}:{server.server_port}/")
        while not stop.is_set():
            _tell(desk)
            stop.wait(POLL)
        say("预览已结束。")
    finally:
        signal.signal(signal.SIGINT, before)
        server.shutdown()
        server.server_close()


def _tell(desk: Desk) -> None:
    start = time.monotonic()
    if desk.look_again():
        say(desk.shown.trouble or f"已重印，用时{time.monotonic() - start:.1f}秒。")
