"""A metric that is printed under the note of another sentence that says the same."""

from __future__ import annotations

from dataclasses import replace

from mingsheng_reports.exports.noted import Noted
from support.annotated import metrics

ONE, OTHER = (metric for metric in metrics()[:2])
TWIN = replace(ONE, id="another sentence")


def test_its_own_note_or_that_of_its_twin() -> None:
    noted = Noted.of([ONE])
    assert noted.under(ONE) == ONE.id
    assert noted.under(TWIN) == ONE.id
    assert noted.under(replace(TWIN, year="1999")) == ""
    assert noted.under(OTHER) == ""


def test_all_or_none() -> None:
    noted = Noted.of([ONE, OTHER])
    assert noted.all_under([TWIN, OTHER]) == [ONE.id, OTHER.id]
    assert noted.all_under([TWIN, replace(OTHER, id="x", city="别处")]) == []
