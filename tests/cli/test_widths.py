from hypothesis import given
from hypothesis import strategies as st

from mingsheng_reports.cli.tables import Column, lay_out
from mingsheng_reports.cli.widths import NOT_FIRST, pad, width_of, wrap

TEXT = st.text(alphabet="盘锦市，。（）“”24002人 abc%", max_size=80)


def test_a_han_character_takes_two_cells() -> None:
    assert width_of("盘锦2022") == 8
    assert width_of("，") == 2
    assert width_of("e\u0301") == 1
    assert pad("盘锦", 6) + "|" == "盘锦  |"
    assert pad("7", 3, right=True) == "  7"


def test_numbers_and_words_stay_whole() -> None:
    assert wrap("全市城镇新增就业24002人", 18) == ["全市城镇新增就业", "24002人"]


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrap("盘锦市，鞍山市。", 6) == ["盘锦", "市，鞍", "山市。"]


def test_a_path_too_long_for_any_line_is_cut() -> None:
    assert wrap("/a/very/long/path", 6) == ["/a/ver", "y/long", "/path"]


@given(TEXT, st.integers(min_value=4, max_value=40))
def test_wrapping_loses_nothing_and_never_overflows(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        unbreakable = all(c in NOT_FIRST for c in line[1:])
        assert width_of(line) <= width or unbreakable


def test_a_table_is_aligned_and_fits() -> None:
    columns = (Column("行", right=True), Column("标题", least=8), Column("指标", right=True))
    rows = [("3", "持续增强群众获得感幸福感", "38"), ("113", "盘山县提速路网建设", "8")]
    for width in (24, 40, 80):
        lines = lay_out(columns, rows, width)
        assert all(width_of(line) <= width for line in lines)
    assert lay_out(columns, rows, 80)[2:] == [
        "  3  持续增强群众获得感幸福感    38",
        "113  盘山县提速路网建设           8",
    ]
