from __future__ import annotations

from pathlib import Path

import pytest

from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.mail.recipients import read_recipients

HEAD = "姓名,邮箱,城市,年份,版面,抄送,称呼语言\n"


def listed(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "收件人.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_whole_list(tmp_path: Path) -> None:
    rows = (
        "张三,zhang@example.cn,盘锦、鞍山,2020-2022,一页通,"
        '"""王, 五"" <w@example.cn>；l@example.cn",繁体\n'
        '"李四, 主任",li@例子.中国,全部,,,,\n\n'
    )
    first, second = read_recipients(listed(tmp_path, HEAD + rows))
    assert (first.mailbox.name, first.cities) == ("张三", ("盘锦", "鞍山"))
    assert (first.years, first.template) == (("2020", "2021", "2022"), "onepage")
    assert [str(box) for box in first.cc] == ["王, 五 <w@example.cn>", "l@example.cn"]
    assert (first.language.name, second.language.name) == ("zh-Hant", "zh-Hans")
    assert (second.mailbox.name, second.cities, second.years) == ("李四, 主任", None, ())
    assert (first.line, second.line) == (2, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_as_excel_saves_it(encoding: str, tmp_path: Path) -> None:
    text = (HEAD + "张三,zhang@example.cn,盘锦,,,,\n").replace("\n", "\r\n")
    (told,) = read_recipients(listed(tmp_path, text, encoding))
    assert told.mailbox.name == "张三"


def test_english_heads_in_any_order(tmp_path: Path) -> None:
    (told,) = read_recipients(listed(tmp_path, "city\taddress\n盘锦\ta@b.cn\n"))
    assert told.cities == ("盘锦",)


@pytest.mark.parametrize(
    ("row", "line", "column", "what"),
    [
        ("张三,zhang,盘锦,,,,", 2, "邮箱", "不是邮箱地址"),
        ("张三,,盘锦,,,,", 2, "邮箱", "空"),
        ("张三,a@b.cn,,,,,", 2, "城市", "全部"),
        ("张三,a@b.cn,盘锦,22,,,", 2, "年份", "22"),
        ("张三,a@b.cn,盘锦,2022-2020,,,", 2, "年份", "颠倒"),
        ("张三,a@b.cn,盘锦,,大字报,,", 2, "版面", "一页通"),
        ("张三,a@b.cn,盘锦,,,wang,", 2, "抄送", "不是邮箱地址"),
        ("张三,a@b.cn,盘锦,,,,火星文", 2, "称呼语言", "可选"),
        ('"张三\nBcc: x@y.cn",a@b.cn,盘锦,,,,', 2, "姓名", "换行"),
        ('张三,"a@b.cn\nBcc: x@y.cn",盘锦,,,,', 2, "邮箱", "换行"),
        ('张三,a@b.cn,盘锦,,,"w@b.cn\nBcc: x@y.cn",', 2, "抄送", "换行"),
        ("张\u202e三,a@b.cn,盘锦,,,,", 2, "姓名", "控制字符"),
        ("一,a@b.cn,盘锦,,,,\n二,A@B.cn,鞍山,,,,", 3, "邮箱", "第2行已经有了"),
        ('一,"a@b.cn",盘锦,,,,\n\n"二\n三",x,盘锦,,,,', 4, "姓名", "换行"),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(
    row: str, line: int, column: str, what: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=f"第{line}行“{column}”一列：.*{what}"):
        read_recipients(listed(tmp_path, HEAD + row + "\n"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "空"),
        (HEAD, "一个收件人也没有"),
        ("姓名,城市\n张三,盘锦\n", "缺少“邮箱”"),
        ("姓名,邮箱,城市,密级\n", "“密级”一列：没有这一列"),
        ("邮箱,城市,邮箱\n", "写了两次"),
        (HEAD + "张三,a@b.cn,盘锦\n", "第2行：有3列，表头有7列"),
        (HEAD + '张三,a@b.cn,"盘锦,,,,\n', "第2行不是合格的CSV"),
        (HEAD + "x,1,盘锦,,,,\n" * 12, "另有2处"),
    ],
)
def test_a_damaged_list_is_refused_whole(text: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=what):
        read_recipients(listed(tmp_path, text))


def test_a_list_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "收件人.csv"
    path.write_bytes(b"\xff\xfe\x00\x81\x00")
    with pytest.raises(UsageError, match="编码"):
        read_recipients(path)
    with pytest.raises(UsageError, match="读不出来"):
        read_recipients(tmp_path / "没有.csv")
