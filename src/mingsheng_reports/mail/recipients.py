"""The list of recipients: a CSV, as Excel writes it, becomes recipients or faults with their place.

Columns (Chinese or English heads, any order): 姓名, 邮箱, 城市, 年份, 版面, 抄送, 称呼语言.
Only 邮箱 and 城市 are needed; 城市 may be 全部. A fault anywhere stops the list: a letter to the
wrong county is worse than a late one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingsheng_reports.catalogue.templates import template_titles
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.spreadsheet import UnpairedQuotesError, numbered_rows
from mingsheng_reports.mail.addresses import (
    UNPRINTABLE,
    Address,
    AddressError,
    Mailbox,
    parse_address,
    parse_mailbox,
    split_mailboxes,
)
from mingsheng_reports.mail.tables import Language, find_language, languages

HEADS = {
    "name": ("姓名", "名称", "收件人", "name"),
    "address": ("邮箱", "地址", "电子邮箱", "address", "email"),
    "cities": ("城市", "city", "cities"),
    "years": ("年份", "year", "years"),
    "template": ("版面", "模板", "template"),
    "cc": ("抄送", "cc"),
    "language": ("称呼语言", "语言", "language"),
}
NEEDED = ("address", "cities")
ALL = frozenset({"全部", "所有", "all", "*"})
SEVERAL = re.compile("[、,，;；\\s]+")
YEARS = re.compile(r"((?:19|20)\d\d)(?:[-—~至]((?:19|20)\d\d))?年?")
SHOWN = 10  # faults; more are counted


@dataclass(frozen=True, slots=True)
class Recipient:
    """One row of the list.

    Attributes:
        cities: as written; None for all.
        years: four digits each; empty for all.
        template: name of the template wanted; empty for any.
        line: of the list, 0 for one given by an option.
    """

    mailbox: Mailbox
    cities: tuple[str, ...] | None = None
    years: tuple[str, ...] = ()
    template: str = ""
    cc: tuple[Mailbox, ...] = ()
    language: Language = languages()[0]
    line: int = 0

    @property
    def key(self) -> str:
        """The mailbox it reaches."""
        return self.mailbox.address.key


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell: ``收件人.csv第3行“邮箱”一列：…``."""

    line: int
    head: str
    what: str

    def __str__(self) -> str:
        column = f"“{self.head}”一列" if self.head else ""
        return f"第{self.line}行{column}：{self.what}"


class CellError(ValueError):
    """What is wrong with a cell."""


