"""What reports tell no longer or for the first time, and what they tell elsewhere alone."""

from __future__ import annotations

from collections.abc import Sequence

from mingsheng_reports.briefs.periods import year_text
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.core.brief import Day, Fragment, Name, Row, Sentence, Table, Tally, Words
from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.coverage import Absence, Turnover
from mingsheng_reports.core.metric import Metric

NAMED = 10  # indicators in one cell
MOST_CITIES = 3  # whose years are told
NOTHING = (Words("无"),)
SILENT = (Words("原文里没有这一地这一年的报道"),)


def gap_tables(board: Board, subject: Subject) -> tuple[Table, ...]:
    """Over the years of a few cities, then over the cities of a year."""
    found = (_turnover_table(board.turnovers, subject), _absence_table(board.absences, subject))
    return tuple(table for table in found if table is not None)


def _turnover_table(turnovers: Sequence[Turnover], subject: Subject) -> Table | None:
    if not turnovers or len(subject.cities) > MOST_CITIES:
        return None
    heads = tuple((Words(head),) for head in ("年份", "两年都有", "新见报道", "不再见到"))
    rows = tuple(
        Row(
            (
                (*_whose(each.city, subject), *_which(each)),
                _named(each.kept),
                _named(each.new),
                _named(each.gone),
            )
        )
        for each in turnovers
    )
    caution = "只比每年都可以报的指标，建设和改造任务不在内；报道不再写到的，不等于没有做。"
    return Table("报道内容的变化", heads, rows, (Words(caution),))


def _which(turnover: Turnover) -> Sentence:
    origin = next(iter((*turnover.new, *turnover.kept, *turnover.gone))).id
    return (
        Day(year_text(turnover.year), origin),
        Words("（比"),
        Day(year_text(turnover.before), origin),
        Words("）"),
    )


def _absence_table(absences: Sequence[Absence], subject: Subject) -> Table | None:
    if not absences:
        return None
    heads = ((Words("城市"),), (Words("别处有报道、此处未见的指标"),))
    rows = tuple(
        Row((_place(each, subject), SILENT if each.silent else _named(each.elsewhere)))
        for each in absences
    )
    caution = "未见报道不等于没有，更不是零；别处指另外两地以上，只有两地时指另一地。"
    return Table("未见报道的指标", heads, rows, (Words(caution),))


def lacking(absence: Absence, subject: Subject) -> Sentence:
    """别处有报道、本地未见的指标有城镇新增就业、…: of one city on its own page."""
    year = () if subject.year else (Day(year_text(absence.year), absence.elsewhere[0].id),)
    head = Words("别处有报道、本地未见的指标：")
    return (*year, head, *_named(absence.elsewhere), Words("。未见报道不等于没有。"))


def _place(absence: Absence, subject: Subject) -> Sentence:
    city = Name(absence.city, f"city:{absence.city}")
    origin = absence.elsewhere[0].id if absence.elsewhere else "subject"
    year = Day(year_text(absence.year), origin)
    return (city,) if subject.year else (city, year)


def _whose(city: str, subject: Subject) -> Sentence:
    return () if subject.city else (Name(city, f"city:{city}"),)


def _named(metrics: Sequence[Metric]) -> Sentence:
    """城镇新增就业、幼儿园公办率等十二项; 无 where there are none."""
    pieces: list[Fragment] = []
    for metric in metrics[:NAMED]:
        pieces += [Words("、")] if pieces else []
        pieces.append(Name(display(label_of(metric)), metric.id))
    if len(metrics) > NAMED:
        pieces += [Words("等"), Tally(tuple(metric.id for metric in metrics), "项")]
    return tuple(pieces) or NOTHING
