"""A made-up province: counties under their real names, years of features about each of them.

    .venv/bin/python benchmarks/province.py 文件夹 [--counties 100] [--years 3] [--pages 2]

The texts are our own and say of themselves that they are made up; no number in them is true. The
same size and seed give the same bytes, and each county and year can be made without the others.

Every number that a brief could cite tells whose it is: divided by :attr:`Size.modulus`, it leaves
the place of its county and year (:func:`owner`). So a number that strays into another county's
brief is found there. Such numbers have :attr:`Size.digits` digits or more; dates, ages and list
numbers have fewer. What a brief computes from them belongs to nobody.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain, count
from math import gcd
from pathlib import Path

from corpus import CAPTION, SEED, WIDTH, Blanks, Document, full_width, write
from province_words import PLAN_TITLES, QUIET, REPORT_TITLES, TITLES, TOPICS, TOWNS, WORKS, Topic

from mingsheng_reports.catalogue.places import Level, Place, children_of, places

FIRST = "410000"  # the province whose counties come first; those of the others follow by code
MADE_UP = "（本文由程序生成，仅供测试：地名为真实地名，文中数字和事例均属虚构。）"
FEWEST_DIGITS = 5
COLUMNS, FULL_WIDTH = 0.2, 0.3  # shares of pages saved in lines of a column, in full width
TOLD = 12  # topics that a feature tells
NEEDED = 80  # numbers of one county and year for each of its pages, reserve included
LISTED, BUILT = 4, 2  # works that are announced, and those of them that the feature tells of


@dataclass(frozen=True)
class Size:
    """How much of a province is made.

    Attributes:
        pages: of each county and year: the plan of January, the feature of December, then reports
            from the months between.
    """

    counties: int = 100
    years: int = 3
    pages: int = 2
    first_year: int = 2020
    seed: int = SEED

    @property
    def owners(self) -> int:
        """How many there are to tell apart: counties times years."""
        return self.counties * self.years

    @cached_property
    def modulus(self) -> int:
        """Of owners or a little more: without 2 and 5 in it, numbers are not round."""
        return next(n for n in count(self.owners) if gcd(n, 10) == 1)

    @cached_property
    def digits(self) -> int:
        """Digits of the smallest number that tells whose it is."""
        digits = FEWEST_DIGITS
        while 9 * 10 ** (digits - 1) // self.modulus < NEEDED * self.pages:
            digits += 1
        return digits

    @property
    def all_years(self) -> range:
        """2020, 2021, 2022."""
        return range(self.first_year, self.first_year + self.years)


DEFAULT = Size()


@cache
def all_counties() -> tuple[Place, ...]:
    """Counties and cities of today that get a brief of their own, those of one province first.

    Left out are names that two of them have: a text about one of those would need more words.
    """
    today = [place for place in places() if place.last_year is None]
    provinces = sorted(
        (place for place in today if place.level is Level.PROVINCE),
        key=lambda place: (place.code != FIRST, place.code),
    )
    below = [child for province in provinces for child in children_of(province)]
    parts = chain.from_iterable(children_of(each) for each in below if each.level < Level.COUNTY)
    own = [place for place in (*parts, *below) if not place.is_district]
    named = Counter(place.name for place in today)
    return tuple(place for place in own if named[place.name] == 1)


def counties(size: Size = DEFAULT) -> tuple[Place, ...]:
    """The counties of a province of that size.

    Raises:
        ValueError: the country has fewer.
    """
    held = all_counties()
    if size.counties > len(held):
        raise ValueError(f"only {len(held)} counties have a name of their own")
    return held[: size.counties]


def owner(number: int, size: Size = DEFAULT) -> tuple[str, int] | None:
    """The county and year that a number as written belongs to; None for nobody's and small ones."""
    place = number % size.modulus
    if number < 10 ** (size.digits - 1) or place >= size.owners:
        return None
    county, year = divmod(place, size.years)
    return counties(size)[county].name, size.first_year + year


def owners_in(text: str, size: Size = DEFAULT) -> dict[str, tuple[str, int] | None]:
    """The owner of each number in a text that has digits enough to tell."""
    runs = re.findall(rf"(?<!\d)\d{{{size.digits},}}(?!\d)", text)
    return {run: owner(int(run), size) for run in runs}


@dataclass(slots=True)
class _Purse:
    """Numbers of one county and year: near the size asked for, never one twice."""

    remainder: int
    size: Size
    spent: set[int] = field(default_factory=set)

    def take(self, about: float) -> int:
        """The first unspent number at or above ``about``."""
        least = max(int(about), 10 ** (self.size.digits - 1))
        number = least + (self.remainder - least) % self.size.modulus
        while number in self.spent:
            number += self.size.modulus
        self.spent.add(number)
        return number


@dataclass(frozen=True, slots=True)
class _Year:
    """What a county's pages of one year are made of."""

    place: Place
    year: int
    size: Size
    chance: random.Random
    purse: _Purse
    topics: tuple[Topic, ...]
    works: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, county: int, year: int, size: Size) -> _Year:
        place = counties(size)[county]
        chance = random.Random(f"{size.seed}:{place.code}:{year}")  # noqa: S311  variety, not secrecy
        lasting = random.Random(f"{size.seed}:{place.code}")  # noqa: S311  a county's own topics
        chosen = set(lasting.sample(range(len(TOPICS)), TOLD))
        purse = _Purse(county * size.years + year - size.first_year, size)
        topics = tuple(topic for at, topic in enumerate(TOPICS) if at in chosen)
        works = tuple(chance.sample(WORKS, LISTED))
        return cls(place, year, size, chance, purse, topics, works)

    def number(self, topic: Topic, share: float = 1.0) -> int:
        """About as much of a topic as the county tells every year, or that share of it."""
        usual = topic.size * 10 ** (self.size.digits - 1)
        return self.purse.take(usual * share * self.chance.uniform(0.9, 1.1))

    def fill(self, pattern: str, **given: object) -> str:
        """The pattern with this county's names and the numbers given."""
        blanks = Blanks(self.chance, self.place.name, self.chance.choice(TOWNS), self.year)
        blanks.update(all=f"全{self.place.name[-1]}", town=self.chance.choice(TOWNS))
        blanks.update((key, str(value)) for key, value in given.items())
        return pattern.format_map(blanks)

    def prose(self, many: int) -> str:
        """Sentences without any fact to count."""
        return "".join(self.fill(each) for each in self.chance.sample(QUIET, many))


