"""The made-up province is read as it was made: each number belongs to its county and year."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from corpus import write
from province import MADE_UP, Size, counties, documents, owner, owners_in, pages_of

from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.undertaking import Stage
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages

SMALL = Size(counties=4, years=2, pages=3)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    folder = tmp_path_factory.mktemp("province")
    assert write(documents(SMALL), folder)[0] == 4 * 2 * 3
    return find([folder], Stages())


def test_every_metric_stands_under_the_county_and_year_that_its_number_names(
    found: Findings,
) -> None:
    written = 0
    for metric in found.metrics:
        told = set(owners_in(metric.quantity.printed, SMALL).values())
        written += bool(told)
        assert told <= {(metric.city, int(metric.year))}, metric.evidence.sentence
    assert written > 0.9 * len(found.metrics)


def test_every_county_has_results_and_plans_of_every_year(found: Findings) -> None:
    told = Counter((metric.city, metric.year, metric.status.value) for metric in found.metrics)
    for place in counties(SMALL):
        for year in SMALL.all_years:
            assert told[place.name, str(year), "actual"] >= 12
            assert told[place.name, str(year), "target"] >= 12
    announced = found.extraction.announced
    assert {each.city for each in announced.undertakings} == {
        place.name for place in counties(SMALL)
    }
    assert {each.stage for each in announced.sightings} >= {Stage.DONE}


def test_a_small_number_is_nobodys() -> None:
    assert owner(int("9" * (SMALL.digits - 1)), SMALL) is None
    assert owners_in("2022年", SMALL) == {}


def test_the_same_size_gives_the_same_pages_and_each_year_alone() -> None:
    everything = list(documents(SMALL))
    assert everything == list(documents(SMALL))
    assert list(pages_of(3, SMALL.first_year + 1, SMALL)) == everything[-SMALL.pages :]
    assert [each.text for each in everything] != [
        each.text for each in documents(Size(counties=4, years=2, pages=3, seed=1))
    ]


def test_every_page_says_that_it_is_made_up() -> None:
    for document in documents(SMALL):
        assert MADE_UP in document.text
        assert not re.search(r"\d", MADE_UP)


def test_a_large_province_has_longer_numbers() -> None:
    large = Size(counties=2000, years=3, pages=4)
    assert large.digits > SMALL.digits
    with pytest.raises(ValueError, match="only"):
        counties(Size(counties=100_000))


def test_nothing_in_it_is_left_unsettled(found: Findings) -> None:
    assert not found.notices
