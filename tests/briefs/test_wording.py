"""Tables of wording test themselves; clauses come out in plain official Chinese."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.briefs.clauses import clause, direction, rest_of
from mingsheng_reports.briefs.facts import gather
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.sections import heading_for, headings
from mingsheng_reports.briefs.verbatim import Reader, clauses, tell_verbatim
from mingsheng_reports.briefs.wording import fill, form_of, tell, tell_change
from mingsheng_reports.catalogue.categories import categories
from mingsheng_reports.catalogue.phrasing import trusted
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.core.article import Library, Source
from mingsheng_reports.core.brief import Quoted, sentence_text
from mingsheng_reports.core.metric import Metric
from support.factory import make, placed, shelf

ROWS = [row for row in read_tsv("wording.tsv") if row["kind"] in {"clause", "rest", "card"}]
TEN = (Quoted("10个", "example"),)


def told(metric: Metric) -> str:
    return sentence_text(tell(metric, Notebook()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['line']}-{row['ending']}")
def test_each_row_tells_its_example_and_leaves_its_counter_alone(row: dict[str, str]) -> None:
    kind = (row["units"].split() or ["count"])[0]
    form = form_of(row["kind"], row["label"], kind)
    assert form is not None
    assert form.ending == row["ending"]
    label = row["label"]
    stem = label[: len(label) - len(form.ending)]
    assert sentence_text(fill(form.shape, label, stem, TEN, "example")) == row["told"]
    if row["counter"]:
        other = form_of(row["kind"], row["counter"], kind)
        assert other is None or other.ending != row["ending"]


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        (make("老旧小区改造", "10", "个"), "改造老旧小区10个"),
        (make("老旧小区改造", "614", "栋"), "改造老旧小区614栋"),
        (make("幼儿园公办率", "49", "%"), "幼儿园公办率为49%"),
        (make("校园网覆盖率", "100", "%"), "校园网覆盖率达100%"),
        (make("低保金发放额", "1", "元", printed="5614.58万元"), "发放低保金5614.58万元"),
        (make("居民低保标准", "760", "元/人·月", per="每人每月"), "居民低保标准为每人每月760元"),
        (make("取暖救助标准", "600", "元/户", per="每户"), "取暖救助标准为每户600元"),
        (make("低保月人均补差", "131.1", "元/人·月"), "低保月人均补差为131.1元"),
        (make("设计供水规模", "1", "吨/日", printed="40万吨/日"), "设计供水规模为40万吨/日"),
        (make("零就业家庭", "0", "户", printed="零"), "零就业家庭保持为零"),
        (make("教育集团组建", "5", "个", printed="五大"), "组建五大教育集团"),
        (make("新增创业人数", "11331", "人"), "新增创业11331人"),
        (make("校舍建设", "3", "元", printed="3.5亿元"), "校舍建设3.5亿元"),
        (make("排污口规范化整治", "1", "个"), "规范化整治排污口1个"),
        (make("食品抽检(专项)", "9", "批次"), "食品抽检（专项）9批次"),
    ],
)
def test_clauses(metric: Metric, text: str) -> None:
    assert told(metric) == text


def test_approximations_stay() -> None:
    assert told(make("总投资", "1", "元", printed="约30.8亿元")) == "总投资约30.8亿元"


def test_a_change_keeps_the_verb_of_its_source() -> None:
    grown = make("法律援助案件办理", "35", "%", status="change", verb="同比增长")
    assert sentence_text(tell_change(grown, Notebook())) == "同比增长35%"


@pytest.mark.parametrize(
    ("old", "new", "unit", "word"),
    [
        ("730", "760", "元/人·月", "提高到"),
        ("760", "730", "元/人·月", "降至"),
        ("5", "9", "个", "增加到"),
        ("9", "5", "个", "减少到"),
        ("9", "9", "个", "保持在"),
    ],
)
def test_the_verb_follows_the_direction(old: str, new: str, unit: str, word: str) -> None:
    assert direction(make(value=old, unit=unit), make(value=new, unit=unit)) == word


@pytest.mark.parametrize(
    ("before", "label", "rest"),
    [
        ("老旧小区改造", "老旧小区改造楼栋", "楼栋"),
        ("就业见习单位", "就业见习岗位", "岗位"),
        ("创城志愿服务团队", "创城志愿者", ""),
        ("城镇新增就业", "城镇登记失业率", ""),
        ("稳岗补贴发放企业", "稳岗补贴发放额", "发放额"),
        ("检查井清掏", "检查井维修", ""),
        ("医共体派驻人员", "医共体派驻人员", ""),
    ],
)
def test_a_shared_beginning_drops_only_at_a_word(before: str, label: str, rest: str) -> None:
    assert rest_of(label, before, "count" if "额" not in label else "money") == rest


def test_a_pair_with_its_growth_is_one_clause() -> None:
    at, per = 10**7, "每人每月"
    held = [
        make("低保标准", "5", "%", status="change", verb="提高", sentence_at=at),
        make("低保标准", "730", "元/人·月", per=per, status="standard", sentence_at=at),
    ]
    old = make(
        "低保标准", "696", "元/人·月", per=per, status="baseline", year="2021", sentence_at=at
    )
    (fact,) = gather(held, [old])
    told_pair = sentence_text(clause(fact, Notebook()))
    assert told_pair == "低保标准由每人每月696元提高到每人每月730元，提高5%"


def test_growth_of_another_year_is_not_attached() -> None:
    held = [
        make("教育支出", "9", "元", printed="9亿元"),
        make("教育支出", "5", "%", status="change", verb="增长", year="2021"),
    ]
    assert len(gather(held)) == 2


def test_parts_follow_their_whole() -> None:
    whole = make("养老食堂建设", "24", "家")
    parts = [make(f"{x}养老食堂建设", "12", "家", part_of=whole.id) for x in ("街道", "乡镇")]
    (fact,) = gather([whole, *parts])
    told_whole = sentence_text(clause(fact, Notebook()))
    assert told_whole == "建设养老食堂24家，其中街道12家、乡镇12家"


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        (make("失业人员再就业", "9"), True),
        (make("小区", "29", "个"), False),
        (make("小区", "29", "个", indicator="estates"), True),
        (make("重点民生实事之一", "16", "件"), False),
        (make("再就业", "9"), False),
        (make("总投资额度", "9", "元", scope="project", place="今年将其纳入"), False),
    ],
)
def test_only_a_label_that_speaks_for_itself_is_trusted(metric: Metric, *, expected: bool) -> None:
    assert trusted(metric) is expected


def _quoted(metric: Metric, quote: str, *rules: str) -> Metric:
    evidence = replace(metric.evidence, quote=quote, sentence=quote + "。")
    return replace(metric, evidence=evidence, rules=rules)


@pytest.mark.parametrize(
    ("metric", "quote", "rules", "expected"),
    [
        # the source puts the verb of the label in front
        (make("养老服务设施建设", "531", "个"), "建设养老服务设施531个", (), True),
        (make("养老服务设施建设", "531", "个"), "养老服务中心和设施531个", (), False),
        # of the things counted the source goes on to say something
        (make("行政村", "323", "个", indicator="v"), "全市323个行政村均已改水", (), False),
        (make("行政村", "323", "个", indicator="v"), "改水行政村323个", (), True),
        (make("行政村", "323", "个", indicator="v"), "改造了323个行政村", (), True),
        # its first words stand in the clause before, and the whole is known
        (make("临时救助金发放额", "9", "元"), "发放救助金9元", ("label:words+subject",), True),
        (make("临时救助金发放额", "9", "元"), "发放救助金9元", ("label:words-before",), False),
        (make("某某救助金发放额", "9", "元"), "发放救助金9元", ("label:words+subject",), False),
    ],
)
def test_a_label_is_trusted_by_how_the_source_tells_it(
    metric: Metric, quote: str, rules: tuple[str, ...], *, expected: bool
) -> None:
    assert trusted(_quoted(metric, quote, *rules)) is expected


@pytest.mark.parametrize(
    ("quote", "status", "said"),
    [
        ("实际供水能力按50万吨/日设计", "target", "实际供水能力按50万吨/日设计"),
        ("实际供水能力按50万吨/日设计", "actual", "实际供水能力为50万吨/日"),
        ("实际供水能力50万吨/日", "target", "实际供水能力为50万吨/日"),
    ],
)
def test_what_a_work_is_laid_out_for_is_told_so(quote: str, status: str, said: str) -> None:
    metric = make("实际供水能力", "500000", "吨/日", printed="50万吨/日", status=status)
    assert told(_quoted(metric, quote)) == said


def test_a_short_clause_takes_the_one_before_it_along() -> None:
    first = make("新增创业", "11331")
    text = "截至月底，新增创业11331人，带动就业20352人。"
    source = Source.of("doc", shelf().sources[0].path, text, "utf-8", "0")
    metric = placed(make("就业", "20352"), text)
    (found,) = clauses([metric], [metric], Reader.of(Library((source,), ())))
    assert sentence_text(tell_verbatim(found, Notebook())) == "新增创业11331人，带动就业20352人"
    assert first.id != metric.id


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("冬季每户取暖救助由600元提高，群众满意。", "冬季每户取暖救助由600元提高"),
        (
            "冬季取暖救助提高到每户600元，群众满意。",
            "冬季取暖救助提高到每户600元",
        ),
    ],
)
def test_per_words_are_said_once_in_the_sources_words(text: str, told: str) -> None:
    metric = placed(make("取暖救助", "600", "元/户", printed="600元", per="每户"), text)
    source = Source.of("doc", shelf().sources[0].path, text, "utf-8", "0")
    (found,) = clauses([metric], [metric], Reader.of(Library((source,), ())))
    assert sentence_text(tell_verbatim(found, Notebook())) == told


def test_every_category_has_a_heading_that_claims_nothing() -> None:
    for category in categories():
        rows = [row for row in headings() if row.category == category.name]
        assert rows, category.name
        assert rows[-1].needs == ()
        assert all(row.needs for row in rows[:-1])
        assert all(len(row.kicker) == 3 for row in rows)
        assert all(len(row.heading) <= 12 for row in rows)


def test_a_heading_names_only_what_is_there() -> None:
    assert "创业" not in heading_for("就业", [make("城镇新增就业")]).heading
    assert "创业" in heading_for("就业", [make("城镇新增就业"), make("新增创业人数")]).heading
    assert "供热" not in heading_for("供水供热供气", [make("供水规模", "40", "万吨")]).title
    assert "体育" not in heading_for("文化体育", [make("文化活动", "4", "场")]).heading
    assert heading_for("没有的类别", [make()]).category == "其他"
