"""``msreport diff``: what changed between two printings of a brief."""

from __future__ import annotations

from pathlib import Path

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.listing import show, text_form_option
from mingsheng_reports.cli.screen import say
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.pipeline import compare_printings
from mingsheng_reports.revision.difference import Difference
from mingsheng_reports.stages import Stages

COLUMNS = ("kind", "what", "old", "new", "note")
EXAMPLES = (
    ("msreport diff 旧.pdf 新.pdf", "两份存档本有哪些数字不同"),
    ("msreport diff 旧.json 新.pdf --format csv", "与另存的brief.json比，存成表格"),
)
REMARKS = (
    (
        "说明",
        (
            "只能比较存档本（msreport pdf --archive 印的）或从中取出的brief.json。"
            "同一处原文的数字算同一个；否则指标、地点、年份、性质都相同才算同一个。"
        ),
    ),
)


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="比较两份简报")
@click.argument("old", metavar="<旧简报>", type=click.Path(path_type=Path))
@click.argument("new", metavar="<新简报>", type=click.Path(path_type=Path))
@text_form_option
@click.pass_obj
def diff(stages: Stages, old: Path, new: Path, form: str) -> None:
    """Every difference on stdout, one a line; how many on stderr."""
    for path in (old, new):
        if not path.is_file():
            message = f"找不到简报{path}；请检查文件名。"
            raise UsageError(message)
    found = compare_printings(old, new, stages)
    show(found, _line, COLUMNS, form)
    say(f"两份简报有{len(found)}处不同。" if found else "两份简报的数字全部相同。")


def _line(each: Difference) -> str:
    note = f"（注{each.note}）" if each.note else ""
    told = " → ".join(filter(None, (each.old, each.new)))
    return f"{each.kind.value}  {each.what}：{told}{note}"
