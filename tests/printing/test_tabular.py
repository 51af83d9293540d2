from __future__ import annotations

import re

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.core.brief import Figure, Name, Row, Table, Words
from mingsheng_reports.printing.engine import lay_out
from mingsheng_reports.printing.fragments import Typesetter
from mingsheng_reports.printing.guard import Ledger
from mingsheng_reports.printing.lines import ems, without_controls
from mingsheng_reports.printing.placement import POINTS_PER_PIXEL, find
from mingsheng_reports.printing.tabular import Division, division
from support.annotated import metrics

ROOMY = 100  # em


def is_line(box: object) -> bool:
    return type(box).__name__ == "LineBox"


def table(*columns: str) -> Table:
    heads = tuple((Words("年"),) for _ in columns)
    return Table("年度对照", heads, (Row(tuple((Name(text, "x"),) for text in columns)),))


def shares(given: Table) -> list[float]:
    group = division(given, ROOMY).group
    return [float(found) for found in re.findall(r"width:([\d.]+)%", group)]


def test_few_columns_are_left_to_the_engine() -> None:
    assert division(table("甲", "乙", "丙", "丁"), 1) == Division()
    assert Division().group == Division().style == ""


CROWDED = (
    "创业担保贷款发放额", "157682平方米", "59190万元", "56484平方米", "61890平方米", "62194平方米",
    "不作比较：性质不同（实际完成数、计划数）",
)  # fmt: skip


@pytest.mark.parametrize("measure", [53.7, 50.5, 46.0, 40.7])
def test_nothing_stands_out_of_its_column_however_little_room_there_is(measure: float) -> None:
    given = table(*CROWDED)
    found = division(given, measure)
    setter = Typesetter(Ledger())
    cells = "".join(f"<td>{setter.cell(cell, found.whole)}</td>" for cell in given.rows[0].cells)
    html = f"<html lang=zh-CN><title>x</title><table{found.style}>{found.group}<tr>{cells}</table>"
    style = f"""@page{{size:600pt;margin:10pt}} :root{{--crowded-size:10pt}}
        .n{{white-space:nowrap}}
        table{{font:10pt "Mingsheng Song";table-layout:fixed;width:{measure * 10}pt}}
        td{{padding:0 8pt 0 0}} td:last-child{{padding:0}}"""
    (sheet,) = lay_out(html, [style], fonts_dir()).boxes()
    boxes = list(find(sheet, "td"))
    assert len(boxes) == len(CROWDED)
    for cell in boxes:
        assert all(line.width <= cell.width + 0.1 for line in cell.descendants() if is_line(line))


def test_words_stay_whole_as_long_as_the_type_can_be_a_little_smaller() -> None:
    roomy, close, closest = (division(table(*CROWDED), each) for each in (60, 46, 36))
    assert (roomy.whole, roomy.size, roomy.style) == (9.0, 1.0, "")
    assert close.whole >= 8
    assert 0.9 <= close.size < 1
    assert f"calc({close.size:.2f}*" in close.style
    assert 0.7 <= closest.size < close.size


def test_a_number_is_not_broken_to_save_room() -> None:
    figure = max((Figure(each, 12) for each in metrics("001")), key=lambda each: len(each.text))
    row = Row(((figure,), *((Words("件"),) for _ in range(4))))
    given = Table("城市对照", tuple((Words("年"),) for _ in range(5)), (row,))
    narrowest = division(given, 1.0)
    assert narrowest.widths[0] > ems(figure.text)


def test_a_column_asks_for_its_longest_piece_and_not_for_its_whole_text() -> None:
    reason = "不作比较：统计截止日期不同"
    held = shares(table("分散取暖救助标准", "每户1000元（调整前）", "—", "12件", reason))
    assert abs(sum(held) - 100) < 0.1
    assert held[0] > held[1] > held[2] == held[3]
    assert held[4] < held[0]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("甲（截至报道时）", ["甲", "（截至报道时）"]),
        ("甲（维修改造，截至报道时）", ["甲", "（维修改造，", "截至报道时）"]),
        ("不作比较：统计截止日期不同", ["不作比较：", "统计截止日期不同"]),
        ("比调整前提高到今年", ["比调整前", "提高到今年"]),
        ("没有一处可以断开的很长的一段话", ["没有一处可以断开的很长的一段话"]),
    ],
)
def test_a_cells_lines_end_where_its_words_do(text: str, pieces: list[str]) -> None:
    html = str(Typesetter(Ledger()).cell((Words(text),)))
    assert re.sub("<[^>]*>", "", without_controls(html)) == text
    kept = [piece for piece in pieces if 1 < len(piece) <= 9]
    assert re.findall('<span class="n">([^<]*)</span>', without_controls(html)) == kept
    assert html.count("\u200b") >= len(pieces) - 1


def test_a_long_list_does_not_widen_its_table() -> None:
    listed = Words("城镇新增就业、就业困难人员就业、幼儿园公办率、普惠率")
    cell = Typesetter(Ledger()).cell((listed,))
    html = f"<html lang=zh-CN><title>x</title><table><tr>{f'<td>{cell}</td>' * 4}</tr></table>"
    page = "@page{size:420pt 300pt;margin:10pt}.n{white-space:nowrap}"
    style = page + 'td{font:10pt "Mingsheng Song"}'
    (sheet,) = lay_out(html, [style], fonts_dir()).boxes()
    (table,) = find(sheet, "table")
    assert table.margin_width() * POINTS_PER_PIXEL <= 401


def test_numbers_in_a_cell_stay_as_they_are() -> None:
    figure = Figure(metrics("001")[2], 7)
    setter, other = Typesetter(Ledger()), Typesetter(Ledger())
    assert str(other.html((figure,))) in str(setter.cell((figure, Words("（截至报道时）"))))
