from __future__ import annotations

from pathlib import Path

import pytest

from mingsheng_reports.catalogue.tables import table_path
from mingsheng_reports.catalogue.templates import fitted, template_titles
from mingsheng_reports.catalogue.themes import find_theme, load_theme, read_theme
from mingsheng_reports.core.errors import CatalogueError, UsageError

THEME = table_path("themes") / "minsheng.toml"


def test_four_templates_the_default_first() -> None:
    assert list(template_titles().values()) == ["综述", "简报", "一页通", "核校单"]


def test_a_template_brings_its_grid_and_leaves_the_colours() -> None:
    theme = load_theme()
    bulletin = fitted(theme, "bulletin")
    assert bulletin.colours == theme.colours
    assert bulletin.page_points * 25.4 / 72 == pytest.approx(156, abs=0.02)
    assert bulletin.measures.characters == 28
    assert bulletin.measures.line * 22 * 25.4 / 72 <= 225
    assert bulletin.column_points == bulletin.page_points
    assert fitted(theme, "onepage").template.most_pages == 1
    assert fitted(theme, "feature").sizes == theme.sizes


def test_unknown_names_are_told_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="onepage（一页通）"):
        fitted(load_theme(), "poster")
    with pytest.raises(UsageError, match="nowhere"):
        fitted(load_theme(), "feature", tmp_path / "nowhere")
    with pytest.raises(UsageError, match="minsheng"):
        find_theme("blue")
    with pytest.raises(UsageError, match="找不到版式文件"):
        find_theme(str(tmp_path / "blue.toml"))


def test_a_theme_of_ones_own_may_tell_the_masthead(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    text = THEME.read_text(encoding="utf-8")
    path.write_text(text + '\n[masthead]\nname = "民生简报"\n', encoding="utf-8")
    theme = find_theme(str(path))
    assert (theme.masthead.name, theme.masthead.issue) == ("民生简报", "")
    for wrong in ("[masthead]\nprinter = 'x'", "[masthead]\nname = 3", "[fonts]\na = 1"):
        path.write_text(f"{text}\n{wrong}\n", encoding="utf-8")
        with pytest.raises(CatalogueError):
            read_theme(path)


@pytest.mark.parametrize(
    "wrong",
    [
        "title = 'x'\nshape = 1",
        "title = 'x'\n[sizes]\nbody = 0",
        "[sizes",
        "title = 'x'\n[sizes]\nb = 1",
    ],
)
def test_a_damaged_description_is_told(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "feature").mkdir()
    (tmp_path / "feature" / "template.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(CatalogueError, match="模板说明"):
        fitted(load_theme(), "feature", tmp_path)
