from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.quantity import Qualifier
from mingsheng_reports.extraction.numerals import arabic, compound, han, multiplier
from mingsheng_reports.extraction.quantities import Candidate, find_quantities
from mingsheng_reports.reading.normalise import normalise

EXACT, ABOUT, NEARLY, OVER = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.OVER


def one(text: str) -> Candidate:
    (found,) = [each for each in find_quantities(text) if not each.bare]
    return found


def shown(text: str) -> list[str]:
    """Every quantity with a unit as value, unit and qualifier: ``13000家 over``."""
    return [
        "~".join(format(end, "f") for end in (each.value, each.upper) if end is not None)
        + f"{each.unit} {each.qualifier}"
        for each in find_quantities(text)
        if not each.bare
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("惠及1.3万家", "13000", "家"),
        ("投资3.85亿元", "385000000", "元"),
        ("产值1.2万亿元", "1200000000000", "元"),
        ("资金4544万元", "45440000", "元"),
        ("投资3亿5000万元", "350000000", "元"),
        ("培训2万5千人", "25000", "人"),
        ("安置3万5000人", "35000", "人"),
        ("全长3千5百米", "3500", "米"),
        ("用工1,200人", "1200", "人"),
        ("支出12,345,678元", "12345678", "元"),
        ("面积36.50平方米", "36.50", "平方米"),
        ("面积3.6万㎡", "36000", "平方米"),
        ("道路12延长米", "12", "延米"),
        ("惠及85%的农户", "85", "%"),
        ("惠及百分之八十五的农户", "85", "%"),
        ("增长百分之12.5", "12.5", "%"),
        ("增长百分之十二点五", "12.5", "%"),
        ("提高0.5个百分点", "0.5", "个百分点"),
        ("提高1.2百分点", "1.2", "百分点"),
        ("增长2倍", "2", "倍"),
        ("惠及三成农户", "3", "成"),
        ("发电5千瓦时", "5", "千瓦时"),
        ("变电站220千伏", "220", "千伏"),
        ("供水50万吨/日", "500000", "吨/日"),
        ("补助760元/人·月", "760", "元/人·月"),
        ("补助760元/人/月", "760", "元/人·月"),
        ("服务家庭120户次", "120", "户次"),
        ("走访企业120家（次）", "120", "家次"),
        ("走访12 户", "12", "户"),
        ("投资19. 3 万元", "193000.0", "元"),
        ("投资19 .3亿元", "1930000000", "元"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str) -> None:
    found = one(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("新建三座桥", 3),
        ("新增两部电梯", 2),
        ("走访二十户", 20),
        ("安置十二人", 12),
        ("建成一百零八套", 108),
        ("建成一百二十套", 120),
        ("培训一千二百人", 1200),
        ("安置三百六十五户", 365),
        ("发放二十万零五百元", 200_500),
        ("投资一亿二千万元", 120_000_000),
        ("惠及十余万人次", 100_000),
        ("五千米步道", 5000),
    ],
)
def test_chinese_numerals_count_as_well(text: str, value: int) -> None:
    found = one(text)
    assert (found.value, found.han) == (value, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # before the number
        ("约30户", "30户 about"),
        ("大约30户", "30户 about"),
        ("近12万人", "120000人 nearly"),
        ("将近30户", "30户 nearly"),
        ("不足30户", "30户 nearly"),
        ("超12%", "12% over"),
        ("超过12亿元", "1200000000元 over"),
        ("突破100亿元", "10000000000元 over"),
        ("不少于30户", "30户 over"),
        ("至少30户", "30户 over"),
        ("不超过3000元", "3000元 exact"),
        ("不高于50元", "50元 exact"),
        ("近千亿元", "100000000000元 nearly"),
        ("上亿元", "100000000元 over"),
        ("上百家", "100家 over"),
        # inside
        ("770多万元", "7700000元 over"),
        ("2000余户", "2000户 over"),
        ("100余万元", "1000000元 over"),
        ("100万余元", "1000000元 over"),
        ("30来家", "30家 over"),
        ("十几家", "10家 over"),
        ("百余家", "100家 over"),
        ("万余名", "10000名 over"),
        ("十余万人次", "100000人次 over"),
        # behind
        ("50平方米左右", "50平方米 about"),
        ("30人上下", "30人 about"),
        ("95%以上", "95% over"),
        ("100个之多", "100个 over"),
        ("20%以内", "20% exact"),
        ("5000元以下", "5000元 exact"),
        # words that only end like one
        ("节约12万元", "120000元 exact"),
        ("签约12个", "12个 exact"),
        ("预约30人次", "30人次 exact"),
        ("附近12个", "12个 exact"),
        ("最近3项", "3项 exact"),
        ("线上120场", "120场 exact"),
        ("以上12项", "12项 exact"),
        ("反超3个", "3个 exact"),
    ],
)
def test_approximations(text: str, expected: str) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40万吨至50万吨", ["400000~500000吨 exact"]),
        ("3至5个", ["3~5个 exact"]),
        ("20-30户", ["20~30户 exact"]),
        ("10～15公里", ["10~15公里 exact"]),
        ("100—120元", ["100~120元 exact"]),
        ("30%至40%", ["30~40% exact"]),
        ("3到5万元", ["30000~50000元 exact"]),
        # no ranges: upside down, two units, no word between
        ("5至3个", ["3个 exact"]),
        ("12户至3.5公里", ["12户 exact", "3.5公里 exact"]),
        ("12户、13户", ["12户 exact", "13户 exact"]),
    ],
)
def test_ranges(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("１２３４户", ["1234户 exact"]),
        ("３．５万人", ["35000.0人 exact"]),
        ("８５％", ["85% exact"]),
        ("萬元12萬元", ["120000元 exact"]),
    ],
)
def test_full_width_and_traditional_figures(written: str, expected: list[str]) -> None:
    assert shown(normalise(AlignedText.of(written)).text) == expected


