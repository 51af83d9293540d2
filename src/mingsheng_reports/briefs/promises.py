"""承诺与进展: what was promised and what the reports say of it.

A promised number has a row with its result. A work promised without a number has one where a
report speaks of it, in the report's own words. What no report speaks of is listed below the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.periods import cut_off, year_text
from mingsheng_reports.briefs.tabling import NONE, dated
from mingsheng_reports.briefs.verbatim import Reader
from mingsheng_reports.briefs.wording import display, label_of, tell_completion
from mingsheng_reports.core.article import Article
from mingsheng_reports.core.brief import (
    Day,
    Fragment,
    Name,
    Quoted,
    Row,
    Sentence,
    Table,
    Tally,
    Words,
)
from mingsheng_reports.core.comparison import Board, Judgement, Pledge, PledgeState, Subject
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Metric, Scope
from mingsheng_reports.core.undertaking import Undertaking

CHECK = "请核对"
INNER = str.maketrans("“”‘’", "‘’“”")  # marks inside a quotation change places
ORDINAL = re.compile(
    r"\s*\d{1,2}(?:[.．、]|\s)\s*(?=[\u4e00-\u9fff])"
)  # 3 建设书屋: its place in a list
UNCOUNTED = (Words("未列数量"),)


@dataclass(frozen=True, slots=True)
class Promises:
    """What the table is made of."""

    board: Board
    metrics: Sequence[Metric]
    told: Sequence[Metric]
    subject: Subject
    reader: Reader
    articles: Mapping[str, Article]


def pledge_table(held: Promises, book: Notebook) -> Table | None:
    """Works of announced lists, then other promised numbers, then completed shares of tasks."""
    board, subject = held.board, held.subject
    reported = [each for each in board.judgements if each.state is not PledgeState.UNREPORTED]
    rows: list[Row] = []
    listed: set[str] = set()
    for judgement in reported:
        listed.update(pledge.id for pledge in judgement.pledges)
        if judgement.by_number:
            told = [pledge for pledge in judgement.pledges if _tellable(pledge)]
            work = judgement.undertaking if len(told) == 1 else None
            rows += [_pledge_row(pledge, held, book, work) for pledge in told]
        else:
            rows.append(_work_row(judgement, held, book))
    others = [pledge for pledge in board.promises if pledge.id not in listed]
    rows += [_pledge_row(pledge, held, book) for pledge in others if _tellable(pledge)]
    rows += _task_rows(held, book)
    if not rows:
        return None
    heads = tuple((Words(head),) for head in ("承诺事项", "承诺", "进展", "完成情况"))
    caution = (
        Words("进展截至报道时；进行中不等于未完成任务，未见报道不等于未办理。"),
        *_quoted_from(reported, held),
        *_unreported(board, subject),
    )
    return Table("承诺与进展", heads, tuple(rows), caution)


def _tellable(pledge: Pledge) -> bool:
    """What has no name of its own is told only with what came of it."""
    return not pledge.quoted or pledge.result is not None


def _work_row(judgement: Judgement, held: Promises, book: Notebook) -> Row:
    """A work as a report tells of it; its promised numbers stand beside it, none is reported."""
    work = judgement.undertaking
    name: list[Fragment] = [Name(work.city, work.article)] if not held.subject.city else []
    name.append(Name(display(work.words), work.id))
    figures: list[Fragment] = []
    for pledge in judgement.pledges:
        figures += [Words("、")] if figures else []
        figures.append(book.figure(pledge.promised))
    plan = (*(figures or UNCOUNTED), *_due(work.year, work.id, held.subject))
    evidence = judgement.sightings[0].evidence
    done = _in_its_words(evidence, held, book)
    state: list[Fragment] = [Words(judgement.state.value)]
    if not judgement.sightings[0].sure:
        state.append(Words("（名称相近，请核对）"))
    return Row((tuple(name), plan, done, tuple(state)))


def _in_its_words(
    evidence: Evidence, held: Promises, book: Notebook, *, dated_too: bool = True
) -> Sentence:
    """A clause as its source has it, the numbers in it linked to their notes."""
    offsets, text = held.reader.stretch(evidence)
    numbered = ORDINAL.match(text)
    if numbered:
        offsets, text = offsets[numbered.end() :], text[numbered.end() :]
    text = text.translate(INNER)
    pieces: list[Fragment] = [Words("“")]
    until: Sentence = ()
    at = 0
    inside = [
        metric
        for metric in held.metrics
        if metric.evidence.doc == evidence.doc
        and evidence.span.contains(metric.evidence.figure_span)
    ]
    for metric in sorted(inside, key=lambda each: each.evidence.figure_span):
        start = text.find(metric.quantity.printed, at)
        if start < 0 or offsets[start] > metric.evidence.figure_span.end:
            continue
        if start > at:
            pieces.append(Quoted(display(text[at:start]), metric.id))
        pieces.append(book.figure(metric, bare=True))
        until = until or cut_off(metric)
        at = start + len(metric.quantity.printed)
    if at < len(text):
        pieces.append(Quoted(display(text[at:]), evidence.doc))
    pieces.append(Words("”"))
    return (*pieces, Words("（"), *until, Words("）")) if until and dated_too else tuple(pieces)


def _quoted_from(reported: Sequence[Judgement], held: Promises) -> Sentence:
    """加引号的是报道原话，见《…》."""
    cited = [each.sightings[0].article for each in reported if not each.by_number]
    quoted = [p.promised.article for p in held.board.quoted if p.result is not None]
    cited += quoted
    titles = {key: held.articles[key].title for key in dict.fromkeys(cited) if key in held.articles}
    if not titles:
        return ()
    pieces: list[Fragment] = [Words("引号内是报道原话，见")]
    for key, title in titles.items():
        pieces += [Words("《"), Name(display(title), key), Words("》")]
    return (*pieces, Words("。"))


def _unreported(board: Board, subject: Subject) -> Sentence:
    """清单中另有八件未见报道：建设工人文化宫、…."""
    silent = [each for each in board.judgements if each.state is PledgeState.UNREPORTED]
    if not silent:
        return ()
    works = [each.undertaking for each in silent]
    pieces: list[Fragment] = [
        Words("公布的清单中，报道没有写到进展的有"),
        Tally(tuple(work.id for work in works), "件"),
        Words("："),
    ]
    for at, work in enumerate(works):
        pieces += [Words("、")] if at else []
        pieces += [Name(work.city, work.article)] if not subject.city else []
        pieces.append(Name(display(work.words), work.id))
    return (*pieces, Words("。"))


def _named(metric: Metric, subject: Subject) -> Sentence:
    label = Name(display(label_of(metric)), metric.id)
    if metric.scope is not Scope.CITY:
        return (Name(display(metric.place), metric.id), label)
    return (label,) if subject.city else (Name(metric.city, metric.id), label)


def _due(year: str, origin: str, subject: Subject) -> Sentence:
    """（2022年） in a brief of many years."""
    if subject.year:
        return ()
    return (Words("（"), Day(year_text(year), origin), Words("）"))


def _pledge_row(
    pledge: Pledge, held: Promises, book: Notebook, work: Undertaking | None = None
) -> Row:
    """A promised number beside its result; ``work`` names it where it has no name of its own."""
    promised, result, subject = pledge.promised, pledge.result, held.subject
    plan = (book.figure(promised), *_due(promised.year, promised.id, subject))
    state: list[Fragment] = [Words(pledge.state.value)]
    if pledge.progress is not None and pledge.state is not PledgeState.MET:
        state += [Words("，"), book.computed(pledge.progress)]
    elif pledge.objections:
        state += [Words(f"（{pledge.objections[0].reason}）")]
    elif pledge.state is PledgeState.UNMEASURED:
        state.append(Words(f"（{pledge.ground}）"))
    if pledge.stated is not None:
        state += [Words("（报道称"), book.figure(pledge.stated), Words("）")]
    if pledge.quoted and pledge.ground.endswith(CHECK):
        state.append(Words(f"（{pledge.ground}）"))
    done = dated(result, book) if result is not None else NONE
    name = _named(promised, subject)
    if pledge.quoted and work is not None:
        name = (Name(display(work.words), work.id),)
    elif pledge.quoted:
        name = _in_its_words(_first_said(pledge), held, book, dated_too=False)
    return Row((name, plan, done, tuple(state)))


def _first_said(pledge: Pledge) -> Evidence:
    """Whichever stands first in one sentence names both: 新建48所，超额完成40所的年度目标."""
    promised, result = pledge.promised.evidence, pledge.result.evidence if pledge.result else None
    if result is not None and result.sentence_spans == promised.sentence_spans:
        return min(promised, result, key=lambda each: each.span)
    return promised


def _task_rows(held: Promises, book: Notebook) -> list[Row]:
    """城镇新增就业 | 年度任务（报道未列数） | 3411人 | 完成全年任务的162%."""
    told = {metric.id for metric in held.told}
    rows = []
    for task in held.board.tasks:
        if task.stated.id not in told or task.stated.scope is not Scope.CITY:
            continue
        done = dated(task.result, book) if task.result is not None else NONE
        state = tell_completion(task.stated, book)
        named = _named(task.stated, held.subject)
        rows.append(Row((named, (Words("年度任务（报道未列数）"),), done, state)))
    return rows
