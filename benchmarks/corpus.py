"""A made-up newspaper: as many features as wanted, the same ones on every run.

Sentences of our own, in which places, years and numbers vary. What a real page has besides is there
too: prose without any number, dates, ages and names with digits that are no facts, full-width
digits, lines broken in mid-sentence, mark-up, captions. Numbers are as dense as in real pages:
about four in a thousand bytes of a feature, twelve in a work report.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mingsheng_reports.catalogue.places import Level, Place, children_of, places

SEED = 20230101
SMALLEST, LARGEST = 2_000, 15_000  # bytes of UTF-8
WIDTH = 24  # characters of a newspaper column
REPORTS = 0.3  # share of pages that are work reports, dense with numbers; the others are features
DENSE, LOOSE = 0.5, 0.2  # share of sentences with numbers in the two kinds

TITLES = (
    "{city}民生答卷写满温度", "把实事办到{city}百姓心坎上", "{city}{year}年民生实事巡礼",
    "暖意融融满{city}", "{city}让幸福看得见摸得着",
)  # fmt: skip
HEADS = (
    "稳住饭碗 岗位送到家门口", "学有所教 家门口上好学", "老有所养 夕阳更红",
    "病有所医 健康有保障", "路通民心 出行更顺畅", "住有所居 旧貌换新颜",
)  # fmt: skip
SENTENCES = (
    "{year}年，全市城镇新增就业{n5}人，失业人员再就业{n4}人，城镇登记失业率控制在{p}%以内。",
    "截至{m}月底，{city}发放创业担保贷款{d}亿元，直接扶持创业{n3}人，带动就业{n4}人。",
    "举办线上线下招聘会{n2}场，提供岗位{w}万个，达成就业意向{n4}人次。",
    "开展职业技能培训{w}万人次，同比增长{p}%。",
    "全年新建、改扩建公办幼儿园{n2}所，新增学位{n4}个，学前教育普惠率达到{q}%。",
    "义务教育阶段课后服务实现全覆盖，惠及学生{w}万余名。",
    "{district}投入资金{n4}万元，维修改造中小学校舍{n5}平方米，更换课桌椅{n4}套。",
    "全市各级各类养老机构达到{n2}家，床位{n4}张，其中护理型床位占比{q}%。",
    "为{n4}户特殊困难老年人家庭实施适老化改造，每户补贴{n3}元。",
    "城市低保标准由每人每月{n3}元提高到每人每月{n3}元，农村低保标准提高{p}%。",
    "发放临时救助金{n4}万元，救助困难群众{n4}人次。",
    "建成社区卫生服务中心{n2}个，家庭医生签约{w}万人，签约率{q}%。",
    "城乡居民医保财政补助标准提高到每人每年{n3}元，参保{w}万人。",
    "{city}今年计划改造老旧小区{n2}个，涉及楼房{n3}栋、居民{w}万户、建筑面积{d}万平方米。",
    "目前，已完成改造{n2}个小区，完成年度任务的{q}%。",
    "筹集保障性租赁住房{n4}套，发放公租房租赁补贴{n3}户。",
    "新建改建农村公路{d}公里，改造危桥{n2}座，总投资约{d}亿元。",
    "开通公交线路{n2}条，更新新能源公交车{n3}辆，日均客运量{w}万人次。",
    "{district}新建口袋公园{n2}个，新增绿地{n5}平方米，新增停车泊位近{n4}个。",
    "改造供水管网{d}公里、供热管网{d}公里、燃气管网{d}公里，受益居民{w}万户。",
    "污水处理厂日处理能力达到{w}万吨，城市生活垃圾无害化处理率达{q}%。",
    "空气质量优良天数比例为{q}%，同比提高{p}个百分点，细颗粒物平均浓度下降{p}%。",
    "完成造林{w}万亩，治理水土流失面积{d}平方公里。",
    "食品安全抽检{n4}批次，合格率{q}%；药品抽检{n3}批次，合格率{q}%。",
    "排查各类安全隐患{n4}处，整改率{q}%，办结群众诉求{w}万余件。",
    "开展文化惠民演出{n3}场，送戏下乡{n2}场，惠及群众十余万人次。",
    "建成村级综合文化服务中心{n3}个，放映公益电影{n4}场。",
    "政务服务事项网办率达到{q}%，“最多跑一次”事项{n4}项，平均办理时限压缩{p}%。",
    "一般公共预算支出{d}亿元，其中民生支出{d}亿元，占比{q}%。",
    "{district}实施重点项目{n2}个，总投资{d}亿元，预计带动就业{n4}人。",
    "粮食播种面积{w}万亩，总产量{d}亿斤，农村居民人均可支配收入{n5}元，增长{p}%。",
    "建成高标准农田{w}万亩，新打机井{n2}眼，解决{w}万人饮水安全问题。",
    "学前教育公办率、普惠率分别达到{q}%和{q}%。",
    "全市共有志愿服务团队{n3}支，注册志愿者{w}万名，累计服务时长{w}万小时。",
    "{district}累计投资{n3}余万元，为{n2}个村安装路灯{n4}盏。",
)  # fmt: skip
PROSE = (
    "家住{district}的王大爷今年{age}岁，说起身边的变化，他连连点赞。",
    "{m}月{day}日，记者在{district}采访时看到，工人们正在紧张施工。",
    "拨打12345热线，“一网通办”5分钟内就有答复，群众的获得感越来越强。",
    "小区建成已有20多年，管线老化，群众改造的愿望十分迫切。",
    "民生无小事，枝叶总关情。{city}把群众的小事当作大事来办，用心用情用力解决急难愁盼问题。",
    "“过去出门一身泥，现在出门就是柏油路。”村民们笑着说。",
    "按照“十四五”规划，第{n1}批重点任务正在有序推进。",
    "走进{district}的便民服务大厅，窗口前的工作人员耐心解答群众的问题，前来办事的居民脸上洋溢着满意的笑容。",
    "聚焦群众反映强烈的突出问题，{city}坚持问题导向，建立台账、逐项销号，推动各项民生工程落地见效。",
    "“以前看病要跑很远的路，现在家门口就能看上专家门诊，真是太方便了。”居民李女士高兴地说。",
    "{district}坚持因地制宜、分类施策，把改造方案交给居民商量，让居民成为改造的参与者和受益者。",
    "就业是最大的民生。{city}出台一揽子稳就业政策，精准帮扶高校毕业生、农民工和困难家庭成员就业创业。",
    "孩子们在宽敞明亮的教室里上课，在崭新的操场上奔跑，朗朗的读书声传得很远很远。",
    "道路通，产业兴。平坦的农村公路通到田间地头，农产品运出了大山，游客走进了乡村。",
    "夕阳西下，公园里散步的老人、嬉戏的孩子、跳舞的居民，构成了一幅和谐美好的生活画卷。",
    "相关部门负责人表示，下一步将继续加大工作力度，健全长效机制，确保好事办好、实事办实。",
    "为守护群众舌尖上的安全，{district}组织力量深入农贸市场、超市和学校食堂开展专项检查，消除风险隐患。",
    "河道两岸垂柳依依，清澈的河水缓缓流过，昔日的臭水沟变成了市民休闲健身的好去处。",
    "社区里的老年食堂饭菜可口、价格实惠，老人们吃得舒心，儿女们在外工作也更加安心。",
    "文艺志愿者把舞台搭到村口，精彩的节目赢得阵阵掌声，丰富了群众的精神文化生活。",
    "{city}把改善营商环境作为头等大事，推行告知承诺和容缺受理，让数据多跑路、群众少跑腿。",
    "冬季供暖期间，抢修人员昼夜值守，接到报修电话就立即上门，把温暖送到每一户居民家中。",
)  # fmt: skip
CAPTION = "图为改造后的小区环境优美。本报记者 摄"


@dataclass(frozen=True, slots=True)
class Document:
    """One made-up page."""

    name: str
    text: str


@cache
def _cities() -> tuple[Place, ...]:
    return tuple(
        place
        for place in places()
        if place.level is Level.PREFECTURE and place.is_city and place.last_year is None
    )


def documents(count: int, *, smallest: int = SMALLEST, largest: int = LARGEST) -> list[Document]:
    """``count`` pages of ``smallest`` to ``largest`` bytes; small ones are more frequent."""
    chance = random.Random(SEED)  # noqa: S311  variety, not secrecy
    made = []
    for number in range(count):
        size = int(smallest * (largest / smallest) ** chance.random())
        made.append(Document(f"{number:04}", page(chance, size)))
    return made


def page(chance: random.Random, size: int) -> str:
    """One page of about ``size`` bytes."""
    city = chance.choice(_cities())
    districts = [place.name for place in children_of(city)] or [city.name]
    year = chance.randint(2008, 2024)

    def fill(pattern: str) -> str:
        return pattern.format_map(Blanks(chance, city.name, chance.choice(districts), year))

    head = f"# {fill(chance.choice(TITLES))}\n\n本报记者 张三\n\n"
    parts = [head + f"{year}年，{city.name}坚持以人民为中心，办成了一批民生实事。"]
    length = len(parts[0].encode())
    saved = _style(chance)
    share = DENSE if chance.random() < REPORTS else LOOSE
    while length < size:
        if chance.random() < 0.1:
            parts.append(f"## {chance.choice(HEADS)}")
        patterns = [
            chance.choice(SENTENCES if chance.random() < share else PROSE)
            for _ in range(chance.randint(2, 6))
        ]
        parts.append(saved("".join(map(fill, patterns))))
        if chance.random() < 0.05:
            parts.append(CAPTION)
        length += len(parts[-1].encode()) + 2
    return "\n\n".join(parts) + "\n"


class Blanks(dict[str, str]):
    """What the blanks of a sentence are filled with; every look-up rolls anew."""

    def __init__(self, chance: random.Random, city: str, district: str, year: int) -> None:
        super().__init__(city=city, district=district, year=str(year))
        self.chance = chance

    def __missing__(self, blank: str) -> str:
        roll = self.chance.randint
        if blank.startswith("n"):
            digits = int(blank[1:])
            return str(roll(10 ** (digits - 1) + (digits == 1), 10**digits - 1))
        made: dict[str, Callable[[], str]] = {
            "p": lambda: f"{roll(1, 19)}.{roll(1, 9)}",
            "q": lambda: f"{roll(60, 99)}.{roll(1, 9)}",
            "d": lambda: f"{roll(1, 99)}.{roll(1, 99):02}",
            "w": lambda: f"{roll(1, 49)}.{roll(1, 9)}",
            "m": lambda: str(roll(1, 12)),
            "day": lambda: str(roll(1, 28)),
            "age": lambda: str(roll(60, 90)),
        }
        return made[blank]()


def _style(chance: random.Random) -> Callable[[str], str]:
    """How a page was saved: mostly plain, some broken into column lines, some in full width."""
    roll = chance.random()
    if roll < 0.2:
        return _columns
    return full_width if roll < 0.3 else str


def _columns(text: str) -> str:
    return "\n".join(text[at : at + WIDTH] for at in range(0, len(text), WIDTH))


def full_width(text: str) -> str:
    """The text with full-width digits: ２０２２年."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isdigit() else c for c in text)


def write(made: Iterable[Document], folder: Path) -> tuple[int, int]:
    """One file for each; how many, and the bytes written."""
    folder.mkdir(parents=True, exist_ok=True)
    count = written = 0
    for document in made:
        content = document.text.encode()
        (folder / f"{document.name}.txt").write_bytes(content)
        count, written = count + 1, written + len(content)
    return count, written
