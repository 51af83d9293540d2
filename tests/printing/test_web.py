"""The page for a browser: complete in itself, every number linked to its sentence and back."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.charts.draw import draw_charts
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.printing.figures import chart_specs
from mingsheng_reports.printing.web import web_page
from mingsheng_reports.reading.library import read_library
from support.annotated import SEEDS

DRAWN = {"path"}  # of a picture
VOID = {"meta", "br", "img", "link", "hr", "input", "col"}
ISSUED = date(2024, 12, 31)
SUBJECT = Subject("盘锦市", "")

pytestmark = pytest.mark.slow


class Reader(HTMLParser):
    """What a page holds: identities, links, what is asked for outside, text by mark."""

    def __init__(self) -> None:
        super().__init__()
        self.identities: Counter[str] = Counter()
        self.links: list[str] = []
        self.asked: list[str] = []
        self.tags: Counter[str] = Counter()
        self.metas: dict[str, str] = {}
        self.marked: dict[str, str] = {}
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        held = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        if "id" in held:
            self.identities[held["id"]] += 1
        if tag == "a" and held.get("href", "").startswith("#"):
            self.links.append(held["href"][1:])
        else:
            self.asked += [held[name] for name in ("src", "href", "srcset") if name in held]
        if tag == "meta" and "name" in held:
            self.metas[held["name"]] = held.get("content", "")
        if tag not in VOID:
            self.open.append((tag, held.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        """A tag closes: the one that was opened last."""
        assert self.open.pop()[0] == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that holds nothing, closed as in XML; only void elements may be."""
        assert tag in VOID | DRAWN
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Text inside marks."""
        for tag, identity in self.open:
            if tag == "mark" and identity:
                self.marked[identity] = self.marked.get(identity, "") + data


@pytest.fixture(scope="module")
def made() -> tuple[Brief, str]:
    library = read_library([SEEDS])
    metrics = [one for one in extract(library).metrics if one.settled]
    brief = compose(SUBJECT, metrics, lay_out(metrics, SUBJECT), library, (), ISSUED)
    charts = draw_charts(list(chart_specs(brief)), load_theme())
    return brief, web_page(brief, charts, load_theme(), library, ISSUED)


@pytest.fixture(scope="module")
def read(made: tuple[Brief, str]) -> Reader:
    reader = Reader()
    reader.feed(made[1])
    reader.close()
    assert reader.open == []
    return reader


def test_every_link_leads_somewhere_and_no_place_has_two_names(read: Reader) -> None:
    assert set(read.links) <= set(read.identities)
    assert max(read.identities.values()) == 1


def test_every_number_leads_to_its_words_in_the_source_and_back(
    made: tuple[Brief, str], read: Reader
) -> None:
    brief, html = made
    for note in brief.endnotes:
        place = f"s-{note.number}"
        assert place in read.links
        words = read.marked[place]
        digits = [c for c in note.metric.quantity.printed if c in "0123456789"]
        if not note.metric.corrections:
            assert all(digit in words for digit in digits) or note.evidence.repaired
        assert f'<mark id="{place}"><a href="#r-{note.number}"' in html or (
            f'<mark id="{place}"><a href="#n-{note.number}"' in html
        )


def test_nothing_outside_is_asked_for_and_no_script_is_needed(
    made: tuple[Brief, str], read: Reader
) -> None:
    assert read.asked == []
    assert "script" not in read.tags
    assert "@import" not in made[1]
    assert "url(http" not in made[1]
    assert made[1].count("url(data:font/woff2;base64,") == 5


def test_it_is_small_and_fits_a_phone(made: tuple[Brief, str], read: Reader) -> None:
    assert len(made[1].encode()) < 1_500_000
    assert read.metas["viewport"] == "width=device-width, initial-scale=1"


def test_charts_are_drawn_inside_the_page(made: tuple[Brief, str], read: Reader) -> None:
    assert read.tags["svg"] == len(list(chart_specs(made[0])))
    assert read.tags["article"] > 1


def test_a_later_mention_of_a_number_is_marked_and_leads_back(made: tuple[Brief, str]) -> None:
    told = {
        str(note.number)
        for note in made[0].endnotes
        for mention in note.mentions
        if mention.doc == note.evidence.doc and mention != note.evidence
    }
    assert told
    links = re.findall(r'<mark(?: id="s-\d+")?><a href="#[rn]-(\d+)"', made[1])
    assert sum(links.count(number) > 1 for number in told) > len(told) / 2


def test_no_line_can_begin_with_the_mark_behind_a_number(made: tuple[Brief, str]) -> None:
    assert not re.search("</sup></span>[，。；、）]", made[1])
    assert "</sup>。</span>" in made[1]
