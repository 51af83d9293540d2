import pytest

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.filing import file_name


def test_one_city_and_year_or_several() -> None:
    one = Subject("盘锦市", "2022")
    assert (one.city, one.year) == ("盘锦市", "2022")
    assert one == Subject(["盘锦市"], ["2022"]) != Subject(["盘锦市", "鞍山市"], "2022")
    several = Subject(["盘锦市", "鞍山市", "盘锦市"], ["2022", "2021"])
    assert several.cities == ("盘锦市", "鞍山市")
    assert several.years == ("2021", "2022")
    assert (several.city, several.year) == ("", "")
    with pytest.raises(ValueError, match="a city, a year"):
        Subject((), [""])


def test_what_is_left_open_means_all() -> None:
    assert Subject(year="2021").has_city("盘锦市")
    assert not Subject("鞍山市").has_city("盘锦市")
    assert Subject("鞍山市").has_year("2021")
    assert not Subject(year=["2020", "2022"]).has_year("2021")


def test_years_that_follow_one_another_are_written_as_a_range() -> None:
    assert Subject(year=["2022", "2021", "2019"]).spans == ("2019", "2021-2022")
    assert Subject("盘锦市").spans == ()


def test_file_names_are_short_and_never_another_subjects() -> None:
    cities = [f"{name}市" for name in "甲乙丙丁戊己庚辛壬癸"]
    subjects = [
        *(Subject(cities[:count]) for count in range(1, 11)),
        *(Subject(cities[1:count]) for count in range(3, 11)),
        Subject(cities, "2021"),
        Subject(cities, ["2020", "2021"]),
        Subject(cities, ["2019", "2021"]),
        Subject(year=["2019", "2021"]),
        Subject(year=["2019", "2020", "2021"]),
        Subject(year=[str(year) for year in range(2001, 2021, 2)]),
        Subject(year=[str(year) for year in range(2001, 2023, 2)]),
    ]
    names = [file_name(subject) for subject in subjects]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) < 50
    assert file_name(Subject(["盘锦市", "鞍山市"], "2021")) == "盘锦市-鞍山市-2021-民生实事简报.pdf"
    assert file_name(Subject(cities)).startswith("甲市等10地-")
    assert (
        file_name(Subject(year=["2019", "2021"]), "一页通") == "2019、2021-民生实事简报-一页通.pdf"
    )
