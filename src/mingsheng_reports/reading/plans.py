"""Whether an article announces works or tells of them: 今年办好12件实事 against 12件实事办结.

One wrong answer here is wrong for every number of the article, so a text that speaks of results
again and again is never taken for a plan.
"""

from __future__ import annotations

import re

from mingsheng_reports.core.article import Dating
from mingsheng_reports.reading.dating import PLANNED

ANNOUNCED = re.compile(
    r"今年.{0,4}(?:办好|办理|实施|推进|安排)|(?:实施|行动|工作)(?:方案|意见|计划|安排)|计划|公布.{0,6}实事"
)
PROMISED = re.compile(
    r"今年[^，。；]{0,8}(?:将|计划|拟)[^。；]{0,24}(?:实事|好事)(?!完成)|"
    r"政府工作报告[^。；]{0,40}(?:成为|列为|列入|确定为)(?:今年|20\d\d年)[^，。；]{0,10}(?:重点|任务|目标)"
)
POLICY = re.compile(r"关于[^，。\n]{4,40}的(?:实施|指导|工作|若干)?(?:意见|方案|计划|规划)")
HEAD = 300  # characters at the head of a text in which an official plan names itself
LEAST_PLANNED = 2  # words of planning in a text that is taken for a plan

WORKS = r"(?:实事|民生(?:项目|工程))"
# 公布18项惠民实事; 票决产生10件民生实事项目; 确定今年要办的十件民生实事; 18项惠民实事如下：
LISTED = re.compile(
    rf"(?:公布|发布|确定|明确|审议通过|票决(?:产生|出|通过|确定)|推出|敲定"
    rf"|(?:今年|将|拟)[^。；：]{{0,12}}(?:办好|办理|实施|推进|安排)|着力办好)"
    rf"了?[^。；：]{{0,30}}{WORKS}|{WORKS}[^。；：]{{0,16}}(?:如下|出炉|敲定|揭晓)"
)
RESULT = re.compile(
    r"完成情况|进展|办理情况|落实情况|兑现|办结|去年|上年|回顾|圆满|成绩单|截至|目前|累计"
    r"|(?:已|均|全部|如期|顺利)(?:经|已)?(?:完成|完工|建成|竣工|投用|开工|交付)|同比|率先完成|(?:建成|完成|实现|解决)了"
)
DONE = re.compile(rf"{RESULT.pattern}|(?<!确保)(?<!力争)(?<!推动)完成")
RESULTS_MOST = 1  # words of result that a plan may hold


def announces_plan(title: str, text: str, dating: Dating) -> bool:
    """Whether an article's numbers are promises unless it says otherwise.

    So does a headline that announces (今年办好12件实事), and the plan part of a work report.
    """
    if lists_works(title, text):
        return True
    if ANNOUNCED.search(title) or POLICY.search(text[:HEAD]) or PROMISED.search(text[:HEAD]):
        return True
    report = "报告" in dating.evidence or "文件名" in dating.evidence
    return report and dating.frame == dating.year and len(PLANNED.findall(text)) >= LEAST_PLANNED


def lists_works(title: str, text: str) -> bool:
    """Whether a text of few results is there to make a list of works known.

    The list is named in the title or at the head; where it is named with a result
    (20项民生实事全部完成), or results are told again and again, it is a report on it.
    """
    head = f"{title}。{text[:HEAD]}"
    if RESULT.search(title):
        return False
    named = any(not DONE.search(_up_to(head, match)) for match in LISTED.finditer(head))
    return named and len(RESULT.findall(title + text)) <= RESULTS_MOST


def _up_to(head: str, match: re.Match[str]) -> str:
    """The words of its sentence up to the end of a match."""
    return head[head.rfind("。", 0, match.start()) + 1 : match.end()]
