"""When an article was published, and which year its undated facts speak of.

Evidence in falling strength: a full date at the head; a year in the title of a plan or report; the
latest year that the text speaks of as present or past, moved on by one when a January page looks
back on it (1月19日, 临近春节, 去年 beside last year's number).
"""

from __future__ import annotations

import re
from collections import Counter

from mingsheng_reports.core.article import Dating

STAMP = re.compile(r"^\D{0,20}?(?P<y>(?:19|20)\d\d|\d\d)[-/年.](?P<m>\d{1,2})[-/月.](?P<d>\d{1,2})(?!\d)")
REPORT = re.compile(r"(?P<y>(?:19|20)\d\d)年[^，。\n]{0,20}(?:政府工作报告|工作要点|民生实事)")
YEAR = re.compile(r"(?<![\d—\-~至到—])(?P<y>(?:19|20)\d\d)年(?!前|以前|代)")
AHEAD = re.compile(r"(?:到|至|力争|预计|计划|确保|截止到)$")
EVENT = re.compile(r"^\d{0,2}月?\s*(?:举办|将)")
MONTH_DAY = re.compile(r"(?<!年)(?<!\d)(?P<m>1[0-2]|[1-9])月(?:(?P<d>[12]\d|3[01]|[1-9])日|初|底|末)")
NEW_YEAR = re.compile(r"临近春节|新春|春节前|春节将至|年关将至|元旦刚过|迎新春")
BACK = re.compile(r"去年|上年|一年来|过去的一年|回顾")
NOW = re.compile(r"今年|年初以来|年初至今|本年")
EARLIEST, LATEST = 1949, 2100


def date_page(text: str) -> Dating:
    """The date of a whole page, which its articles share unless one says otherwise."""
    stamp = STAMP.match(text[:60])
    if stamp:
        year = int(stamp["y"]) if len(stamp["y"]) == 4 else 2000 + int(stamp["y"])
        return Dating(year, f"{year}-{int(stamp['m']):02}-{int(stamp['d']):02}", f"篇首“{stamp.group().strip()}”")
    report = REPORT.search(text[:200])
    years = _years_told(text)
    if not years:
        return Dating(None, "", "文中没有可据以断定年份的说法", sure=False)
    if report and "政府工作报告" in report.group():
        told = int(report["y"])
        return Dating(told, report["y"], f"标题“{report.group().strip('# ')}”", frame=told - 1)
    latest = max(years)
    shown = _months(text)
    if _looks_back(text, latest, shown):
        because = _because(text, latest, shown, back=True)
        return Dating(latest + 1, str(latest + 1), because, frame=latest)
    return Dating(latest, str(latest), _because(text, latest, shown, back=False), frame=latest)


def _years_told(text: str) -> Counter[int]:
    """Years named as present or past, with how often."""
    told: Counter[int] = Counter()
    for match in YEAR.finditer(text):
        year = int(match["y"])
        ahead = AHEAD.search(text[max(0, match.start() - 4) : match.start()])
        event = EVENT.match(text[match.end() : match.end() + 6])
        if EARLIEST <= year <= LATEST and not ahead and not event:
            told[year] += 1
    return told


def _months(text: str) -> list[tuple[int, str]]:
    return [(int(m["m"]), m.group()) for m in MONTH_DAY.finditer(text)]


def _looks_back(text: str, latest: int, shown: list[tuple[int, str]]) -> bool:
    """A page of January or February that tells of the year just ended."""
    if f"{latest}年1月" in text or f"{latest}年2月" in text:
        return False
    winter = bool(NEW_YEAR.search(text)) or any(month <= 2 for month, _ in shown)
    later = any(month >= 5 and not _last_years(text, words) for month, words in shown)
    return winter and not later and bool(BACK.search(text))


def _last_years(text: str, words: str) -> bool:
    at = text.find(words)
    return "去年" in text[max(0, at - 4) : at]


def _because(text: str, latest: int, shown: list[tuple[int, str]], *, back: bool) -> str:
    reasons = [f"文中最近的年份是{latest}年"]
    if back:
        season = NEW_YEAR.search(text)
        words = [season.group()] if season else []
        words += [name for month, name in shown if month <= 2][:2]
        reasons.append("".join(f"“{word}”" for word in words) + "说明见报在次年年初")
    elif shown:
        reasons.append(f"文中最晚的月份是“{max(shown)[1]}”")
    return "，".join(reasons)


def frame_year(text: str, page: Dating) -> int | None:
    """The year that an article's undated facts speak of.

    Only a page that looks back on the year before it (a January page, a work report) leaves the
    choice: 去年, 一年来 and last year's number speak for that year, 今年 for the page's own.
    """
    anchor = page.year
    if anchor is None or page.frame == anchor:
        return anchor
    told = _years_told(text)
    back = told[anchor - 1] + len(BACK.findall(text))
    now = told[anchor] + len(NOW.findall(text))
    undecided = back == now == 0
    return anchor - 1 if back > now or (undecided and "报告" in page.evidence) else anchor
