"""A brief becomes one HTML document, through templates that cannot print an unaccounted number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from jinja2.exceptions import TemplateError
from markupsafe import Markup, escape

from mingsheng_reports.catalogue.resources import templates_dir
from mingsheng_reports.core.brief import (
    Brief,
    Day,
    Fragment,
    Name,
    Sentence,
    Table,
    sentence_text,
)
from mingsheng_reports.core.errors import UnaccountedNumberError
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.printing import settings
from mingsheng_reports.printing.figures import (
    caption_measure,
    chart_rows,
    chart_specs,
    picture,
    svg_texts,
)
from mingsheng_reports.printing.fitting import fit
from mingsheng_reports.printing.flow import flow_of
from mingsheng_reports.printing.fragments import Typesetter, big_ems
from mingsheng_reports.printing.guard import Anchor, Ledger, environment, template_error
from mingsheng_reports.printing.lines import ems, without_controls
from mingsheng_reports.printing.masthead import logo_of, masthead_of
from mingsheng_reports.printing.notes import Piece, colophon_entry, note_groups
from mingsheng_reports.printing.own_files import read_utf8
from mingsheng_reports.printing.proofs import proofs_of
from mingsheng_reports.printing.reread import keywords_of
from mingsheng_reports.printing.standing import Key, Standing
from mingsheng_reports.printing.tabular import Division, division
from mingsheng_reports.printing.weighing import Setting

TEMPLATE = "brief.html.j2"
SHARED = ("macros/", "feature/")  # what the other templates are made of
STYLES = ("css/type.css", "{name}/page.css")
EXTRA = "{name}/extra.css"  # only in a user's folder: rules added to the bundled ones
PADDED = Markup(' style="padding-bottom:{}pt"')
STRONG = Markup("<strong>{}</strong>")


@dataclass(frozen=True, slots=True)
class Page:
    """A brief ready for the engine.

    Attributes:
        html: the document.
        styles: style sheets in order; the first one holds the theme's variables.
        ledger: every piece printed, in the order of printing.
        drawn: the texts inside the charts.
        title: as plain text.
        lines: how many the paragraphs of the text take, by identity of the paragraph.
        well_formed: whether only bundled templates made it, so that it may be read as XML.
    """

    html: str
    styles: tuple[str, ...]
    ledger: Ledger
    drawn: tuple[str, ...]
    title: str
    lines: Mapping[int, int]
    well_formed: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """How a brief is to be laid out.

    Attributes:
        deferrals: by how many paragraphs a chart is put off, by its id.
        pads: points below a chart, by its id, that bring the text after it back onto the grid.
        standings: where the numbers that a proof sheet lists stand in their brief.
    """

    theme: Theme
    deferrals: Mapping[str, int] = field(default_factory=dict)
    pads: Mapping[str, float] = field(default_factory=dict)
    standings: Mapping[Key, tuple[Standing, ...]] = field(default_factory=dict)


def make_page(brief: Brief, charts: Mapping[str, str], issued: str, plan: Plan) -> Page:
    """The brief in HTML.

    Args:
        charts: SVG by the id of its specification; a chart that is not there is left out.
        issued: ISO date for the document's metadata; it is not printed.
        plan: theme, and where charts stand.

    Raises:
        UnaccountedNumberError: if a template or a chart prints a number without origin.
    """
    look = plan.theme.template
    folders = (*filter(None, [look.own]), templates_dir())
    ledger = Ledger()
    setter = Typesetter(ledger)
    lines: dict[int, int] = {}
    specs = {spec.id: spec for spec in chart_specs(brief) if spec.id in charts}
    try:
        template = environment(folders, ledger).get_template(f"{look.name}/{TEMPLATE}")
        html = template.render(
            brief=brief,
            flow=flow_of(brief.sections, plan.deferrals),
            t=setter.html,
            celled=setter.cell,
            bare_cell=setter.bare_cell,
            fitted=_fitted(setter, settings.body(plan.theme), lines),
            framed=_fitted(setter, settings.framed(plan.theme)),
            led=_fitted(setter, settings.led(plan.theme), bare=True),
            cautioned=_fitted(setter, settings.cautioned(plan.theme)),
            quoted=partial(_quoted, ledger, settings.noted(plan.theme)),
            bare=setter.bare,
            big=setter.big,
            titled=setter.title,
            title_measure=int(plan.theme.page_points / plan.theme.sizes.title),
            caption_measure=lambda spec: caption_measure(spec, plan.theme),
            overlong=lambda figure, most: big_ems(figure.text) > most,
            lengthy=lambda sentence, most: ems(sentence_text(sentence)) > most,
            referred=lambda head: int(head.number.text) in setter.referred,
            anchored=lambda spec: Anchor(spec.id),
            padded=lambda spec: PADDED.format(f"{plan.pads.get(spec.id, 0.0):.2f}"),
            drawn=lambda spec: spec.id in specs,
            specs=sorted(specs.values(), key=lambda spec: not spec.wide),
            points=[section for section in brief.sections if section.paragraphs],
            rows=lambda given: chart_rows([spec for spec in given if spec.id in specs]),
            picture=lambda spec: picture(spec, charts[spec.id]),
            notes=note_groups(brief.endnotes, brief.subject.city),
            colophons=[colophon_entry(colophon) for colophon in brief.colophons],
            proved=look.proved.template.title if look.proved else "",
            proofs=proofs_of(brief, plan.standings),
            masthead=masthead_of(plan.theme),
            logo=logo_of(plan.theme),
            day=next((each for each in brief.dateline if isinstance(each, Day)), None),
            troubles=[Name(str(notice), notice.doc) for notice in brief.notices],
            heading_title=_plain(brief.title),
            subject=_plain(brief.subtitle),
            issued=Anchor(issued),
            keywords=escape(_keywords(brief, look.name)),
            columns=_column_count,
            division=_divided(plan.theme),
        )
    except TemplateError as error:
        raise template_error(error) from error
    drawn = tuple(text for key in specs for text in svg_texts(charts[key]))
    styles = (variables(plan.theme), *_styles(folders, look.name))
    return Page(html, styles, ledger, drawn, sentence_text(brief.title), lines, look.own is None)


def load_page(theme: Theme) -> tuple[str, ...]:
    """Compile what any page of this look is made of; its style sheets.

    Raises:
        UnaccountedNumberError: if a template or style sheet is missing or damaged.
    """
    look = theme.template
    folders = (*filter(None, [look.own]), templates_dir())
    made = environment(folders, Ledger())
    try:
        for name in made.list_templates():
            if name.startswith((*SHARED, f"{look.name}/")) and name.endswith(".j2"):
                made.get_template(name)
    except TemplateError as error:
        raise template_error(error) from error
    return (variables(theme), *_styles(folders, look.name))


def lines_of(paragraph: Sentence, theme: Theme) -> int:
    """How many lines a paragraph of the text takes."""
    return fit(Typesetter(Ledger()).html(paragraph), settings.body(theme)).lines


def _fitted(
    setter: Typesetter,
    setting: Setting,
    lines: dict[int, int] | None = None,
    *,
    bare: bool = False,
) -> Callable[[Sentence], Markup]:
    """Sets a paragraph with its line ends chosen and notes how many they are.

    ``bare`` is without endnote marks.
    """
    html = setter.bare if bare else setter.html

    def set_(sentence: Sentence) -> Markup:
        done = fit(html(sentence), setting)
        if lines is not None:
            lines[id(sentence)] = done.lines
        return done.html

    return set_


def _divided(theme: Theme) -> Callable[[Table], Division]:
    """How the tables of one page are divided; each is asked about for every cell."""
    measure = theme.page_points / theme.sizes.crowded
    known: dict[int, tuple[Table, Division]] = {}

    def divided(table: Table) -> Division:
        if id(table) not in known:
            known[id(table)] = table, division(table, measure)
        return known[id(table)][1]

    return divided


def _quoted(ledger: Ledger, setting: Setting, pieces: Sequence[Piece]) -> Markup:
    """A source's sentence, its numbers marked, with its line ends chosen."""
    texts = ledger.enter(*(piece.text for piece in pieces))
    html = (
        STRONG.format(without_controls(text)) if piece.marked else escape(text)
        for piece, text in zip(pieces, texts, strict=True)
    )
    return fit(Markup("").join(html), setting).html


