"""Phrases around a number, trimmed to what names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from mingsheng_reports.catalogue.label_words import alternation, label_words
from mingsheng_reports.catalogue.places import find_places

PLACE_REACH = 12  # characters at the head of a phrase in which a place may stand
REMEMBERED = 4096  # phrases: one sentence asks for the same words several times
NOUN_MOST = 16  # characters; a longer run behind a counter is a list or a clause
PREDICATE_MOST = 14
PER_WORDS = re.compile(
    r"(?:每+(?:人|户|生|名|年|月|天|日|学期|平方米|亩|吨|件))+|[年月]人均|人均[年月]|(?<=[到为至达])人[年月]$|[人户月年日]均(?=[^率增]|$)"
)
DATES = re.compile(
    r"(?:(?:19|20)\d\d年(?:度|初|底|末)?(?:\d{1,2}月(?:\d{1,2}日|底|末|份)?)?|\d{1,2}月(?:\d{1,2}日|底|末|份)|"
    r"去年|今年|明年|前三季度|上半年|年初以来|年内|当年|(?<![项题科])目前|连续\d+年|最近|近年来|前\d{1,2}个月|"
    r"\d{1,2}月?[-—~～至到]\d{1,2}月份?|(?:近|过去)?[一二两三四五六七八九十\d]{1,2}年(?:来|间|以来)|"
    r"近[一二两三四五六七八九十\d]{1,2}年|(?:元旦|春节|节日|“?两节”?|“?双节”?|采暖期|汛期|灾害)+期间|期间)"
)
SINCE_MONTH = re.compile(r"^(?:从|自)?(?:\d{1,2}月份?|年初)?(?:开始|起)(?=.)")
COUNTER = re.compile(
    r"^\s*(?:\d{1,3}[、.．]|（[一二三四五六七八九十\d]{1,3}）|[①-⑳]|[一二三四五六七八九十]{1,3}[、是])\s*"
)  # 2、基础设施: a counter is no word of a label
NOUN_END = re.compile(r"[，。；：！？（）…]|\d|——")
RISE = re.compile(r"^(?:再|又)?(?:提高|增加|降|升|达|增长|扩大|减少|调整)")
LISTED = re.compile(r"(?:[“「][^”」]*[”」])+$|^.*、.*等$")
COUNT_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:人数|户数)$")
LIST_END = re.compile(r"^.*(?<![中优高初上下同均平对])等(?![级候待])(?=.)")  # 教育、管理等|岗位
KEPT = ("完成投资", "带动就业", "吸纳就业")
STATES = ("就业", "脱贫", "实现就业")  # 就业困难人员, 脱贫户: what people are, done to no object
# 补贴标准 is a noun, 补贴农机 is something done.
COMPOUND = re.compile(r"(?:补贴|补助|救助|资助|保障)(?:标准|资金|金额|政策|比例|水平)$")
SECOND_DEED = re.compile(r"^并(?:发布|公布|推广|使用|实施)(?=.{2})")  # 征集并发布岗位
# 18个部门|参加的协调机制: the departments are counted.
JOINED = re.compile(r"(?P<deed>参加|参与|加入)的(?P<whole>[\u4e00-\u9fff]{2,10})$")
SAID_OF_IT = re.compile(r"(?<=.{2})(?:也|都|均|已|又|更加|进一步|不断).*$")  # 补助标准|也有提高
CONTESTED = re.compile(r"^(?:角逐|比拼|较量)$")
TAIL = re.compile(r"(?:等|的|了|任务|目标|工作|方面|数量|总数|总量|个数|之一|(?<![人户])数|问题)+$")
INNER_COUNT = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:共计|合计|总共|累计|共)(?=发放|建设|完成|投入|培训|安排)"
)
# 农村低保标准从|年标准: the standard named again before its old value.
NAMED_AGAIN = re.compile(r"(?<=标准)[从由](?:年|月|原)?标准$")
# 改造|工作已全面完工: what is said of the deed as a whole.
WORK_DONE = re.compile(r"(?<=.{2})工作(?:均|已经?|全部|全面|如期|基本)+(?:完成|完工|竣工|结束)$")
BY_STANDARD = re.compile(r"按[\u4e00-\u9fff]*标准$")
MIDDLE_VERB = re.compile(
    r"^(?P<who>[\u4e00-\u9fff、]{2,14}?)(?:开展|举办|实施|提供)(?P<what>[\u4e00-\u9fff]{3,})$"
)
HANDLED = re.compile(
    r"^[\u4e00-\u9fff]{2,14}?(?P<deed>(?:办理|查处|派驻|接收|受理|稳定)[\u4e00-\u9fff]{3,})$"
)
SIDELONG = (
    "除",
    "活跃",
    "进展",
    "正常",
    "围绕",
    "对",
    "向",
    "在",
    "以",
    "由",
    "从",
    "到",
    "按",
    "比",
    "较",
)
FOR_WHOM = re.compile(r"(?<![行作成认])为(?=[\u4e00-\u9fff]{2})")
LOCATION = re.compile(r"^[\u4e00-\u9fff]{0,10}?(?:两侧|周边|沿线|区域内|范围内|辖区内)")
# 专（兼）职 keeps its word: a single character in brackets belongs to the word around it.
BRACKET = re.compile(r"（(?![^（）]）(?=[\u4e00-\u9fff]))[^（）]*）|（|）")
POSSESSIVE = re.compile(r"(?<!有)(?<!类)(?<!同)(?<!上)(?<!要)(?<!定)的")
NEARBY = re.compile(r"(?:身边|家门口|周边|附近|境内|辖区内|沿线|旁)$")
RATE_OF_IT = re.compile(r"^(?P<noun>[\u4e00-\u9fff]{4}).*率(?:已经?)?(?:达到?|为)?$")
# 安心托幼行动|新增托位: the programme's name, where what it did names its own object.
PROGRAMME = re.compile(
    r"^[\u4e00-\u9fff]{2,12}(?:行动|工程|计划)(?=(?:新增|新建|建成|发放|培训)[\u4e00-\u9fff]{2})"
)
BOUNDARY = re.compile(
    r"^.*(?:已经|建立起|建立了|设有|拥有|配备了?(?=.{3})|共有|打造了|落实了|获得了?(?=.*(?:资金|补助|奖补|经费)$))"
)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternation('opening')}|\s)+")


@cache
def _linking() -> re.Pattern[str]:
    longer = "|".join(re.escape(w) for w in label_words("linking") if len(w) > 1)
    single = "".join(w for w in label_words("linking") if len(w) == 1)
    return re.compile(rf"(?:{longer}|(?<![惠参涉附以普行])[{single}]|\s)+$")


@cache
def _cut() -> re.Pattern[str]:
    return re.compile(alternation("cut"))


@lru_cache(maxsize=REMEMBERED)
def clean_before(words: str, *, listed: bool = False) -> str:
    """Without openings and links: 全市共完成城镇新增就业 → 城镇新增就业.

    Examples listed before their noun (教育、管理等|就业岗位) go too, unless ``listed``.
    """
    held = LOCATION.sub("", PER_WORDS.sub("", COUNTER.sub("", BRACKET.sub("", words))))
    held = held if listed else LISTED.sub("", held)
    held = PROGRAMME.sub("", held)
    behind = BOUNDARY.sub("", held)
    held = behind if len(_linking().sub("", behind)) > 2 else held
    listed_end = LIST_END.match(held)
    if listed_end:
        behind = held[listed_end.end() :]
        held = held if behind in label_words("generic") else behind
    previous = None
    while previous != held:
        previous = held
        held = _without_place(SINCE_MONTH.sub("", DATES.sub("", held)))
        held = _opening().sub("", held)
        held = _linking().sub("", held)
    held = NAMED_AGAIN.sub("", INNER_COUNT.sub("", held))
    return _without_doer(BY_STANDARD.sub("", held).strip("、，"))


def _without_doer(words: str) -> str:
    """法律援助机构办理法律援助案件 → 办理法律援助案件; 卫生院开展门诊手术 → 卫生院门诊手术."""
    handled = HANDLED.match(words)
    if handled:
        return handled["deed"]
    middle = MIDDLE_VERB.match(words)
    return middle["who"] + middle["what"] if middle else words


def _without_place(words: str) -> str:
    return words[_place_at_head(words[:PLACE_REACH]) :]


@lru_cache(maxsize=REMEMBERED)
def _place_at_head(words: str) -> int:
    """Where a place that opens the words ends, else 0."""
    first = next(iter(find_places(words)), None)
    return first.end if first and first.start == 0 else 0


@lru_cache(maxsize=REMEMBERED)
def noun_behind(words: str) -> tuple[str, str]:
    """The noun phrase behind a counter and what is said of it: (泵站, 维修)."""
    words = BRACKET.sub("", words)
    stop = NOUN_END.search(words)
    phrase = (words[: stop.start()] if stop else words).removeprefix("的")
    rate = RATE_OF_IT.match(phrase)
    if rate:
        return rate["noun"], ""
    at = _cut_at(phrase)
    noun, predicate = phrase[:at], _without_light(phrase[at:])
    owned = POSSESSIVE.search(noun, 2)
    if owned and NEARBY.search(noun[: owned.start()]) and len(noun) > owned.end() + 1:
        noun = noun[owned.end() :]  # 群众身边的|健身设施: where it is, not what
    elif owned and noun[: owned.start()] in label_words("generic"):
        told = CONTESTED.sub("", SAID_OF_IT.sub("", noun[owned.end() :] + predicate))
        noun, predicate = told + noun[: owned.start()], ""
    elif owned:
        noun, predicate = noun[: owned.start()], ""
    joined = JOINED.match(predicate)
    if joined:
        noun, predicate = joined["whole"] + joined["deed"] + noun, ""
    noun = _shortened(noun)
    predicate = _told_shortly(WORK_DONE.sub("", predicate.replace(" ", "")))
    noun = noun.replace("、", "")
    return TAIL.sub("", noun) or noun, TAIL.sub("", predicate)


def _told_shortly(predicate: str) -> str:
    """在全国各大中城市从事家政服务 → 从事家政服务; a rise or fall says nothing of the thing."""
    if RISE.match(predicate) or predicate.endswith("达"):
        return ""
    if len(predicate) > PREDICATE_MOST or predicate.startswith(SIDELONG):
        tail = re.search(r"(?:从事|享受|接受|入选|参加)[\u4e00-\u9fff]{2,10}$", predicate)
        return tail.group() if tail else ""
    return re.split("[并且]", predicate, maxsplit=1)[0].removesuffix("完成")


def _cut_at(phrase: str) -> int:
    quoted = re.match(r"[“「][^”」]*[”」]", phrase)
    start = quoted.end() if quoted else 0
    served = FOR_WHOM.search(phrase, max(start, 2))
    if served:
        phrase = phrase[: served.start()]
    cut = _cut().search(phrase, start)
    while cut and cut.start() == 0 and cut.group() in ("安全", "集中", "就业"):
        cut = _cut().search(phrase, cut.end())
    return cut.start() if cut else len(phrase)


def _shortened(noun: str) -> str:
    if len(noun) <= NOUN_MOST:
        return noun
    listed = re.search(r"[、和与及]", noun)
    return noun[: listed.start()] if listed and listed.start() > 1 else noun[:NOUN_MOST]


def _without_light(predicate: str) -> str:
    for word in (*label_words("light"), "均", "已", "全部", "全面", "正常"):
        predicate = predicate.removeprefix(word)
    return predicate.removeprefix("了")


def ends_with_verb(words: str) -> bool:
    """Whether a verb of making or doing, or one that says nothing, closes the words."""
    return words.endswith(label_words("making") + label_words("doing") + label_words("light"))


@lru_cache(maxsize=REMEMBERED)
def reordered(words: str) -> str:
    """Verb-object order turned round: 清掏雨漏 → 雨漏清掏, 建设养老食堂 → 养老食堂建设."""
    if words.startswith(KEPT) or COUNT_END.search(words):
        return words
    for word in _at_head(words, "making"):
        return words[len(word) :].removeprefix("了") + "建设"
    for word in _at_head(words, "doing"):
        if word in STATES or COMPOUND.match(words):
            continue
        rest = SECOND_DEED.sub("", words[len(word) :].removeprefix("了"))
        return words if word == "新增" else rest + word
    for word in _at_head(words, "light"):
        return words[len(word) :].removeprefix("了")
    return words


def _at_head(words: str, role: str) -> Iterator[str]:
    """The words of a role that open a phrase and leave something of it, longest first."""
    if words.startswith(label_words(role)):
        for word in label_words(role):
            if words.startswith(word) and len(words) > len(word) + 1:
                yield word


@lru_cache(maxsize=REMEMBERED)
def without_deed(label: str) -> str:
    """The thing under a label, for the numbers that follow: 培训机构检查 → 培训机构."""
    held = COUNT_END.sub("", label.removesuffix("发放额"))
    deeds = _deeds()
    if held.endswith(deeds):
        for word in deeds:
            if held.endswith(word) and len(held) > len(word) + 1:
                return held[: -len(word)]
    return held


@cache
def _deeds() -> tuple[str, ...]:
    """Verbs that stand behind their object and are no nouns themselves, longest first."""
    nouns = label_words("nounlike")
    return (*(word for word in label_words("doing") if word not in nouns), "建设")


HEARSAY = re.compile(r"记者|介绍|据悉|据了解|表示|告诉|获悉")  # who told it, not what of
TOPIC_MOST = 16
TOPIC_VERB = re.compile(
    r"^.*(?:纳入|列入|开展|实施|举办|推进|加强|完善|制定|参加|组织|建立|启动|深入|落实|推动|扶持|享受|健全|优化|扩大|投入|聚焦|围绕|对|为|将|的)"
)


@lru_cache(maxsize=REMEMBERED)
def topic_of(clause: str) -> str:
    """What a clause speaks of, for a number in the next one: 举办职业技能大赛 → 职业技能大赛."""
    if HEARSAY.search(clause):
        return ""
    held = clean_before(clause)
    behind = TOPIC_VERB.sub("", held)
    held = behind if len(behind) > 2 else held
    held = reordered(held)
    return held if 2 <= len(held) <= TOPIC_MOST else ""
