"""What is kept comes back as it was."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.store.page import Page, pack, summary_of, unpack, unpack_summary, work_out
from mingsheng_reports.store.plain import from_plain, to_plain
from mingsheng_reports.store.store import Store
from support.factory import make


def test_every_page_comes_back(store: Store) -> None:
    for held in store.held:
        page = work_out(held.errand)
        assert page is not None
        content = pack(page)
        assert unpack_summary(content) == summary_of(page) == held.summary
        again = unpack(content)
        assert (again.text, again.metrics, again.notices) == (
            page.text,
            page.metrics,
            page.notices,
        )
        for article, before in zip(again.articles, page.articles, strict=True):
            texts = [(b.text.text, tuple(b.text.positions)) for b in article.blocks]
            assert texts == [(b.text.text, tuple(b.text.positions)) for b in before.blocks]


@pytest.mark.parametrize("value", ["0.10", "1E+3", "12345678901234567890.000000000000000001", "0"])
def test_a_number_comes_back_digit_by_digit(value: str) -> None:
    metric = make(value=value, printed="若干人")
    again = from_plain(type(metric), to_plain(type(metric), metric))
    assert again == metric
    assert str(again.quantity.value) == str(metric.quantity.value)


@pytest.mark.parametrize("places", [range(0), range(5, 9), (0, 1, 2, 7, 8, 3), (4,), (9, 8, 7), ()])
def test_places_come_back(places: range | tuple[int, ...]) -> None:
    text = AlignedText("x" * len(places), places)
    again = from_plain(AlignedText, to_plain(AlignedText, text))
    assert tuple(again.positions) == tuple(places)


def test_names_that_are_no_unicode_come_back() -> None:
    page = Page("正文\udcff", (), (), ())
    assert unpack(pack(page)) == page


def test_a_kind_that_has_no_plain_form_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        when: float

    with pytest.raises(TypeError, match="float"):
        to_plain(Odd, Odd(1.5))


def test_a_decimal_never_becomes_a_float() -> None:
    metric = make(value="0.1")
    again = from_plain(type(metric), to_plain(type(metric), metric))
    assert isinstance(again.quantity.value, Decimal)
