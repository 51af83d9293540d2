"""When an article was published, and which year its undated facts speak of.

Evidence in falling strength: a full date at the head; a year in the title of a plan or report; the
latest year that the text speaks of as present or past, moved on by one when a January page looks
back on it (1月19日, 临近春节, 去年 beside last year's number).
"""

from __future__ import annotations

import re
from collections import Counter

from mingsheng_reports.core.article import Dating
from mingsheng_reports.reading.stamps import find_stamp

STAMP = re.compile(
    r"^(?:第?[A-Z]?\d{1,2}版)?\D{0,20}?(?P<y>(?:19|20)\d\d|\d\d)[-/年.](?P<m>\d{1,2})[-/月.](?P<d>\d{1,2})(?!\d)"
)
REPORT = re.compile(r"(?P<y>(?:19|20)\d\d)年[^，。\n]{0,20}(?:政府工作报告|工作要点|民生实事)")
# 2017年统计公报: such a text tells of the year that its title names, whenever it appears.
SUMMARY = re.compile(
    r"(?:19|20)\d\d年(?:度)?[^，。；\n]{0,16}(?:统计公报|工作总结|发展公报|完成情况|落实情况|实施情况|办理情况|成绩单)"
)
YEAR = re.compile(r"(?<![\d—\-~至到—])(?P<y>(?:19|20)\d\d)年(?!前|以前|代)")
AHEAD = re.compile(r"(?:到|至|力争|预计|计划|确保|截止到)$")
EVENT = re.compile(r"^\d{0,2}月?\s*(?:举办|将)")
MONTH_DAY = re.compile(
    r"(?<!年)(?<!\d)(?P<m>1[0-2]|[1-9])月(?:(?P<d>[12]\d|3[01]|[1-9])日|初|底|末)"
)
NEW_YEAR = re.compile(r"临近春节|新春|春节前|春节将至|年关将至|元旦刚过|迎新春")
BACK = re.compile(
    r"去年|上年|一年来|过去的?一年|[这一]年(?:中|里)?[，的]?(?:我们|用心|全[市县区旗州])|回顾|[二三四五]年来|取得.{0,4}(?:突破|进展|成效|成绩|进步)|年初承诺"
    r"|(?:实事|任务|目标)[^，。；]{0,10}(?:全部|如期|圆满|全面)[^，。；]{0,6}(?:完成|办结|兑现|落实|落地)"
)
NOW = re.compile(r"今年|年初以来|年初至今|本年")
DONE = re.compile(r"[\u4e00-\u9fff]了[^。]|建成|完成(?!投资\d)|已|实现了|达到")
PLANNED = re.compile(
    r"今年|计划|力争|确保|争取|加快|继续|(?<![主重需])要(?=[\u4e00-\u9fff])|突出抓好|重点抓好|将(?=[建新实完])"
)
NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WINTER, SPRING = 2, 4  # the last months in which a page looks back, and a bulletin appears
OFTEN = 3
WORK_REPORT = "政府工作报告"
REPORT_HEAD = 200  # characters at the head of a text in which a work report names itself
DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")  # says when a report was given, not of what
EARLIEST, LATEST = 1949, 2100


def date_page(text: str, name: str = "", page: str = "") -> Dating:
    """The date of a whole page, which its articles share unless one says otherwise.

    Args:
        text: normalised text of the page.
        name: the file's name, asked last: 盘锦日报2022-12-20.txt.
        page: the source as stored, with the lines that are no text: 来源：某网 2021-04-15 17:03.
    """
    stamp = STAMP.match(text[:60])
    if stamp:
        year = int(stamp["y"]) if len(stamp["y"]) == 4 else 2000 + int(stamp["y"])
        day = (year, int(stamp["m"]), int(stamp["d"]))
        return _stamped(text, day, f"篇首“{stamp.group().strip()}”")
    report = REPORT.search(text[:REPORT_HEAD])
    years = _years_told(text)
    printed = find_stamp(page)
    fits = printed and (not years or 0 <= printed.year - max(years) <= 1)
    if printed and fits and not (report and WORK_REPORT in report.group()):
        return _stamped(text, printed[:3], f"网页上的“{printed.words}”")
    if not years:
        return _by_name(name)
    if report and WORK_REPORT in report.group():
        told = int(report["y"])
        return Dating(told, report["y"], f"标题“{report.group().strip('# ')}”", frame=told - 1)
    latest = max(years)
    shown = _months(text)
    if _looks_back(text, latest, shown):
        because = _because(text, latest, shown, back=True)
        return Dating(latest + 1, str(latest + 1), because, frame=latest)
    return Dating(latest, str(latest), _because(text, latest, shown, back=False), frame=latest)


def _stamped(text: str, day: tuple[int, int, int], evidence: str) -> Dating:
    """Dated to the day; a page of the year's first months may look back on the year before."""
    year, month, _ = day
    back = _tells_of_last_year(text, year) or WORK_REPORT in text[:REPORT_HEAD]
    back = (month <= WINTER and back) or (month <= SPRING and _is_about_last_year(text, year))
    back = back or f"{year - 1}年" in "".join(SUMMARY.findall(text[:REPORT_HEAD]))
    date = f"{year}-{month:02}-{day[2]:02}"
    return Dating(year, date, evidence, frame=year - 1 if back else year)


def _tells_of_last_year(text: str, year: int) -> bool:
    """Whether a January page looks back: in words, or by naming last year oftener than its own."""
    told = _years_told(text)
    return bool(BACK.search(text)) or told[year - 1] > max(told[year], 1)


def _is_about_last_year(text: str, year: int) -> bool:
    """A bulletin of March: last year named again and again, its own at most in its date."""
    told = DAY.sub("", text)
    its_own = NOW.search(text) or f"{year}年" in told
    return told.count(f"{year - 1}年") >= OFTEN and not its_own


def _by_name(name: str) -> Dating:
    """The year in the file's name, when the text tells none."""
    found = NAMED_YEAR.search(name)
    if not found:
        return Dating(None, "", "文中没有可据以断定年份的说法", sure=False)
    year = int(found.group())
    return Dating(year, found.group(), f"文件名“{name}”", sure=False, frame=year - 1)


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


def _in_calendar(words: str) -> tuple[int, int]:
    """Month and day of 12月7日, 12月末; 月初 is before all its days, 月末 behind them."""
    month, _, rest = words.partition("月")
    digits = rest.removesuffix("日")
    return int(month), int(digits) if digits.isdigit() else (0 if rest == "初" else 32)


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
        latest_day = max((name for _, name in shown), key=_in_calendar)
        reasons.append(f"文中最晚的日期是“{latest_day}”")
    return "，".join(reasons)


def frame_year(title: str, text: str, page: Dating) -> int | None:
    """The year that an article's undated facts speak of.

    Only a page that looks back on the year before it (a January page, a work report) leaves the
    choice: 去年, 一年来 and last year's number speak for that year, 今年 for the page's own.
    """
    anchor = page.year
    if anchor is None or page.frame == anchor:
        return anchor
    report = WORK_REPORT in page.evidence  # its title names the page's year, not the text's
    text = text if report else title + "\n" + text
    told = _years_told(DAY.sub("", text))
    back = told[anchor - 1] + len(BACK.findall(text))
    now = told[anchor] + len(NOW.findall(text))
    if back == now:
        back, now = len(DONE.findall(text)), len(PLANNED.findall(text))
    return anchor - 1 if back > now else anchor
