"""A batch: every brief asked for is composed, and printed unless it lies there already.

Composing takes a twentieth of the time of printing, so it is done here, in one process, for every
brief that may have changed: what was composed tells exactly whether it has. Only this process
writes, so that whatever becomes of a worker, a file is there in full or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from mingsheng_reports.batch.content import digest_of
from mingsheng_reports.batch.equipment import equipment_of
from mingsheng_reports.batch.manifest import Entry, Journal, Shelf, State
from mingsheng_reports.batch.request import Request, Stock
from mingsheng_reports.batch.work import Job, Pressed
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.errors import ClusterLostError, MsreportError, OutputError, UsageError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.flow import Ended, flow
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.core.writing import write_whole
from mingsheng_reports.pipeline import board_of, making_of
from mingsheng_reports.stages import Stages

Print = Callable[[Job], Pressed]
Tell = Callable[[Entry | None], None]  # None: nothing has ended, but time has passed


@dataclass(frozen=True, slots=True)
class Press:
    """Where jobs are printed.

    Attributes:
        executor: takes ``width`` jobs at the same time.
        print: importable wherever the executor's workers are.
        where: the same for a person, in Chinese.
        lack: what keeps it from printing at the moment, in Chinese; empty when nothing does.
    """

    executor: Executor
    width: int
    print: Print
    where: str
    lack: Callable[[], str] = str


@dataclass(frozen=True, slots=True)
class Order:
    """How a batch is to be done.

    Attributes:
        issued: the day of issue of what is printed now.
        dated: whether everything is to bear that day; else what has not changed keeps its own.
        archive: whether the PDFs carry what they were made from.
    """

    folder: Path
    issued: date
    dated: bool = False
    archive: bool = False


@dataclass(frozen=True, slots=True)
class _Task:
    """A brief to be printed, and what will be known of it then."""

    entry: Entry
    job: Job


@dataclass(slots=True)
class Batch:
    """A run over all requests; ``entries`` grows while it is at work."""

    order: Order
    stock: Stock
    stages: Stages
    shelf: Shelf
    journal: Journal
    tell: Tell
    entries: dict[str, Entry] = field(default_factory=dict)

    def run(self, requests: Sequence[Request], press: Press) -> None:
        """Do everything that is asked for; what fails is noted and the rest goes on.

        Raises:
            OutputError: the folder cannot be written.
            ClusterLostError: nothing can be printed any more.
        """

        def submit(task: _Task) -> Future[Pressed]:
            return press.executor.submit(press.print, task.job)

        for ended in flow(self._tasks(requests), submit, press.width, lambda: self.tell(None)):
            self._keep(ended)

    def _tasks(self, requests: Sequence[Request]) -> Iterator[_Task | None]:
        for request in requests:
            blank = blank_entry(request)
            found: _Task | Entry
            try:
                found = self._task(request, blank)
            except UsageError as error:
                state = State.FAILED if request.expected else State.NOTHING
                found = replace(blank, state=state, reason=str(error))
            except Exception as error:  # noqa: BLE001  one bad city never stops the others
                found = replace(blank, state=State.FAILED, reason=reason_of(error))
            if isinstance(found, _Task):
                yield found
            else:
                self._note(found)
                yield None

    def _task(self, request: Request, blank: Entry) -> _Task | Entry:
        """What is to be printed, or the entry of what lies there unchanged."""
        if request.trouble:
            return replace(blank, state=State.FAILED, reason=request.trouble)
        order, theme = self.order, request.theme
        lying = self.shelf.complete(request.file)
        if lying and order.dated and lying.issued != order.issued.isoformat():
            lying = None
        equipment = equipment_of(theme)
        digest = self.stock.digest_for(request.subject)
        known = digest and digest_of(digest, request.subject, theme, equipment, order.archive)
        if lying and known and lying.findings == known:
            return _unchanged(lying, blank)
        findings = self.stages.narrow(self.stock.findings_for(request.subject), request.subject)
        if lying:  # has anything changed but the day?
            job = self._job(request, findings, date.fromisoformat(lying.issued), equipment)
            if digest_of(job) == lying.key:
                return _unchanged(replace(lying, findings=known), blank)
        job = self._job(request, findings, order.issued, equipment)
        issued = order.issued.isoformat()
        return _Task(replace(blank, key=digest_of(job), findings=known, issued=issued), job)

    def _job(self, request: Request, findings: Findings, issued: date, equipment: str) -> Job:
        theme, stages = request.theme, self.stages
        board = board_of(request.subject, findings, stages)
        brief = stages.compose(request.subject, findings, board, issued)
        if theme.template.proofs:
            brief = stages.proof(brief, board, findings.settled)
        making = None
        if self.order.archive:
            named = replace(findings, library=_named(findings.library, brief))
            making = making_of(brief, board, named, issued, theme.template.name)
        return Job(brief, theme, issued, equipment, making)

    def _keep(self, ended: Ended[_Task, Pressed]) -> None:
        """Write what was printed; the journal first, so that nothing finished is unknown."""
        entry, done = ended.task.entry, ended.result
        if isinstance(ended.error, ClusterLostError):
            raise ended.error
        if done is None:
            reason = reason_of(ended.error)
            self._note(replace(entry, state=State.FAILED, key="", findings="", reason=reason))
            return
        printed = replace(
            entry,
            state=State.PRINTED,
            sha256=hashlib.sha256(done.pdf).hexdigest(),
            pages=done.pages,
            bytes=len(done.pdf),
            notices=done.notices,
        )
        self.journal.add(printed)
        try:
            write_whole(self.order.folder / entry.file, done.pdf)
        except OutputError as error:
            printed = replace(entry, state=State.FAILED, reason=str(error), key="", findings="")
        self._note(printed)

    def _note(self, entry: Entry) -> None:
        self.entries[entry.file] = entry
        self.tell(entry)


def _unchanged(lying: Entry, blank: Entry) -> Entry:
    """An entry of an earlier run for what is asked for in this one."""
    return replace(
        lying,
        state=State.UNCHANGED,
        cities=blank.cities,
        years=blank.years,
        template=blank.template,
    )


def blank_entry(request: Request) -> Entry:
    """What is known of a brief before its turn."""
    subject = request.subject
    template = request.theme.template.name
    return Entry(request.file, subject.cities, subject.years, template, State.LEFT)


def _named(library: Library, brief: Brief) -> Library:
    """The sources of a brief, by the names of their files: what they say stands in the brief."""
    used = {colophon.doc for colophon in brief.colophons}
    held = (source for source in library.files if source.doc in used)
    bare = (replace(each, path=Path(each.path.name), text="", line_starts=()) for each in held)
    return Library(tuple(bare), ())


def reason_of(error: BaseException | None) -> str:
    """Why a brief was not printed, as one sentence."""
    if isinstance(error, MsreportError):
        return str(error)
    if isinstance(error, BrokenExecutor):
        return (
            "印它的工作进程接连中断（多半是内存不够）；"
            "请关掉别的程序，或用 --workers 减少工作进程，再运行一次。"
        )
    if isinstance(error, MemoryError):
        return "内存不够；请用 --workers 减少工作进程，再运行一次。"
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return f"程序内部出错（{told}），这是程序的缺陷；请把这句话交给维护者。"


def themes_of(requests: Sequence[Request]) -> tuple[Theme, ...]:
    """The looks that are asked for, each once."""
    return tuple(dict.fromkeys(request.theme for request in requests))
