from __future__ import annotations

import pytest

from mingsheng_reports.extraction.phrases import clean_before, noun_behind, reordered, without_deed
from support.prose import metrics, only


@pytest.mark.parametrize(
    ("text", "label"),
    [
        # verbs go behind their object; verbs of making become 建设
        ("清掏雨漏1.2万个。", "雨漏清掏"),
        ("维修检查井360座。", "检查井维修"),
        ("建设养老食堂12家。", "养老食堂建设"),
        ("建成口袋公园12座。", "口袋公园建设"),
        ("新增公交线路12条。", "新增公交线路"),
        # the noun behind the counter
        ("91座闸站得到维修。", "闸站维修"),
        ("对12条道路进行改造。", "道路改造"),
        ("新建三座桥。", "桥建设"),
        ("共有36家托育机构。", "托育机构"),
        # what stands before and says nothing
        ("今年以来，全市累计完成城镇新增就业3.2万人。", "城镇新增就业"),
        ("截至11月底，全市城镇新增就业3.2万人。", "城镇新增就业"),
        ("全市共有注册志愿者12万人。", "注册志愿者"),
        ("1-11月，全市城镇新增就业3.2万人。", "城镇新增就业"),
        ("近三年新增学位1.2万个。", "新增学位"),
        ("明年将新建停车场12个。", "停车场建设"),
        # money: what was paid out, and what it was put into
        ("发放创业担保贷款3.2亿元。", "创业担保贷款发放额"),
        ("发放3.2亿元创业担保贷款。", "创业担保贷款发放额"),
        ("为城乡低保、特困人员发放救助金2600万元。", "城乡低保、特困人员救助金发放额"),
        ("市财政局发放救助金2600万元。", "救助金发放额"),
        # counters, what people are, and times are no deeds
        ("2、基础设施建设投资520万元。", "基础设施建设投资"),
        ("一是清淤河道36公里。", "河道治理里程"),
        ("脱贫户人均收入2.1万元。", "脱贫户收入"),
        ("春节期间走访老党员360名。", "老党员走访"),
        ("建成25个群众身边的健身场地。", "健身场地建设"),
        ("购置10吨压缩式垃圾车3辆。", "压缩式垃圾车购置"),
        ("新建1000平方米以上中心绿地12处。", "中心绿地建设"),
        ("带动就业3000人。", "带动就业"),
        ("建成“一刻钟便民生活圈”36个。", "一刻钟便民生活圈建设"),
        # quoted names keep their words
        ("建成“口袋公园”12个。", "口袋公园建设"),
        # 等 that ends a list, and 等 inside a word
        ("举办科普、健身等广场展演1200场。", "广场展演"),
        ("县道优良中等路率85.3%。", "县道优良中等路率"),
        # N大X that were set up
        ("建成五大产业园区。", "产业园区建设"),
    ],
)
def test_one_number(text: str, label: str) -> None:
    assert only(text).label == label


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        # lists under one verb
        ("新建学校12所、幼儿园8所。", ["中小学建设", "幼儿园建设"]),
        ("清淤河道120公里、沟渠36公里。", ["河道治理里程", "沟渠清淤"]),
        ("减免企业税费22亿元、电费4544万元。", ["减免企业税费", "减免企业电费"]),
        ("维修泵站12座，新建水闸3座。", ["排水泵站维修", "水闸建设"]),
        # a site of work is named by the work, not by what was told before
        ("培训农民工2000人，改造小区12个。", ["农民工培训", "小区改造"]),
        ("新建养老院3所，床位120张。", ["养老机构建设", "养老床位"]),
        # a share, and the rise of what it is a share of
        (
            "民生支出9.5亿元，占财政支出的82%，同比增长6%。",
            ["民生支出", "民生支出占财政支出比重", "民生支出"],
        ),
        # households and their persons; who left
        ("全市1400户2500人享受城乡低保。", ["享受城乡低保", "享受城乡低保"]),
        (
            "城市低保新增36户72人，退出12户24人。",
            ["城市低保新增", "城市低保新增", "城市低保退出", "城市低保退出"],
        ),
        ("在去年12所的基础上，今年新建学校15所。", ["中小学建设", "中小学建设"]),
        # an elided subject
        ("改造老旧小区36个，惠及居民1.2万户。", ["老旧小区改造", "老旧小区改造惠及户数"]),
        (
            "2021年新建学校12所，2022年新建13所，今年计划新建15所。",
            ["中小学建设", "中小学建设", "中小学建设"],
        ),
        ("去年新增学位1.2万个，今年新增1.3万个。", ["新增学位", "新增学位"]),
        ("今年将新建公园12座，目前已建成8座。", ["城市公园建设", "城市公园建设"]),
        # no elided subject: another unit
        ("新建学校12所，培训教师300人。", ["中小学建设", "教师培训"]),
        # a noun between two numbers
        ("94家见习单位提供1216个见习岗位。", ["就业见习单位", "就业见习岗位"]),
        # change and completion carry the label of their number
        ("城镇新增就业3.2万人，同比增长5%。", ["城镇新增就业", "城镇新增就业"]),
        ("城镇新增就业3.2万人，完成全年任务的85%。", ["城镇新增就业", "城镇新增就业"]),
    ],
)
def test_several_numbers(text: str, labels: list[str]) -> None:
    assert [each.label for each in metrics(text)] == labels


def test_the_catalogue_has_the_last_word_only_where_the_unit_fits() -> None:
    people, money = metrics("城镇新增就业3.2万人。", "城镇新增就业投入3.2万元。")
    assert people.indicator
    assert money.indicator != people.indicator


def test_a_borrowed_subject_or_none_is_doubted() -> None:
    assert only("投入3.2亿元。").doubts
    assert not only("城镇新增就业3.2万人。").doubts


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("全市共有城镇新增就业", "城镇新增就业"),
        ("2021年累计城镇新增就业", "城镇新增就业"),
        ("前11个月城镇新增就业", "城镇新增就业"),
        ("法律援助机构办理法律援助案件", "办理法律援助案件"),
        ("城镇新增就业（含灵活就业）达到", "城镇新增就业"),
        ("教育、管理等公益服务", "公益服务"),
        ("优良中等路率", "优良中等路率"),
        ("今年共", ""),
    ],
)
def test_clean_before(words: str, clean: str) -> None:
    assert clean_before(words) == clean


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("泵站得到维修。", ("泵站", "维修")),
        ("的学校，覆盖12个乡镇", ("学校", "")),
        ("，其他不计", ("", "")),
    ],
)
def test_noun_behind(words: str, found: tuple[str, str]) -> None:
    assert noun_behind(words) == found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("清掏雨漏", "雨漏清掏"),
        ("建设养老食堂", "养老食堂建设"),
        ("新增学位", "新增学位"),
        ("完成投资", "完成投资"),
        ("建设", "建设"),
    ],
)
def test_reordered(words: str, expected: str) -> None:
    assert reordered(words) == expected


@pytest.mark.parametrize(
    ("label", "thing"),
    [("培训机构检查", "培训机构"), ("稳岗补贴", "稳岗补贴"), ("养老食堂建设", "养老食堂")],
)
def test_without_deed(label: str, thing: str) -> None:
    assert without_deed(label) == thing
