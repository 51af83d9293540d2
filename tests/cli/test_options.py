import click
import pytest

from mingsheng_reports.cli.options import Names, Years, without_spaces

YEARS = {
    "2022": "2022",
    "２０２２": "2022",
    "2022年": "2022",
    " 2022 年度": "2022",
    "二〇二二": "2022",
    "二○二二年": "2022",
    "二零二二": "2022",
}


@pytest.mark.parametrize(("typed", "meant"), YEARS.items())
def test_a_year_is_understood_as_people_write_it(typed: str, meant: str) -> None:
    assert Years().convert(typed, None, None) == (meant,)


@pytest.mark.parametrize(
    "typed", ["22", "去年", "20222", "1234", "2022.5", "", "2021-22", "-2022", "2020/2022"]
)
def test_other_years_are_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="2022"):
        Years().convert(typed, None, None)


@pytest.mark.parametrize(
    "typed", ["2019-2023", "2019—2023年", "2019年至2023年", "２０１９～２０２３"]
)
def test_a_range_means_every_year_of_it(typed: str) -> None:
    held = Years().convert(typed, None, None)
    assert held == ("2019", "2020", "2021", "2022", "2023")


def test_a_range_typed_backwards_is_told_the_right_way_round() -> None:
    with pytest.raises(click.BadParameter, match="“2022-2020”前后颠倒了；请写2020-2022。"):
        Years().convert("2022-2020", None, None)


@pytest.mark.parametrize("typed", ["盘锦、鞍山", "盘锦，鞍山", "盘锦, 鞍山", "盘锦；鞍山、"])
def test_cities_may_be_written_in_one_go(typed: str) -> None:
    assert Names().convert(typed, None, None) == ("盘锦", "鞍山")


def test_spaces_and_full_width_letters_are_slips() -> None:
    assert without_spaces("　盘 锦　市 ") == "盘锦市"
