"""``msreport evaluate``: how much of what careful readers annotated was found, and found right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.options import source_option, sources_given
from mingsheng_reports.cli.screen import Progress, warn
from mingsheng_reports.cli.tables import Column, lay_out
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.evaluation.rows import (
    Annotation,
    Answer,
    docs_of,
    read_annotations,
    read_answers,
)
from mingsheng_reports.evaluation.score import Counts, Evaluation, Hit, differences, evaluate
from mingsheng_reports.exports.columns import as_text, metric_row
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages

STEPS = 2
WIDTH = 100
COLUMNS = {
    "place": "地点",
    "year": "年份",
    "status": "性质",
    "label": "指标",
    "category": "类别",
    "scope": "范围",
    "qualifier": "约数",
    "as_of": "截止日",
}
UNNAMED = "（未注明）"

EXAMPLES = (
    ("msreport evaluate 标注.csv", "拿seeds里的原文与人工标注对照"),
    ("msreport evaluate 标注/*.csv --source 原文 --misses", "另列漏掉的、有误的和多出的"),
    ("msreport evaluate 标注.csv --predicted 指标.csv", "拿已经导出的指标与标注对照"),
    ("msreport evaluate 标注.csv --raw", "不计corrections.csv里的更正，只看程序自己"),
)
REMARKS = (
    (
        "怎样算",
        (
            "找到：同一原文，数值和单位相同，引文重合。全对：地点、年份、性质、指标也都对。"
            "准确率是答出的里面有多少，召回率是标注的里面有多少，F1是两者的调和平均。"
            "各列的准确率只在找到的里面算。"
        ),
    ),
    (
        "标注文件",
        (
            "UTF-8编码的CSV，各列与msreport metrics导出的相同；另可有accept一列："
            "optional表示可有可无，year=2019|2020表示同样正确的答案，几项之间用分号隔开。"
        ),
    ),
)


@with_page(EXAMPLES, REMARKS)
@click.command("evaluate", cls=Command, help="与人工标注对照，算出准确率")
@click.argument(
    "gold", nargs=-1, required=True, metavar="标注.csv", type=click.Path(path_type=Path)
)
@click.option(
    "--predicted",
    type=click.Path(path_type=Path),
    metavar="文件",
    default=None,
    help="已经导出的指标（CSV）；不写时现读现算",
)
@click.option("--misses", is_flag=True, help="列出漏掉的、有误的和多出的")
@click.option("--raw", is_flag=True, help="不采用corrections.csv里的更正")
@click.option("--json", "as_json", is_flag=True, help="以JSON显示")
@source_option
@click.pass_obj
def evaluate_command(  # noqa: PLR0917  one parameter per option
    stages: Stages,
    gold: tuple[Path, ...],
    predicted: Path | None,
    misses: bool,  # noqa: FBT001  Click hands over by name
    raw: bool,  # noqa: FBT001  Click hands over by name
    as_json: bool,  # noqa: FBT001  Click hands over by name
    sources: tuple[Path, ...],
) -> None:
    """Read both sides, compare, show."""
    if predicted and (sources or raw):
        message = "--predicted 用的是已经导出的指标，不能与 --source 或 --raw 同用；请去掉其一。"
        raise UsageError(message)
    annotations = read_annotations(gold)
    if predicted:
        answers: Sequence[Answer] = read_answers(predicted)
        known = {answer.doc for answer in answers}
    else:
        given = sources_given(sources)
        with Progress(STEPS) as progress:
            findings = find(given, stages, progress, raw=raw)
        warn([notice for notice in findings.notices if notice.of_desk])
        answers = [
            Answer.of({name: as_text(cell) for name, cell in metric_row(metric).items()})
            for metric in findings.metrics
        ]
        known = {source.doc for source in findings.library.sources}
    warn(_absent(annotations, known, predicted))
    result = evaluate(annotations, answers)
    if as_json:
        click.echo(json.dumps(_as_json(result, misses=misses), ensure_ascii=False, indent=1))
    else:
        for line in _told(result, misses=misses):
            click.echo(line)


def _absent(
    annotations: Sequence[Annotation], known: set[str], predicted: Path | None
) -> list[Notice]:
    """Annotated documents that the other side does not have: all their rows count as missed."""
    where = f"{predicted}里" if predicted else "原文里"
    hint = "请检查文件名。" if predicted else "请用 --source 指定放它的文件夹。"
    return [
        Notice(doc, 0, "not-there", f"{where}没有这份文件，它的标注全算漏掉。", hint)
        for doc in docs_of(annotations)
        if doc not in known
    ]


def _as_json(result: Evaluation, *, misses: bool) -> dict[str, object]:
    held: dict[str, object] = dict(result.figures())
    held["categories"] = {
        name: asdict(counts) | counts.shares() for name, counts in result.categories().items()
    }
    if misses:
        held["missed"] = [asdict(annotation.answer) for annotation in result.missed]
        held["wrong"] = [
            {"gold": asdict(hit.annotation.answer), "answer": asdict(hit.answer)}
            | {"columns": list(hit.verdict.disagreeing)}
            for hit in result.wrong
        ]
        held["invented"] = [asdict(answer) for answer in result.invented]
    return held


def _told(result: Evaluation, *, misses: bool) -> list[str]:
    counts = result.counts
    summary = (
        f"标注{counts.gold}条，答出{counts.answers}条：找到{counts.found}条，全对{counts.right}条；"
        f"漏掉{len(result.missed)}条，有误{len(result.wrong)}条，多出{len(result.invented)}条，"
        f"重复说出{result.repeated}条。"
    )
    lines = [
        summary,
        "",
        *_shares(counts),
        "",
        *_accuracies(result),
        "",
        *_categories(result),
    ]
    return [*lines, *_listed(result)] if misses else lines


def _shares(counts: Counts) -> list[str]:
    shares = counts.shares()
    columns = [Column(""), *(Column(head, right=True) for head in ("准确率", "召回率", "F1"))]
    rows = [
        [name, *(f"{shares[f'{key}_{share}']:.4f}" for share in ("precision", "recall", "f1"))]
        for key, name in (("found", "找到"), ("right", "全对"))
    ]
    return lay_out(columns, rows, WIDTH)


def _accuracies(result: Evaluation) -> list[str]:
    columns = [Column("列"), Column("准确率", right=True)]
    rows = [[name, f"{result.accuracy(key):.4f}"] for key, name in COLUMNS.items()]
    return lay_out(columns, rows, WIDTH)


def _categories(result: Evaluation) -> list[str]:
    heads = ("标注", "答出", "找到", "全对", "找到F1", "全对F1")
    columns = [Column("类别"), *(Column(head, right=True) for head in heads)]
    rows = []
    for name, counts in result.categories().items():
        shares = counts.shares()
        whole = (counts.gold, counts.answers, counts.found, counts.right)
        parts = (shares["found_f1"], shares["right_f1"])
        rows.append([name or UNNAMED, *map(str, whole), *(f"{part:.4f}" for part in parts)])
    return lay_out(columns, rows, WIDTH)


def _listed(result: Evaluation) -> list[str]:
    """One line each, the words of the source at its end."""
    missed = [f"漏掉 {_line(annotation.answer)}" for annotation in result.missed]
    wrong = [f"有误 {_line(hit.annotation.answer)} → {_wrong(hit)}" for hit in result.wrong]
    invented = [f"多出 {_line(answer)}" for answer in result.invented]
    return [line for part in (missed, wrong, invented) if part for line in ("", *part)]


def _line(answer: Answer) -> str:
    told = (answer.doc, answer.place, answer.year, answer.status, answer.label)
    return f"{' '.join(told)} {answer.value}{answer.unit} «{answer.quote}»"


def _wrong(hit: Hit) -> str:
    return "，".join(f"{COLUMNS[column]}“{said}”" for column, (_, said) in differences(hit).items())
