from __future__ import annotations

import pytest

from mingsheng_reports.verification.paper import same_number


@pytest.mark.parametrize(
    ("text", "printed", "same"),
    [
        ("每户1000元", "每户1000元", True),
        ("1000元", "每户1000元", True),  # inside a quoted clause that says 每户 elsewhere
        ("0元", "每户1000元", False),
        ("1000元", "约1000元", False),
        ("每户1000元", "1000元", False),
        ("1001元", "每户1000元", False),
    ],
)
def test_per_words_may_stand_apart_from_their_number(text: str, printed: str, same: bool) -> None:  # noqa: FBT001
    assert same_number(text, printed) is same
