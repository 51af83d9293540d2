"""Which facts are the most telling: a rule that one can read.

Points of a metric, added up:
  people   up to 6: the order of magnitude of persons or households reached
  money    up to 4: half the order of magnitude of an amount
  rate     2 for a percentage
  promise  4.5 when the promise it answers was met, 0.5 when its progress is known
  raise    2.5 when it replaces a lower standard, 1.5 when a rate rose in its own sentence, 2 when
           it can be compared with another year
  task     1.5 when a yearly task was fulfilled
  less     1 for an approximate number, 1.5 for a plan, 3 for a zero or a count below ten,
           4 outside the categories that residents feel (产业经济, 其他, 财政投入) and for
           investments and brand values
Of two with the same points the one that residents feel comes first, then the later year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingsheng_reports.briefs.facts import pairs
from mingsheng_reports.briefs.wording import label_of
from mingsheng_reports.catalogue.phrasing import trusted, words
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.comparison import Board, PledgeState
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier

PEOPLE = {"person": Decimal("1.2"), "person-time": Decimal(1), "household": Decimal("1.3")}
FAR = ("产业经济", "其他", "财政投入")
FEW = 10
MOST_PER_CATEGORY = 2
SHARED = 4  # characters
KEPT = (PledgeState.MET, PledgeState.EXCEEDED)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the comparisons say about a metric, by its id.

    Attributes:
        kept, under_way: the result of a promise met, of one in progress.
        compared: has a comparable earlier year.
        raised: id of a new value → the lower one it replaced in the same sentence.
        fulfilled: has a yearly task that was reached.
    """

    kept: frozenset[str]
    under_way: frozenset[str]
    compared: frozenset[str]
    raised: Mapping[str, Metric]
    fulfilled: frozenset[str]

    @classmethod
    def of(cls, board: Board, metrics: Sequence[Metric], baselines: Iterable[Metric]) -> Standing:
        """Gathers it from the board and from the metrics themselves."""
        results = [(p.result.id, p.state) for p in board.pledges if p.result is not None]
        old: dict[tuple[str, str], list[Metric]] = defaultdict(list)
        for baseline in baselines:
            old[baseline.place, baseline.label].append(baseline)
        done = {
            (m.place, m.label)
            for m in metrics
            if m.status is Status.COMPLETION and m.quantity.value >= 100
        }
        return cls(
            kept=frozenset(i for i, state in results if state in KEPT),
            under_way=frozenset(i for i, state in results if state is PledgeState.UNDERWAY),
            compared=frozenset(c.metrics[-1].id for c in board.years if c.change is not None),
            raised={
                m.id: before
                for m in metrics
                for before in old[m.place, m.label]
                if m.status in {Status.STANDARD, Status.ACTUAL}
                and pairs(before, m)
                and before.quantity.value < m.quantity.value
            },
            fulfilled=frozenset(
                m.id for m in metrics if m.status is Status.ACTUAL and (m.place, m.label) in done
            ),
        )


def points(metric: Metric, standing: Standing) -> Decimal:
    """How telling a metric is, by the rule above."""
    quantity = metric.quantity
    kind = kind_of(quantity.unit)
    size = Decimal(max(0, quantity.value.adjusted())) if quantity.value else Decimal(0)
    score = Decimal(0)
    if kind in PEOPLE and (kind != "person-time" or quantity.unit.endswith("人次")):
        score += min(Decimal(6), size * PEOPLE[kind])
    elif kind == "money":
        score += min(Decimal(4), size / 2)
    elif kind == "percent":
        score += 2
    score += Decimal("4.5") * (metric.id in standing.kept)
    score += Decimal("0.5") * (metric.id in standing.under_way)
    benefit = metric.status is Status.STANDARD
    score += Decimal("2.5" if benefit else "1.5") * (metric.id in standing.raised)
    score += 2 * (metric.id in standing.compared)
    score += Decimal("1.5") * (metric.id in standing.fulfilled)
    score -= quantity.qualifier is not Qualifier.EXACT
    score -= Decimal("1.5") * (metric.status is Status.TARGET)
    score -= 4 * (metric.category in FAR or metric.label.endswith(words("expectation")))
    if quantity.value < FEW and kind not in {"percent", "ratio"} and metric.id not in standing.kept:
        score -= 3
    return score


def ranked(metrics: Iterable[Metric], standing: Standing) -> list[Metric]:
    """City-wide numbers that speak for themselves, the most telling first."""
    told = (Status.ACTUAL, Status.STANDARD, Status.TARGET, Status.BASELINE)
    own = [
        m
        for m in metrics
        if m.scope is Scope.CITY
        and m.status in told
        and m.place == m.city
        and trusted(m)
        and not m.part_of
        and len(m.year) == 4
    ]
    return sorted(own, key=lambda m: (-points(m, standing), m.category in FAR, -int(m.year)))


def _akin(first: Metric, second: Metric) -> bool:
    """Whether two labels begin alike: households and persons on the same benefit are one story."""
    if first.city != second.city:
        return False
    return label_of(first)[:SHARED] == label_of(second)[:SHARED]


def leading(
    metrics: Sequence[Metric], standing: Standing, most: int, *, even: bool = False
) -> list[Metric]:
    """The first few of the ranking, not more than two of a category, no story twice.

    ``even`` gives every city of a year's brief its share.
    """
    chosen: list[Metric] = []
    held = ranked(metrics, standing)
    cities = len({metric.city for metric in held}) if even else 1
    share = -(-most // max(1, cities))
    for limit in (MOST_PER_CATEGORY, len(held)):
        for metric in held:
            if len(chosen) == most:
                return chosen
            alike = [m for m in chosen if m.category == metric.category]
            told = any(_akin(m, metric) for m in chosen)
            own = [m for m in chosen if m.city == metric.city]
            crowded = limit == MOST_PER_CATEGORY and even and len(own) >= share
            if metric not in chosen and not told and len(alike) < limit and not crowded:
                chosen.append(metric)
    return chosen
