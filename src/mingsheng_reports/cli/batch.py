"""``msreport batch``: print many briefs."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from mingsheng_reports.batch.manifest import Journal, Shard, Shelf, clear_parts
from mingsheng_reports.batch.request import Request
from mingsheng_reports.batch.run import Batch, Order, Press, blank_entry, themes_of
from mingsheng_reports.batch.selection import ALL
from mingsheng_reports.batch.work import print_brief, printers
from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.look import look_options
from mingsheng_reports.cli.options import (
    Years,
    city_option,
    reference_option,
    references_given,
    source_option,
    sources_given,
    year_option,
)
from mingsheng_reports.cli.ordering import Ordered
from mingsheng_reports.cli.running import Running, report
from mingsheng_reports.cli.screen import TYPED, say, warn
from mingsheng_reports.cli.stocking import Supply, cache_options, stocked
from mingsheng_reports.core.crew import Inline
from mingsheng_reports.core.errors import ExitCode, UsageError
from mingsheng_reports.core.processors import processors
from mingsheng_reports.core.writing import check_target
from mingsheng_reports.pipeline import issue_date
from mingsheng_reports.stages import Stages

SHARD = re.compile(r"(\d+)/(\d+)")
EVERY = "all"

EXAMPLES = (
    ("msreport batch --city all --year 2020-2022", "每个城市、每一年各印一份"),
    ("msreport batch --city all --year all --template feature,onepage", "综述和一页通都印"),
    ("msreport batch --city 盘锦、鞍山 --year 2022", "两个城市各印一份"),
    ("msreport batch --jobs 任务.csv -o 简报", "按任务单印，存进“简报”文件夹"),
    (
        "msreport batch --city all --year all --pattern '{city}/{year}-{title}'",
        "每个城市一个文件夹",
    ),
    ("msreport batch --city all --year all --shard 2/8", "八台电脑一起印，这是第二台"),
    ("msreport batch --city all --year all --scheduler tcp://主机:8786", "用Dask集群印"),
)
REMARKS = (
    (
        "任务单",
        (
            "CSV文件第一行是列名，每行一份简报：city（城市）、year（年份）、template（版面）、"
            "theme（版式）、output（文件名），报头的name、issue等也可以写；"
            "一格里写几个城市或一段年份，就合成一份。TOML文件里一份写一段[[brief]]，各项同名。"
        ),
    ),
    (
        "文件名",
        "--pattern 里可以写{city}、{year}、{template}、{title}（版面的中文名）；写/就分文件夹。",
    ),
    (
        "不重复印",
        (
            "输出文件夹里的manifest.json记着每份简报是用什么印的。再运行一次，没有变的就跳过，"
            "原文、更正、模板、字体或程序变了的才重印；没有变的简报保留原来的编印日期。"
            "读过的原文也按内容记在缓存里（--cache），没有变的不再读；缓存随时可以删。"
        ),
    ),
    (
        "中断",
        "一份没有印成，其余照印；按Ctrl-C或断电以后，印好的都在，再运行一次就接着印。",
    ),
    ("退出码", "0 都印好了；4 有的没有印成，清单和屏幕上写明原因；其余同 msreport --help。"),
)


class EveryYear(Years):
    """Years, or all of them."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Four digits each, or ``all``."""
        if str(value).strip().lower() in ALL:
            return (EVERY,)
        return super().convert(value, param, ctx)


