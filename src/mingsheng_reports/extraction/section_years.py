"""The years of a section that its heading names: 一、过去五年工作回顾, 二、2018年以来的工作."""

from __future__ import annotations

import re

from mingsheng_reports.extraction.periods import Calendar

BACK = re.compile(
    r"(?:过去|近|这|本届政府)?(?P<years>[三四五])年(?:来|间)?(?:的)?(?:政府)?(?:主要)?(?:工作)?(?:回顾|成就|成绩|总结)|(?:过去|这)(?P<past>[三四五])年(?:来|间|的|$)"
)
SINCE = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:初|底)?以来")
# Another section of the same rank, or one of another time, ends it; （一）… goes on in it.
ENDS = re.compile(
    r"^[一二三四五六七八九十]{1,3}、|(?:19|20)\d\d年|今年|今后|未来|下一步|目标|安排|任务|部署"
)
# Levels of the last of the years, told beside those of the first: 生产总值19亿元，是2016年的1.9倍.
LEVEL = re.compile(
    r"同比|年均|[是比较](?:19|20)\d\d年|生产总值|预算收入|财政收入|可支配收入|纯收入|零售总额|增加值|"
    r"固定资产投资|率(?:达|为|稳定|保持|提高|提升)|总量|位居"
)
COUNTS = {"三": 3, "四": 4, "五": 5}


def section_years(heading: str, calendar: Calendar, held: str) -> str:
    """The span that governs from this heading on, empty when none does.

    Args:
        heading: its words.
        calendar: the article's years; nothing is counted back in an undated one.
        held: the span of the section so far.
    """
    if calendar.anchor is None:
        return ""
    frame = calendar.frame or calendar.anchor
    back, since = BACK.search(heading), SINCE.search(heading)
    if back:
        return calendar.resolve(f"-{COUNTS[back['years'] or back['past']]}")
    if since and int(since["year"]) < frame:
        return f"{since['year']}-{frame}"
    return "" if ENDS.search(heading) else held


def span_in_section(section: str, words: str) -> str:
    """The section's span for a sentence of totals, empty for one of yearly levels."""
    return "" if not section or LEVEL.search(words) else section
