"""Any bytes at all: reading never raises, never hangs, and never loses where a character stood."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.reading.decode import decode
from mingsheng_reports.reading.normalise import normalise
from mingsheng_reports.reading.pages import Draft
from support.pages import drafts_of, page
from support.stopwatch import FILLERS, LINEAR, growth

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
WIDE = str.maketrans("，；：！？（）", ",;:!?()")

FRAGMENTS = (
    *("全市新增就业3万", "人，完成计划的162%。", "贷款额度由15万元提高至20", "万元。"),
    *("的是医疗。", "本报讯 ", "核心提示 ", "本报记者 张明", "张明 摄", "——纪实", "## 补短板"),
    *("速览 SULAN", "让城市更宜居", "“", "”", "《", "》", "（", "）", "[7]", "7", "19. 3", "1."),
    *("（八）", "一、", "|", "\t", "  ", "　　", "<p>", "</p>", "<script>", "</script>"),
    *("&ldquo;", "&#12345;", "**", "](", "','", "('1','", "\\r\\n", "\n", "\n\n", "\r\n", "\r"),
    *("\f", "\x00", "\u200b", "\ufeff", "２０２２年", "民生實事", "……", "。"),
    *("2023-05-06，正文：", "原标题：", "返回搜狐，查看更多责任编辑：", "岗值守", "24小时轮"),
    *("建", "设进度"),
)  # fmt: skip
PAGES = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


def astray(source: str, drafts: Sequence[Draft]) -> list[str]:
    """Characters of the blocks that do not stand in the source where they claim to."""
    plain = normalise(AlignedText.of(source)).text.translate(WIDE)
    found: list[str] = []
    for draft in drafts:
        for paragraph in draft.paragraphs:
            text = paragraph.block.text
            for character, position in zip(text.text, text.positions, strict=True):
                if not 0 <= position < len(source):
                    found.append(f"{character} outside")
                elif character.translate(WIDE) != plain[position] and source[position] != "&":
                    found.append(f"{character} is {source[position]} at {position}")
    return found


def twice(drafts: Sequence[Draft]) -> list[int]:
    """Positions that two characters claim."""
    claimed = Counter(
        position
        for draft in drafts
        for paragraph in draft.paragraphs
        for position in paragraph.block.text.positions
    )
    return sorted(position for position, times in claimed.items() if times > 1)


def test_checks_see_a_shifted_and_a_doubled_character() -> None:
    source = "全市新增就业3万人。"
    (draft,) = drafts_of(source)
    assert astray(source, [draft]) == []
    assert astray("乙" + source, [draft])
    assert astray(source[:-2], [draft])
    assert twice([draft]) == []
    assert twice([draft, draft])


@settings(max_examples=200)
@given(PAGES)
def test_pages_of_fragments(text: str) -> None:
    drafts = drafts_of(text)
    assert astray(text, drafts) == []
    assert twice(drafts) == []


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    assert astray(text, drafts_of(text)) == []


@settings(max_examples=20)
@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False))
def test_seeds_mutilated(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    way = chance.randrange(3)
    if way == 0:
        content = content[start:end]
    elif way == 1:
        lines = bytes(content).split(b"\n")
        chance.shuffle(lines)
        content = bytearray(b"\n".join(lines))
    else:
        for _ in range(20):
            content[chance.randrange(len(content))] = chance.randrange(256)
    decoded = decode(bytes(content))
    if decoded is not None:
        assert astray(decoded.text, drafts_of(decoded.text)) == []


HOSTILE = (
    *FILLERS,
    *("张三 李四 王五 ", "。张三 李四 ", "本报记者 ", "本报记者张三李四王五赵六钱七孙八\n", "”"),
    *("<", "<a", "<p>", "<script>", "<!--", "&#1234567", "[", "](", "![", "亿[7]", "19. 3"),
    *("汉1. ", "','", "', 1 , 2", "\n", "\r", "\f", "# ", "- ", "*", "7\n", "让城市更宜居\n"),
    *("为深入贯彻...\n", "城镇新增就业3人\n", "原标题：“", "查看更多", "。责任编辑：张三"),
    *("2023-05-06，正文：", "。大东区三修投入", "\x00", "\t", "的一是，\n"),
    *("的一是在不了有和，人\n的这中大为上个国我以，要他。\n", "轮\n岗值守，紧盯变化。\n"),
)  # fmt: skip


@pytest.mark.parametrize("filler", HOSTILE, ids=repr)
def test_cost_grows_with_the_text_and_no_faster(filler: str) -> None:
    assert growth(drafts_of, filler, size=3000) < LINEAR


def test_a_careless_reader_is_seen() -> None:
    def careless(text: str) -> None:
        [text.count(text[: i + 1][-1], 0, i) for i in range(len(text))]

    assert growth(careless, "1", size=12000) > LINEAR


@pytest.mark.slow
def test_ten_megabytes_of_one_digit() -> None:
    text = "7" * 10_000_000
    (draft,) = drafts_of(text)
    assert len(draft.text) == len(text)


def test_deep_brackets_and_empty_pages() -> None:
    assert drafts_of("") == ()
    assert drafts_of("\n\r\n\x00\ufeff") == ()
    for text in ("（" * 5000 + "3万人" + "）" * 5000, "，。！", page("。")):
        assert astray(text, drafts_of(text)) == []
