"""Made-up annotations and answers whose figures were worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from mingsheng_reports.core.errors import AnnotationError, UsageError
from mingsheng_reports.evaluation.rows import (
    COLUMNS,
    Annotation,
    Answer,
    ends_of,
    read_annotations,
    read_answers,
)
from mingsheng_reports.evaluation.score import Evaluation, differences, evaluate

HEAD = (
    "doc,city,place,scope,year,as_of,category,label,value,unit,qualifier,status,quote,accept,note"
)
PARK = "甲,样板市,样板市,city,2022,,城市建设,口袋公园建设,12,个,exact,actual,新建口袋公园12个,,"
HOMES = "甲,样板市,样板市,city,2022,,住房,小区改造,10,个,exact,actual,改造小区10个,year=2021|2020,"
SPARE = "甲,样板市,样板市,city,2022,,其他,举措,26,项,exact,actual,26项举措,optional,"
MISSED = "甲,样板市,样板市,city,2022,,就业,城镇新增就业,300,人,exact,actual,新增就业300人,,"
JOBS = "甲,样板市,样板市,city,2022,,就业,带动就业,500,人,exact,actual,带动就业500人,,"
GOLD = (PARK, HOMES, SPARE, MISSED, JOBS)

SAID = (
    "甲,样板市,样板市,city,2022,,城市建设,口袋公园,12,个,exact,actual,口袋公园12个,,",  # told again
    "甲,样板市,样板市,city,2021,,住房,小区改造,10,个,exact,actual,共改造小区10个,,",  # right
    SPARE,
    "甲,样板市,样板市,city,2022,,就业,发放补贴,500,名,exact,actual,带动就业500人,,",  # found
    "甲,样板市,样板市,city,2022,,交通,公交线路,7,条,exact,actual,公交线路7条,,",  # invented
    "甲,样板市,样板市,city,2022,,城市建设,口袋公园建设,12,个,exact,actual,口袋公园12个,,",  # right
    "乙,样板市,样板市,city,2022,,其他,不在标注里,1,个,exact,actual,1个,,",  # another document
)


def table(path: Path, lines: Iterable[str], head: str = HEAD) -> Path:
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def result(tmp_path: Path) -> Evaluation:
    annotations = read_annotations([table(tmp_path / "标注.csv", GOLD)])
    return evaluate(annotations, read_answers(table(tmp_path / "指标.csv", SAID)))


def test_figures_worked_out_by_hand(result: Evaluation) -> None:
    # 4 annotations count, 3 of them found, 2 right; 4 answers: these 3 and one invention.
    assert result.figures() == {
        "gold": 4,
        "answers": 4,
        "found": 3,
        "right": 2,
        "stated twice": 1,
        "found_precision": 0.75,
        "found_recall": 0.75,
        "found_f1": 0.75,
        "right_precision": 0.5,
        "right_recall": 0.5,
        "right_f1": 0.5,
        "place_accuracy": 1.0,
        "year_accuracy": 1.0,
        "status_accuracy": 1.0,
        "label_accuracy": 0.6667,
        "category_accuracy": 1.0,
        "scope_accuracy": 1.0,
        "qualifier_accuracy": 1.0,
        "as_of_accuracy": 1.0,
    }


def test_precision_and_recall_are_told_apart(tmp_path: Path) -> None:
    """2 of 4 found with 3 answers: 2/3, 1/2, and 4/7 between them."""
    annotations = read_annotations([table(tmp_path / "标注.csv", GOLD)])
    answers = read_answers(table(tmp_path / "指标.csv", (SAID[0], SAID[1], SAID[4])))
    figures = evaluate(annotations, answers).figures()
    shares = [figures[f"found_{share}"] for share in ("precision", "recall", "f1")]
    assert shares == [0.6667, 0.5, 0.5714]


def test_what_went_wrong_is_listed(result: Evaluation) -> None:
    assert [each.answer.label for each in result.missed] == ["城镇新增就业"]
    assert [differences(hit) for hit in result.wrong] == [{"label": ("带动就业", "发放补贴")}]
    assert [answer.label for answer in result.invented] == ["公交线路"]
    assert (result.repeated, result.spared) == (1, 1)


def test_categories_add_up(result: Evaluation) -> None:
    told = result.categories()
    assert list(told) == ["就业", "住房", "城市建设", "交通"]
    assert (told["就业"].gold, told["就业"].found, told["就业"].right) == (2, 1, 0)
    assert (told["交通"].gold, told["交通"].answers) == (0, 1)
    for name in ("gold", "answers", "found", "right"):
        assert sum(getattr(each, name) for each in told.values()) == getattr(result.counts, name)


def test_each_answer_serves_one_annotation(tmp_path: Path) -> None:
    """Two equal annotations and one answer: one of them is missed."""
    annotations = read_annotations([table(tmp_path / "标注.csv", (PARK, PARK))])
    assert evaluate(annotations, read_answers(table(tmp_path / "b.csv", (PARK,)))).counts.found == 1


def test_the_likelier_of_two_answers_is_taken(tmp_path: Path) -> None:
    """The same number twice: the one with the right year is the pair, the other tells it again."""
    annotations = read_annotations([table(tmp_path / "标注.csv", (PARK,))])
    other = PARK.replace(",2022,", ",2019,")
    for rows in ((PARK, other), (other, PARK)):
        found = evaluate(annotations, read_answers(table(tmp_path / "b.csv", rows)))
        assert (found.counts.right, found.repeated) == (1, 1)


def test_nothing_said_is_no_division_by_zero(tmp_path: Path) -> None:
    annotations = read_annotations([table(tmp_path / "标注.csv", GOLD)])
    figures = evaluate(annotations, []).figures()
    assert (figures["found_f1"], figures["place_accuracy"], figures["answers"]) == (0.0, 0.0, 0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "doc"),
        (b"doc,value\n1,2\n", "quote"),
        (HEAD.encode() + b"\n", "只有表头"),
        (f"{HEAD}\n{PARK},9\n".encode(), "第2行有16格"),
        (f"{HEAD}\n{PARK}\n{PARK.replace(',12,', ',十二,')}\n".encode(), "第3行的value"),
        (f"{HEAD}\n{PARK.replace('甲,', ',', 1)}\n".encode(), "doc是空的"),
        (f'{HEAD}\n{PARK}"x\n"y"z\n'.encode(), "引号"),
    ],
)
def test_a_bad_file_is_one_sentence(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "坏.csv"
    path.write_bytes(content)
    with pytest.raises(AnnotationError) as caught:
        read_annotations([path])
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    assert str(caught.value).endswith("。")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到"):
        read_annotations([tmp_path / "没有.csv"])
    with pytest.raises(UsageError, match="文件夹"):
        read_annotations([tmp_path])


def test_line_breaks_inside_a_cell_do_not_shift_the_lines_told(tmp_path: Path) -> None:
    broken = PARK.replace("新建口袋公园12个", '"新建\n口袋公园12个"')
    path = table(tmp_path / "标注.csv", (broken, PARK.replace(",12,", ",x,")))
    with pytest.raises(AnnotationError, match="第4行"):
        read_annotations([path])


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "标注.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}\n{PARK}\n".encode())
    assert read_annotations([path])[0].answer.doc == "甲"


def test_accepted_answers_come_from_the_column_and_from_accept() -> None:
    answer = Answer.of(dict.fromkeys(COLUMNS, "") | {"year": "2022"})
    annotation = Annotation(answer, {"year": frozenset({"2021"})})
    assert annotation.accepted("year") == {"2022", "2021"}
    assert annotation.accepted("place") == {""}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("13000", 1),
        ("400000~500000", 2),
        ("4～5", 2),
        ("1,000", 1),
        ("若干", 0),
        ("", 0),
        ("inf", 0),
    ],
)
def test_numbers(text: str, count: int) -> None:
    assert len(ends_of(text) or ()) == count
