"""Which sentence a printed number is noted by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.core.metric import Metric
from support.annotated import metrics


@pytest.fixture
def metric() -> Metric:
    return next(each for each in metrics() if not each.to_date)


def noted(metric: Metric, speaker: Metric) -> str:
    """The id of the metric that the note is about."""
    return Notebook({metric.id: speaker}).figure(metric).metric.id


def test_one_metric_speaks_for_others_that_state_the_same_fact(metric: Metric) -> None:
    assert noted(metric, replace(metric, id="other")) == "other"


def test_a_number_in_other_words_keeps_its_own_sentence(metric: Metric) -> None:
    quantity = replace(metric.quantity, printed=f"每户{metric.quantity.printed}")
    assert noted(metric, replace(metric, id="other", quantity=quantity)) == metric.id


def test_a_number_of_the_whole_year_is_not_noted_by_one_up_to_a_report(metric: Metric) -> None:
    assert noted(metric, replace(metric, id="other", to_date=True)) == metric.id
    assert noted(replace(metric, to_date=True), replace(metric, id="other")) == metric.id