class ShardOption(click.ParamType[Shard]):
    """``2/8``."""

    name = "分片"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Shard:
        """Number and count, the number among them."""
        if isinstance(value, Shard):
            return value
        match = SHARD.fullmatch(str(value).strip())
        if match is None:
            return self.fail(f"“{value}”不是分片；请写成 2/8，表示八份中的第二份。", param, ctx)
        number, of = int(match[1]), int(match[2])
        if not 1 <= number <= of:
            return self.fail(f"“{value}”超出范围；斜杠前应是1到{of}。", param, ctx)
        return Shard(number, of)


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="成批印简报：印过没变的跳过，一份出错不影响其余")
@partial(city_option, told="城市，几个就写成 盘锦、鞍山，各印一份；all 是原文里的所有城市")
@partial(
    year_option,
    told="年份，2020-2022是三年各印一份；all 是原文里的所有年份",
    kind=EveryYear(),
)
@source_option
@reference_option
@click.option(
    "--jobs",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="任务单（CSV或TOML），每行一份简报；代替 --city 和 --year",
)
@look_options
@click.option(
    "-o",
    "folder",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    default=Path("output"),
    help="简报存进哪个文件夹；不写时是output",
)
@click.option("--pattern", metavar="写法", default="", help="文件名的写法，见下面“文件名”")
@click.option("--archive", is_flag=True, help="印成存档本（PDF/A-3），附上全部数据")
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="个数",
    help="同时读和印的工作进程；不写时每个处理器核一个",
)
@click.option("--scheduler", metavar="地址", help="Dask调度器，例如 tcp://主机:8786；需要另装Dask")
@click.option(
    "--shard", type=ShardOption(), metavar="第几/共几", default=Shard(), help="只印其中一份"
)
@cache_options
@click.pass_context
def batch(  # noqa: PLR0913, PLR0917  one parameter per option
    context: click.Context,
    /,
    cities: tuple[str, ...],
    years: tuple[str, ...],
    sources: tuple[Path, ...],
    references: tuple[Path, ...],
    jobs: Path | None,
    folder: Path,
    pattern: str,
    archive: bool,  # noqa: FBT001  Click hands over by name
    workers: int | None,
    scheduler: str | None,
    shard: Shard,
    cache: Path | None,
    cacheless: bool,  # noqa: FBT001  Click hands over by name
    **look: Any,  # noqa: ANN401  the options of look_options
) -> None:
    """Read, compose, print what has changed; the manifest's path on stdout."""
    stages: Stages = context.obj
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    issued = issue_date(epoch, date.today())  # noqa: DTZ011  the reader's day
    if scheduler and workers:
        message = "用 --scheduler 时，工作进程的个数由集群决定；请去掉 --workers。"
        raise UsageError(message)
    ordered = Ordered(cities, years, jobs, pattern, look)
    given, figures = sources_given(sources, whole=False), references_given(references)
    check_folder(folder)
    order = Order(folder, issued, dated=bool(epoch), archive=archive)
    # Runs that share a cache begin at different places, so that they share the reading too.
    begin = (shard.number - 1) / shard.of
    supply = Supply(given, figures, cache, cacheless, workers or processors(), begin)
    with (
        Running() as running,
        _remote(scheduler, running) as remote,
        stocked(supply, stages, running) as stock,
    ):
        requests = list(shard.part(ordered.requests(stock)))
        with (
            nullcontext(remote) if remote else _local(requests, stages, workers) as press,
            Journal(folder, shard) as journal,
        ):
            clear_parts([folder / request.file for request in requests])
            made = Batch(order, stock, stages, Shelf.of(folder, shard), journal, running)
            running.begin(len(requests), press.where, press.lack)
            try:
                made.run(requests, press)
            finally:
                entries = made.shelf.kept(made.entries, [blank_entry(each) for each in requests])
                manifest = journal.finish(entries)
                running.clear()
                warn(stock.notices)
                again = shlex.join(["msreport", *context.meta.get(TYPED, ("batch",))])
                for line in report(entries, running.seconds, again):
                    say(line)
    click.echo(str(manifest))
    if running.failed:
        raise click.exceptions.Exit(ExitCode.PARTIAL)


def check_folder(folder: Path) -> None:
    """Do nothing when briefs can be written into a folder, which need not be there yet.

    Raises:
        UsageError: it is a file.
        OutputError: it cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        message = f"{folder}不是文件夹；请用 -o 指定一个文件夹。"
        raise UsageError(message)
    check_target(folder / "manifest.json")


@contextmanager
def _remote(scheduler: str | None, running: Running) -> Iterator[Press | None]:
    """The cluster, if one is asked for; before the sources are read, which may take long."""
    if scheduler is None:
        yield None
        return
    from mingsheng_reports.batch.cluster import cluster

    running.step(f"连接{scheduler}")
    with cluster(scheduler) as workers:
        where = f"在集群{scheduler}上印"
        yield Press(workers, workers.width, print_brief, where, workers.lack)


@contextmanager
def _local(requests: Sequence[Request], stages: Stages, workers: int | None) -> Iterator[Press]:
    """Processes of this machine; for stages put in from outside, this very process."""
    if stages != Stages():
        yield Press(Inline(), 1, partial(print_brief, stages=stages), "在本进程里印")
        return
    size = min(workers or processors(), max(1, len(requests)))
    crew = printers(size, themes_of(requests))
    try:
        yield Press(crew, size, print_brief, f"{size}个工作进程同时印")
    finally:
        # Whatever is still being printed was interrupted.
        crew.shutdown(cancel_futures=True)
