"""WeasyPrint opened: private fonts, HarfBuzz subsetting, our ways through it, no surprises."""

from __future__ import annotations

import contextlib
import ctypes.util
import io
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.core.errors import MissingLibraryError
from mingsheng_reports.core.garbage import without_collection
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.printing import (
    balancing,
    drawn_lines,
    justification,
    kept_lines,
    quick_boxes,
    quick_lines,
    quick_styles,
    reuse,
)
from mingsheng_reports.printing.declarations import read_already
from mingsheng_reports.printing.putting_off import put_off_font_tools
from mingsheng_reports.printing.sheets import keep_selectors, without_hints
from mingsheng_reports.printing.subsetting import guarantee_harfbuzz

# Our patches were written against these versions; others print without them or not at all.
KNOWN_VERSIONS = ("70.",)
COPIED_VERSIONS = ("70.0",)  # whose inner rules our shorter ways repeat; others take the long way
PANGO_ADVICE = (
    "缺少排版所需的系统库Pango；请运行“apt-get install -y --no-install-recommends "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0”，"
    "没有管理员权限时请把这行命令交给管理员。"
)
FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Engine:
    """WeasyPrint, made ready.

    Attributes:
        version: WeasyPrint's.
        subsetting: the HarfBuzz route taken.
        notices: what works less well than it should.
    """

    weasyprint: Any
    version: str
    subsetting: str
    notices: tuple[Notice, ...]


@cache
def open_engine() -> Engine:
    """WeasyPrint, imported and patched, once per process.

    Raises:
        MissingLibraryError: if WeasyPrint, Pango or a HarfBuzz subsetter is missing.
    """
    weasyprint = _imported()
    version: str = weasyprint.__version__
    known = version.startswith(KNOWN_VERSIONS)
    route = guarantee_harfbuzz(import_module("weasyprint.pdf.fonts"), known_version=known)
    with private_fonts(fonts_dir()), collected_warnings():
        justified = known and justification.install()
    if known:
        reuse.install()
    if version in COPIED_VERSIONS:
        balancing.install()
        kept_lines.install()
        quick_styles.install()
        quick_boxes.install()
        quick_lines.install()
        drawn_lines.install()
    notices = () if justified else (_ragged(version),)
    return Engine(weasyprint, version, route, notices)


@contextlib.contextmanager
def private_fonts(fonts: Path) -> Iterator[None]:
    """Let fontconfig see the faces of one folder and nothing else.

    The file and the cache are this run's own, so that runs side by side never meet; the path is
    absolute because fontconfig silently ignores a relative one.
    """
    with tempfile.TemporaryDirectory(prefix="msreport-fonts-") as folder:
        path = Path(folder).resolve() / "fonts.conf"
        text = FONTCONFIG.format(
            fonts=escape(str(fonts.resolve())), cache=escape(str(path.parent / "cache"))
        )
        path.write_text(text, encoding="utf-8")
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _imported() -> Any:
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    # WeasyPrint prints its troubles to stdout, which is for the user's own output; it looks at the
    # fonts there are, which is quickly done when there are five.
    quiet = contextlib.redirect_stdout(io.StringIO())
    put_off_font_tools()
    keep_selectors()
    with (
        read_already(),
        without_hints(),
        _without_library_search(),
        without_collection(),
        quiet,
        private_fonts(fonts_dir()),
    ):
        try:
            return import_module("weasyprint")
        except OSError as error:
            raise MissingLibraryError(PANGO_ADVICE) from error
        except ImportError as error:
            message = (
                f"缺少排版程序库（{error.name}）；"
                "请重新安装本程序，或运行“pip install weasyprint”。"
            )
            raise MissingLibraryError(message) from error


@contextlib.contextmanager
def _without_library_search() -> Iterator[None]:
    """On Linux ``find_library`` starts ldconfig and gcc 23 times for names that end in ``.so.0``.

    cffi opens those names directly anyway; the search only costs a quarter of a second.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = _find_nothing
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _find_nothing(name: str) -> None:
    del name


@contextlib.contextmanager
def collected_warnings() -> Iterator[list[str]]:
    """What WeasyPrint logs while the block runs, instead of on the user's screen."""
    logger = logging.getLogger("weasyprint")
    collected: list[str] = []
    handler = _Collector(collected)
    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [handler], False
    try:
        yield collected
    finally:
        logger.handlers, logger.propagate = handlers, propagate


class _Collector(logging.Handler):
    def __init__(self, collected: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.collected = collected

    def emit(self, record: logging.LogRecord) -> None:
        self.collected.append(record.getMessage())


def _ragged(version: str) -> Notice:
    what = f"排版程序库的版本{version}与本程序不配，正文不能两端对齐；"
    return Notice("weasyprint", 0, "ragged-lines", what, "请按本程序要求的版本重新安装。")