@pytest.mark.parametrize(
    "text",
    ["第3", "12部门", "3方面", "编号12", "3:5", "12种植户", "2人才", "1.2.3", "12，", "二〇二二"],
)
def test_a_number_without_a_unit_is_bare(text: str) -> None:
    found = find_quantities(text)
    assert found
    assert all(each.bare for each in found)


@pytest.mark.parametrize("text", ["新建学校", "万家灯火", "亿元大镇", "", "百姓"])
def test_no_quantity_at_all(text: str) -> None:
    assert not [each for each in find_quantities(text) if not each.bare]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("完成投资约30.8亿元。", "约30.8亿元"),
        ("惠及80余种药品", "80余种"),
        ("达到94.1%以上", "94.1%以上"),
        ("日供水40万吨至50万吨", "40万吨至50万吨"),
        ("补贴12 万 元", "12万元"),
        ("共十余万人次", "十余万人次"),
    ],
)
def test_printed_as_the_source_words_it(text: str, printed: str) -> None:
    assert one(text).printed == printed


@pytest.mark.parametrize(
    ("text", "figures"),
    [("约30.8亿元和12户", ["30.8", "12"]), ("百分之八十五", ["八十五"]), ("上亿元", ["亿"])],
)
def test_the_figure_itself_is_marked(text: str, figures: list[str]) -> None:
    assert [text[slice(*each.number)] for each in find_quantities(text)] == figures


def test_quantities_never_overlap() -> None:
    text = "投资3亿5000万元至4亿元、上亿元、万余名、百分之八十五、三至五个、12、3.4.5"
    found = find_quantities(text)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("一亿二千万", 120_000_000),
        ("二万五千亿", 25_000 * 10**8),
        ("百亿", 10**10),
        ("一万二千", 12_000),
        ("两千零三", 2003),
        ("一二三", 123),
    ],
)
def test_numerals(numeral: str, value: int) -> None:
    assert han(numeral) == value


def test_numerals_are_exact() -> None:
    assert han("十二点五") == Decimal("12.5")
    assert arabic("1,200.50") == Decimal("1200.50")
    assert str(arabic("19. 30")) == "19.30"
    assert compound("3亿5000万") == 350_000_000
    assert multiplier("万亿") == 10**12
    assert multiplier("") == 1
    with pytest.raises(ValueError, match="no numeral"):
        han("甲")
