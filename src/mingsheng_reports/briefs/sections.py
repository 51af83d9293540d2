"""One section per category: a paired heading, and paragraphs by place and article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from mingsheng_reports.briefs.facts import pairs
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.reporting import Reporter
from mingsheng_reports.briefs.selection import Selection
from mingsheng_reports.briefs.sentences import Voice, paragraphs, whole_of
from mingsheng_reports.briefs.verbatim import Reader, clauses
from mingsheng_reports.briefs.wording import display, needs_its_sentence
from mingsheng_reports.catalogue.categories import order_of
from mingsheng_reports.catalogue.phrasing import trusted
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.core.brief import Digest, Fragment, Name, Section, Sentence, Words
from mingsheng_reports.core.comparison import Derived, Subject
from mingsheng_reports.core.metric import Metric, Scope, Status

TABLE = "sections.tsv"
NAMED_SCOPES = (Scope.PROJECT, Scope.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Heading:
    """One row: what labels or quotes must hold, and the words that may then stand above them."""

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
            row["category"],
            tuple(row["needs"].split()),
            row["kicker"],
            row["heading"],
            row["title"],
        )
        for row in read_tsv(TABLE)
    )


def heading_for(category: str, metrics: Sequence[Metric]) -> Heading:
    """The first row whose words all occur in labels or quotes; a category unknown falls to 其他."""
    said = " ".join(f"{metric.label} {metric.evidence.quote}" for metric in metrics)
    for known in (category, "其他"):
        for row in headings():
            if row.category == known and all(word in said for word in row.needs):
                return row
    return headings()[-1]


@dataclass(frozen=True, slots=True)
class Writer:
    """What every paragraph needs.

    ``quoted`` remembers which metrics the source's own words have told, ``leads`` how such
    paragraphs began, ``said`` the periods told so far in the section.
    """

    selection: Selection
    subject: Subject
    book: Notebook
    reader: Reader
    progress: Mapping[str, Derived] = field(default_factory=dict)
    quoted: set[str] = field(default_factory=set)
    leads: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def paragraphs(self, metrics: Sequence[Metric], named: str, whole: Fragment) -> list[Sentence]:
        """Composed sentences for what can be named, the source's words for the rest."""
        torn = _ambiguous(metrics) | _grown(metrics, self.selection.baselines)
        rest = [m for m in metrics if m.id in torn and m.id not in self.quoted]
        known = (*self.selection.told, *self.selection.baselines)
        found = clauses(rest, tuple(dict.fromkeys(known)), self.reader)
        # What a quotation tells is not told once more in our own words.
        self.quoted.update(metric.id for each in found for _, _, metric in each.figures)
        plain = [m for m in metrics if m.id not in torn and m.id not in self.quoted]
        told: list[Sentence] = []
        if plain:
            voice = Voice(self.subject.year, named, whole, self.progress, said=self.said)
            told = paragraphs(plain, self.selection.baselines, self.book, voice)
        if found:
            reporter = Reporter(
                self.book,
                self.subject.year,
                named,
                self.leads,
                self.said,
                several=not self.subject.city,
                whole=whole,
            )
            told.append(reporter.report(found))
        return told


def _ambiguous(metrics: Sequence[Metric]) -> set[str]:
    """Ids of what needs its sentence: torn labels, and one label with several numbers."""
    rivals: dict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
    for metric in metrics:
        key = (
            metric.label,
            metric.place,
            metric.year,
            metric.as_of,
            metric.status,
            metric.quantity.unit,
            metric.verb,
        )
        rivals[key][metric.id] = metric.quantity.plain_value
    torn = {metric.id for metric in metrics if not trusted(metric) or needs_its_sentence(metric)}
    for values in rivals.values():
        if len(set(values.values())) > 1:
            torn.update(values)
    # What one sentence says of an organisation is told in one piece.
    spoken = {_said_of(m) for m in metrics if m.id in torn and m.scope is Scope.ORGANISATION}
    torn.update(metric.id for metric in metrics if _said_of(metric) in spoken)
    return torn


def _said_of(metric: Metric) -> tuple[object, ...]:
    return metric.place, metric.evidence.doc, metric.evidence.sentence_spans


def _grown(metrics: Sequence[Metric], baselines: Sequence[Metric]) -> set[str]:
    """Ids of what was added to an old number of another name: 在25种的基础上增加了48种."""
    return {
        metric.id
        for metric in metrics
        if metric.status is Status.CHANGE
        and any(pairs(old, metric) and old.label != metric.label for old in baselines)
    }


def write_sections(writer: Writer) -> tuple[tuple[Section, tuple[Metric, ...]], ...]:
    """Sections in the catalogue's order, each with the metrics it tells."""
    selection = writer.selection
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
        told = _section_paragraphs(metrics, writer)
        if not told:
            continue
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


def _section_paragraphs(metrics: Sequence[Metric], writer: Writer) -> list[Sentence]:
    """City by city, year by year; the city's own numbers first, then those of named works."""
    told: list[Sentence] = []
    writer.said.clear()
    subject = writer.subject
    for city in dict.fromkeys(metric.city for metric in metrics):
        own = [metric for metric in metrics if metric.city == city]
        years = [subject.year] if subject.year else sorted({m.year[-4:] for m in own})
        for year in years:
            held = [m for m in own if subject.year or m.year[-4:] == year]
            for group in _groups(held):
                name = Name(city, group[0].id)
                whole = whole_of(city) if subject.city else name
                told += writer.paragraphs(group, city, whole)
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


def write_digests(writer: Writer) -> tuple[Digest, ...]:
    """区县速览: one entry per district; a village is told in its county's entry."""
    metrics = writer.selection.of_scope(Scope.DISTRICT)
    places = {(metric.city, metric.place) for metric in metrics}
    grouped: dict[tuple[str, str], list[Metric]] = defaultdict(list)
    for metric in metrics:
        grouped[metric.city, _district(metric, places)].append(metric)
    found = []
    for (city, place), held in sorted(grouped.items(), key=lambda entry: _rank(entry[0])):
        shown = place if writer.subject.city else f"{city}{place.removeprefix(city)}"
        told = _digest(place, held, writer)
        if told:
            found.append(Digest(Name(display(shown), held[0].id), tuple(told)))
    return tuple(found)


def _rank(key: tuple[str, str]) -> tuple[str, bool, str]:
    city, place = key
    return city, place.removeprefix(city).startswith("各"), place


def _district(metric: Metric, places: set[tuple[str, str]]) -> str:
    above = [
        place
        for city, place in places
        if city == metric.city
        and place != metric.place
        and metric.place.startswith(place)
        and place != city
    ]
    return min(above, key=len) if above else metric.place


def _digest(place: str, metrics: Sequence[Metric], writer: Writer) -> list[Sentence]:
    told: list[Sentence] = []
    writer.said.clear()
    year = writer.subject.year
    ordered = sorted(metrics, key=lambda m: m.place != place)
    whole = whole_of(place) if place[-1:] in "市县区旗" and "各" not in place else Words("")
    for each in sorted({year or m.year[-4:] for m in ordered}):
        held = [m for m in ordered if year or m.year[-4:] == each]
        for inner in dict.fromkeys(m.place for m in held):
            group = [m for m in held if m.place == inner]
            told += writer.paragraphs(group, place, whole)
    return told
