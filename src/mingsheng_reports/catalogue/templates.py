"""Templates: one folder each, with a ``template.toml`` that says what it is and its own grid."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from mingsheng_reports.catalogue.resources import templates_dir
from mingsheng_reports.core.errors import CatalogueError, UsageError
from mingsheng_reports.core.theme import Measures, Sizes, Template, Theme

ABOUT = "template.toml"
KNOWN = frozenset({"title", "defers_charts", "most_pages", "proofs", "sizes", "measures"})


@cache
def template_titles() -> dict[str, str]:
    """Chinese names of the bundled templates, by the name an option takes; the default first."""
    found = {path.parent.name: _read(path) for path in templates_dir().glob(f"*/{ABOUT}")}
    order = sorted(found, key=lambda name: (name != Template().name, name))
    return {name: str(found[name]["title"]) for name in order}


@cache
def proof_templates() -> frozenset[str]:
    """Names of the bundled templates that prove a brief and are none."""
    return frozenset(
        path.parent.name
        for path in templates_dir().glob(f"*/{ABOUT}")
        if _read(path).get("proofs", False)
    )


def check_template(name: str, own: Path | None = None) -> None:
    """Do nothing when there is such a template and such a folder.

    Raises:
        UsageError: there is not; the message lists what there is.
    """
    titles = template_titles()
    if name not in titles:
        listed = "、".join(f"{each}（{title}）" for each, title in titles.items())
        message = f"没有名为“{name}”的版面；可选：{listed}。"
        raise UsageError(message)
    if own is not None and not own.is_dir():
        message = f"找不到模板文件夹“{own}”；请检查 --template-dir 后面的路径。"
        raise UsageError(message)


def fitted(
    theme: Theme, name: str, own: Path | None = None, proves: str = Template().name
) -> Theme:
    """The theme on the grid of a template: colours and faces stay, the template's sizes win.

    Args:
        proves: the template whose pages a proof sheet tells.

    Raises:
        UsageError: there is no such template or folder, or no sheet can prove that template.
        CatalogueError: the template's own description is damaged.
    """
    check_template(name, own)
    told = _read(templates_dir() / name / ABOUT)
    if own is not None and (own / name / ABOUT).is_file():
        told = told | _read(own / name / ABOUT)
    proofs = bool(told.get("proofs", False))
    template = Template(
        name,
        str(told["title"]),
        own,
        defers_charts=bool(told.get("defers_charts", False)),
        most_pages=told.get("most_pages"),
        proofs=proofs,
        proved=_provable(fitted(theme, proves, own)) if proofs else None,
    )
    return replace(
        theme,
        sizes=replace(theme.sizes, **told.get("sizes", {})),
        measures=replace(theme.measures, **told.get("measures", {})),
        template=template,
    )


def _provable(theme: Theme) -> Theme:
    """The look that a proof sheet is to prove, which has to print the numbers of its notes."""
    if theme.template.proofs or theme.template.most_pages is not None:
        message = (
            f"{theme.template.title}不印注号，核校单校不了它；--proves 请写 feature 或 bulletin。"
        )
        raise UsageError(message)
    return theme


def _read(path: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"模板说明{path}读不出来（{error}）；请对照自带的模板改正。"
        raise CatalogueError(message) from error
    wrong = sorted(set(told) - KNOWN)
    for part, kind in (("sizes", Sizes), ("measures", Measures)):
        known = {field.name for field in fields(kind)}
        given = told.get(part, {})
        numbers = (isinstance(value, (int, float)) and value > 0 for value in given.values())
        wrong += [f"{part}.{key}" for key in given if key not in known]
        wrong += [] if all(numbers) else [part]
    if wrong or "title" not in told:
        message = (
            f"模板说明{path}里有不对的内容（{'、'.join(wrong) or 'title'}）；请对照自带的模板改正。"
        )
        raise CatalogueError(message)
    return told
