from __future__ import annotations

from collections.abc import Sequence

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Block, BlockKind
from mingsheng_reports.reading.columns import in_reading_order
from mingsheng_reports.reading.paragraphs import Paragraph


def paragraphs(*words: str) -> list[Paragraph]:
    """One line each, its index its first and last line; # begins an article."""
    return [
        Paragraph(Block(BlockKind.BODY, AlignedText.of(each)), i + 1, 0, i, i)
        for i, each in enumerate(words)
    ]


def begins(held: Sequence[Paragraph], i: int) -> bool:
    return held[i].words.startswith("#")


def ordered(words: Sequence[str], links: dict[int, int]) -> list[str]:
    return [each.words for each in in_reading_order(paragraphs(*words), links, begins)]


def test_what_follows_a_rest_comes_with_it() -> None:
    words = ["a", "open-", "-rest2", "more", "open2-", "-rest", "last"]
    assert ordered(words, {1: 5, 4: 2}) == ["a", "open--rest", "last", "more", "open2--rest2"]


def test_a_chain_of_columns_is_followed_to_its_end() -> None:
    words = ["one-", "-three", "four-", "-two", "five-", "-six", "end"]
    assert ordered(words, {0: 3, 4: 1, 2: 5}) == ["one--two", "five--three", "four--six", "end"]


def test_a_stretch_never_runs_into_the_next_article() -> None:
    words = ["a", "-rest", "closing", "# other", "text", "open-"]
    assert ordered(words, {5: 1}) == ["a", "# other", "text", "open--rest", "closing"]


def test_nothing_moves_without_links() -> None:
    assert ordered(["a", "b"], {}) == ["a", "b"]


def test_a_circle_is_not_followed_and_its_ends_are_torn() -> None:
    held = in_reading_order(paragraphs("-b-", "-a-"), {0: 1, 1: 0}, begins)
    assert "".join(each.words for each in held).count("-a-") == 1
    assert any(each.block.torn for each in held)
