"""Options that several commands share, and how what is typed is understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from mingsheng_reports.cli.volume import tell_volume
from mingsheng_reports.core.errors import UsageError

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

HAN_DIGITS = str.maketrans("零〇○Ｏ一二三四五六七八九", "0000123456789")
YEAR = re.compile(r"(?:19|20)\d\d")
SHORT_YEAR = re.compile(r"\d\d")
COMMAS = re.compile("[、,;]")  # full-width ones are made half-width before
SPAN = re.compile(r"((?:19|20)\d\d)[-~—–至到]+((?:19|20)\d\d)")


class Years(click.ParamType[tuple[str, ...]]):
    """``2022``, ``２０２２``, ``2022年``, ``二〇二二``; ``2019-2023`` for all years of a range."""

    name = "年份"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Four digits each."""
        if isinstance(value, tuple):
            return value
        written = without_spaces(str(value)).removesuffix("年度").removesuffix("年")
        digits = written.translate(HAN_DIGITS)
        if YEAR.fullmatch(digits):
            return (digits,)
        span = SPAN.fullmatch(digits.replace("年", ""))
        if span is None:
            return self.fail(_year_advice(str(value), digits), param, ctx)
        first, last = int(span[1]), int(span[2])
        if first > last:
            advice = f"“{value}”前后颠倒了；请写{last}-{first}。"
            return self.fail(advice, param, ctx)
        return tuple(str(year) for year in range(first, last + 1))


def _year_advice(value: str, digits: str) -> str:
    if SHORT_YEAR.fullmatch(digits):
        return f"“{value}”不是四位数的年份；如果是指20{digits}年，请写20{digits}。"
    return f"“{value}”不是年份；请写四位数字，例如2022，或写一段，例如2020-2022。"


class Choice(click.Choice[str]):
    """One of a few words; the refusal lists them."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The word as listed."""
        if str(value).lower() in self.choices:
            return str(value).lower()
        return self.fail(f"“{value}”不在可选之列；可选：{'、'.join(self.choices)}。", param, ctx)


class Name(click.ParamType[str]):
    """A name; spaces inside it, full-width ones too, are slips of the keyboard."""

    name = "名称"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The name without spaces."""
        name = without_spaces(str(value))
        if not name:
            self.fail("不能是空的。", param, ctx)
        return name


class Names(click.ParamType[tuple[str, ...]]):
    """One name, or several with commas between: 盘锦、鞍山."""

    name = "名称"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The names without spaces."""
        if isinstance(value, tuple):
            return value
        names = tuple(filter(None, COMMAS.split(without_spaces(str(value)))))
        return names or self.fail("不能是空的。", param, ctx)


def _joined(
    ctx: click.Context, param: click.Parameter, value: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """What was given in several options as one, each once."""
    del ctx, param
    return tuple(dict.fromkeys(each for held in value for each in held))


def without_spaces(text: str) -> str:
    """Half-width forms of digits and letters, no white space at all."""
    return "".join(unicodedata.normalize("NFKC", text).split())


CITIES_TOLD = "城市，“盘锦”“盘锦市”都可以；几个城市就写几次，或写成 盘锦、鞍山"
YEARS_TOLD = "年份，四位数字；一段年份写成2020-2022，不连着的几年就写几次"


def city_option(command: Decorated, told: str = CITIES_TOLD) -> Decorated:
    """``--city``, repeatable."""
    return click.option(
        "--city",
        "cities",
        type=Names(),
        multiple=True,
        callback=_joined,
        metavar="城市",
        help=told,
    )(command)


def year_option(command: Decorated, told: str = YEARS_TOLD, kind: Years | None = None) -> Decorated:
    """``--year``, repeatable, ranges too; ``kind`` where more may be written."""
    return click.option(
        "--year",
        "years",
        type=kind or Years(),
        multiple=True,
        callback=_joined,
        metavar="年份",
        help=told,
    )(command)


def city_pages_option(command: Decorated) -> Decorated:
    """``--city-pages``."""
    told = "几个城市或全部城市的简报，另给每个城市印一页"
    return click.option("--city-pages", is_flag=True, help=told)(command)


def source_option(command: Decorated) -> Decorated:
    """``--source``, repeatable."""
    told = "放原文的文件夹或单个原文文件，可以写多次；不写时用当前文件夹下的 seeds"
    return click.option(
        "--source",
        "sources",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="路径",
        help=told,
    )(command)


def reference_option(command: Decorated) -> Decorated:
    """``--reference``, repeatable."""
    told = "人口、面积等参考数的CSV文件，可以写多次；原文文件夹里的reference.csv不写也会读"
    return click.option(
        "--reference",
        "references",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="文件",
        help=told,
    )(command)


def references_given(references: Sequence[Path]) -> tuple[Path, ...]:
    """The files named.

    Raises:
        UsageError: if one is not there.
    """
    missing = [str(path) for path in references if not _is_there(path) or path.is_dir()]
    if missing:
        message = f"找不到参考数文件“{'”“'.join(missing)}”；请检查 --reference 后面的文件名。"
        raise UsageError(message)
    return tuple(dict.fromkeys(references))


def sources_given(sources: Sequence[Path], *, whole: bool = True) -> tuple[Path, ...]:
    """What to read: what was given, else ``seeds`` here, else ``seeds`` of the checkout.

    Args:
        whole: whether all of it will be held in memory, which is told where it is very much.

    Raises:
        UsageError: if what was given is not there, or nothing was given and there is no ``seeds``.
    """
    missing = [str(path) for path in sources if not _is_there(path)]
    if missing:
        message = f"找不到原文“{'”“'.join(missing)}”；请检查 --source 后面的路径。"
        raise UsageError(message)
    if sources:
        if whole:
            tell_volume(sources)
        return tuple(dict.fromkeys(sources))
    checkout = Path(__file__).resolve().parents[3] / "seeds"
    for folder in (Path("seeds"), checkout):
        if folder.is_dir():
            return (folder,)
    message = "当前文件夹下没有seeds文件夹；请用 --source 指定放原文的文件夹，例如 --source 原文。"
    raise UsageError(message)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # not allowed to look, or a name no disk can hold
        return False
