"""One section per category: a paired heading, and paragraphs by place and article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.selection import Selection
from mingsheng_reports.briefs.sentences import Voice, paragraphs, whole_of
from mingsheng_reports.briefs.wording import display
from mingsheng_reports.catalogue.categories import order_of
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.core.brief import Digest, Name, Section, Sentence, Words
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.metric import Metric, Scope

TABLE = "sections.tsv"
NAMED_SCOPES = (Scope.PROJECT, Scope.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Heading:
    """One row: what the labels must hold, and the words that may then stand above them."""

    category: str
    needs: tuple[str, ...]
    kicker: str
    heading: str
    title: str


@cache
def headings() -> tuple[Heading, ...]:
    """All rows in order of preference."""
    return tuple(
        Heading(
            row["category"], tuple(row["needs"].split()), row["kicker"], row["heading"],
            row["title"],
        )  # fmt: skip
        for row in read_tsv(TABLE)
    )


def heading_for(category: str, metrics: Sequence[Metric]) -> Heading:
    """The first row whose words all occur in the labels; a category unknown falls to 其他."""
    labels = " ".join(metric.label for metric in metrics)
    for known in (category, "其他"):
        for row in headings():
            if row.category == known and all(word in labels for word in row.needs):
                return row
    return headings()[-1]


def write_sections(
    selection: Selection, subject: Subject, book: Notebook
) -> tuple[tuple[Section, tuple[Metric, ...]], ...]:
    """Sections in the catalogue's order, each with the metrics it tells."""
    named_home = _homes(selection.of_scope(*NAMED_SCOPES))
    grouped: dict[str, list[Metric]] = defaultdict(list)
    for metric in selection.of_scope(Scope.CITY):
        grouped[metric.category].append(metric)
    for metric in selection.of_scope(*NAMED_SCOPES):
        grouped[named_home[metric.city, metric.place]].append(metric)
    written = []
    for category in sorted(grouped, key=lambda each: (order_of(each), each)):
        metrics = grouped[category]
        row = heading_for(category, metrics)
        told = _section_paragraphs(metrics, selection, subject, book)
        section = Section(category, row.kicker, row.heading, tuple(told))
        written.append((section, tuple(metrics)))
    return tuple(written)


def _homes(metrics: Iterable[Metric]) -> dict[tuple[str, str], str]:
    """A named work is told in one place: the category that most of its metrics carry."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for metric in metrics:
        counts[metric.city, metric.place][metric.category] += 1
    return {
        key: min(held, key=lambda name: (-held[name], order_of(name)))
        for key, held in counts.items()
    }


def _section_paragraphs(
    metrics: Sequence[Metric], selection: Selection, subject: Subject, book: Notebook
) -> list[Sentence]:
    """City by city, year by year; the city's own numbers first, then those of named works."""
    told: list[Sentence] = []
    for city in dict.fromkeys(metric.city for metric in metrics):
        own = [metric for metric in metrics if metric.city == city]
        years = [subject.year] if subject.year else sorted({m.year[-4:] for m in own})
        for year in years:
            held = [m for m in own if subject.year or m.year[-4:] == year]
            for group in _groups(held):
                name = Name(city, group[0].id)
                whole = whole_of(city) if subject.city else name
                voice = Voice(year, city, whole)
                told += paragraphs(group, selection.baselines, book, voice)
    return told


def _groups(metrics: Sequence[Metric]) -> list[list[Metric]]:
    """One article's city-wide numbers are a paragraph, each named work is another."""
    groups: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.scope is Scope.CITY:
            groups["", metric.article].append(metric)
    for metric in metrics:
        if metric.scope is not Scope.CITY:
            groups[metric.scope, metric.place].append(metric)
    return list(groups.values())


def write_digests(selection: Selection, subject: Subject, book: Notebook) -> tuple[Digest, ...]:
    """区县速览: one entry per district; a village is told in its county's entry."""
    metrics = selection.of_scope(Scope.DISTRICT)
    places = {(metric.city, metric.place) for metric in metrics}
    grouped: dict[tuple[str, str], list[Metric]] = defaultdict(list)
    for metric in metrics:
        grouped[metric.city, _district(metric, places)].append(metric)
    return tuple(
        Digest(
            Name(display(place if subject.city else f"{city}{place.removeprefix(city)}"),
                 held[0].id),
            tuple(_digest(place, held, selection, subject, book)),
        )
        for (city, place), held in sorted(grouped.items(), key=lambda entry: _rank(entry[0]))
    )  # fmt: skip


def _rank(key: tuple[str, str]) -> tuple[str, bool, str]:
    city, place = key
    return city, place.removeprefix(city).startswith("各"), place


def _district(metric: Metric, places: set[tuple[str, str]]) -> str:
    above = [
        place
        for city, place in places
        if city == metric.city and place != metric.place and metric.place.startswith(place)
        and place != city
    ]  # fmt: skip
    return min(above, key=len) if above else metric.place


def _digest(
    place: str, metrics: Sequence[Metric], selection: Selection, subject: Subject, book: Notebook
) -> list[Sentence]:
    told: list[Sentence] = []
    ordered = sorted(metrics, key=lambda m: m.place != place)
    for year in dict.fromkeys(subject.year or m.year[-4:] for m in ordered):
        held = [m for m in ordered if subject.year or m.year[-4:] == year]
        for inner in dict.fromkeys(m.place for m in held):
            group = [m for m in held if m.place == inner]
            whole = whole_of(place) if place[-1] in "市县区旗" else Words("")
            voice = Voice(year, place, whole if not place.startswith("各") else Words(""))
            told += paragraphs(group, selection.baselines, book, voice)
    return told
