"""Whatever is read: extraction never raises, never hangs, and every quote stands in its source."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingsheng_reports.core.errors import SourceError
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.reading.library import read_library
from support.evidence import complaints
from support.prose import article
from support.stopwatch import FILLERS, LINEAR, growth, seconds

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
SLOWEST = 60  # times as long per character as a seed; the worst known filler takes about fifteen
LONG = 6_000  # characters: several times the length at which a sentence is cut

WORDS = (
    *("全市", "今年", "去年", "2021年", "截至11月底", "前三季度", "五年来", "目前", "累计", "共"),
    *(
        "新建",
        "改造",
        "完成",
        "发放",
        "投入",
        "培训",
        "惠及",
        "实现",
        "其中",
        "分别",
        "计划",
        "力争",
    ),
    *("由", "从", "提高到", "增长", "同比", "超过", "约", "近", "上", "余", "多", "以上", "左右"),
    *("学校", "老旧小区", "资金", "低保标准", "项目", "工程", "公司", "武陵区", "常德市", "居民"),
    *("每人每月", "每户", "百分之", "万", "亿", "元", "人", "人次", "户", "个", "所", "公里", "%"),
    *("，", "。", "、", "；", "：", "（", "）", "“", "”", "《", "》", "—", "-", "至", " ", "\n"),
    *("0", "1", "12", "3.5", "1,200", "２０２１", "2020", "一", "两", "十", "二十三", "千", "零"),
    *(
        "号",
        "第",
        "前",
        "后",
        "年",
        "月",
        "日",
        "岁",
        "期",
        "级",
        "5G",
        "A",
        "http://a1",
        "#",
        "和",
    ),
)
sentences = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


@given(st.lists(sentences, min_size=1, max_size=4))
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
def test_any_row_of_words_keeps_its_evidence(paragraphs: list[str]) -> None:
    library = article(*paragraphs, title="常德市民生实事")
    told = extract(library)
    assert not complaints(library, told)
    assert extract(library) == told


@given(st.text(max_size=120))
@settings(max_examples=150)
def test_any_text_at_all_keeps_its_evidence(text: str) -> None:
    library = article(text.replace("\n", " ").replace("\r", " "))
    assert not complaints(library, extract(library))


# ── seeds cut, shuffled, spoilt ───────────────────────────────────────────────────────────────────

Mutation = Callable[[bytes, random.Random], bytes]


def cut_head(text: bytes, dice: random.Random) -> bytes:
    return text[dice.randrange(len(text)) :]


def cut_tail(text: bytes, dice: random.Random) -> bytes:
    return text[: dice.randrange(1, len(text))]


def without_a_span(text: bytes, dice: random.Random) -> bytes:
    start, end = sorted((dice.randrange(len(text)), dice.randrange(len(text))))
    return text[:start] + text[end:]


def shuffled(text: bytes, dice: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    dice.shuffle(lines)
    return b"".join(lines)


def flipped(text: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(text)
    for _ in range(dice.randrange(1, 200)):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def sprinkled(text: bytes, dice: random.Random) -> bytes:
    characters = list(text.decode("utf-8"))
    for _ in range(dice.randrange(1, 400)):
        characters[dice.randrange(len(characters))] = dice.choice(
            "01259一三万亿，。、（）“》： \n１%元"
        )
    return "".join(characters).encode("utf-8")


def without_stops(text: bytes, dice: random.Random) -> bytes:
    return text.replace("。".encode(), dice.choice(["", "，", "\n"]).encode())


def glued(text: bytes, dice: random.Random) -> bytes:
    other = dice.choice(SEEDS).read_bytes()
    return text[: dice.randrange(len(text))] + other[dice.randrange(len(other)) :]


MUTATIONS: tuple[Mutation, ...] = (
    *(cut_head, cut_tail, without_a_span, shuffled, flipped, sprinkled, without_stops, glued),
)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("turn", range(4))
def test_a_spoilt_seed_keeps_its_evidence(mutation: Mutation, turn: int, tmp_path: Path) -> None:
    dice = random.Random(f"{mutation.__name__} {turn}")  # noqa: S311 - no secrets, the same dice each time
    path = tmp_path / f"第{turn}页2021.txt"
    path.write_bytes(mutation(SEEDS[dice.randrange(len(SEEDS))].read_bytes(), dice))
    try:
        library = read_library([path])
    except SourceError:
        return  # nothing readable was left; reading has said so
    told = extract(library)
    assert not complaints(library, told)


# ── cost ──────────────────────────────────────────────────────────────────────────────────────────


def per_character(text: str) -> float:
    library = article(*text.split("\n"))
    return seconds(lambda: extract(library)) / len(text)


@pytest.fixture(scope="module")
def usual() -> float:
    """Seconds per character of the seeds."""
    extract(article("全市新建学校12所。"))  # tables are loaded once
    return per_character("\n".join(path.read_text(encoding="utf-8") for path in SEEDS))


ENDLESS = {
    "digits": "7" * 4,
    "full-width digits": "１２个",
    "numbers": "建成12座",
    "numbers in a list": "12座、",
    "numbers in clauses": "建成12座，",
    "parts": "其中12个",
    "pairs": "由1个提高到2个",
    "shared verbs": "分别为1个和2个",
    "rates": "每人每月12元",
    "percentages": "百分之",
    "projects": "滨河大道改造工程总投资3亿元",
    "districts": "武陵区12个、鼎城区3个",
    "time words": "2021年12个",
    "no number": "新建学校改造小区推进项目",
    "multipliers": "万",
    "brackets": "（",
    "numbers in brackets": "（12个",
    "quotation marks": "“12”",
    "lists": "改造、",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_no_sentence_without_end_takes_for_ever(name: str, usual: float) -> None:
    text = ENDLESS[name] * (LONG // len(ENDLESS[name])) + "12个"
    assert per_character(text) < SLOWEST * usual


def test_endless_digits_are_no_number() -> None:
    library = article("7" * 300_000)
    told = extract(library)
    assert not told.metrics
    assert not complaints(library, told)


def test_deep_brackets_hold_their_number() -> None:
    library = article("（" * 5000 + "新建学校12所" + "）" * 5000)
    told = extract(library)
    assert [metric.quantity.printed for metric in told.metrics] == ["12所"]
    assert not complaints(library, told)


def test_the_same_fact_three_thousand_times_is_one_metric() -> None:
    library = article(*["全市建成口袋公园12座。"] * 3_000)
    (told,) = extract(library).metrics
    assert len(told.mentions) == 2_999
    assert [other.span for other in told.mentions] == sorted(o.span for o in told.mentions)


@pytest.mark.parametrize("filler", FILLERS)
def test_cost_grows_with_the_text_only(filler: str) -> None:
    def call(text: str) -> object:
        return extract(article("新建" + text + "12个"))

    assert growth(call, filler, size=1200) < LINEAR + 2
