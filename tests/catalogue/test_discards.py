from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from mingsheng_reports.catalogue.discards import DiscardRule, discard_rules
from mingsheng_reports.catalogue.needs import characters_of
from mingsheng_reports.extraction.quantities import find_quantities
from support.evading import can_evade
from support.stopwatch import FILLERS, growth

NUMERAL = re.compile(r"\d+(?:\.\d+)?|[一二两三四五六七八九十百千万]+")
QUADRATIC = 9  # four times the text: 4 when linear, 16 when quadratic
RULES = discard_rules()


def covers(rule: DiscardRule, text: str, start: int, end: int) -> bool:
    return any(m.start() <= start and end <= m.end() for m in rule.pattern.finditer(text))


def example_not_covered(rules: tuple[DiscardRule, ...]) -> list[str]:
    """Rows whose example holds no number that the row covers."""
    return [
        f"{rule.reason}: {rule.example}"
        for rule in rules
        if not any(covers(rule, rule.example, *m.span()) for m in NUMERAL.finditer(rule.example))
    ]


def counter_covered(rules: tuple[DiscardRule, ...]) -> list[str]:
    """Rows whose counter-example holds no quantity that the row leaves alone."""
    return [
        f"{rule.reason}: {rule.counter}"
        for rule in rules
        if not any(
            not number.bare and not covers(rule, rule.counter, *number.number)
            for number in find_quantities(rule.counter)
        )
    ]


def named_twice(rules: tuple[DiscardRule, ...]) -> list[str]:
    counted = Counter(rule.reason for rule in rules)
    return [reason for reason, times in counted.items() if times > 1]


def found_without_needs(rules: tuple[DiscardRule, ...]) -> list[str]:
    """Rows whose pattern may stand in a sentence that holds none of the characters they need."""
    return [
        rule.reason
        for rule in rules
        if rule.needs and can_evade(rule.pattern, characters_of(rule.needs))
    ]


def test_no_row_is_found_without_the_characters_it_needs() -> None:
    assert not found_without_needs(RULES)
    assert sum(bool(rule.needs) for rule in RULES) > len(RULES) // 2


def test_every_example_is_covered_by_its_row() -> None:
    assert not example_not_covered(RULES)


def test_every_counter_example_is_left_alone_by_its_row() -> None:
    assert not counter_covered(RULES)


def test_every_reason_is_one_row_with_a_chinese_explanation() -> None:
    assert not named_twice(RULES)
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.reason) for rule in RULES)
    assert all(re.search(r"[\u4e00-\u9fff]{2}", rule.explanation) for rule in RULES)


def test_no_row_covers_nothing_at_all() -> None:
    assert not [rule.reason for rule in RULES if rule.pattern.match("")]


@pytest.mark.parametrize("filler", FILLERS)
def test_every_pattern_is_linear(filler: str) -> None:
    slow = {
        rule.reason: ratio
        for rule in RULES
        if (ratio := growth(rule.pattern.findall, filler, size=4000)) > QUADRATIC
    }
    assert not slow


# ── numbers beside every row that stay numbers ────────────────────────────────────────────────────


def reason_of(text: str, words: str) -> str:
    """Reason for which the quantity written so is left out; empty when it stays."""
    at = text.index(words)
    number = next(each for each in find_quantities(text) if each.end > at)
    return next((rule.reason for rule in RULES if covers(rule, text, *number.number)), "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("全市抽检2019批次", "2019批次"),
        ("改造农村危房2020户", "2020户"),
        ("培训2019人次参加技能大赛", "2019人次"),
        ("开展2023场次文化惠民活动", "2023场次"),
        ("目前12个项目已经开工", "12个"),
        ("全市目前12家养老机构投入运营", "12家"),
        ("此前3家医院完成改造", "3家"),
        ("年前500户居民搬入新居", "500户"),
        ("改造县道120公里、乡道85公里", "120公里"),
        ("改造县道120公里、乡道85公里", "85公里"),
        ("新建线路120公里", "120公里"),
        ("GDP1200亿元", "1200亿元"),
        ("新增AED120台", "120台"),
        ("购置CT3台", "3台"),
        ("按5+2模式改造12个小区", "12个"),
        ("每天清运垃圾120吨以上", "120吨以上"),
        ("完成投资50亿元以上的目标", "50亿元以上"),
        ("改造12个关键路口", "12个"),
        ("建成3个步行街区", "3个"),
        ("新增变电容量360千伏安", "360千伏安"),
        ("新增装机容量120兆瓦", "120兆瓦"),
        ("首批建设12个社区", "12个"),
        ("拨打96123热线1200次", "1200次"),
        ("“我们改造了12栋楼”", "12栋"),
        ("全市有3A级景区12家", "12家"),
        ("实施二期工程12项", "12项"),
        ("发放一次性补贴3000元", "3000元"),
        ("新增三甲医院2家", "2家"),
        ("建设一体化泵站12座", "12座"),
        ("资助五保户120户", "120户"),
        ("建成四好农村路85公里", "85公里"),
        ("十四五期间新建学校20所", "20所"),
        ("建成8个大型停车场", "8个"),
        ("用电1.2亿度", "1.2亿度"),
    ],
)
def test_a_number_beside_such_words_stays(text: str, words: str) -> None:
    assert not reason_of(text, words)


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("2021年5月投入使用", "2021", "years"),
        ("1-10月完成", "1-10", "month"),
        ("前10个月完成", "10", "month"),
        ("12日，记者获悉", "12日", "day"),
        ("3至6岁幼儿", "3至6", "age"),
        ("位居全省前3", "3", "rank-first"),
        ("第15批名单", "15", "rank"),
        ("排名前10位的企业", "10", "rank"),
        ("拨打96123热线", "96123", "hotline"),
        ("12345政务服务便民热线", "12345", "hotline"),
        ("救护车由120急救中心派出", "120", "hotline"),
        ("国道319线改造", "319", "house"),
        ("拆除5号楼", "5号", "house"),
        ("新建220千伏线路", "220千伏", "spec"),
        ("100MW光伏电站", "100MW", "spec"),
        ("10吨以下燃煤锅炉", "10吨", "spec"),
        ("每年轮训15天", "15天", "duration"),
        ("规模5亿元以上的企业", "5亿元", "threshold"),
        ("“15分钟”就医圈", "15分钟", "quoted"),
        ("分为5个方面", "5个", "parts"),
        ("最低气温零下12度", "12度", "temperature"),
        ("A4纸和PM2.5", "2.5", "latin"),
    ],
)
def test_a_number_that_is_no_fact_is_left_out(text: str, words: str, reason: str) -> None:
    at = text.index(words)
    digits = re.compile(r"\d+(?:\.\d+)?").match(text, at)
    assert digits
    assert reason in {rule.reason for rule in RULES if covers(rule, text, *digits.span())}


# ── each check has been seen red ──────────────────────────────────────────────────────────────────


def test_the_checks_see_a_wrong_row() -> None:
    rule = RULES[0]
    assert example_not_covered((replace(rule, example="建成12座"),))
    assert counter_covered((replace(rule, counter="《方案2024》"),))
    assert counter_covered((replace(rule, counter="没有数字"),))
    assert named_twice((rule, rule))
    assert found_without_needs((replace(rule, needs="岁"),))


def test_the_stopwatch_sees_a_pattern_that_grows_too_fast() -> None:
    slow = re.compile(r"[一二三]+[一二三]+届")  # cubic: seen however busy the machine is
    assert growth(slow.findall, "一", size=120) > QUADRATIC