def pages_of(county: int, year: int, size: Size = DEFAULT) -> Iterator[Document]:
    """The pages of one county and year, in the order of their dates: plan, reports, feature."""
    own = _Year.of(county, year, size)
    planned = {topic: own.number(topic) for topic in own.topics}
    texts = [_plan(own, planned), _feature(own, planned)]
    texts += [_report(own, planned, at) for at in range(size.pages - len(texts))]
    for number, text in enumerate(texts[: size.pages], start=1):
        yield Document(f"{own.place.code}-{year}-{number:02}", text)


def documents(size: Size = DEFAULT) -> Iterator[Document]:
    """All pages, one after another, so that no more than one county's are held."""
    for county in range(size.counties):
        for year in size.all_years:
            yield from pages_of(county, year, size)


def _page(own: _Year, title: str, date: tuple[int, int], parts: Sequence[str]) -> str:
    month, day = date
    head = f"# {title}\n\n{own.year}-{month:02}-{day:02}　本报记者 张三\n\n"
    roll = own.chance.random()
    styled = columns if roll < COLUMNS else full_width if roll < FULL_WIDTH else str
    body = [part if part.startswith("##") else styled(part) for part in parts]
    return head + "\n\n".join((*body, CAPTION, MADE_UP)) + "\n"


def columns(text: str) -> str:
    """Lines of a newspaper column; no number is divided, so that each can be found again."""
    return "\n".join(re.findall(rf"(?:[0-9]+|.){{1,{WIDTH}}}", text))


def _plan(own: _Year, planned: dict[Topic, int]) -> str:
    """January: what is promised, and a list of works without numbers."""
    chance = own.chance
    works = [own.fill(verb + name) for verb, name in own.works]
    listed = "、".join(works)
    promised = "；".join(own.fill(t.plan, n=number) for t, number in planned.items())
    parts = [
        own.fill("今年，{city}坚持以人民为中心，计划办好一批民生实事。") + own.prose(2),
        own.fill("{city}今年将力争实现：") + promised + "。",
        f"{own.place.name}今年将办好的{len(works)}件民生实事包括{listed}。" + own.prose(2),
        own.prose(3),
    ]
    title = own.fill(chance.choice(PLAN_TITLES), count=len(works))
    return _page(own, title, (1, chance.randint(8, 28)), parts)


def _feature(own: _Year, planned: dict[Topic, int]) -> str:
    """December: what became of it, some of it beside the year before."""
    parts = [own.fill("{year}年，{city}办成了一批民生实事，群众得到了实惠。") + own.prose(3)]
    head = ""
    for topic, promised in planned.items():
        if topic.head != head:
            head = topic.head
            parts.append(f"## {head}")
        met = own.chance.random() < 0.3
        done = promised if met else own.number(topic, own.chance.choice((0.8, 1.05, 1.2)))
        told = own.fill("{year}年，" + topic.result, n=done)
        if own.chance.random() < 0.3:
            told += f"，比上年增加{own.number(topic, 0.1)}{topic.unit}"
        parts.append(own.prose(2) + told + "。" + own.prose(2))
    parts += [own.fill(name) + "已建成投用。" + own.prose(1) for _, name in own.works[:BUILT]]
    title = own.fill(own.chance.choice(TITLES))
    return _page(own, title, (12, own.chance.randint(20, 30)), parts)


def _report(own: _Year, planned: dict[Topic, int], at: int) -> str:
    """A month between: how far the plans have come by its end, and what a town has done."""
    month = 3 + at % 8
    parts = [own.fill("今年以来，{city}的民生实事稳步推进。") + own.prose(3)]
    chosen = own.chance.sample(list(planned), 4)
    share = month / 12
    told = "，".join(own.fill(t.result, n=own.number(t, share)) for t in chosen)
    parts.append(f"截至{own.year}年{month}月底，{told}。" + own.prose(2))
    parts += [
        own.fill("{town}投入资金{n}万元，", n=own.number(topic, 0.3))
        + own.fill("惠及群众{n}人。", n=own.number(topic, 0.5))
        + own.prose(3)
        for topic in own.chance.sample(list(planned), 2)
    ]
    title = own.fill(own.chance.choice(REPORT_TITLES))
    return _page(own, title, (month + 1, own.chance.randint(3, 20)), parts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pages into a folder."""
    parser = argparse.ArgumentParser(description="a made-up province")
    parser.add_argument("folder", type=Path)
    for name in ("counties", "years", "pages", "first-year", "seed"):
        default = getattr(DEFAULT, name.replace("-", "_"))
        parser.add_argument(f"--{name}", type=int, default=default)
    options = vars(parser.parse_args(arguments))
    folder = options.pop("folder")
    files, written = write(documents(Size(**options)), folder)
    print(f"{folder}: {files} files, {written / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
