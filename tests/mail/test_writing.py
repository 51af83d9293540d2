"""The words, chart and files of a letter."""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.core.brief import Brief, ChartSpec, Headline, Quoted, Words
from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.errors import MailError, UnaccountedNumberError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.metric import Extraction
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.mail.addresses import Mailbox, parse_address
from mingsheng_reports.mail.bearing import check_figures
from mingsheng_reports.mail.drafts import (
    LIST,
    ListRow,
    draft_name,
    mark_of,
    read_list,
    row_of,
    take_away,
    write_draft,
    write_list,
)
from mingsheng_reports.mail.finished import FinishedBrief, find_briefs
from mingsheng_reports.mail.message import message_bytes
from mingsheng_reports.mail.plan import Posting
from mingsheng_reports.mail.recipients import Recipient
from mingsheng_reports.mail.tables import languages
from mingsheng_reports.mail.writing import HELD, Wishes, Writer, chart_of, kept
from mingsheng_reports.printing.mailing import Cover, coloured, write_words
from mingsheng_reports.printing.pictures import png_of
from mingsheng_reports.stages import Stages
from support.annotated import library
from support.posting import SENDER
from support.sample import sample_brief
from support.small_pdf import figures_of, small_pdf

PNG = b"\x89PNG\r\n\x1a\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="231pt" height="82pt" viewBox="0 0 231 82"><path d="M 0 0 L 231 82" stroke="#a3202c"/></svg>'  # noqa: E501
SUBJECT = Subject("盘锦市", "2022")
THEME = load_theme()


def _draw(specs: Sequence[ChartSpec], theme: Theme) -> Mapping[str, str]:
    del theme
    return {spec.id: SVG for spec in specs}


STAGES = Stages(
    lay_out=lambda told, subject: Board(),  # noqa: ARG005  the stage's signature
    compose=lambda subject, told, board, day: replace(sample_brief(), subject=subject),  # noqa: ARG005
    draw=_draw,
)


def writer(**wishes: object) -> Writer:
    findings = Findings(library(), Extraction((), ()))
    made = Wishes(**({"sender": SENDER, "draft": True} | wishes))  # type: ignore[arg-type]
    return Writer(findings, STAGES, THEME, date(2023, 1, 5), made)


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> tuple[FinishedBrief, ...]:
    folder = tmp_path_factory.mktemp("output")
    told = figures_of(sample_brief())
    for year in ("2021", "2022"):
        small_pdf(folder / f"盘锦市-{year}-民生实事简报.pdf", Subject("盘锦市", year), told)
    found, _ = find_briefs([folder])
    return found


def posting(*briefs: FinishedBrief, name: str = "张三") -> Posting:
    return Posting("简报", Recipient(Mailbox(name, parse_address("z@example.cn"))), briefs)


def words(**changes: object) -> tuple[str, str, str]:
    cover = Cover(
        (sample_brief(),), Quoted("您好：", "r"), Quoted("此致敬礼", "t"), (Quoted("a.pdf", "f"),)
    )
    made = write_words(replace(cover, **changes), THEME)  # type: ignore[arg-type]
    return made.subject, made.text, made.html


def seen(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html.partition("<body")[2]))


def test_five_figures_with_their_dates_in_both_bodies() -> None:
    subject, text, html = words()
    brief = sample_brief()
    assert "民生实事" in subject
    assert "\n" not in subject
    for one in brief.headlines[:5]:
        for body in (text, seen(html)):
            assert one.label.text in body
            assert one.figure.text in body
    assert "24场（2022年全市）" in text
    assert len(brief.headlines) < 6 or brief.headlines[5].label.text not in text


def test_a_figure_without_a_date_of_its_own_gets_its_year() -> None:
    brief = sample_brief()
    first = brief.headlines[0]
    told = (Words("比调整前提高"), first.figure)
    dated = replace(first.figure, metric=replace(first.figure.metric, as_of="2022-11-30"))
    several = replace(first.figure, metric=replace(first.figure.metric, year="2019-2023"))
    made = (
        replace(first, context=()),
        replace(first, context=told),
        Headline(first.label, dated, ()),
        Headline(first.label, several, ()),
    )
    _, text, _ = words(briefs=(replace(brief, headlines=made),))
    for when in (
        "（2022年）",
        "（2022年，比调整前提高24场）",
        "（截至2022年11月30日）",
        "（2019—2023年）",
    ):
        assert when in text


