"""Which brief belongs to whom, and what a plan remembers."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import MailError, UsageError
from mingsheng_reports.mail.addresses import Mailbox, parse_address
from mingsheng_reports.mail.file_names import (
    ascii_name,
    attached_name,
    distinct,
    metrics_name,
    name_of,
    title_of,
)
from mingsheng_reports.mail.finished import FinishedBrief, find_briefs
from mingsheng_reports.mail.journal import JOURNAL, Event, Journal, Line, State, read_journal
from mingsheng_reports.mail.plan import Plan, Posting, Withheld, make_plan, without
from mingsheng_reports.mail.planned import (
    PLAN,
    Planned,
    is_as_planned,
    keep_plan,
    kept_plan,
    rows_of,
)
from mingsheng_reports.mail.recipients import Recipient
from mingsheng_reports.mail.status import standings
from support.posting import NOON, SENDER, finished, postings
from support.small_pdf import small_pdf


def brief(
    cities: str | tuple[str, ...], years: str | tuple[str, ...], template: str = "feature"
) -> FinishedBrief:
    told = f"{cities}{years}{template}"
    return FinishedBrief(
        Path(f"{told}.pdf"), Subject(cities, years), template,
        hashlib.sha256(told.encode()).hexdigest(), 9,
    )  # fmt: skip


BRIEFS = (
    brief("盘锦市", "2021"),
    brief("盘锦市", "2022"),
    brief("盘锦市", "2022", "onepage"),
    brief("盘锦市", ()),
    brief("鞍山市", "2022"),
    brief("盘山县", "2022"),
    brief(("盘锦市", "鞍山市"), "2022"),
    brief((), "2022"),
)


def recipient(
    cities: tuple[str, ...] | None, years: tuple[str, ...] = (), template: str = ""
) -> Recipient:
    return Recipient(Mailbox("张三", parse_address("a@b.cn")), cities, years, template, line=2)


@pytest.mark.parametrize(
    ("who", "theirs"),
    [
        (recipient(("鞍山",)), [4]),
        (recipient(("盘锦市",)), [3, 0, 1, 2]),
        (recipient(("盘锦",), ("2022",)), [1, 2]),
        (recipient(("盘锦",), ("2021", "2022"), "feature"), [0, 1]),
        (recipient(("盘锦", "鞍山"), ("2022",), "feature"), [1, 6, 4]),
        (recipient(None, ("2022",), "feature"), [7, 5, 1, 6, 4]),
        (recipient(None), [7, 5, 3, 0, 1, 2, 6, 4]),
    ],
)
def test_whose_brief_is_whose(who: Recipient, theirs: list[int]) -> None:
    plan = make_plan("简报", [who], BRIEFS)
    assert not plan.withheld
    assert sorted(plan.postings[0].names) == sorted(BRIEFS[n].name for n in theirs)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (recipient(("铁岭",)), "没有“铁岭”（铁岭市）的简报.*盘锦市"),
        (recipient(("盘锦", "铁岭")), "没有“铁岭”"),
        (recipient(("盘",)), "没有“盘”"),
        (recipient(("鞍山",), ("2021",)), "没有这些城市、年份"),
        (recipient(("盘山",), (), "onepage"), "没有这些城市、年份"),
    ],
)
def test_a_row_that_fits_nothing_is_withheld_and_the_others_go_on(who: Recipient, why: str) -> None:
    other = replace(recipient(("鞍山",)), mailbox=Mailbox("李四", parse_address("l@b.cn")))
    plan = make_plan("简报", [who, other], BRIEFS)
    assert [p.recipient for p in plan.postings] == [other]
    with pytest.raises(AssertionError, match=why):
        raise AssertionError(str(plan.withheld[0]))
    assert str(plan.withheld[0]).startswith("名单第2行张三")


@pytest.mark.parametrize(
    ("city", "printed", "why"),
    [
        ("铁岭", "铁岭县", "没有“铁岭”（铁岭市）的简报"),
        ("朝阳", "朝阳区", "没有“朝阳”（朝阳市）的简报"),
        ("本溪", "本溪县", "没有“本溪”（本溪市）的简报"),
        ("大同", "大同区", "没有“大同”（大同市）的简报"),
        ("大洼", "大洼县", "没有“大洼”（大洼区）的简报"),
        ("通州", "通州区", "可以是北京市通州区、江苏省南通市通州区"),
        ("鼓楼区", "鼓楼区", "可以是.*徐州市鼓楼区"),
        ("南京市鼓楼区", "鼓楼区", "从简报上分不清.*--to"),
        ("辽宁", "朝阳市", "没有“辽宁”的简报"),
    ],
)
def test_a_county_never_stands_in_for_a_city_or_a_namesake(
    city: str, printed: str, why: str
) -> None:
    plan = make_plan("简报", [recipient((city,))], [brief(printed, "2022"), BRIEFS[1]])
    assert not plan.postings
    assert re.search(why, plan.withheld[0].why)


@pytest.mark.parametrize(
    ("city", "printed"),
    [("朝阳", "朝阳市"), ("辽宁省朝阳市", "朝阳市"), ("大洼县", "大洼县"), ("某新区", "某新区")],
)
def test_a_city_is_found_by_its_short_and_its_long_name(city: str, printed: str) -> None:
    held = [brief(printed, "2022"), brief("朝阳区", "2022"), BRIEFS[1]]
    (posting,) = make_plan("简报", [recipient((city,))], held).postings
    assert posting.briefs == (held[0],)


def test_a_proof_sheet_is_for_those_who_ask_for_it() -> None:
    sheet = brief("盘锦市", "2022", "proof")
    usual, asking = recipient(("盘锦",)), recipient(("盘锦",), (), "proof")
    plan = make_plan("简报", [usual], [sheet, BRIEFS[1]])
    assert plan.postings[0].briefs == (BRIEFS[1],)
    assert make_plan("简报", [usual], [sheet]).withheld
    assert make_plan("简报", [asking], [sheet]).postings
    assert make_plan("简报", [recipient(None)], [replace(sheet, named=True)]).postings


def test_a_city_that_only_stands_in_a_brief_of_several_is_withheld() -> None:
    plan = make_plan("简报", [recipient(("鞍山",))], [BRIEFS[1], BRIEFS[6]])
    assert "没有单独给鞍山市的简报" in plan.withheld[0].why


def test_message_ids_are_the_same_again_and_nobody_elses(tmp_path: Path) -> None:
    first, second = postings(tmp_path, 2)
    again, _ = postings(tmp_path, 2)
    assert first.message_id("b.cn") == again.message_id("b.cn")
    other = replace(first, campaign="二月")
    printed_anew = replace(first, briefs=(replace(first.briefs[0], sha256="0" * 64),))
    ids = {each.message_id("b.cn") for each in (first, second, other, printed_anew)}
    assert len(ids) == 4
    assert first.key == printed_anew.key
    assert first.message_id("").endswith("@msreport.invalid>")


def test_a_plan_is_kept_and_told_changed(tmp_path: Path) -> None:
    letters = tuple(postings(tmp_path, 2))
    other = Withheld(recipient(("铁岭",)), "没有“铁岭”的简报")
    assert kept_plan(tmp_path) == {}
    keep_plan(tmp_path, "简报", rows_of(Plan("简报", letters, (other,))))
    kept = kept_plan(tmp_path)
    assert [row.why for row in kept.values()] == ["", "", other.why]
    (first, second), more = letters, finished(tmp_path / "more.pdf", "第0县", "2021")
    copy = replace(first.recipient, cc=(second.recipient.mailbox,))
    for changed in (
        replace(first, briefs=(replace(first.briefs[0], sha256="0" * 64),)),
        replace(first, briefs=(more,)),
        replace(first, briefs=(*first.briefs, more)),
        replace(first, recipient=copy),
        Posting("简报", other.recipient, (more,)),
        Posting("简报", replace(first.recipient, mailbox=SENDER), first.briefs),
    ):
        assert not is_as_planned(changed, kept)
    assert all(is_as_planned(each, kept) for each in letters)
    (tmp_path / PLAN).write_text("{", encoding="utf-8")
    with pytest.raises(MailError, match="读不出来"):
        kept_plan(tmp_path)


def test_what_is_missing_of_a_letter(tmp_path: Path) -> None:
    held = finished(tmp_path / "a.pdf", "甲市"), finished(tmp_path / "b.pdf", "乙市")
    (one,) = postings(tmp_path, 1)
    both = replace(one, briefs=held)
    left = without(both, [held[0].name])
    assert left
    assert left.names == (held[1].name,)
    assert without(both, both.names) is None


def line(event: Event, address: str, *briefs: str, key: str = "") -> Line:
    return Line(
        NOON, event, key or address + "".join(briefs), "", address, briefs, "<x@y>", "250 ok"
    )


def test_the_journal_is_read_back_torn_lines_and_all(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.add(line(Event.BEGIN, "a@b.cn", "甲"))
        journal.add(line(Event.HANDING, "a@b.cn", "甲"))
    with (tmp_path / JOURNAL).open("ab") as file:
        file.write(b'{"at": "2023-01-05T12:00:00+00:00", "event": "sent", "ad')
    assert read_journal(tmp_path).last["a@b.cn甲"].state is State.UNKNOWN
    with Journal(tmp_path) as journal:
        journal.add(line(Event.SENT, "c@d.cn", "乙"))
    record = read_journal(tmp_path)
    assert record.last["a@b.cn甲"].state is State.UNKNOWN
    assert record.last["c@d.cn乙"] == line(Event.SENT, "c@d.cn", "乙")


def test_where_a_campaign_stands(tmp_path: Path) -> None:
    letters = postings(tmp_path, 4)
    keep_plan(tmp_path, "简报", rows_of(Plan("简报", tuple(letters))))
    with Journal(tmp_path) as journal:
        for posting, event in zip(
            letters, (Event.SENT, Event.REFUSED, Event.HANDING), strict=False
        ):
            address = str(posting.recipient.mailbox.address)
            journal.add(line(event, address, *posting.names, key=posting.key))
    found = standings(kept_plan(tmp_path), read_journal(tmp_path))
    assert [each.state for each in found] == [
        State.UNKNOWN,
        State.REFUSED,
        State.WAITING,
        State.SENT,
    ]
    assert found[1].words == "250 ok"


def test_a_letter_that_has_gone_does_not_wait_as_well(tmp_path: Path) -> None:
    """Put off with one brief, sent with two; another refused, then sent once more."""
    deferred = line(Event.DEFERRED, "a@b.cn", "甲市/2022/feature")
    sent = line(Event.SENT, "a@b.cn", "甲市/2022/feature", "甲市/2021/feature")
    refused = line(Event.REFUSED, "c@d.cn", "甲市/2022/feature", "乙市/2022/feature")
    again = line(Event.SENT, "c@d.cn", "甲市/2022/feature")
    first = line(Event.DEFERRED, "e@f.cn", "甲市/2022/feature")
    both = line(Event.UNWRITTEN, "e@f.cn", "甲市/2022/feature", "乙市/2022/feature")
    hours = (timedelta(hours=n) for n in range(6))
    with Journal(tmp_path) as journal:
        for each in (deferred, sent, refused, again, first, both):
            journal.add(replace(each, at=NOON + next(hours)))
    rows = {"a@b.cn": Planned("", "a@b.cn", briefs=deferred.briefs)}
    rows["x@y.cn"] = Planned("", "x@y.cn", why="没有“铁岭”的简报")
    rows["c@d.cn"] = Planned("", "c@d.cn", why="没有“甲”的简报")  # it has gone since
    found = standings(rows, read_journal(tmp_path))
    assert [(each.state, each.address, each.briefs, each.words) for each in found] == [
        (State.REFUSED, "c@d.cn", "乙市 2022 综述", "250 ok"),
        (State.WAITING, "e@f.cn", "甲市 2022 综述；乙市 2022 综述", "250 ok"),
        (State.WAITING, "x@y.cn", "", "没有“铁岭”的简报"),
        (State.SENT, "a@b.cn", "甲市 2022 综述；甲市 2021 综述", "250 ok"),
        (State.SENT, "c@d.cn", "甲市 2022 综述", "250 ok"),
    ]


# ── finished briefs ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("简报")
    small_pdf(made / "盘锦市-2022-民生实事简报-一页通.pdf", Subject("盘锦市", "2022"), ["x"])
    small_pdf(made / "没写.pdf", None, ["x"])
    (made / "坏.pdf").write_bytes(b"%PDF nothing")
    content = b"%PDF of a batch"
    (made / "批.pdf").write_bytes(content)
    (made / "改.pdf").write_bytes(b"changed since")
    rows = [
        {"file": "批.pdf", "cities": ["鞍山市"], "template": "proof", "state": "printed",
         "sha256": hashlib.sha256(content).hexdigest()},
        {"file": "改.pdf", "cities": ["鞍山市"], "template": "proof", "state": "printed",
         "sha256": "0" * 64},
        {"file": "缺.pdf", "cities": ["鞍山市"], "template": "proof", "state": "left",
         "sha256": "0" * 64},
        {"file": "无.pdf", "cities": ["某市"], "template": "proof", "state": "nothing"},
    ]  # fmt: skip
    told = {"schema": "msreport-batch/1", "briefs": rows}
    (made / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    return made


def test_whose_a_brief_is_stands_in_it_or_in_the_manifest(folder: Path) -> None:
    found, notices = find_briefs([folder])
    assert {(b.path.name, b.name) for b in found} == {
        ("批.pdf", "鞍山市//proof"),
        ("盘锦市-2022-民生实事简报-一页通.pdf", "盘锦市/2022/onepage"),
    }
    told = {Path(notice.doc).name: notice.what for notice in notices}
    assert set(told) == {"没写.pdf", "坏.pdf", "改.pdf", "缺.pdf"}
    assert "改动过" in told["改.pdf"]
    assert "不见了" in told["缺.pdf"]


def test_which_template_it_is_stands_in_it_too(tmp_path: Path) -> None:
    path = tmp_path / "盘锦市-2022-民生实事简报.pdf"
    small_pdf(path, Subject("盘锦市", "2022"), ["x"], "proof")
    (found,), _ = find_briefs([tmp_path])
    assert found.name == "盘锦市/2022/proof"


def test_a_manifest_by_itself_and_a_file_given_twice(folder: Path) -> None:
    found, _ = find_briefs([folder / "manifest.json", folder])
    assert len(found) == 2


def test_a_copy_counts_once_and_another_printing_is_not_chosen_between(tmp_path: Path) -> None:
    (tmp_path / "旧").mkdir()
    one = small_pdf(tmp_path / "盘锦市-2022-民生实事简报.pdf", Subject("盘锦市", "2022"), ["x"])
    copy = tmp_path / "旧" / "副本.pdf"
    copy.write_bytes(one.read_bytes())
    (found,), _ = find_briefs([tmp_path])
    assert not found.named
    (found,), _ = find_briefs([tmp_path, copy])
    assert (found.path, found.named) == (copy, True)
    small_pdf(copy, Subject("盘锦市", "2022"), ["y"])
    with pytest.raises(UsageError, match=r"pdf和.*pdf是同一份简报"):
        find_briefs([tmp_path])


def test_a_file_that_was_asked_for_and_is_no_brief(folder: Path) -> None:
    with pytest.raises(UsageError, match="读不出来"):
        find_briefs([folder / "盘锦市-2022-民生实事简报-一页通.pdf", folder / "坏.pdf"])
    with pytest.raises(UsageError, match="没有写明"):
        find_briefs([folder / "没写.pdf"])


def test_no_briefs_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有msreport印出的简报"):
        find_briefs([tmp_path])
    with pytest.raises(UsageError, match="找不到简报"):
        find_briefs([tmp_path / "没有.pdf"])
    (tmp_path / "manifest.json").write_text('{"schema": "other/1", "briefs": []}', encoding="utf-8")
    with pytest.raises(UsageError, match="批量清单"):
        find_briefs([tmp_path])


def test_names_of_attached_files() -> None:
    assert attached_name("盘锦市-2022-民生实事简报", ".pdf") == "盘锦市-2022-民生实事简报.pdf"
    assert attached_name('他说"好"（终稿）[2]: a/b', ".pdf") == "他说-好-终稿-2-a-b.pdf"
    assert attached_name("..", ".pdf") == "简报.pdf"
    long = attached_name("长" * 99, ".pdf")
    assert len(long) <= 44
    assert long != attached_name("长" * 98, ".pdf")
    assert distinct(["a.pdf", "a.pdf", "b.pdf"]) == ("a.pdf", "a-2.pdf", "b.pdf")


def test_titles_for_lists() -> None:
    assert [title_of(b.name) for b in (BRIEFS[2], BRIEFS[3], BRIEFS[6], BRIEFS[7])] == [
        "盘锦市 2022 一页通",
        "盘锦市 历年 综述",
        "盘锦市、鞍山市 2022 综述",
        "各市 2022 综述",
    ]
    assert title_of(brief("盘锦市", ("2020", "2021", "2022")).name) == "盘锦市 2020-2022 综述"


def test_a_brief_travels_under_its_own_name_whatever_its_file_is_called() -> None:
    renamed = replace(BRIEFS[2], path=Path("鞍山市-2021-民生实事简报.pdf"))
    assert name_of(renamed, ascii_only=False) == "盘锦市-2022-民生实事简报-一页通.pdf"
    assert metrics_name(renamed, ascii_only=False) == "盘锦市-2022-民生实事简报-一页通-指标.csv"


def test_names_without_chinese_characters() -> None:
    assert ascii_name(BRIEFS[1], ".pdf") == "panjin-2022-minsheng.pdf"
    assert ascii_name(BRIEFS[2], ".pdf") == "panjin-2022-minsheng-onepage.pdf"
    assert ascii_name(BRIEFS[7], ".pdf") == "all-2022-minsheng.pdf"
    assert ascii_name(brief("无名市", "2022"), ".pdf").isascii()
