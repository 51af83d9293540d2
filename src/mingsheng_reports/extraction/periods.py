"""Time words → the year and cut-off date that govern each number.

A year word governs what follows it in its sentence; 截至… and 前三季度 give a cut-off date; a span
that opens a paragraph (五年来, 2018年以来) governs the sentence, a work report's the paragraph.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.catalogue.running import RunningMark
from mingsheng_reports.core.metric import UNKNOWN, Status

# What a time word begins with is told first: most characters begin none.
YEAR_WORD = re.compile(
    r"(?=[\d“十成过近这一两二三四五六七八九去上前今本年全明来])"
    r"(?:(?P<since>(?P<since_year>(?:19|20)\d\d)年(?:初|底)?(?:以来|至今|起至今))"
    r"|(?P<span>(?P<from>(?:19|20)\d\d)年?\s*(?:[-—~～至到]|——)\s*(?P<to>(?:19|20)\d\d)年(?:度)?)"
    r"|(?P<plan>“?(?P<which>十[一二三四五])五”?(?:以来|期间|时期))"
    r"|(?P<since_founding>成立(?P<age>\d{1,2})年(?:来|以来))"
    r"|(?P<years>(?P<n>[两二三四五六七八九十]|\d{1,2})年来|(?:过去|近|这)(?P<n2>[两二三四五六七八九十]|\d)年(?:来|间)?)"
    r"|(?P<yearmore>一年多(?:来|以来))"
    r"|(?P<explicit>(?<![\d])(?<![较比])(?P<year>(?:19|20)\d\d)年(?!代|前|以前|[末底]?的\d+(?:\.\d+)?倍|相比))"
    r"|(?P<listed>(?<!\d)(?P<of>(?:19|20)\d\d)(?:年度)?[一二三四五六七八九十\d]{1,3}[件项个大][^，。；、]{0,6}实事)"
    r"|(?P<last>(?<![比较与同超])(?:去年|上年|上一年)(?!同期|相比))"
    r"|(?P<before>(?<![比较目])前年)"
    r"|(?P<this>今年|本年度?|年初以来|年初至今|(?<!年)(?:年内|全年(?![的总]?(?:任务|目标|计划|指标|预算|度))))"
    r"|(?P<next>明年|来年)"
    r"|(?P<yearopen>年初(?=的|[为是])))"
)
CUT_OFF = re.compile(
    r"(?=[截到至今前上一第1])"
    r"(?:(?:截至|截止到?|到|至)(?:目前|(?P<y>(?:19|20)\d\d)年|今年|去年)?(?P<m>1[0-2]|[1-9])月(?:(?P<end>底|末|份|(?=，))|(?P<d>[12]\d|3[01]|[1-9])[日号])"
    r"|(?:截至|截止到?)(?P<ye>(?:19|20)\d\d)年(?:底|末)"
    r"|(?P<q3>(?:今年)?(?:前三(?:个)?季度|1[-—至]9月))|(?P<h1>(?:今年)?(?:上半年|1[-—至]6月))|(?P<q1>(?:今年)?(?:一季度|第一季度|1[-—至]3月))"
    r"|1月?[-—~～至到](?P<mm>1[0-2]|[2-9])月份?"
    r"|(?<![目此之以年提])前(?P<fm>1[01]|[2-9]|十一|[二三四五六七八九十])个月)"
)
# without any of them there is no time word (“十四五”期间, 2020十件实事)
IN_TIME = re.compile("[年月季五实]")
WRITTEN = re.compile(r"(?:19|20)\d\d|^“?十[一二三四五]五")
UNTIL_NOW = re.compile(r"以来|至今")
QUARTER_ENDS = {"q3": (9, 30), "h1": (6, 30), "q1": (3, 31)}
HAN_SMALL = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "十一": 11}
FIVE_YEAR_PLANS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}

# What is counted up to a day; plans, rates in force and old values are not.
COUNTED_UP = frozenset({Status.ACTUAL, Status.COMPLETION, Status.CHANGE})
OWN_YEAR = ("frame", "time-word:今年")
RATES = ("%", "倍", "个百分点")
WHOLE_YEAR = "全年"  # of the year that is told of: in January that is the one just ended
SHORT_SPAN = 1  # 一年来 names no span of its own
NO_YEAR = 2000  # stands in where an article is undated; nothing computed from it is kept


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A time expression of a sentence: what it says and which words say it."""

    start: int
    end: int
    year: str
    as_of: str
    words: str

    @property
    def counted_back(self) -> bool:
        """五年来: the years before the one that the article speaks of."""
        return self.year.startswith("-")

    @property
    def explicit(self) -> bool:
        """Whether it tells its years without help: 2021年, “十三五”期间, but not 2018年以来."""
        return bool(WRITTEN.search(self.words)) and not UNTIL_NOW.search(self.words)

    def governs_on(self, *, opening: bool) -> bool:
        """Whether it governs the sentences behind its own too, up to the end of the paragraph.

        Years counted back (五年来) do when they open the paragraph; 一年多来 does wherever a
        sentence begins with it, for the list that it opens runs on behind the full stop.
        """
        return "年多" in self.words or (opening and self.counted_back)

    def unknown(self) -> TimeWord:
        """The same words in an article that has no year to count from."""
        return replace(self, year=UNKNOWN, as_of="")