def test_every_rule_is_written_into_the_tags() -> None:
    _, _, html = words()
    assert "<style" not in html
    assert "<link" not in html
    assert "var(" not in html
    assert "http" not in html
    assert f"color: {THEME.colours.accent}" in html
    assert "#000000" not in html


def test_a_template_of_ones_own_cannot_print_a_number_without_origin(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    own = replace(THEME, template=replace(THEME.template, own=tmp_path))
    cover = Cover((sample_brief(),), Quoted("您好", "r"), Quoted("敬礼", "t"), ())
    for name, bad in (
        ("body.txt.j2", "共24002人"),
        ("body.html.j2", "<p>{{ briefs[0].headlines[0].figure.value }}</p>"),
        ("subject.txt.j2", "{{ nothing }}"),
    ):
        path = tmp_path / "mail" / name
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(UnaccountedNumberError):
            write_words(cover, own)
        path.unlink()
    with pytest.raises(UnaccountedNumberError, match="--nothing"):
        coloured("p{color:var(--nothing)}", THEME)


def test_names_from_a_list_are_escaped() -> None:
    _, text, html = words(greeting=Quoted('尊敬的<b onclick="x">&：', "r"))
    assert "<b onclick" not in html
    assert '尊敬的<b onclick="x">&：' in text


def test_a_chart_becomes_a_picture() -> None:
    assert png_of(SVG) == png_of(SVG)
    assert png_of(SVG).startswith(PNG)


def test_the_chart_for_a_phone_can_be_compared() -> None:
    spec = chart_of(sample_brief())
    assert spec
    assert not any(mark.hatched for mark in spec.marks)
    bare = replace(sample_brief(), sections=(), pledge_charts=())
    assert chart_of(bare) is None


def test_a_whole_letter(briefs: tuple[FinishedBrief, ...]) -> None:
    made = writer(metrics=True)
    letter = made.letter(posting(briefs[1]))
    content = made.content(letter)
    assert content == writer(metrics=True).content(writer(metrics=True).letter(posting(briefs[1])))
    message = email.message_from_bytes(content, policy=email.policy.default)
    files = {f.get_filename(): f.get_content() for f in message.iter_attachments()}
    assert list(files) == ["盘锦市-2022-民生实事简报.pdf", "盘锦市-2022-民生实事简报-指标.csv"]
    assert files["盘锦市-2022-民生实事简报.pdf"] == briefs[1].path.read_bytes()
    assert str(files["盘锦市-2022-民生实事简报-指标.csv"]).lstrip("\ufeff").startswith("doc,")
    html = message.get_body(("html",))
    assert html is not None
    page = html.get_content()
    (cid,) = re.findall(r'src="cid:([^"]+)"', page)
    (image,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert image["content-id"] == f"<{cid}>"
    assert re.search(r'alt="计划与进展对照"', page)
    assert "尊敬的张三：" in page


def test_several_briefs_in_one_letter(briefs: tuple[FinishedBrief, ...]) -> None:
    made = writer()
    letter = made.letter(posting(*briefs))
    assert [file.name for file in letter.attachments] == [b.path.name for b in briefs]
    assert "2份" in letter.subject
    second = letter.html.index('class="kicker"', letter.html.index('class="kicker"') + 1)
    assert letter.html.index("cid:") < second  # the chart is of the first


def test_beyond_a_size_the_files_go_into_one_zip(briefs: tuple[FinishedBrief, ...]) -> None:
    letter = writer(zip_over=100).letter(posting(*briefs))
    (file,) = letter.attachments
    assert (file.name, file.kind) == ("民生实事简报.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(file.content)) as held:
        assert held.namelist() == [b.path.name for b in briefs]
        assert held.read(briefs[0].path.name) == briefs[0].path.read_bytes()
    plain = writer(zip_over=100, ascii_names=True).letter(posting(*briefs))
    assert plain.attachments[0].name == "minsheng.zip"


def test_ascii_names(briefs: tuple[FinishedBrief, ...]) -> None:
    letter = writer(ascii_names=True, metrics=True).letter(posting(briefs[0]))
    assert [file.name for file in letter.attachments] == [
        "panjin-2021-minsheng.pdf",
        "panjin-2021-minsheng-metrics.csv",
    ]
    assert b"filename*" not in message_bytes(letter)


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.name)
def test_the_language_of_the_greeting(language: object, briefs: tuple[FinishedBrief, ...]) -> None:
    held = posting(briefs[0])
    held = replace(held, recipient=replace(held.recipient, language=language))
    letter = writer().letter(held)
    assert letter.text.startswith(language.greet("张三"))  # type: ignore[attr-defined]


def test_a_letter_never_tells_what_its_attachment_does_not(
    briefs: tuple[FinishedBrief, ...], tmp_path: Path
) -> None:
    path = small_pdf(tmp_path / "旧.pdf", SUBJECT, ["别的数字"])
    (old,) = find_briefs([path])[0]
    with pytest.raises(MailError, match="和现在的原文对不上"):
        writer().letter(posting(old))
    brief: Brief = sample_brief()
    check_figures(briefs[0], brief, briefs[0].content())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("24场", "124场"),
        ("24场", "0.24场"),
        ("24场", "1,24场"),
        ("18432个", "918432个"),
        ("招聘活动", "别的事"),
        ("614栋", "1614栋"),
        ("改造惠及户数", "别的户数"),
    ],
)
def test_a_figure_stands_there_by_itself_and_under_its_name(
    right: str, wrong: str, tmp_path: Path
) -> None:
    brief = sample_brief()
    told = "\n".join(figures_of(brief))
    assert right in told
    path = small_pdf(tmp_path / "对.pdf", SUBJECT, told.splitlines())
    (good,), _ = find_briefs([path])
    check_figures(good, brief, good.content(), chart_of(brief))
    small_pdf(path, SUBJECT, told.replace(right, wrong).splitlines())
    (bad,), _ = find_briefs([path])
    with pytest.raises(MailError, match="和现在的原文对不上"):
        check_figures(bad, brief, bad.content(), chart_of(brief))