def read_recipients(path: Path) -> tuple[Recipient, ...]:
    """The recipients of a list.

    Raises:
        UsageError: it cannot be read, or something in it is wrong; line and column are named.
    """
    rows = _rows(path)
    columns = _columns(path, rows[0][1])
    recipients: list[Recipient] = []
    faults: list[Fault] = []
    for line, cells in rows[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(rows[0][1]):
            what = f"有{len(cells)}列，表头有{len(rows[0][1])}列；名字里有逗号请加引号"
            faults.append(Fault(line, "", what))
            continue
        held = {name: cells[at].strip() for name, at in columns.items()}
        heads = {name: rows[0][1][at].strip() for name, at in columns.items()}
        recipient = _recipient(line, held, heads, faults)
        if recipient:
            recipients.append(recipient)
    faults += _repeated(recipients)
    if faults:
        listed = "；".join(str(fault) for fault in sorted(faults, key=lambda f: f.line)[:SHOWN])
        more = f"；另有{len(faults) - SHOWN}处" if len(faults) > SHOWN else ""
        message = f"收件人名单{path}有错，一封也没有写：{listed}{more}。请改正后再运行。"
        raise UsageError(message)
    if not recipients:
        message = f"收件人名单{path}里一个收件人也没有；请在表头下面每行写一个。"
        raise UsageError(message)
    return tuple(recipients)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Cells with the line each row begins on."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"收件人名单{path}读不出来；请检查 --recipients 后面的文件名。"
        raise UsageError(message) from error
    text = _decoded(path, content)
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        rows = list(numbered_rows(text, delimiter))
    except UnpairedQuotesError as error:
        message = (
            f"收件人名单{path}第{error.begins}行不是合格的CSV：引号没有成对；请改正这一行，"
            "或在Excel里另存为“CSV UTF-8”。"
        )
        raise UsageError(message) from error
    if not rows:
        message = f"收件人名单{path}是空的；第一行写表头：姓名,邮箱,城市,年份,版面,抄送,称呼语言。"
        raise UsageError(message)
    return rows


def _decoded(path: Path, content: bytes) -> str:
    """UTF-8 with or without a mark, else what Excel writes on a Chinese Windows."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = f"收件人名单{path}既不是UTF-8也不是GB18030编码；请在Excel里另存为“CSV UTF-8”。"
    raise UsageError(message)


def _columns(path: Path, heads: Sequence[str]) -> Mapping[str, int]:
    known = {head: name for name, written in HEADS.items() for head in written}
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        name = known.get(head.strip().lower())
        if name is None or name in found:
            fault = "没有这一列" if name is None else "写了两次"
            listed = "、".join(written[0] for written in HEADS.values())
            message = f"收件人名单{path}第1行“{head.strip()}”一列：{fault}；表头可以写：{listed}。"
            raise UsageError(message)
        found[name] = at
    missing = [HEADS[name][0] for name in NEEDED if name not in found]
    if missing:
        message = f"收件人名单{path}第1行缺少“{'”“'.join(missing)}”一列；请补上。"
        raise UsageError(message)
    return found


def _recipient(
    line: int, held: Mapping[str, str], heads: Mapping[str, str], faults: list[Fault]
) -> Recipient | None:
    before = len(faults)
    read: dict[str, Any] = {}
    for name, parse in PARSERS.items():
        try:
            read[name] = parse(held.get(name, ""))
        except ValueError as error:
            faults.append(Fault(line, heads.get(name, HEADS[name][0]), str(error)))
    if len(faults) > before:
        return None
    mailbox = Mailbox(read["name"], read["address"])
    return Recipient(
        mailbox,
        read["cities"],
        read["years"],
        read["template"],
        read["cc"],
        read["language"],
        line,
    )


def _name(cell: str) -> str:
    if UNPRINTABLE.search(cell):
        raise CellError("有换行或看不见的控制字符")
    return cell


def _cities(cell: str) -> tuple[str, ...] | None:
    if not cell:
        raise CellError("没有写城市；要发全部简报请写“全部”")
    return None if cell.lower() in ALL else tuple(filter(None, SEVERAL.split(cell)))


def _years(cell: str) -> tuple[str, ...]:
    years: list[str] = []
    if cell.lower() in ALL:
        return ()
    for written in filter(None, SEVERAL.split(cell)):
        match = YEARS.fullmatch(written)
        if match is None:
            raise CellError(f"“{written}”不是年份；请写2022，或一段2020-2022")
        first, last = int(match[1]), int(match[2] or match[1])
        years += [str(year) for year in range(first, last + 1)]
        if first > last:
            raise CellError(f"“{written}”前后颠倒了")
    return tuple(sorted(set(years)))


def _template(cell: str) -> str:
    titles = template_titles()
    named = {title: name for name, title in titles.items()} | {name: name for name in titles}
    if cell and cell not in named:
        raise CellError(f"没有“{cell}”这种版面；可选：{'、'.join(titles.values())}")
    return named.get(cell, "")


def _cc(cell: str) -> tuple[Mailbox, ...]:
    try:
        return tuple(map(parse_mailbox, split_mailboxes(cell)))
    except AddressError as error:
        raise CellError(_no_address(cell, error)) from error


def _address(cell: str) -> Address:
    try:
        return parse_address(cell)
    except AddressError as error:
        raise CellError(_no_address(cell, error)) from error


def _no_address(cell: str, error: AddressError) -> str:
    """What a terminal can show: a cell with line breaks in it is not repeated."""
    told = "" if not cell or UNPRINTABLE.search(cell) else f"“{cell}”不是邮箱地址："
    return f"{told}{error}"


def _language(cell: str) -> Language:
    found = find_language(cell)
    if found is None:
        listed = "、".join(each.names[0] for each in languages())
        raise CellError(f"没有“{cell}”这种称呼语言；可选：{listed}")
    return found


PARSERS: Mapping[str, Callable[[str], Any]] = {
    "name": _name,
    "address": _address,
    "cities": _cities,
    "years": _years,
    "template": _template,
    "cc": _cc,
    "language": _language,
}


def _repeated(recipients: Sequence[Recipient]) -> list[Fault]:
    """A mailbox stands in the list once: what is for it goes into one letter."""
    first: dict[str, int] = {}
    faults = []
    for each in recipients:
        line = first.setdefault(each.key, each.line)
        if line != each.line:
            what = f"{each.mailbox.address}在第{line}行已经有了；请并成一行，几个城市用顿号隔开"
            faults.append(Fault(each.line, HEADS["address"][0], what))
    return faults
