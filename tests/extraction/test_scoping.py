"""What a label leaves unsaid: whose posts, what money is for, what a bracket adds."""

from __future__ import annotations

import pytest

from support.prose import metrics


def label(text: str) -> str:
    """Label of the sentence's last number."""
    return metrics(text)[-1].label


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全市为低收入人群提供3600个就业岗位。", "低收入人群就业岗位"),
        ("全市为农村残疾人开展服务，35家企业提供1200个就业岗位。", "农村残疾人就业岗位"),
        (
            "举办建筑行业再就业专项活动，提供教师、技工等800个就业岗位。",
            "建筑行业再就业专项活动就业岗位",
        ),
        # of another thought, or said already
        ("为残疾人送温暖，发布就业见习岗位630个。", "发布就业见习岗位"),
    ],
)
def test_posts_tell_whose_they_are(text: str, told: str) -> None:
    assert label(text) == told


def test_an_activity_of_another_thought_is_not_theirs() -> None:
    assert "建筑" not in label("举办建筑行业专项活动，群众满意；提供800个就业岗位。")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("发放创业担保贷款（助农贷款）3.2亿元。", "创业担保贷款（助农贷款）发放额"),
        ("发放创业担保贷款（含贴息）3.2亿元。", "创业担保贷款发放额"),
        (
            "下达专项资金3500万元，实施校舍外墙改造等项目，打造美丽校园。",
            "校舍外墙改造等项目专项资金",
        ),
        ("下达专项资金3500万元，群众满意。", "专项资金"),
        ("困难残疾人和重度残疾人的补贴标准，提升至每人每月95元。", "残疾人两项补贴标准"),
        ("实施“三支一扶”计划，选拔26名毕业生。", "“三支一扶”人员选拔"),
        ("实施“青春建功”计划，选拔26名毕业生。", "毕业生选拔"),
        ("举办第二届插花大赛，860人参加了比赛。", "第二届插花大赛参赛人数"),
        ("工资平均1.2万元。", "平均工资"),
        ("每月工资平均1.2万元。", "月平均工资"),
        ("工资1.2万元。", "工资"),
    ],
)
def test_labels_tell_what_is_counted(text: str, told: str) -> None:
    assert label(text) == told


def test_a_contests_items_are_the_contests() -> None:
    people, items = metrics("举办职业技能大赛，860人参加了42个项目的角逐。")
    assert (people.label, items.label) == ("职业技能大赛参赛人数", "职业技能大赛项目")


def test_a_share_names_what_has_it() -> None:
    assert label("全区教育支出达4.2亿元，占财政支出比重达27%。").startswith("教育支出占")


def test_work_that_is_counted_with_its_size_keeps_its_noun() -> None:
    first, size = metrics("推动甲、乙、丙3个投资600亿元以上、带动产业的重大项目开工。")[:2]
    assert first.label.startswith("重大项目")
    assert size.label.startswith("重大项目")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("制定18项支持企业复工实招硬招。", "支持企业复工措施"),
        ("开展校招18场。", "校招"),
        ("抽检蔬菜等6类食品。", "食品种类"),
        ("推广4类服务模式。", "服务模式推广"),
    ],
)
def test_nouns_of_a_row(text: str, told: str) -> None:
    assert label(text) == told


def test_those_led_into_work_are_of_who_led_them() -> None:
    founders, led = metrics("新增创业1200人，带动就业2600人。")
    assert (founders.label, led.label) == ("新增创业人数", "创业带动就业")


def test_a_district_that_heads_one_of_several_examples_is_not_the_place() -> None:
    listed = metrics("鼎城区丰登村的互助院、石门村食堂等4种农村养老模式在全省推广。")[-1]
    assert listed.place == "常德市"
    own = metrics("鼎城区丰登村推广4种农村养老模式。")[-1]
    assert own.place != "常德市"


def test_a_yearly_yield_without_a_year_is_in_doubt() -> None:
    (yearly,) = metrics("全村水果年产量达450万公斤。")
    (dated,) = metrics("2022年水果年产量达450万公斤。")
    assert any("常年" in doubt for doubt in yearly.doubts)
    assert not any("常年" in doubt for doubt in dated.doubts)


def test_a_work_that_is_called_a_project_twice_has_one_name() -> None:
    size = "位于北部新区，总投资15亿元。"
    found = metrics(
        "常德石门菱镁产业园智慧园区配套改造项目建设项目" + size,
        "常德石门菱镁产业园智慧园区配套改造建设项目位于北部新区，占地面积800亩。",
    )
    assert len({metric.place for metric in found}) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("组建了有教育、宣传等18个部门参加的协调机制。", "协调机制参加部门"),
        ("60场网上招聘会参与企业达1200家次。", "网上招聘会"),
        ("调整后的网格员覆盖率达100%。", "网格员覆盖率"),
        ("对符合条件的个人申请创业担保贷款额度为20万元。", "个人创业担保贷款额度"),
        ("全市18个部门参加演练。", "部门参加演练"),
    ],
)
def test_what_leads_to_a_number_is_not_its_name(text: str, told: str) -> None:
    assert metrics(text)[0].label == told


def test_benefits_handed_out_are_money_without_saying_so() -> None:
    assert label("享受护理补贴120人，发放资金48万元。") == "护理补贴发放额"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("乡镇卫生院开展门诊小手术86例次，收治住院患者916人次。", "乡镇卫生院收治住院患者"),
        ("全市乡镇卫生院收治住院患者916人次。", "乡镇卫生院收治住院患者"),
        ("基层医疗机构开展讲座30场，接诊患者3万人次。", "基层医疗机构门诊诊疗人次"),
        # the city's own, of another thought, or of somebody else
        ("全市开展门诊小手术86例次，收治住院患者916人次。", "住院患者收治"),
        ("乡镇卫生院开展门诊小手术86例次；收治住院患者916人次。", "住院患者收治"),
        ("乡镇卫生院开展义诊30场，全市收治住院患者916人次。", "住院患者收治"),
    ],
)
def test_what_one_kind_of_institution_does_is_not_the_citys(text: str, told: str) -> None:
    assert label(text) == told


def test_the_day_up_to_which_it_counts_is_no_part_of_a_label() -> None:
    assert label("截至2022年11月底幼儿园公办率达到49%。") == "幼儿园公办率"
