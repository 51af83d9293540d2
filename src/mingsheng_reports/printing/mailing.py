"""The words of a letter that a brief goes out with: subject, plain text, HTML.

The templates stand behind the same fences as those of the page: what they print with a digit in it
is a figure of the brief, a date, a name with an origin or a count of ours.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2.exceptions import TemplateError
from markupsafe import Markup, escape

from mingsheng_reports.catalogue.resources import templates_dir
from mingsheng_reports.core.brief import (
    Brief,
    ChartSpec,
    Day,
    Fragment,
    Headline,
    Quoted,
    Sentence,
    Tally,
    Words,
)
from mingsheng_reports.core.errors import UnaccountedNumberError
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.printing.fragments import Typesetter
from mingsheng_reports.printing.guard import Anchor, Ledger, environment, template_error
from mingsheng_reports.printing.lines import without_controls
from mingsheng_reports.printing.own_files import read_utf8

SUBJECT, TEXT, HTML = "mail/subject.txt.j2", "mail/body.txt.j2", "mail/body.html.j2"
STYLE = "mail/mail.css"
FIGURES = 5  # a phone shows them without scrolling
TOLD = 3  # briefs whose figures are told; more are listed among the files
VARIABLE = re.compile(r"var\((--[a-z-]+)\)")
BLANK_LINES = re.compile(r"\n{3,}")
PICTURE_WIDTH = 400


@dataclass(frozen=True, slots=True)
class Cover:
    """What goes into the words of one letter.

    Attributes:
        greeting, closing, organisation: word for word from the list of recipients, a table and the
            theme: nobody's name gets other punctuation.
        files: names and sizes of what is attached.
        chart: shown inline; None when there is none.
        content_id: by which the HTML calls the chart's picture.
    """

    briefs: tuple[Brief, ...]
    greeting: Quoted
    closing: Quoted
    files: tuple[Quoted, ...]
    organisation: Quoted | None = None
    chart: ChartSpec | None = None
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """A letter's subject and both of its bodies."""

    subject: str
    text: str
    html: str


def write_words(cover: Cover, theme: Theme) -> LetterWords:
    """The words of one letter.

    Raises:
        UnaccountedNumberError: if a template prints a number without origin, or is damaged.
    """
    folders = (*filter(None, [theme.template.own]), templates_dir())
    ledger = Ledger()
    made = environment(folders, ledger)
    told = _context(cover, ledger)
    try:
        subject, text, page = (
            without_controls(made.get_template(name).render(told)) for name in (SUBJECT, TEXT, HTML)
        )
    except TemplateError as error:
        raise template_error(error) from error
    style = next((folder / STYLE for folder in folders if (folder / STYLE).is_file()), None)
    if style is None:
        message = f"找不到样式文件{STYLE}；请重新安装本程序，或在模板文件夹里补上它。"
        raise UnaccountedNumberError(message)
    return LetterWords(
        " ".join(html.unescape(subject).split()),
        BLANK_LINES.sub("\n\n", html.unescape(text)).strip() + "\n",
        inlined(page, coloured(read_utf8(style), theme)),
    )


def _context(cover: Cover, ledger: Ledger) -> Mapping[str, Any]:
    briefs = cover.briefs
    return {
        "briefs": briefs[:TOLD],
        "first": briefs[0],
        "several": len(briefs) > 1,
        "more": len(briefs) > TOLD,
        "counted": Tally(tuple(str(brief.subject) for brief in briefs), "份"),
        "figures": lambda brief: brief.headlines[:FIGURES],
        "note": note_of,
        "greeting": cover.greeting,
        "closing": cover.closing,
        "organisation": cover.organisation,
        "files": cover.files,
        "chart": cover.chart,
        "content_id": Anchor(cover.content_id),
        "width": Anchor(str(PICTURE_WIDTH)),
        "plain": _plain(ledger),
        "bare": Typesetter(ledger).bare,
    }


def note_of(headline: Headline) -> Sentence:
    """Of when the figure is, and what the page says below it."""
    metric = headline.figure.metric
    context = headline.context
    own = metric.year[:4]
    if any(isinstance(fragment, Day) and fragment.text.startswith(own) for fragment in context):
        return context
    day = metric.as_of or metric.year
    when = (*((Words("截至"),) if metric.as_of else ()), Day(_written(day), metric.id))
    return (*when, Words("，"), *context) if context else when


def _written(day: str) -> str:
    """``2022-11-30`` → ``2022年11月30日``; ``2022`` → ``2022年``; ``2019-2023`` stays a span."""
    parts = day.split("-")
    if len(parts) == 2 and len(parts[1]) == 4:
        return f"{parts[0]}—{parts[1]}年"
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def _plain(ledger: Ledger) -> Callable[[Sequence[Fragment]], Markup]:
    """A sentence as text, for attributes and the plain body."""

    def plain(sentence: Sequence[Fragment]) -> Markup:
        return Markup("").join(escape(text) for text in ledger.enter(*sentence))

    return plain


def coloured(style: str, theme: Theme) -> str:
    """The style sheet with the theme's values in the place of its variables.

    Raises:
        UnaccountedNumberError: it asks for one that the theme does not have.
    """
    values = dict(theme.variables())

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            message = f"样式文件{STYLE}用了版式里没有的{match[1]}；请改正。"
            raise UnaccountedNumberError(message)
        return values[match[1]]

    return VARIABLE.sub(value, style)


def inlined(page: str, style: str) -> str:
    """Every rule written into the tags that it is for; nothing is loaded from anywhere."""
    import css_inline

    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=style)
    done: str = inliner.inline(page)
    return done