def variables(theme: Theme) -> str:
    """The theme as CSS variables."""
    body = ";".join(f"{name}:{value}" for name, value in theme.variables())
    measures = theme.measures
    side = (measures.page_width - theme.page_points * 25.4 / 72) / 2
    page = (
        f"size:{measures.page_width}mm {measures.page_height}mm;"
        f"margin:{measures.margin_top}mm {side:.4f}mm {measures.margin_bottom}mm"
    )
    return f":root{{{body}}}\n@page{{{page}}}"


def _styles(folders: Sequence[Path], template: str) -> Iterator[str]:
    for name in STYLES:
        yield _style(folders, name.format(name=template))
    for folder in folders:
        path = folder / EXTRA.format(name=template)
        if path.is_file():
            yield read_utf8(path)


def _style(folders: Sequence[Path], name: str) -> str:
    for folder in folders:
        path = folder / name
        if path.is_file():
            return read_utf8(path)
    message = f"找不到样式文件{name}；请重新安装本程序，或在模板文件夹里补上它。"
    raise UnaccountedNumberError(message)


def _plain(sentence: Sequence[Fragment] | Sentence) -> Markup:
    """Text for attributes and metadata, which no reader of the paper sees."""
    return escape(sentence_text(sentence))


def _column_count(heads: Sequence[object]) -> str:
    """A class name by the number of columns."""
    names = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")
    return "columns-" + names[min(len(heads), len(names) - 1)]


def _keywords(brief: Brief, template: str) -> str:
    docs = tuple(colophon.doc for colophon in brief.colophons)
    pages = bool(brief.city_pages)
    return keywords_of(brief.subject, docs, city_pages=pages, template=template)
