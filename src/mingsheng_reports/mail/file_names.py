"""Names under which files are attached: short, and with no character that a mail program drops."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.catalogue.templates import template_titles
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.filing import file_name
from mingsheng_reports.mail.addresses import UNPRINTABLE
from mingsheng_reports.mail.finished import USUAL, FinishedBrief

LONGEST = 40  # characters before the ending; longer ones are cut by some programs
# Not allowed on Windows, or known to be dropped or to end the name early.
UNSAFE = re.compile(r'[/\\:*?"<>|;,，；%\s()\[\]{}（）【】“”‘’]+')
STOP = re.compile(r"^\.+|[.-]+$")


def attached_name(stem: str, end: str) -> str:
    """``盘锦市-2022-民生实事简报.pdf``."""
    clean = STOP.sub("", UNSAFE.sub("-", UNPRINTABLE.sub("", stem)))
    if len(clean) > LONGEST:
        mark = hashlib.sha256(stem.encode(errors="surrogateescape")).hexdigest()[:6]
        clean = f"{clean[: LONGEST - 7]}-{mark}"
    return f"{clean or '简报'}{end}"


def ascii_name(brief: FinishedBrief, end: str) -> str:
    """``panjin-2022-minsheng.pdf``; a city without a spelling of its own gets a mark instead."""
    subject = brief.subject
    cities = subject.cities
    told = [_spelling(city) for city in cities] if len(cities) <= 3 else [_mark(cities)]
    kind = [] if brief.template == USUAL else [brief.template]
    parts = (*(told or ["all"]), *subject.spans, "minsheng", *kind)
    return "-".join(parts) + end


def name_of(brief: FinishedBrief, *, ascii_only: bool) -> str:
    """The name a brief travels under: what it is about, whatever its file is called here."""
    return ascii_name(brief, ".pdf") if ascii_only else attached_name(_stem(brief), ".pdf")


def metrics_name(brief: FinishedBrief, *, ascii_only: bool) -> str:
    """The name its table of metrics travels under."""
    if ascii_only:
        return ascii_name(brief, "-metrics.csv")
    return attached_name(f"{_stem(brief)}-指标", ".csv")


def _stem(brief: FinishedBrief) -> str:
    kind = "" if brief.template == USUAL else template_titles().get(brief.template, brief.template)
    return file_name(brief.subject, kind).removesuffix(".pdf")


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The same names, later ones of a kind with a number."""
    found: dict[str, int] = {}
    told = []
    for name in names:
        found[name] = found.get(name, 0) + 1
        stem, dot, end = name.rpartition(".")
        told.append(name if found[name] == 1 else f"{stem}-{found[name]}{dot}{end}")
    return tuple(told)


def title_of(name: str) -> str:
    """What a brief is, for a list: ``盘锦市/2022/feature`` → ``盘锦市 2022 综述``."""
    cities, _, rest = name.partition("/")
    years, _, template = rest.partition("/")
    spans = Subject("各市", years.split("、")).spans
    kind = template_titles().get(template, template)
    return f"{cities or '各市'} {'、'.join(spans) or '历年'} {kind}"


def _spelling(city: str) -> str:
    return _spellings().get(city) or _mark((city,))


def _mark(cities: Sequence[str]) -> str:
    return "c" + hashlib.sha256("\n".join(cities).encode()).hexdigest()[:8]


@cache
def _spellings() -> dict[str, str]:
    """Pinyin by full name; none for a name that two places share."""
    found: dict[str, set[str]] = {}
    for row in read_tsv("pinyin.tsv"):
        found.setdefault(row["name"], set()).add(row["spelling"])
    return {name: told.pop() for name, told in found.items() if len(told) == 1}
