from __future__ import annotations

import re

from mingsheng_reports.core.brief import Name, Row, Table, Words
from mingsheng_reports.printing.fragments import Typesetter
from mingsheng_reports.printing.guard import Ledger
from mingsheng_reports.printing.lines import without_controls
from mingsheng_reports.printing.tabular import column_group


def table(*columns: str) -> Table:
    heads = tuple((Words("年"),) for _ in columns)
    return Table("年度对照", heads, (Row(tuple((Name(text, "x"),) for text in columns)),))


def shares(given: Table) -> list[float]:
    return [float(found) for found in re.findall(r"width:([\d.]+)%", column_group(given))]


def test_few_columns_are_left_to_the_engine() -> None:
    assert column_group(table("甲", "乙", "丙", "丁")) == ""


def test_a_column_asks_for_its_longest_piece_and_not_for_its_whole_text() -> None:
    reason = "不作比较：统计截止日期不同"
    held = shares(table("分散取暖救助标准", "每户1000元（调整前）", "—", "12件", reason))
    assert abs(sum(held) - 100) < 0.1
    assert held[0] > held[1] > held[2] == held[3]
    assert held[4] < held[0]


def test_a_short_remark_in_brackets_stays_together() -> None:
    setter = Typesetter(Ledger())
    short = str(setter.cell((Words("甲（截至报道时）"),)))
    assert without_controls(short) == '甲<span class="n">（截至报道时）</span>'
    assert short.startswith("甲\u200b<")
    long = str(setter.cell((Words("甲（维修改造，截至报道时）"),)))
    assert "<span" not in long