def test_a_damaged_file_that_the_manifest_believes(tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(MailError, match=r"坏\.pdf坏了，读不出来"):
        writer().letter(posting(FinishedBrief(path, SUBJECT, "feature", sha256, 9)))


def test_a_letter_larger_than_the_provider_takes(briefs: tuple[FinishedBrief, ...]) -> None:
    made = writer(most_bytes=2000)
    with pytest.raises(MailError, match="超过服务商的上限"):
        made.content(made.letter(posting(briefs[0])))


def test_a_few_things_are_kept_and_no_more() -> None:
    held: dict[int, int] = {}
    made: list[int] = []
    for number in (*range(HELD + 1), HELD, 0):
        kept(held, number, lambda: made.append(number) or number)  # type: ignore[func-returns-value]  # noqa: B023
    assert len(held) == HELD
    assert made == [*range(HELD + 1), 0]


def test_the_list_of_drafts(briefs: tuple[FinishedBrief, ...], tmp_path: Path) -> None:
    held = posting(briefs[0], name="=张三, 主任/科长")
    name = draft_name(1, held)
    assert name == "001-盘锦市-=张三-主任-科长.eml"
    rows = [
        replace(row_of(held, writer().letter(held), draft, mark_of(b"x")), address=address)
        for draft, address in ((name, "z@example.cn"), ("002-旧.eml", "a@b.cn"))
    ]
    rows.append(replace(rows[1], draft="003-改.eml", address="c@d.cn"))
    for each in (*(row.draft for row in rows), "自己的.eml"):
        (tmp_path / each).write_bytes(b"x")
    (tmp_path / "003-改.eml").write_bytes(b"edited")
    write_list(tmp_path, rows)
    before = read_list(tmp_path)
    assert list(before) == rows
    write_list(tmp_path, rows[:1])
    take_away(tmp_path, before, rows[:1])
    left = sorted([name, LIST, "003-改.eml", "自己的.eml"])
    assert sorted(p.name for p in tmp_path.iterdir()) == left
    told = (tmp_path / LIST).read_text(encoding="utf-8-sig")
    assert "'=张三" in told  # no formula in a spreadsheet
    assert "z@example.cn" in told


def test_a_draft_that_was_edited_is_not_written_over(tmp_path: Path) -> None:
    path, row = tmp_path / "001-盘锦市.eml", ListRow("", "a@b.cn", draft="001-盘锦市.eml")
    assert write_draft(path, b"one", [])
    assert write_draft(path, b"one", [])  # a run that ended before its list
    assert not write_draft(path, b"two", [])
    assert write_draft(path, b"two", [replace(row, mark=mark_of(b"one"))])
    path.write_bytes(b"edited")
    assert not write_draft(path, b"two", [replace(row, mark=mark_of(b"two"))])
    assert path.read_bytes() == b"edited"
