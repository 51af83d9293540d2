"""Selection or job file as typed → one request for each brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mingsheng_reports.batch.naming import check_file, check_names, check_pattern
from mingsheng_reports.batch.request import Request, Stock
from mingsheng_reports.batch.selection import ALL, Selection, file_for, requests_for
from mingsheng_reports.cli.jobs import JobRow, read_jobs
from mingsheng_reports.cli.look import chosen_look
from mingsheng_reports.cli.options import COMMAS, without_spaces
from mingsheng_reports.cli.subject import nearest, official_name
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import MsreportError, UsageError
from mingsheng_reports.core.findings import pairs_told
from mingsheng_reports.core.theme import Template, Theme

PDF = ".pdf"


class Ordered:
    """What was typed, understood as far as it can be without the sources.

    Args:
        look: the options of ``look_options``, by name; ``template`` may hold several.

    Raises:
        UsageError: a template, a theme, the pattern or the job file is not what it should be.
    """

    def __init__(
        self,
        cities: tuple[str, ...],
        years: tuple[str, ...],
        jobs: Path | None,
        pattern: str,
        look: Mapping[str, Any],
    ) -> None:
        self.selection = (cities, years)
        self.pattern = pattern
        if pattern:
            check_pattern(pattern)
        if jobs and (cities or years):
            message = "--jobs 已经写明了城市和年份，不能再写 --city、--year；请去掉其一。"
            raise UsageError(message)
        if not jobs and not cities and not years:
            message = (
                "请用 --city 和 --year 指明要印哪些，例如 --city all --year 2020-2022，"
                "或用 --jobs 指定任务单。"
            )
            raise UsageError(message)
        names = _templates(str(look["template"]))
        self.themes = [chosen_look({**look, "template": name}) for name in names]
        self.rows = [(row, _themes_of(row, look, names)) for row in read_jobs(jobs)] if jobs else []

    def requests(self, stock: Stock) -> list[Request]:
        """All briefs, in the order of the job file or by city, year and template.

        Raises:
            UsageError: there are none, or two would have one name.
        """
        known = tuple(dict.fromkeys(city for city, _ in pairs_told(stock)))
        if not known:
            message = "原文里没有提取到任何指标；请检查原文，或运行 msreport sources 看看。"
            raise UsageError(message)
        if self.rows:
            rows = [(row, theme) for row, themes in self.rows for theme in themes]
            made = [_request(row, theme, known, self.pattern) for row, theme in rows]
            told = [row.about for row, _ in rows]
        else:
            cities, years = self.selection
            names = tuple(
                city if city in ALL else official_name(city, known) or city for city in cities
            )
            selection = Selection(tuple(dict.fromkeys(names)), years)
            made = requests_for(selection, stock, self.themes, self.pattern)
            made = [_explained(request, known) for request in made]
            told = [_called(request) for request in made]
        if not made:
            held = "、".join(sorted({year for _, year in pairs_told(stock)}))
            message = f"选出来的城市和年份一份简报也没有；原文里有指标的年份：{held}。"
            raise UsageError(message)
        check_names([request.file for request in made], told)
        return made


def _templates(written: str) -> list[str]:
    """``feature,onepage``, each once."""
    names = filter(None, COMMAS.split(without_spaces(written)))
    return list(dict.fromkeys(names)) or [Template().name]


def _themes_of(row: JobRow, look: Mapping[str, Any], names: Sequence[str]) -> list[Theme]:
    """The looks of a row: what it says goes before what the options say."""
    own = dict(row.look)
    templates = _templates(own.pop("template", "")) if "template" in own else names
    theme = own.pop("theme", None) or look["theme"]
    told = {f"masthead_{name}": text for name, text in own.items()}
    try:
        return [chosen_look({**look, **told, "theme": theme, "template": t}) for t in templates]
    except MsreportError as error:
        message = f"{row.where}：{error}"
        raise UsageError(message) from error


def _request(row: JobRow, theme: Theme, known: Sequence[str], pattern: str) -> Request:
    subject = Subject([official_name(city, known) or city for city in row.cities], row.years)
    file = row.output or file_for(subject, theme.template, pattern)
    try:
        check_file(file)
    except UsageError as error:
        message = f"{row.where}：{error}"
        raise UsageError(message) from error
    file = file if file.endswith(PDF) else file + PDF
    return _explained(Request(subject, theme, file, expected=True), known)


def _explained(request: Request, known: Sequence[str]) -> Request:
    """With what is known beforehand to go wrong: a city that the sources do not tell of."""
    strange = [city for city in request.subject.cities if city not in known]
    if not strange:
        return request
    near = nearest(strange[0], known)
    guess = f"是不是{'、'.join(near)}？" if near else ""
    trouble = f"原文里没有“{strange[0]}”的指标。{guess}请改正城市的名字，或补上它的原文。"
    return replace(request, expected=True, trouble=trouble)


def _called(request: Request) -> str:
    subject, template = request.subject, request.theme.template
    return "".join((*subject.cities, *(f"{span}年" for span in subject.spans))) + template.title
