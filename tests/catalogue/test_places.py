"""The divisions of China, their names in running text, and the city of an article."""

import gzip
import re
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingsheng_reports.catalogue import divisions
from mingsheng_reports.catalogue.places import (
    Level,
    Place,
    PlaceHit,
    by_code,
    children_of,
    city_above,
    city_for,
    city_of_article,
    find_places,
    full_name,
    full_path,
    nearest_names,
    own_place,
    parent_of,
    places,
    resolve,
    suggest,
    today,
    zone_of_title,
)
from mingsheng_reports.catalogue.tables import read_tsv, table_path
from mingsheng_reports.core.errors import CatalogueError

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TODAY = [place for place in places() if place.last_year is None]
PREFECTURES = [place for place in TODAY if place.level is Level.PREFECTURE]
COUNTIES = [place for place in TODAY if place.level is Level.COUNTY]
CONTEXT = read_tsv("places_context.tsv")


def place_named(name: str, year: int | None = None) -> Place:
    place = resolve(name, year=year).place
    assert place is not None, f"{name} is not one place"
    return place


def names_in(text: str) -> list[str]:
    return [hit.name for hit in find_places(text)]


# ── the table ─────────────────────────────────────────────────────────────────────────────────────


def test_table_is_small_and_complete() -> None:
    assert table_path("places.tsv.gz").stat().st_size < 300_000
    counts = Counter(place.level for place in TODAY)
    assert counts == {Level.PROVINCE: 34, Level.PREFECTURE: 333, Level.COUNTY: 2847}


def test_every_row_is_whole() -> None:
    for place in places():
        assert re.fullmatch(r"\d{6}", place.code), place
        assert re.fullmatch(r"[㐀-鿿]{2,}", place.name), place
        assert re.fullmatch(r"[㐀-鿿]{2,}", place.short), place
        assert place.name.startswith(place.short), place
        assert place.first_year <= (place.last_year or 9999), place
        assert (place.parent == "") == (place.level is Level.PROVINCE), place


def test_a_code_means_one_division_in_a_year() -> None:
    rows = defaultdict(list)
    for place in places():
        rows[place.code].append(place)
    for same in rows.values():
        spans = sorted((place.first_year, place.last_year or 9999) for place in same)
        assert all(a[1] < b[0] for a, b in pairwise(spans)), same


def test_every_parent_exists_in_the_same_years() -> None:
    for place in places():
        if not place.parent:
            continue
        for year in {place.first_year, place.last_year or 2026}:
            above = by_code(place.parent, year)
            assert above is not None, place
            assert above.years_from(year) == 0, (place, above)
            assert above.level < place.level


def test_damaged_table_is_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "places.tsv.gz"
    damaged.write_bytes(gzip.compress("code\tname\n211100\t盘锦市\n".encode()))
    monkeypatch.setattr(divisions, "table_path", lambda _: damaged)
    with pytest.raises(CatalogueError, match=r"请重新安装本程序。$"):
        divisions._columns.__wrapped__()


@pytest.mark.parametrize(
    ("code", "year", "path"),
    [
        ("211100", None, ("辽宁省", "盘锦市", None)),
        ("211121", 2015, ("辽宁省", "盘锦市", "大洼县")),
        ("211104", 2016, ("辽宁省", "盘锦市", "大洼区")),
        ("220382", None, ("吉林省", "四平市", "双辽市")),
        ("110105", None, ("北京市", None, "朝阳区")),
        ("419001", None, ("河南省", None, "济源市")),
        ("419001", 1990, ("河南省", "三门峡市", "义马市")),
        ("500157", None, ("重庆市", None, "两江新区")),
    ],
)
def test_full_path(code: str, year: int | None, path: tuple[str | None, ...]) -> None:
    place = by_code(code, year)
    assert place is not None
    assert tuple(part and part.name for part in full_path(place)) == path


def test_unknown_code_is_nothing() -> None:
    assert by_code("999999") is None


def test_children_follow_the_year() -> None:
    panjin = place_named("盘锦市")
    names = {child.name for child in children_of(panjin)}
    assert names == {"双台子区", "兴隆台区", "大洼区", "盘山县"}
    assert "大洼县" in {child.name for child in children_of(panjin, 2014)}


@pytest.mark.parametrize(
    ("old", "new"),
    [("大洼县", "大洼区"), ("襄樊市", "襄阳市"), ("盘锦市", "盘锦市"), ("崇文区", "崇文区")],
)
def test_today(old: str, new: str) -> None:
    assert today(place_named(old)).name == new


