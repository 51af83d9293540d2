"""Text stands out from the paper in every bundled theme, on a grey printer as well."""

from __future__ import annotations

import pytest

from mingsheng_reports.catalogue.themes import load_theme, theme_names

READABLE = 4.5  # WCAG 2.1, 1.4.3


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", theme_names())
def test_text_is_readable_and_bars_differ_in_grey(name: str) -> None:
    colours = load_theme(name).colours
    for text in (colours.ink, colours.accent, colours.soft):
        assert contrast(text, colours.paper) > READABLE
    greys = [luminance(each) for each in (colours.accent, colours.muted, colours.pale)]
    assert greys[0] + 0.2 < greys[1] < greys[2] - 0.2
