"""What the pages of the made-up province say: titles, topics, works, in sentences of our own."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import HEADS, PROSE

QUIET = tuple(each for each in PROSE if "12345" not in each)  # a number that is nobody's
TOWNS = ("城关镇", "河东镇", "河西镇", "北关镇", "南岭镇", "东山镇")
TITLES = (
    "{city}民生答卷写满温度", "把实事办到{city}百姓心坎上", "{city}{year}年民生实事回眸",
    "{city}让幸福看得见摸得着",
)  # fmt: skip
PLAN_TITLES = ("{city}{year}年计划办好{count}件民生实事", "{city}今年这样惠民生")
REPORT_TITLES = ("{city}民生实事稳步推进", "{city}实事项目跑出加速度")


@dataclass(frozen=True, slots=True)
class Topic:
    """One indicator in sentences; ``{n}`` is its number, ``{all}`` 全县 or 全市.

    Attributes:
        size: about how large the number is, in tens of thousands.
    """

    head: str
    result: str
    plan: str
    unit: str
    size: float


TOPICS = (
    Topic(HEADS[0], "{all}城镇新增就业{n}人", "城镇新增就业{n}人", "人", 3.1),
    Topic(HEADS[0], "失业人员再就业{n}人", "失业人员再就业{n}人", "人", 1.9),
    Topic(HEADS[0], "发放创业担保贷款{n}万元", "发放创业担保贷款{n}万元", "万元", 2.7),
    Topic(HEADS[1], "新增学前教育学位{n}个", "新增学前教育学位{n}个", "个", 1.4),
    Topic(HEADS[1], "维修改造中小学校舍{n}平方米", "维修改造中小学校舍{n}平方米", "平方米", 6.2),
    Topic(HEADS[2], "发放高龄津贴{n}万元", "发放高龄津贴{n}万元", "万元", 2.2),
    Topic(HEADS[2], "为{n}户困难老年人家庭实施适老化改造", "实施适老化改造{n}户", "户", 1.3),
    Topic(HEADS[2], "发放城乡低保金{n}万元", "发放城乡低保金{n}万元", "万元", 5.3),
    Topic(HEADS[2], "救助困难群众{n}人次", "救助困难群众{n}人次", "人次", 4.4),
    Topic(HEADS[3], "城乡居民基本医疗保险参保{n}人", "城乡居民医保参保{n}人", "人", 8.1),
    Topic(HEADS[3], "家庭医生签约{n}人", "家庭医生签约{n}人", "人", 7.4),
    Topic(HEADS[4], "新建改建农村公路{n}米", "新建改建农村公路{n}米", "米", 8.8),
    Topic(HEADS[4], "新增停车泊位{n}个", "新增停车泊位{n}个", "个", 1.2),
    Topic(HEADS[5], "改造老旧小区惠及居民{n}户", "改造老旧小区惠及居民{n}户", "户", 2.1),
    Topic(HEADS[5], "改造供热管网{n}米", "改造供热管网{n}米", "米", 5.6),
    Topic(HEADS[5], "改造供水管网{n}米", "改造供水管网{n}米", "米", 6.9),
    Topic(HEADS[5], "完成造林{n}亩", "完成造林{n}亩", "亩", 3.7),
    Topic(HEADS[5], "办结群众诉求{n}件", "办结群众诉求{n}件", "件", 4.8),
)
WORKS = (
    ("建设", "{city}工人文化宫"), ("新建", "{city}便民服务中心"), ("实施", "{city}中医院迁建工程"),
    ("改造", "城关镇农贸市场"), ("建设", "{city}全民健身中心"), ("实施", "河东镇污水厂扩建工程"),
)  # fmt: skip
