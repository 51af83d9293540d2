from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mingsheng_reports.reading.assignment import assign

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.sampled_from([0.5, 1.0, 2.0, 3.0, 4.0]),
    max_size=12,
)


def test_the_sum_counts_not_the_single_best_pair() -> None:
    gains = {(0, 0): 2.0, (0, 1): 3.0, (1, 1): 2.5}
    assert assign(gains) == {0: 0, 1: 1}


def test_a_side_may_stay_alone() -> None:
    assert assign({(0, 5): 1.0, (1, 5): 2.0}) == {1: 5}
    assert assign({}) == {}


@given(PAIRS)
def test_nothing_is_better_than_the_best(gains: dict[tuple[int, int], float]) -> None:
    chosen = assign(gains)
    assert len(set(chosen.values())) == len(chosen)
    assert all(pair in gains for pair in chosen.items())
    worth = sum(gains[pair] for pair in chosen.items())
    rights = [*range(5), *[-1] * 5]
    best = (
        max(
            sum(gains.get((left, right), 0.0) for left, right in enumerate(order))
            for order in set(itertools.permutations(rights, 5))
        )
        if len({right for _, right in gains}) < 4
        else worth
    )
    assert worth >= best - 1e-9
