from __future__ import annotations

from pathlib import Path

import pytest

from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.comparison import Judgement, PledgeState, Subject
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages
from support.prose import together

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
PLAN = (
    "今年办好3件民生实事。这3件民生实事包括建设市民书屋、改造老旧小区、实施沅水引水工程。"
    "今年计划改造28个老旧小区。"
)


def judged(*reports: str) -> dict[str, Judgement]:
    told = together((PLAN,), *((report,) for report in reports))
    board = lay_out(told.metrics, Subject("常德市", "2023"), told.announced)
    return {each.undertaking.name: each for each in board.judgements}


@pytest.fixture(scope="module")
def seeds() -> Findings:
    return find([SEEDS], Stages())


def test_the_twelve_works_of_the_seeds_are_judged(seeds: Findings) -> None:
    board = lay_out(seeds.settled, Subject("盘锦市", "2022"), seeds.extraction.announced)
    states = {each.undertaking.name: each.state.value for each in board.judgements}
    assert states == {
        "辽西北供水盘锦应急支线": "进行中",
        "5G智慧快速公交": "进行中",
        "城镇燃气安全改造": "未见报道",
        "市中心医院脑血栓病治疗中心": "未见报道",
        "工人文化宫": "未见报道",
        "四好农村路维修改造": "无法判定",
        "老旧小区改造": "进行中",
        "城市道路与排水防涝畅通": "未见报道",
        "口袋公园": "已完成",
        "公共机构停车场充电站": "未见报道",
        "全民健身器材": "未见报道",
        "重特大疾病救助": "未见报道",
    }
    shares = {
        pledge.promised.label: pledge.progress.printed if pledge.progress else ""
        for each in board.judgements
        for pledge in each.pledges
    }
    assert shares == {
        "老旧小区改造": "35.7%",
        "老旧小区改造楼栋": "22.3%",
        "老旧小区改造惠及户数": "24.4%",
        "老旧小区改造建筑面积": "24.5%",
        "口袋公园建设": "100%",
    }


def test_every_judgement_names_its_evidence(seeds: Findings) -> None:
    board = lay_out(seeds.settled, Subject("盘锦市", "2022"), seeds.extraction.announced)
    sources = {source.doc: source.text for source in seeds.library.sources}
    for each in board.judgements:
        proofs = [each.undertaking.evidence, *(one.evidence for one in each.sightings)]
        for proof in proofs:
            cut = sources[proof.doc][proof.span.start : proof.span.end]
            assert cut.replace("\n", "").replace("\r", "") == proof.quote
        assert each.state is PledgeState.UNREPORTED or each.sightings or each.pledges


def test_numbers_decide_where_they_were_promised() -> None:
    found = judged("全市改造老旧小区28个，老旧小区改造正在推进。")["老旧小区"]
    assert found.state is PledgeState.MET
    assert judged("全市改造老旧小区10个。")["老旧小区"].state is PledgeState.UNDERWAY


@pytest.mark.parametrize(
    ("report", "state"),
    [
        ("市民书屋建成并对外开放。", PledgeState.UNREPORTED),
        ("沅水引水工程全部完工。", PledgeState.MET),
        ("沅水引水工程正在施工。", PledgeState.UNDERWAY),
        ("完成沅水引水工程12公里。", PledgeState.UNMEASURED),
        ("沅水引水工程备受关注。", PledgeState.UNREPORTED),
    ],
)
def test_a_work_without_numbers_stands_as_far_as_it_is_told(
    report: str, state: PledgeState
) -> None:
    found = judged(report)
    name = "沅水引水"
    if "书屋" in report:  # another work's report says nothing of this one
        assert found["市民书屋"].state is PledgeState.MET
    assert found[name].state is state


def test_a_report_that_stops_earlier_never_says_that_a_promise_failed() -> None:
    assert {each.state for each in judged("全市环境变好。").values()} == {PledgeState.UNREPORTED}


def test_a_work_that_is_only_named_elsewhere_says_so_and_shows_where() -> None:
    found = judged("沅水引水工程备受关注。")["沅水引水"]
    assert (found.state, found.reason) == (PledgeState.UNREPORTED, "别处提到了它，没有写进展")
    assert found.sightings[0].evidence.quote == "沅水引水工程备受关注"


def test_a_number_of_a_work_outweighs_what_a_report_says_in_general() -> None:
    found = judged("老旧小区改造全部完工。", "截至目前，全市改造老旧小区10个。")["老旧小区"]
    assert found.state is PledgeState.UNDERWAY
    assert found.by_number


def test_of_two_reports_as_good_the_one_that_names_the_work_is_shown() -> None:
    found = judged("全市3件民生实事已全部办结。", "沅水引水工程全部完工。")["沅水引水"]
    assert found.state is PledgeState.MET
    assert found.sightings[0].evidence.quote == "沅水引水工程全部完工"
    other = judged("全市3件民生实事已全部办结。")["市民书屋"]
    assert (other.state, other.sightings[0].evidence.quote) == (
        PledgeState.MET,
        "全市3件民生实事已全部办结",
    )