# ── names typed by a person ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", PREFECTURES, ids=lambda place: place.name)
def test_every_prefecture_is_found_by_full_and_short_name(place: Place) -> None:
    assert resolve(place.name).place == place
    assert resolve(place.short, level=Level.PREFECTURE).place == place
    assert place in resolve(place.short).candidates


def test_every_county_is_found_by_full_name_within_its_city() -> None:
    lost = []
    for place in COUNTIES:
        above = parent_of(place)
        assert above is not None
        if resolve(place.name, within=above).place != place:
            lost.append(full_name(place))
        if resolve(full_name(place)).place != place:
            lost.append(full_name(place))
    assert lost == []


def test_namesakes_are_told_not_chosen() -> None:
    several = resolve("铁西区")
    assert several.place is None
    assert several.ambiguous
    found = {full_name(place) for place in several.candidates}
    assert found == {"辽宁省沈阳市铁西区", "辽宁省鞍山市铁西区", "吉林省四平市铁西区"}
    assert resolve("铁西区", within=place_named("鞍山市")).place == by_code("210303")
    assert resolve("鞍山铁西").place == by_code("210303")
    assert {place.name for place in resolve("吉林").candidates} == {"吉林省", "吉林市"}
    assert {place.name for place in resolve("朝阳").candidates} == {"朝阳市", "朝阳县", "朝阳区"}


def test_a_city_goes_before_the_places_inside_it() -> None:
    assert place_named("辽阳").name == "辽阳市"


@pytest.mark.parametrize(
    ("name", "year", "found"),
    [
        ("大洼县", 2014, "辽宁省盘锦市大洼县"),
        ("大洼县", 2024, "辽宁省盘锦市大洼县"),
        ("大洼", 2014, "辽宁省盘锦市大洼县"),
        ("大洼", 2024, "辽宁省盘锦市大洼区"),
        ("巢湖市", 2010, "安徽省巢湖市"),
        ("巢湖市", 2015, "安徽省合肥市巢湖市"),
        ("乳源县", None, "广东省韶关市乳源瑶族自治县"),
        ("延边州", None, "吉林省延边朝鲜族自治州"),
        (" 盘锦 市 ", None, "辽宁省盘锦市"),
        ("浦东", None, "上海市浦东新区"),
    ],
)
def test_names_by_year_and_custom(name: str, year: int | None, found: str) -> None:
    assert full_name(place_named(name, year)) == found


@pytest.mark.parametrize("name", ["", "市", "盘绵市", "鞍山市兴隆台区", "某市"])
def test_nobody_bears_it(name: str) -> None:
    resolution = resolve(name)
    assert resolution.place is None
    assert not resolution.ambiguous


def test_nearest_names_for_a_message() -> None:
    pool = ["盘锦市", "双辽市", "鞍山市", "盘锦市"]
    assert nearest_names("盘绵市", pool) == ("盘锦市",)
    assert nearest_names("海南", ["盘锦市"]) == ()


@pytest.mark.parametrize(
    ("name", "city", "meant"),
    [
        ("双合子区", "盘锦市", "双台子区"),
        ("兴隆合区", "盘锦市", "兴隆台区"),
        ("双台区", "盘锦市", "双台子区"),
        ("盘棉市", "盘锦市", "盘锦市"),
        ("双台子区", "盘锦市", None),  # right as it stands
        ("铁南区", "鞍山市", None),  # 铁东区 and 铁西区 are no misreadings of it
        ("岫岩县", "鞍山市", None),  # customary, not wrong
        ("海淀区", "盘锦市", None),  # exists elsewhere
        ("大注", "盘锦市", None),  # too short to tell
    ],
)
def test_slips_of_one_character_are_suggested(name: str, city: str, meant: str | None) -> None:
    suggestion = suggest(name, place_named(city))
    assert (suggestion and suggestion.name) == meant


def test_a_district_suggests_among_its_neighbours() -> None:
    suggestion = suggest("双合子区", place_named("大洼区"))
    assert suggestion is not None
    assert suggestion.name == "双台子区"


@pytest.mark.parametrize(
    ("name", "page", "city"),
    [
        ("兴隆台区", None, "盘锦市"),
        ("盘山县", None, "盘山县"),
        ("盘山县", "盘锦市", "盘锦市"),
        ("双辽市", None, "双辽市"),
        ("双辽市", "四平市", "四平市"),
        ("双辽市", "盘锦市", "双辽市"),
        ("济源市", None, "济源市"),
        ("浦东新区", None, "上海市"),
        ("盘锦市", "盘锦市", "盘锦市"),
    ],
)
def test_city_for(name: str, page: str | None, city: str) -> None:
    whole = place_named(page) if page else None
    assert city_for(place_named(name), whole).name == city


