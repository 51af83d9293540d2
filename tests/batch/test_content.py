import copy
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingsheng_reports.batch.content import digest_of
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.core.brief import Brief, Words
from support.sample import sample_brief


class Kind(StrEnum):
    """A closed list."""

    ONE = "one"


@dataclass(frozen=True)
class Pair:
    """Two values."""

    first: object
    second: object


PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.decimals(allow_nan=False),
    st.just(Kind.ONE), st.just(Path("one")),
)  # fmt: skip
VALUES = st.recursive(
    PLAIN, lambda inner: st.one_of(st.lists(inner).map(tuple), st.builds(Pair, inner, inner))
)


@given(VALUES, VALUES)
def test_two_contents_have_one_digest_only_when_they_are_the_same(one: object, two: object) -> None:
    same = repr(one) == repr(two)
    assert (digest_of(one) == digest_of(two)) is same


def test_what_is_shared_makes_no_difference() -> None:
    shared = Pair("民生", Decimal("1.30"))
    equal = Pair("民生", Decimal("1.30"))
    assert digest_of(Pair(shared, shared)) == digest_of(Pair(shared, equal))
    brief = sample_brief()
    assert digest_of(copy.deepcopy(brief)) == digest_of(brief)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        digest_of(Pair("一", {1}))


def changed(value: object) -> object:
    """Another value of the same kind."""
    if isinstance(value, tuple):
        return (*value, Words("又"))
    if is_dataclass(value) and not isinstance(value, type):
        name = fields(value)[0].name
        return replace(value, **{name: changed(getattr(value, name))})
    return f"{value}又"


@pytest.mark.parametrize("name", [field.name for field in fields(Brief)])
def test_every_part_of_a_brief_counts(name: str) -> None:
    brief = sample_brief()
    if name == "subject":  # tells by itself what it is about
        other = replace(brief, subject=type(brief.subject)("别的市", "2022"))
    else:
        other = replace(brief, **{name: changed(getattr(brief, name))})
    assert digest_of(other) != digest_of(brief)


@pytest.mark.parametrize("part", ["colours", "faces", "masthead", "measures", "sizes", "template"])
def test_every_part_of_a_theme_counts(part: str) -> None:
    theme = load_theme()
    held = getattr(theme, part)
    for field in fields(held):
        other = replace(theme, **{part: replace(held, **{field.name: changed(held)})})
        assert digest_of(other) != digest_of(theme)
