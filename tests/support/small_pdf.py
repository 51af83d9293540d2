"""A PDF as small as can be that says whose brief it is and holds a brief's figures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.core.brief import Brief, sentence_text
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.mail.writing import chart_of
from mingsheng_reports.printing.engine import typeset
from mingsheng_reports.printing.reread import keywords_of

STYLE = "@page{size:100mm 100mm}body{font-family:'Mingsheng Song'}"


def small_pdf(
    path: Path, subject: Subject | None, texts: Sequence[str], template: str = ""
) -> Path:
    """Write it; without a subject it says nothing of itself."""
    keywords = escape(keywords_of(subject, (), template=template)) if subject else ""
    told = "".join(f"<p>{escape(text)}" for text in texts)
    head = f'<title>简报</title><meta name="keywords" content="{keywords}">'
    page = f'<!DOCTYPE html><html lang="zh-CN">{head}<body>{told}'
    path.write_bytes(typeset(page, [STYLE], fonts_dir(), b"0" * 32).pdf)
    return path


def figures_of(brief: Brief) -> list[str]:
    """The big figures and those of the chart as the page has them, with their names."""
    told = [
        f"{one.label.text}\n{one.figure.text}\n{sentence_text(one.context)}"
        for one in brief.headlines
    ]
    chart = chart_of(brief)
    return told + [
        f"{mark.name.text} {mark.figure.text}" for mark in (chart.marks if chart else ())
    ]