# ── names in running text ─────────────────────────────────────────────────────────────────────────


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """The text without its brackets, and where they stood."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), (start, end)


@pytest.mark.parametrize("row", CONTEXT, ids=lambda row: f"line {row['line']}")
def test_context_rows_hold_their_examples(row: dict[str, str]) -> None:
    text, span = marked(row["example"])
    assert span in [(hit.start, hit.end) for hit in find_places(text)], text
    text, span = marked(row["counterexample"])
    assert span not in [(hit.start, hit.end) for hit in find_places(text)], text


def test_context_rows_name_real_places() -> None:
    kinds = {"lead", "tail", "full-tail", "not-after", "not-before", "everyday", "common", "local"}
    for row in CONTEXT:
        assert row["kind"] in kinds, row
        if row["kind"] in {"not-after", "not-before", "everyday", "common", "local"}:
            for name in row["names"].split():
                assert resolve(name).candidates, name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今年,盘锦化危为机", ["盘锦"]),
        ("几届盘锦市委班子", ["盘锦市"]),
        ("家住盘山县东郭街道东郭村", ["盘山县"]),
        ("入驻江西街道西环社区", []),
        ("海、台、岫三县(市)", []),
        ("习近平总书记关于东北、辽宁振兴", ["辽宁"]),
        ("带动沿海城市和大城市发展", []),
        ("人力资源和社会保障局", []),
        ("市公安局交警支队", []),
        ("建设和平、美丽的家园", []),
        ("乐昌、南雄和翁源第二人民医院", ["乐昌", "南雄", "翁源"]),
        ("大同、朔州两市", ["大同", "朔州"]),
        ("做法大同小异", []),
        ("长沙市区新增绿地", ["长沙市"]),
        ("新疆维吾尔自治区喀什地区", ["新疆维吾尔自治区", "喀什地区"]),
        ("确保定点医院平安运行", []),
        ("湖北省武汉市江汉区", ["湖北省", "武汉市", "江汉区"]),
        ("松花江干流水位", []),
        ("新建总部办公园区", []),
        ("2023盘锦马拉松,放8天长假", ["盘锦"]),
        ("江苏镇江与浙江湖州、江西街道", ["江苏", "镇江", "浙江", "湖州"]),
        ("", []),
    ],
)
def test_find_places(text: str, found: list[str]) -> None:
    assert names_in(text) == found


def test_namesakes_are_narrowed_by_the_place_before_them() -> None:
    hits = find_places("鞍山市铁西区和沈阳铁西区")
    assert [hit.place and full_name(hit.place) for hit in hits] == [
        "辽宁省鞍山市",
        "辽宁省鞍山市铁西区",
        "辽宁省沈阳市",
        "辽宁省沈阳市铁西区",
    ]


def test_namesakes_are_kept_when_nothing_decides() -> None:
    (hit,) = find_places("铁西区办好实事")
    assert hit.place is None
    assert len(hit.candidates) == 3


def test_names_of_an_older_time_are_found_in_its_text() -> None:
    assert find_places("新疆哈密地区", year=2010)[-1].place == resolve("哈密地区").place
    assert [hit.name for hit in find_places("记者在松花江地区采访", year=1990)] == ["松花江地区"]
    assert find_places("记者在松花江地区采访", year=2020) == ()


def test_the_city_of_the_page_decides() -> None:
    anshan = place_named("鞍山市")
    (hit,) = find_places("铁西区办好实事", near=anshan)
    assert hit.place == by_code("210303")
    assert names_in("推动盘锦高质量发展") == ["盘锦"]
    assert [
        hit.name for hit in find_places("辽西北供水盘锦应急支线", near=place_named("盘锦市"))
    ] == ["盘锦"]
    assert find_places("来自天长的客人", near=anshan) == ()
    assert names_in("来自天长的客人") == ["天长"]


@pytest.mark.parametrize("place", PREFECTURES, ids=lambda place: place.name)
def test_every_prefecture_is_seen_in_a_sentence(place: Place) -> None:
    text = f"记者日前从{place.name}有关部门获悉,今年办好十件实事。"
    assert [hit.place for hit in find_places(text)] == [place]
    text = f"今年以来,{full_path(place)[0].short}{place.short}坚持民生优先。"  # type: ignore[union-attr]
    assert place in find_places(text)[-1].candidates


def test_every_county_is_seen_after_its_city() -> None:
    lost = []
    for place in COUNTIES:
        text = f"今年以来,{full_name(place)}坚持民生优先。"
        if find_places(text)[-1].place != place:
            lost.append(full_name(place))
    assert lost == []


@given(st.text(alphabet="盘锦市大洼区县鞍山铁西海城和平朝阳,。、在 a1", max_size=60))
def test_hits_are_ordered_disjoint_and_true(text: str) -> None:
    hits: tuple[PlaceHit, ...] = find_places(text)
    assert all(text[hit.start : hit.end] == hit.name for hit in hits)
    assert all(hit.candidates for hit in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))


def test_time_grows_with_the_text_only() -> None:
    text = "盘锦市大洼区、盘山县和鞍山铁西区坚持民生优先,办好资源共享与公安服务实事。" * 200
    find_places(text)

    def seconds(copies: int) -> float:
        begun = perf_counter()
        find_places(text * copies)
        return perf_counter() - begun

    assert min(seconds(8) for _ in range(3)) < 24 * min(seconds(1) for _ in range(3))


def test_the_table_is_loaded_only_when_asked_for() -> None:
    code = (
        "from mingsheng_reports.catalogue import places, divisions;"
        "assert divisions.places.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# ── the city of an article ────────────────────────────────────────────────────────────────────────


SIMPLER = str.maketrans("發盤錦幫記實產為爲項堅篤", "发盘锦帮记实产为为项坚笃")


def seed(stem: str) -> tuple[str, str]:
    """Title with subtitle, and the rest."""
    (path,) = SEEDS.glob(f"{stem}_*.txt")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return "".join(lines[:2]).translate(SIMPLER), "".join(lines[2:])


@pytest.mark.parametrize(
    ("stem", "year", "city"),
    [
        ("000", 2022, "盘锦市"),
        ("001", 2022, "盘锦市"),
        ("002", 2024, "双辽市"),
        ("003", 2021, "鞍山市"),
        ("004", 2020, "盘锦市"),
    ],
)
def test_city_of_the_seeds(stem: str, year: int, city: str) -> None:
    guess = city_of_article(*seed(stem), year=year)
    assert guess.place is not None
    assert (guess.place.name, guess.sure) == (city, True)
    assert re.fullmatch(rf"标题和正文共提到{city}\d+次.*", guess.evidence)


def test_counts_are_true() -> None:
    guess = city_of_article(
        "盘锦市办好实事", "今年,盘锦办好实事。盘锦市大洼区新建学校。", year=2022
    )
    assert guess.evidence == "标题和正文共提到盘锦市3次,并提到所辖大洼区"


@pytest.mark.parametrize(
    ("title", "body", "city", "sure"),
    [
        # a county-level city or a county stands for itself
        ("双辽市保障和改善民生", "双辽市委书记说。四平市和吉林省给予支持。", "双辽市", True),
        ("", "安徽省六安市霍山县举县而为。霍山县新建公路。", "霍山县", True),
        # other places are only mentioned
        ("鞍山市办实事", "鞍山市组织学习,借鉴上海、北京经验,获辽宁省表彰。", "鞍山市", True),
        # no city is named: its districts tell
        ("", "铁锋区、昂昂溪区、建华区完成道路改造。", "齐齐哈尔市", True),
        ("", "乐昌、南雄和翁源完成主体工程,乳源县成为试点。", "韶关市", True),
        ("", "铁锋区完成道路改造。", "齐齐哈尔市", False),
        ("兴隆台区推进教育均衡", "全区新建学校。", "盘锦市", True),
        # several of its counties are named more often than the city itself
        ("", "盘锦市推进实事。盘山县修路。大洼区修桥。盘山县建校。", "盘锦市", True),
        # municipalities are cities
        ("北京市办好实事", "朝阳区、海淀区新建学校,北京市民满意。", "北京市", True),
        # namesakes are settled by what stands around them
        ("", "沈阳市大东区改造管网。铁西区完工。和平区开工。沈阳市民满意。", "沈阳市", True),
        # a single passing mention is a guess to be looked at
        ("", "全市新增就业。" * 40 + "来自白城市的客商到会。", "白城市", False),
    ],
)
def test_city_of_article(title: str, body: str, city: str, *, sure: bool) -> None:
    guess = city_of_article(title, body, year=2023)
    assert guess.place is not None
    assert (guess.place.name, guess.sure) == (city, sure), guess.evidence


@pytest.mark.parametrize(
    ("body", "candidates", "evidence"),
    [
        ("全市新增就业两万人。辽宁省给予支持。", set(), "没有提到任何市、县"),
        (
            "鞍山市新增就业,盘锦市新建学校。",
            {"鞍山市", "盘锦市"},
            "提到鞍山市1次、盘锦市1次，分不出写的是哪一个",
        ),
        (
            "海州区修路,鼓楼区建校,铁锋区、双台子区办好实事。",
            {"齐齐哈尔市", "盘锦市"},
            "没有提到市名，所提区县分属盘锦市、齐齐哈尔市，分不出写的是哪一个",
        ),
        ("铁西区、朝阳区办好实事。", set(), "没有提到任何市、县"),
    ],
)
def test_ambiguity_is_reported_never_guessed(
    body: str, candidates: set[str], evidence: str
) -> None:
    guess = city_of_article("", body, year=2023)
    assert guess.place is None
    assert not guess.sure
    assert {place.name for place in guess.candidates} == candidates
    assert guess.evidence == evidence


@pytest.mark.parametrize("place", PREFECTURES, ids=lambda place: place.name)
def test_every_prefecture_is_recognised_as_the_city_of_its_article(place: Place) -> None:
    title = f"{place.name}办好民生实事"
    body = f"今年以来,{place.name}坚持民生优先,与北京、上海交流经验。全市新增就业两万人。"
    guess = city_of_article(title, body, year=2025)
    assert (guess.place, guess.sure) == (place, True), guess.evidence


def test_every_county_is_recognised_as_the_place_of_its_article() -> None:
    wrong = []
    for place in COUNTIES:
        above = parent_of(place)
        assert above is not None
        title = f"{above.name}{place.name}办好民生实事"
        guess = city_of_article(title, f"{full_name(place)}坚持民生优先。", year=2026)
        if guess.place not in {city_for(place), city_above(place)} or not guess.sure:
            wrong.append((full_name(place), guess.evidence))
    assert wrong == []


@pytest.mark.parametrize(
    ("title", "lead", "place"),
    [
        ("兴隆台区大力推进教育资源均衡化", "", "兴隆台区"),
        ("双台子区多措并举实施文化惠民工程", "", "双台子区"),
        ("大洼区织密保障网 筑牢“幸福底线”", "", "大洼区"),
        ("盘山县提速路网建设 打通致富路", "", "盘山县"),
        ("盘锦市大洼区办好实事", "", "大洼区"),
        ("打通致富路", "今年以来,盘山县提速路网建设。", "盘山县"),
        ("盘锦市今年办好12件实事惠民生", "大洼区和盘山县", None),
        ("大洼区、盘山县比学赶超", "", None),
        ("2021年建成213公里农村公路", "盘锦市完成投资。", None),
        ("海淀区来人学习", "", None),
    ],
)
def test_own_place(title: str, lead: str, place: str | None) -> None:
    found = own_place(title, lead, within=place_named("盘锦市"))
    assert (found and found.name) == place


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("记者从盘锦市大洼区获悉,今年该区新建学校3所。", "大洼区"),
        ("盘锦市大洼区新建学校3所。", "大洼区"),
        # the city speaks, or more than one district does, or the district stands without the city
        ("盘锦市大洼区新建学校3所,全市新建学校12所。", None),
        ("盘锦市大洼区新建学校3所,盘山县新建学校2所。", None),
        ("盘锦市办好实事,大洼区新建学校3所。", None),
        ("盘锦市新建学校12所。盘锦市大洼区新建学校3所。", None),
    ],
)
def test_own_place_of_a_text_on_one_district(body: str, place: str | None) -> None:
    found = own_place("办好实事", "", within=place_named("盘锦市"), body=body)
    assert (found and found.name) == place


@pytest.mark.parametrize(
    ("title", "zone"),
    [
        ("盘锦市红海滩度假区工作报告", "红海滩度假区"),
        ("盘锦辽滨经开区办好实事", "辽滨经开区"),
        ("盘锦市大洼区办好实事", ""),
        ("辽滨经开区办好实事", ""),
        ("盘锦市推动新区域发展", ""),
    ],
)
def test_a_zone_that_no_table_holds_is_told_by_the_title(title: str, zone: str) -> None:
    assert zone_of_title(title, place_named("盘锦市")) == zone
