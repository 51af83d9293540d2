from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import pytest

from mingsheng_reports.cli import preview
from mingsheng_reports.cli.preview import Desk, Shown, answer, serve
from mingsheng_reports.core.errors import SourceError, UsageError

LOOK = {
    "template": "onepage",
    "theme": None,
    "template_dir": None,
    **{
        f"masthead_{name}": None
        for name in ("name", "issue", "organisation", "to", "cc", "distribution", "copies")
    },
}


@pytest.fixture
def desk(stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(preview, "pictures", lambda pdf: (pdf,))
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    return Desk(stages, ("盘锦",), ("2022",), (tmp_path,), dict(LOOK), date(2024, 1, 1))


def test_it_prints_when_something_changed_and_only_then(desk: Desk, tmp_path: Path) -> None:
    assert desk.look_again()
    assert desk.shown.pages
    assert not desk.look_again()
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    assert desk.look_again()
    assert desk.shown.stamp == 2


def test_a_template_of_ones_own_is_watched_without_reading_again(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = tmp_path_factory.mktemp("own")
    desk.look["template_dir"] = own
    desk.look_again()

    def unwanted(folders: object) -> None:
        pytest.fail(f"read {folders} in vain")

    desk.stages = replace(desk.stages, read=unwanted)
    (own / "onepage").mkdir()
    (own / "onepage" / "extra.css").write_text("p{color:red}", encoding="utf-8")
    assert desk.look_again()
    assert not desk.shown.trouble


def test_charts_are_placed_and_pages_filled_in_the_next_quiet_moment(desk: Desk) -> None:
    desk.look["template"] = "feature"
    seen = []

    def watch(*given: object) -> object:
        template = given[2].template
        seen.append((template.defers_charts, template.fills_pages, template.slender))
        return printed(*given)

    printed = desk.stages.print
    desk.stages = replace(desk.stages, print=watch)
    assert [desk.look_again() for _ in range(3)] == [True, True, False]
    assert seen == [(False, False, False), (True, True, True)]


def test_trouble_is_shown_and_the_last_pages_stay(desk: Desk, tmp_path: Path) -> None:
    desk.look_again()
    pages = desk.shown.pages

    def broken(folders: object) -> None:
        message = f"{folders}读不出来<。"
        raise SourceError(message)

    desk.stages = replace(desk.stages, read=broken)
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    assert desk.look_again()
    assert desk.shown.pages == pages
    assert "读不出来&lt;" in desk.shown.html()


def test_what_the_browser_asks_for() -> None:
    shown = Shown(3, b"%PDF", (b"one", b"two"))
    assert answer(shown, "/page/2.png") == ("image/png", b"two")
    assert answer(shown, "/brief.pdf") == ("application/pdf", b"%PDF")
    assert answer(shown, "/stamp") == ("text/plain", b"3")
    assert b"/page/2.png" in answer(shown, "/")[1]
    assert answer(shown, "/../etc/passwd") == ("", b"")


def test_it_serves_this_machine_only_and_tells_a_taken_port(desk: Desk) -> None:
    desk.look_again()
    server = serve(desk, 0)
    try:
        assert server.server_address[0] == "127.0.0.1"
        with urlopen(f"http://127.0.0.1:{server.server_port}/stamp") as response:
            assert response.read() == b"1"
        with pytest.raises(UsageError, match="--port"):
            serve(desk, server.server_port)
    finally:
        server.shutdown()
        server.server_close()
