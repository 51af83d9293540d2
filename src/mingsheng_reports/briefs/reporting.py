"""A source's clauses as running text: 据报道，共发放取暖救助金1276万元；….

A sentence tells one period only and names it unless it is all of the brief's own year. What is
planned is told as planned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.periods import counted_until, cut_off, year_text
from mingsheng_reports.briefs.retold import acts, planned, words
from mingsheng_reports.briefs.verbatim import Clause, tell_verbatim, with_place_mended
from mingsheng_reports.briefs.wording import display
from mingsheng_reports.catalogue.phrasing import TOLD_TO_DATE, credible_place, reported_in
from mingsheng_reports.core.brief import Fragment, Name, Sentence, Words, sentence_text
from mingsheng_reports.core.metric import Metric, Scope, Status

MANY = 4  # clauses in one sentence
OVERLAP = (4, 3, 2)
NOWHERE = Words("")
WHOLES = ("全市", "全县", "全区", "全旗", "全州")
PARTS = ("市本级", "城区", "县区", "市县")
TIME_WORD = "year:time-word:"
COUNTED_BACK = re.compile("年(?:多?来|间)$")  # 成立15年来: the years are reckoned, not written
LONG_NAME = 12  # characters
BELONGING = 3  # characters that name a village: 得胜村 of 盘山县得胜村


@dataclass(frozen=True, slots=True)
class Reporter:
    """From where clauses are told.

    Attributes:
        year: the brief's year, left unsaid.
        named: the place that the paragraph is about.
        leads: openings used so far, so that they take turns.
        said: the periods told so far in the section; the last one is not told again.
        several: whether the brief tells of several cities, so that 全市 names none.
        whole: how the place is called where a clause leaves it out: 全市, or its name.
    """

    book: Notebook
    year: str
    named: str
    leads: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    several: bool = False
    whole: Fragment = NOWHERE

    def report(self, found: Sequence[Clause]) -> Sentence:
        """One paragraph of all these clauses."""
        groups: dict[tuple[object, ...], list[Clause]] = {}
        for each in found:
            groups.setdefault((_periods(each), _only_planned(each)), []).append(each)
        pieces: list[Fragment] = []
        for group in groups.values():
            held = [with_place_mended(each) for each in group]
            for start in range(0, len(held), MANY):
                said = sentence_text(tuple(pieces))
                pieces += self._sentence(held[start : start + MANY], said)
        return tuple(pieces)

    def _sentence(self, held: Sequence[Clause], paragraph: str) -> Sentence:
        """One sentence of these clauses, behind what the paragraph has told."""
        first = not paragraph
        when = self._when(held[0])
        said = sentence_text(when) or f"{year_text(self.year)}，"
        metric = held[0].figures[0][2]
        own = metric.place == self.named
        silent = not when
        fresh = first and not self.year  # among many years each paragraph names its own
        if _only_planned(held[0]) and metric.scope is Scope.PROJECT:
            when = ()  # what a work is planned to be is of no one year
        if own and self.said[-1:] == [said] and not metric.as_of and not fresh:
            when = ()
        self.said.append("" if silent else said)
        lead: Sentence = ()
        if _only_planned(held[0]):
            lead = (Words("按照计划，"),)
        elif "also" in self.leads[-1:] and not first and not when:
            lead = ()  # said once in a paragraph is enough
        elif (first and TOLD_TO_DATE.search(sentence_text(when)) is None) or not when:
            lead = (Words(self._turn("lead" if first else "also")),)
        about, name = self._whose(held, paragraph)
        if about:
            plan = "按照计划，" if _only_planned(held[0]) else ""
            lead = (Words("关于"), *about, Words(f"的报道称，{plan}"))
        pieces: list[Fragment] = [*lead, *when]
        before: Clause | None = None
        for each in held:
            pieces += [Words("；")] if before else []
            whose = self._left_out(before, each) if before else name
            pieces += tell_verbatim(each if before else _without(each, name), self.book, whose)
            before = each
        return (*pieces, Words("。"))

    def _left_out(self, before: Clause, clause: Clause) -> Sentence:
        """全市 where a sentence goes on to what the city did, after one about something else."""
        metric = clause.figures[0][2]
        apart = before.figures[0][2].evidence.sentence_spans != metric.evidence.sentence_spans
        changes = acts(clause.text) and not (acts(before.text) or before.text.startswith(WHOLES))
        own = metric.place == self.named and not _named_in(clause.text, metric.place)
        return (self.whole,) if apart and changes and own and self.whole.text else ()

    def _turn(self, kind: str) -> str:
        choices = words(kind)
        self.leads.append(kind)
        return choices[(self.leads.count(kind) - 1) % len(choices)]

    def _whose(self, held: Sequence[Clause], paragraph: str) -> tuple[Sentence, Sentence]:
        """Whose numbers these are: 关于… before all of it, or a name before the first clause."""
        metric = held[0].figures[0][2]
        text = paragraph + "".join(each.text for each in held)
        if metric.place != self.named and credible_place(metric):
            known = _whole_name(metric.place) in text
            if metric.scope is Scope.DISTRICT:
                known = metric.place[-BELONGING:] in text
            name = (Name(display(metric.place), metric.id),)
            if known or held[0].mended:
                return (), ()
            return ((), name) if metric.scope is Scope.ORGANISATION else (name, ())
        apart = self.several and metric.scope is Scope.CITY
        if metric.place != self.named or _named_in(held[0].text, metric.place, apart=apart):
            return (), ()
        return (), (Name(display(metric.place), metric.id),)

    def _when(self, clause: Clause) -> Sentence:
        """截至2022年11月30日， or 2018—2020年，; nothing for the whole of the brief's own year.

        Nor where the words tell it by themselves: 学校成立15年来.
        """
        if _periods(clause) == ((self.year, "", False),) or _tells_span(clause):
            return ()
        pieces: list[Fragment] = []
        told: set[str] = set()
        for metric in _telling(_dated(clause)):
            own = metric.to_date and metric.year == self.year == reported_in(metric)
            until = cut_off(metric) if own else counted_until(metric)
            if sentence_text(until) not in told:
                pieces += [*([Words("、")] if told else []), *until]
                told.add(sentence_text(until))
        return (*pieces, Words("，"))


def _without(clause: Clause, name: Sentence) -> Clause:
    """The clause without the end of the name that stands before it, and without 全市."""
    said = sentence_text(name)
    sizes = [n for n in OVERLAP if said and said.endswith(clause.text[:n])]
    cut = next(iter(sizes), 0)
    if said and not cut and clause.text.startswith(WHOLES):
        cut = 2
    if not cut or clause.figures[0][0] < cut:
        return clause
    figures = tuple((a - cut, b - cut, metric) for a, b, metric in clause.figures)
    mended = tuple((a - cut, b - cut, name) for a, b, name in clause.mended)
    return Clause(clause.text[cut:], figures, mended)


def _named_in(text: str, place: str, *, apart: bool = False) -> bool:
    """Whether the words say whose numbers they are: 鞍山市…; 全市… unless cities stand apart."""
    general = () if apart else (*WHOLES, *PARTS)
    return place[:-1] in text or any(word in text for word in general)


def _whole_name(place: str) -> str:
    """What of a name must be in a text that names it: most of a long one, which papers shorten."""
    return place if len(place) < LONG_NAME else place[: len(place) * 2 // 3]


def _tells_span(clause: Clause) -> bool:
    """Whether every number is of some years that the clause itself names, counted back from now."""
    spoken = [
        rule.removeprefix(TIME_WORD)
        for metric in _dated(clause)
        for rule in metric.rules
        if rule.startswith(TIME_WORD)
    ]
    spans = all("-" in metric.year for metric in _dated(clause))
    return (
        spans and bool(spoken) and all(COUNTED_BACK.search(w) and w in clause.text for w in spoken)
    )


def _dated(clause: Clause) -> list[Metric]:
    """The metrics whose periods the clause tells; an old value only where it stands alone."""
    metrics = [metric for _, _, metric in clause.figures]
    return [metric for metric in metrics if metric.status is not Status.BASELINE] or metrics


def _telling(metrics: Sequence[Metric]) -> list[Metric]:
    """Without those of a whole year where another of the year reaches up to the report."""
    running = {metric.year for metric in metrics if metric.to_date}
    return [m for m in metrics if m.to_date or m.as_of or m.year not in running]


def _periods(clause: Clause) -> tuple[tuple[str, str, bool], ...]:
    return tuple(dict.fromkeys((m.year, m.as_of, m.to_date) for m in _dated(clause)))


def _only_planned(clause: Clause) -> bool:
    """Whether it tells plans in words that do not show them as such."""
    plans = all(metric.status is Status.TARGET for _, _, metric in clause.figures)
    return plans and not planned(clause.text)
