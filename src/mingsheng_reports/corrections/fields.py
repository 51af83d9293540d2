"""The columns of a metric that can be corrected: how each is read, changed and shown."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from mingsheng_reports.catalogue.categories import categories
from mingsheng_reports.catalogue.indicators import link
from mingsheng_reports.catalogue.per_words import per_of, per_told
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier
from mingsheng_reports.corrections.amounts import (
    read_amount,
    with_amount,
    with_qualifier,
    with_unit,
)
from mingsheng_reports.corrections.refusal import Refusal, bad_value

Changed = Metric | Refusal
Choice = TypeVar("Choice", bound=StrEnum)

STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        "实际": Status.ACTUAL,
        "计划": Status.TARGET,
        "现行标准": Status.STANDARD,
        "原来的数": Status.BASELINE,
        "增减": Status.CHANGE,
        "完成进度": Status.COMPLETION,
    }
)
SCOPES: Mapping[str, Scope] = MappingProxyType(
    {
        "全市": Scope.CITY,
        "区县": Scope.DISTRICT,
        "单位": Scope.ORGANISATION,
        "项目": Scope.PROJECT,
        "个人": Scope.PERSON,
    }
)
QUALIFIERS: Mapping[str, Qualifier] = MappingProxyType(
    {
        "确数": Qualifier.EXACT,
        "约": Qualifier.ABOUT,
        "近": Qualifier.NEARLY,
        "超": Qualifier.OVER,
    }
)
YEARS = re.compile(r"((?:19|20)\d\d)(?:-((?:19|20)\d\d))?")


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    Attributes:
        name: its Chinese name.
        change: the metric with new content, or why that cannot be.
        show: its content as a person reads it.
        plain: its content as it is compared.
    """

    name: str
    change: Callable[[Metric, str], Changed]
    show: Callable[[Metric], str]
    plain: Callable[[Metric], str] | None = None

    def same(self, one: Metric, other: Metric) -> bool:
        """Whether both have the same content."""
        content = self.plain or self.show
        return content(one) == content(other)


def _value(metric: Metric, text: str) -> Changed:
    amount = read_amount(text)
    if amount is None:
        hint = "请写数字，例如15000、1.5万或40万~50万。"
        return bad_value("数值", text, hint)
    return replace(metric, quantity=with_amount(metric.quantity, amount))


def _unit(metric: Metric, text: str) -> Changed:
    if not text or any(character.isdigit() for character in text):
        return bad_value("单位", text, "请写单位，例如人、公里、元/人·月。")
    quantity = with_unit(metric.quantity, text)
    per = per_told(per_of(text), quantity.printed, metric.label)
    return _relinked(replace(metric, quantity=replace(quantity, per=per)))


def _label(metric: Metric, text: str) -> Changed:
    if not text:
        return bad_value("指标", text, "请写指标名，例如城镇新增就业。")
    return _relinked(replace(metric, label=text))


def _relinked(metric: Metric) -> Metric:
    """What is compared with what must follow the label and the unit."""
    unit = metric.quantity.unit
    indicator = link(metric.label, kind_of(unit), unit)
    return replace(metric, indicator=indicator.id if indicator else "")


def _place(metric: Metric, text: str) -> Changed:
    if len(text) < 2:
        return bad_value("地点", text, "请写地点的全名。")
    return replace(metric, place=text)


def _year(metric: Metric, text: str) -> Changed:
    half = unicodedata.normalize("NFKC", text).removesuffix("年")
    match = YEARS.fullmatch(half)
    if not match or (match[2] and match[2] <= match[1]):
        return bad_value("年份", text, "请写四位数字，例如2022；多年合计写成2019-2023。")
    return replace(metric, year=half)


def _as_of(metric: Metric, text: str) -> Changed:
    try:
        day = dt.date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        return bad_value("截止日", text, "请写成2022-11-30的样子；没有截止日就留空。")
    return replace(metric, as_of=day, to_date=metric.to_date and not day)


def _category(metric: Metric, text: str) -> Changed:
    names = [category.name for category in categories()]
    if text not in names:
        return bad_value("类别", text, f"可以写的有：{'、'.join(names)}。")
    return replace(metric, category=text)


def _chosen(choices: Mapping[str, Choice], text: str) -> Choice | None:
    """By its Chinese name or by the word of the export."""
    words = {choice.value: choice for choice in choices.values()}
    return choices.get(text) or words.get(text)


def _advice(choices: Mapping[str, StrEnum]) -> str:
    return f"可以写的有：{'、'.join(f'{c.value}（{name}）' for name, c in choices.items())}。"


def _status(metric: Metric, text: str) -> Changed:
    status = _chosen(STATUSES, text)
    if status is None:
        return bad_value("性质", text, _advice(STATUSES))
    return replace(metric, status=status)


def _scope(metric: Metric, text: str) -> Changed:
    scope = _chosen(SCOPES, text)
    if scope is None:
        return bad_value("范围", text, _advice(SCOPES))
    return replace(metric, scope=scope)


def _qualifier(metric: Metric, text: str) -> Changed:
    qualifier = _chosen(QUALIFIERS, text)
    if qualifier is None:
        return bad_value("约数", text, _advice(QUALIFIERS))
    return replace(metric, quantity=with_qualifier(metric.quantity, qualifier))


def _named(choices: Mapping[str, StrEnum], choice: StrEnum) -> str:
    return next(name for name, each in choices.items() if each == choice)


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "value": Field(
            "数值", _value, lambda m: m.quantity.wording, lambda m: m.quantity.plain_value
        ),
        "unit": Field("单位", _unit, lambda m: m.quantity.unit),
        "label": Field("指标", _label, lambda m: m.label),
        "place": Field("地点", _place, lambda m: m.place),
        "year": Field("年份", _year, lambda m: m.year),
        "as_of": Field("截止日", _as_of, lambda m: m.as_of or "无"),
        "status": Field("性质", _status, lambda m: _named(STATUSES, m.status)),
        "category": Field("类别", _category, lambda m: m.category),
        "scope": Field("范围", _scope, lambda m: _named(SCOPES, m.scope)),
        "qualifier": Field("约数", _qualifier, lambda m: _named(QUALIFIERS, m.quantity.qualifier)),
    }
)


def field_named(text: str) -> str:
    """``year`` for ``year`` and for 年份; empty for what is no column."""
    word = text.strip().lower()
    by_name = {field.name: key for key, field in FIELDS.items()}
    return word if word in FIELDS else by_name.get(word, "")
