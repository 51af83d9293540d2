"""What comes out of the store is what comes out of everything: the same brief, the same bytes."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mingsheng_reports.batch.request import Held
from mingsheng_reports.cli.subject import choose_subject, silences
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.findings import Findings, Told, pairs_told
from mingsheng_reports.pipeline import (
    brief_of,
    cities_of,
    find,
    print_brief,
    write_page,
    years_of,
)
from mingsheng_reports.stages import Stages
from mingsheng_reports.store.cache import Cache
from mingsheng_reports.store.gathering import gather
from mingsheng_reports.store.store import Store

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
DAY = date(2023, 1, 2)


def subjects_of(found: Findings) -> list[Subject]:
    """Each city in each year and over its years, each year over all cities, two cities."""
    cities = cities_of(found)
    return [
        *(Subject(city, year) for city in cities for year in ("", *years_of(found, city))),
        *(Subject(year=year) for year in years_of(found)),
        Subject(cities[:2], years_of(found)),
    ]


def told(subject: Subject, found: Findings) -> Brief | str:
    """The brief with its proof sheet, or why there is none."""
    try:
        return brief_of(subject, found, DAY, Stages(), proofs=True)
    except UsageError as error:
        return str(error)


@pytest.fixture(scope="module")
def seeds() -> Findings:
    return find([SEEDS], Stages())


@pytest.fixture(scope="module")
def seed_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return gather([SEEDS], Cache(tmp_path_factory.mktemp("cache")))


def test_every_brief_of_the_seeds_is_the_same(seeds: Findings, seed_store: Store) -> None:
    for subject in subjects_of(seeds):
        assert told(subject, seed_store.findings_for(subject)) == told(subject, seeds), subject


def test_every_brief_of_the_province_is_the_same(whole: Findings, store: Store) -> None:
    for subject in subjects_of(whole):
        assert told(subject, store.findings_for(subject)) == told(subject, whole), subject


def save_pdf(brief: Brief, found: Findings, path: Path) -> None:
    del found
    print_brief(brief, path, DAY, Stages())


def save_page(brief: Brief, found: Findings, path: Path) -> None:
    write_page(brief, found, path, DAY, Stages())


@pytest.mark.slow
@pytest.mark.parametrize("save", [save_pdf, save_page])
def test_the_file_is_the_same_byte_for_byte(
    save: Callable[[Brief, Findings, Path], None],
    seeds: Findings,
    seed_store: Store,
    tmp_path: Path,
) -> None:
    subject = Subject("盘锦市", "2019")
    saved = []
    for name, found in (("whole", seeds), ("store", seed_store.findings_for(subject))):
        save(brief_of(subject, found, DAY, Stages()), found, tmp_path / name)
        saved.append((tmp_path / name).read_bytes())
    assert saved[0] == saved[1]


def test_it_tells_of_the_same_cities_and_years(whole: Findings, store: Store) -> None:
    pairs = {(m.city, m.year) for m in whole.settled if m.year.isdigit()}
    assert pairs_told(store) == tuple(sorted(pairs))
    assert store.notices == whole.notices
    assert (store.spans, store.named, store.parts) == (whole.spans, whole.named, whole.parts)
    assert store.paths == Held(whole).paths


def answer(told_of: Told, cities: tuple[str, ...], years: tuple[str, ...]) -> object:
    """The subject and what there is nothing about, or why there is no such subject."""
    try:
        subject = choose_subject(told_of, cities, years)
    except UsageError as error:
        return str(error)
    return subject, silences(told_of, subject)


@pytest.mark.parametrize(
    ("cities", "years"),
    [
        (("盘锦",), ("2022",)),
        (("盘锦", "鞍山"), ("2019", "2020", "2035")),
        ((), ("2021",)),
        ((), ("2035",)),
        (("盘锦",), ("2035",)),
        (("盘棉",), ()),
        (("兴隆台区",), ()),
        (("立山区",), ()),
    ],
)
def test_it_answers_what_is_asked_for_as_everything_does(
    seeds: Findings, seed_store: Store, cities: tuple[str, ...], years: tuple[str, ...]
) -> None:
    assert answer(seed_store, cities, years) == answer(seeds, cities, years)


def test_a_brief_needs_a_few_sources_however_many_there_are(store: Store) -> None:
    for city, year in pairs_told(store):
        found = store.findings_for(Subject(city, year))
        assert len(found.library.sources) <= 4 + 4 * 2 < len(store.held)
        assert len({metric.city for metric in found.metrics}) <= 5


def test_figures_to_divide_by_come_out_of_the_store_too(seed_store: Store, tmp_path: Path) -> None:
    rows = tmp_path / "人口.csv"
    head = "place,what,value,unit,date,source"
    rows.write_text(f"{head}\n盘锦市,常住人口,138.97,万人,2021,公报\n", encoding="utf-8")
    subject = Subject("盘锦市", "2021")
    plain = seed_store.digest_for(subject)
    with_figures = gather([SEEDS], seed_store.cache, references=[rows])
    whole = find([SEEDS], Stages(), references=[rows])
    assert with_figures.digest_for(subject) != plain
    brief = told(subject, with_figures.findings_for(subject))
    assert brief == told(subject, whole)
    assert isinstance(brief, Brief)
    assert brief.ratios is not None


def test_little_is_held_however_much_there_is(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(pickle.dumps(store)) < 1500 * len(store.held)  # 20,000 files: 30 MB
    monkeypatch.setattr("mingsheng_reports.store.store.OPEN", 3)
    small = pickle.loads(pickle.dumps(store))  # noqa: S301  our own
    for city, year in pairs_told(store):
        assert small.findings_for(Subject(city, year)) == store.findings_for(Subject(city, year))
        assert len(small._open) <= 3
