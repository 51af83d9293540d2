"""What reports tell and leave out, and who is ranked with whom."""

from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.metric import Metric
from support.factory import make

JOBS, RATE, LOANS = "urban-new-jobs", "public-kindergarten-share", "startup-loans"


def told(indicator: str, label: str, *, city: str = "东山市", year: str = "2021") -> Metric:
    return make(label, city=city, year=year, indicator=indicator, article=f"{city}{year}#1")


def labels(metrics: tuple[Metric, ...]) -> list[str]:
    return [metric.label for metric in metrics]


def test_what_is_new_what_is_kept_and_what_is_told_no_longer() -> None:
    held = [
        told(JOBS, "城镇新增就业", year="2020"),
        told(LOANS, "创业担保贷款发放额", year="2020"),
        told(JOBS, "城镇新增就业"),
        told(RATE, "幼儿园公办率"),
        told(RATE, "幼儿园公办率", city="西山市", year="2020"),
    ]
    (turn,) = lay_out(held, Subject("东山市")).turnovers
    assert (turn.before, turn.year) == ("2020", "2021")
    assert labels(turn.kept) == ["城镇新增就业"]
    assert labels(turn.new) == ["幼儿园公办率"]
    assert labels(turn.gone) == ["创业担保贷款发放额"]
    assert lay_out(held, Subject("东山市", "2021")).turnovers == ()


def test_an_old_value_and_a_plan_are_no_reports_of_their_year() -> None:
    held = [
        make("幼儿园公办率", year="2020", city="东山市", indicator=RATE, status="baseline"),
        make("城镇新增就业", year="2020", city="东山市", indicator=JOBS, status="target"),
        told(RATE, "幼儿园公办率"),
    ]
    assert lay_out(held, Subject("东山市")).turnovers == ()


def test_what_two_others_tell_is_absent_and_what_one_tells_is_its_own() -> None:
    held = [told(JOBS, "城镇新增就业", city=city) for city in ("东山市", "西山市")]
    held += [told(RATE, "幼儿园公办率", city="南山市"), told(LOANS, "创业担保贷款发放额")]
    absences = lay_out(held, Subject(year="2021")).absences
    absent = {each.city: labels(each.elsewhere) for each in absences}
    assert absent == {"南山市": ["城镇新增就业"]}


def test_of_two_cities_the_other_is_enough_and_no_report_is_called_so() -> None:
    held = [told(JOBS, "城镇新增就业"), told(RATE, "幼儿园公办率", city="西山市", year="2020")]
    two = Subject(("东山市", "西山市"), "2021")
    (silent,) = lay_out(held, two).absences
    assert (silent.city, silent.silent, silent.elsewhere) == ("西山市", True, ())
    held.append(told(RATE, "幼儿园公办率", city="西山市"))
    absent = {each.city: labels(each.elsewhere) for each in lay_out(held, two).absences}
    assert absent == {"东山市": ["幼儿园公办率"], "西山市": ["城镇新增就业"]}


def test_a_city_of_which_only_unknown_things_are_told_is_not_silent() -> None:
    held = [told(JOBS, "城镇新增就业"), make("老年大学学员", city="西山市", year="2021")]
    (absent,) = lay_out(held, Subject(("东山市", "西山市"), "2021")).absences
    assert (absent.city, absent.silent, labels(absent.elsewhere)) == (
        "西山市", False, ["城镇新增就业"],
    )  # fmt: skip


def jobs(city: str, value: str, status: str = "actual") -> Metric:
    return make(
        "城镇新增就业", value, city=city, year="2021", indicator=JOBS, status=status,
        article=f"{city}#1",
    )  # fmt: skip


def test_most_are_ranked_and_a_plan_stands_aside_with_its_reason() -> None:
    held = [jobs("东山市", "300"), jobs("西山市", "100"), jobs("南山市", "200")]
    planned = jobs("北山市", "900", "target")
    (compared,) = lay_out([planned, *held], Subject(year="2021")).cities
    assert compared.comparable
    assert [metric.city for metric in compared.metrics] == ["东山市", "南山市", "西山市"]
    (aside,) = compared.aside
    assert aside.metric is planned
    assert aside.objection.code == "status"


def test_none_is_ranked_where_only_half_may_be() -> None:
    held = [jobs("东山市", "300"), jobs("西山市", "100")]
    held += [jobs("南山市", "200", "target"), jobs("北山市", "900", "target")]
    (compared,) = lay_out(held, Subject(year="2021")).cities
    assert not compared.comparable
    assert len(compared.metrics) == 4
    assert compared.aside == ()


def test_a_range_is_compared_within_itself() -> None:
    held = [
        make(value=str(100 + at), year=str(2019 + at), indicator=JOBS, article=f"{at}#1")
        for at in range(5)
    ]
    (compared,) = lay_out(held, Subject("样板市", ("2020", "2021", "2022"))).years
    assert [metric.year for metric in compared.metrics] == ["2020", "2021", "2022"]
    (compared,) = lay_out(held, Subject("样板市", "2021")).years
    assert len(compared.metrics) == 5
