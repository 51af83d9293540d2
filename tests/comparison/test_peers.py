"""Which other cities stand beside a city: the nearest by rank and division, a handful at most."""

from __future__ import annotations

from mingsheng_reports.comparison.peers import is_comparable, peers_of
from mingsheng_reports.core.comparison import MOST_PEERS, Subject
from support.factory import make


def told(*cities: str, year: str = "2022") -> list[tuple[str, str]]:
    return [(city, year) for city in cities]


def test_few_cities_are_all_compared() -> None:
    known = told("盘锦市", "鞍山市", "双辽市")
    assert peers_of(Subject("盘锦市", "2022"), known) == {"鞍山市", "双辽市"}


def test_counties_of_the_same_prefecture_come_before_those_of_the_province() -> None:
    near = ("巩义市", "荥阳市", "新密市")  # 郑州市
    far = ("杞县", "兰考县", "清丰县", "正定县", "井陉县")
    peers = peers_of(Subject("中牟县", "2022"), told("中牟县", *far, *near))
    assert len(peers) == MOST_PEERS
    assert peers == {*near, "杞县"}  # of 开封市, the next prefecture by code


def test_of_many_in_one_prefecture_the_neighbours_by_code_are_chosen() -> None:
    codes = ("中牟县", "巩义市", "荥阳市", "新密市", "新郑市", "登封市")  # 410122, 410181 to 410185
    assert "中牟县" not in peers_of(Subject("登封市", "2022"), told(*codes))


def test_a_city_of_the_same_rank_comes_before_a_county_of_its_own() -> None:
    ranked = ("鞍山市", "抚顺市", "本溪市", "石家庄市")
    peers = peers_of(Subject("盘锦市", "2022"), told("盘锦市", "盘山县", *ranked))
    assert peers == set(ranked)


def test_only_cities_that_tell_of_the_years_asked_for_are_peers() -> None:
    known = told("鞍山市", year="2021") + told("抚顺市", year="2020")
    assert peers_of(Subject("盘锦市", "2021"), known) == {"鞍山市"}
    assert peers_of(Subject("盘锦市"), known) == {"鞍山市", "抚顺市"}


def test_a_name_that_no_table_holds_comes_last() -> None:
    ranked = ("鞍山市", "抚顺市", "本溪市", "石家庄市")
    assert "样板市" not in peers_of(Subject("盘锦市"), told("样板市", *ranked))
    assert peers_of(Subject("样板市"), told("盘锦市")) == {"盘锦市"}


def test_only_a_brief_of_one_city_has_peers() -> None:
    known = told("盘锦市", "鞍山市", "双辽市")
    assert not peers_of(Subject(year="2022"), known)
    assert not peers_of(Subject(("盘锦市", "鞍山市")), known)


def test_what_is_no_result_plan_or_standard_of_a_whole_city_is_not_comparable() -> None:
    assert is_comparable(make())
    assert is_comparable(make(status="target"))
    assert not is_comparable(make(status="change"))
    assert not is_comparable(make(scope="district", place="兴隆台区"))
    assert not is_comparable(make(year="2021-2022"))