@dataclass(frozen=True, slots=True)
class Period:
    """Year and cut-off date of a number, and the word or rule that gave them.

    Attributes:
        at: where the governing time word ends in the sentence, -1 when there is none.
        anchor: the year of publication, due year of a plan without one.
        running: whether it ends on the day of the report, which is not named (目前, 今年以来).
    """

    year: str
    as_of: str
    rule: str
    at: int = -1
    anchor: str = ""
    paragraph: bool = False
    dated: bool = False
    running: bool = False

    def to_date(self, status: Status, calendar: Calendar, unit: str) -> bool:
        """Whether a number of that status must not be told as the year's whole.

        Nobody knows the whole of a year before its end: what an article counts of its own year
        without naming a day reaches up to the article. A rate is a state, not a count.
        """
        own = self.year == str(calendar.anchor) and self.rule in OWN_YEAR and unit not in RATES
        return (self.running or own) and not self.as_of and status in COUNTED_UP

    @property
    def to_come(self) -> bool:
        """Whether it lies behind the year of publication."""
        known = UNKNOWN not in (self.year, self.anchor) and bool(self.anchor)
        return known and self.year[:4] > self.anchor

    def settled_for(self, status: Status, clause_start: int, label: str) -> Period:
        """The period once status and label are known.

        A plan without a due year is due in the article's; a rate in force and an average per head
        are of the last year of a span; an undated baseline is of the year before.
        """
        if self.year == UNKNOWN:
            return self
        year = self.year
        if status is Status.TARGET and self.at < 0 and not self.paragraph:
            year = self.anchor
        if status is Status.STANDARD or "人均" in label:
            year = year[-4:]
        if status is Status.BASELINE and not (self.dated and self.at > clause_start):
            year = str(int(year[:4]) - 1)
        return self if year == self.year else replace(self, year=year)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that an article's words are read from.

    Attributes:
        anchor: the year that 今年 means, None for an undated article.
        frame: the year that undated facts speak of.
    """

    anchor: int | None
    frame: int | None

    def time_words(self, text: str) -> tuple[TimeWord, ...]:
        """All time words of a sentence that date a number, in reading order."""
        if not IN_TIME.search(text):
            return ()
        anchor, frame = self.anchor or NO_YEAR, self.frame or NO_YEAR
        found = [w for match in CUT_OFF.finditer(text) if (w := _cut_off(match, anchor, frame))]
        taken = [(word.start, word.end) for word in found]
        for match in YEAR_WORD.finditer(text):
            year = _year(match, frame if match.group() == WHOLE_YEAR else anchor)
            if year and not any(start <= match.start() < end for start, end in taken):
                found.append(TimeWord(match.start(), match.end(), year, "", match.group()))
        known = [each if self.anchor or each.explicit else each.unknown() for each in found]
        return tuple(sorted(known, key=lambda word: word.start))

    def resolve(self, year: str) -> str:
        """``-5`` (五年来) seen from the frame: ``2006-2010``."""
        if not year.startswith("-"):
            return year
        frame = self.frame or NO_YEAR
        return _span(frame + 1 + int(year), frame)


def period_of(
    at: int,
    words: Sequence[TimeWord],
    calendar: Calendar,
    span: str,
    marks: Sequence[RunningMark] = (),
) -> Period:
    """The last time word before a number governs it, else the paragraph's span, else the frame.

    Args:
        at: where the number begins in the sentence.
        words: time words of the sentence.
        calendar: the article's years.
        span: a multi-year period that opened the paragraph, or empty.
        marks: words of the sentence that count up to the day of the report.
    """
    period = _governed([word for word in words if word.start < at], calendar, span)
    mark = next((each for each in reversed(marks) if each.end <= at), None)
    if mark is None or UNKNOWN in period.year:
        return period
    last = next((word for word in reversed(words) if word.start < at), None)
    if last and mark.end <= last.start:
        return period
    frame = str(calendar.frame or UNKNOWN)
    if mark.now and last and not last.as_of and "-" not in period.year:
        return replace(period, year=frame, running=True)  # 去年开工的项目，目前已完成8个
    return replace(period, running=mark.now or period.year[-4:] >= frame)


def _governed(words: Sequence[TimeWord], calendar: Calendar, span: str) -> Period:
    anchor = str(calendar.anchor or UNKNOWN)
    if words:
        last = words[-1]
        return Period(
            calendar.resolve(last.year),
            last.as_of,
            f"time-word:{last.words}",
            last.end,
            anchor,
            dated="年" in last.words,
        )
    if span:
        up_to_now = span.endswith(anchor)  # the year of publication is not over
        return Period(
            span, "", "span-of-paragraph", anchor=anchor, paragraph=True, running=up_to_now
        )
    if calendar.frame is None:
        return Period(UNKNOWN, "", "undated")
    return Period(str(calendar.frame), "", "frame", anchor=anchor)


def _cut_off(match: re.Match[str], anchor: int, frame: int) -> TimeWord | None:
    group = match.groupdict()
    year = anchor
    if "去年" in match.group():
        year = anchor - 1
    elif group["y"] or group["ye"]:
        year = int(group["y"] or group["ye"])
    quarter = next((QUARTER_ENDS[key] for key in QUARTER_ENDS if group[key]), None)
    if quarter:
        month, day = quarter
    elif group["ye"]:
        month, day = 12, 31
    elif group["mm"] or group["fm"]:
        month = _small(group["mm"] or group["fm"])
        day = monthrange(year, month)[1]
    else:
        if not match.group().startswith("截"):
            return None
        month = int(group["m"])
        day = int(group["d"]) if group["d"] else monthrange(year, month)[1]
    if day > monthrange(year, month)[1]:
        return None
    if (
        not (group["y"] or group["ye"])
        and "今年" not in match.group()
        and frame < anchor
        and month > 2
    ):
        year = frame
    return TimeWord(
        match.start(), match.end(), str(year), f"{year}-{month:02}-{day:02}", match.group()
    )


def _year(match: re.Match[str], anchor: int) -> str:
    group = match.groupdict()
    if group["since"]:
        return _span(int(group["since_year"]), anchor)
    if group["span"]:
        return _span(int(group["from"]), int(group["to"]))
    if group["plan"]:
        first = FIVE_YEAR_PLANS[group["which"]]
        last = first + 4 if "以来" not in match.group() else min(anchor, first + 4)
        return _span(first, last)
    if group["since_founding"]:
        return _span(anchor - int(group["age"]), anchor)
    if group["yearmore"]:
        return _span(anchor - 1, anchor)
    if group["years"]:
        n = group["n"] or group["n2"]
        count = _small(n)
        return f"-{count}" if count > SHORT_SPAN else ""
    if group["explicit"]:
        return group["year"]
    if group["listed"]:
        return group["of"]
    offsets = (("last", -1), ("before", -2), ("this", 0), ("next", 1), ("yearopen", 0))
    return next((str(anchor + offset) for name, offset in offsets if group[name]), "")


def _small(numeral: str) -> int:
    return HAN_SMALL.get(numeral) or int(numeral)


def _span(first: int, last: int) -> str:
    return str(last) if first >= last else f"{first}-{last}"
