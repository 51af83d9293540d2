"""The five pages in seeds/: their articles, and the joins that a careful reader makes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mingsheng_reports.core.article import Article, Block, BlockKind
from mingsheng_reports.reading.library import read_library
from support.pages import seams_of

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

# Line, title, subtitle begins, byline, text begins.
ARTICLES = {
    "000": [
        (3, "民生实事看得见 幸福指数节节高", "", "本报记者 刘永安", "核心提示 盘锦市高度重视"),
        (75, "辽西北供水盘锦应急支线工程 冬季施工忙", "", "李博 本报记者 刘永安", "本报讯 车辆"),
        (89, "“一村（社区）一个法律顾问”覆盖城乡", "", "记者刘永安", "本报讯 记者刘永安报道 1月"),
        (97, "“网上盘锦”APP利企便民", "", "孙婷婷 本报记者 刘永安", "本报讯 “网上盘锦”"),
        (111, "2021年建成213公里农村公路", "", "王双 本报记者 刘永安", "本报讯 临近春节"),
        (123, "危货运输行业 智能视频设备安装率", "", "记者刘永安", "本报讯 记者刘永安报道 盘锦"),
        (131, "“惠声惠色”活动获评全国示范项目", "", "本报记者 刘永安 摄", "日前，由盘锦市"),
        (145, "盘锦市今年办好12件实事惠民生", "", "记者刘永安", "本报讯 记者刘永安报道 日前"),
    ],
    "001": [
        (3, "持续增强群众获得感幸福感", "盘锦着力保障", "本报记者 刘立彬", "核心提示"),
        (89, "兴隆台区大力推进教育资源均衡化", "", "李江峰 本报记者 刘立彬", "本报讯 “标准化"),
        (97, "双台子区多措并举实施文化惠民工程", "", "王帆 本报记者 刘立彬", "本报讯 组织开展"),
        (105, "大洼区织密保障网 筑牢“幸福底线”", "", "陶虹宇 本报记者 刘立彬", "本报讯 着力"),
        (113, "盘山县提速路网建设 打通致富路", "", "郑威 本报记者 刘立彬", "本报讯 眼下"),
    ],
    "002": [
        (3, "以民生“温度”标注幸福“刻度”", "双辽市保障", "张妍 本报记者", "为政之道"),
    ],
    "003": [
        (3, "用发展温度提升幸福指数", "鞍山市用心用情", "", "核心提示 今年以来"),
        (103, "鞍山入围全省首批新型智慧城市试点", "", "", "本报讯 记者从鞍山市"),
        (115, "3个园区上榜 全国农村创业园区目录", "", "", "本报讯 近日，农业农村部"),
        (123, "海城菱镁产业项目 获320万元专项补助", "", "本报稿件由", "本报讯 日前，鞍山申报"),
    ],
    "004": [
        (3, "用发展高质量提升全面小康含金量", "盘锦坚持", "本报记者 高 刚", "核心提示 近年来"),
        (179, "兜底线 织密网 建机制", "盘锦强化社会保障", "本报记者 高 刚", "大雪时节"),
        (283, "零就业家庭保持动态为零", "", "记者刘立彬", "本报讯 记者刘立彬报道 盘锦市把"),
    ],
}  # fmt: skip
DISPLACED = {
    "000": ["表性|的是"],
    "001": [],
    "002": ["紧急|呼叫", "时轮|岗值", "楼建|设进"],
    "003": [],
    "004": [],
}
# What stands together only when a line break is joined: across a word, a number, a range.
WHOLE = {
    "000": ["商东文明交通示范街区", "功能性更加凸显", "培训各类人员37273人", "应急支线工程。",
            "小学、初中12个学科", "从设计源头入手", "实施老旧小区改造续建工程"],
    "001": ["“匹配度”", "改造圆满收官后", "关切所在", "1108支志愿服务团队近11万名",
            "盘锦市相继开展"],
    "002": ["累计发放临时救助金152.6万元", "紧急呼叫系统", "24小时轮岗值守", "回迁楼建设进度"],
    "003": ["由15万元提高至20万元", "坚持问题导向，强化制度创新", "乱收费、收受礼品",
            "异地就医人员"],
    "004": ["近千亿元的重大项目", "真正形成了", "省政府确定的6个重大项目", "以承债方式",
            "92.5%的依申请类政务服务事项", "同比增长31.2%", "100种地理标志产品", "已升至529亿元",
            "普及率达到95.1%", "达到80%至90%。", "报销比例达到87%", "2800万元用于", "“十三五”规划"],
}  # fmt: skip
# Sentences that the page has lost the end or the beginning of.
LOST_ENDS = {
    "000": [], "001": [], "002": ["提升学"], "003": ["“美街"],
    "004": ["医疗救助资金", "人工工资待遇"],
}  # fmt: skip
LOST_BEGINNINGS = {
    "000": [], "001": [], "002": ["完成18个乡镇"], "003": ["制定任务清单"], "004": [],
}  # fmt: skip


@cache
def articles(seed: str) -> tuple[Article, ...]:
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    return read_library([path]).articles


def blocks(seed: str) -> list[Block]:
    return [block for article in articles(seed) for block in article.blocks]


def bodies(article: Article) -> list[str]:
    kinds = (BlockKind.BODY, BlockKind.LEAD)
    return [block.text.text for block in article.blocks if block.kind in kinds]


@pytest.mark.parametrize("seed", ARTICLES)
def test_articles(seed: str) -> None:
    found = articles(seed)
    assert [article.line for article in found] == [line for line, *_ in ARTICLES[seed]]
    for article, (_, title, subtitle, byline, words) in zip(found, ARTICLES[seed], strict=True):
        assert article.title.startswith(title)
        assert article.subtitle.startswith(subtitle)
        assert bool(article.subtitle) == bool(subtitle)
        assert article.byline.startswith(byline)
        assert bodies(article)[0].startswith(words)


@pytest.mark.parametrize("seed", DISPLACED)
def test_displaced_halves_and_nothing_else_are_seams(seed: str) -> None:
    assert [seam for block in blocks(seed) for seam in seams_of(block)] == DISPLACED[seed]


@pytest.mark.parametrize("seed", WHOLE)
def test_broken_lines_are_whole_again(seed: str) -> None:
    text = "\n".join(block.text.text for block in blocks(seed))
    assert [words for words in WHOLE[seed] if words not in text] == []


@pytest.mark.parametrize("seed", LOST_ENDS)
def test_what_is_lost_is_known_to_be_lost(seed: str) -> None:
    endless = [block.text.text for block in blocks(seed) if block.endless]
    beginless = [block.text.text for block in blocks(seed) if block.beginless]
    assert [words[-len(end) :] for words, end in zip(endless, LOST_ENDS[seed], strict=True)] == (
        LOST_ENDS[seed]
    )
    assert [
        words[: len(start)] for words, start in zip(beginless, LOST_BEGINNINGS[seed], strict=True)
    ] == LOST_BEGINNINGS[seed]


def test_the_plan_of_2022_takes_its_last_two_paragraphs_back() -> None:
    review, plan = articles("000")[0], articles("000")[-1]
    assert "计划编制床位300张" in bodies(plan)[-2]
    assert bodies(plan)[-1].startswith("保障和改善民生没有终点")
    assert not any("300张" in words or "没有终点" in words for words in bodies(review))


def test_the_columns_of_002_are_read_in_order() -> None:
    words = "\n".join(bodies(articles("002")[0]))
    order = ["紧急呼叫系统", "实施温暖工程", "轮岗值守", "实施安居工程", "建设进度", "实施畅通工程"]
    places = [words.index(each) for each in order]
    assert places == sorted(places)


def test_a_new_section_is_not_joined_to_a_lost_end() -> None:
    assert any(words.startswith("2018年以来，盘锦") for words in bodies(articles("004")[1]))


def test_the_advertisement_of_001_is_no_article() -> None:
    assert not any("挑战赛" in words for article in articles("001") for words in bodies(article))


def test_captions_are_out_of_the_text() -> None:
    shown = ["休闲好去处。", "杨晓华 摄", "潘轩 摄", "李坤 航拍", "娱乐好去处。", "社区巡逻检查。"]
    for seed in ARTICLES:
        for article in articles(seed):
            assert not any(words.endswith(tuple(shown)) for words in bodies(article))
