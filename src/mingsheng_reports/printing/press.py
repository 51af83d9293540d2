"""From brief to PDF file, or one clear sentence about why not."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.errors import OutputError
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.printing.engine import measure_feet, open_engine, typeset
from mingsheng_reports.printing.faces import read_faces
from mingsheng_reports.printing.glyphs import check_glyphs
from mingsheng_reports.printing.pages import Page, Plan, make_page
from mingsheng_reports.printing.placement import ONLY_SECTIONS, Foot, settle


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF.

    Attributes:
        warnings: the engine's own complaints, in its words; empty on a sound page.
        notices: what the engine does less well than it should.
    """

    path: Path
    pages: int
    bytes: int
    warnings: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def print_brief(
    brief: Brief,
    charts: Mapping[str, str],
    theme: Theme,
    output: Path,
    *,
    issued: date,
) -> Printed:
    """Print a brief; the file appears complete or not at all.

    Args:
        charts: SVG by chart id, as ``charts.draw`` makes them.
        issued: date for the document's metadata; there is no clock in printing.

    Raises:
        MissingGlyphError: if no face has one of the characters.
        MissingLibraryError: if Pango, HarfBuzz or the fonts are missing.
        OutputError: if the file cannot be written.
        UnaccountedNumberError: if something would print a number without origin.
    """
    fonts = fonts_dir()

    def laid_out(deferrals: Mapping[str, int]) -> Page:
        return make_page(brief, charts, issued.isoformat(), Plan(theme, deferrals))

    def look(deferrals: Mapping[str, int]) -> tuple[Foot, ...]:
        trial = laid_out(deferrals)
        return measure_feet(trial.html, (*trial.styles, ONLY_SECTIONS), fonts)

    page = laid_out({})
    check_glyphs(page, brief, read_faces(fonts))
    if any(section.charts for section in brief.sections):
        page = laid_out(settle(look, theme.measures.line))
    identity = hashlib.sha256("\0".join((page.html, *page.styles)).encode()).hexdigest()
    done = typeset(page.html, page.styles, fonts, identity[:32].encode())
    write_whole(output, done.pdf)
    return Printed(output, done.pages, len(done.pdf), done.warnings, open_engine().notices)


def write_whole(output: Path, content: bytes) -> None:
    """Write a file beside its place and move it there: never half a file.

    Raises:
        OutputError: if the folder or the file cannot be written, or the disk is full.
    """
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError as error:
        raise _unwritable(output, error) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(output)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _unwritable(output, error) from error


def _unwritable(output: Path, error: OSError) -> OutputError:
    reasons = {
        28: "磁盘已满,请腾出空间后再试",
        122: "超出了磁盘配额,请腾出空间后再试",
        13: "没有写入权限,请换一个位置或请管理员授权",
        1: "没有写入权限,请换一个位置或请管理员授权",
        30: "那里是只读的,请换一个位置",
        20: "路径中有一段不是文件夹,请检查-o给的路径",
        17: "路径中有一段不是文件夹,请检查-o给的路径",
        21: "那里已有同名的文件夹,请换一个文件名",
        36: "文件名太长,请换一个短些的",
    }
    reason = reasons.get(error.errno or 0, f"系统说“{error.strerror}”,请换一个位置再试")
    return OutputError(f"写不了文件{output}:{reason}。")
