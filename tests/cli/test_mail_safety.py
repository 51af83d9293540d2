"""Nobody gets two letters, none, or another's: what could go wrong between two commands."""

from __future__ import annotations

import email
import email.policy
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from mingsheng_reports.core.comparison import Subject
from support.mail_server import DROP, Inbox, serving
from support.mailing import LIST, to_server
from support.sample import sample_brief
from support.small_pdf import figures_of, small_pdf

Mail = Callable[..., Result]
PANJIN, ANSHAN = "盘锦市-2022-民生实事简报.pdf", "鞍山市-2022-民生实事简报.pdf"


def files(content: bytes) -> list[str | None]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    return [part.get_filename() for part in message.iter_attachments()]


# ── since the plan ────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_is_missing_since_the_plan_is_noticed(mail: Mail, tmp_path: Path) -> None:
    with serving(inbox := Inbox(), security="tls") as port:
        mail(*to_server(port, tmp_path))
        (tmp_path / "output" / ANSHAN).unlink()
        done = mail(*to_server(port, tmp_path, "--yes"))
    assert done.exit_code == 4
    assert "给王五 <wang@example.cn>的信和列出的计划不同" in done.stderr
    assert [received.recipients for received in inbox.messages] == [("zhang@example.cn",)]
    told = {row["name"]: row for row in json.loads(mail("status", "--format", "json").stdout)}
    assert {name: row["state"] for name, row in told.items()} == {
        "张三": "已发出", "李四": "等待", "王五": "等待",
    }  # fmt: skip
    assert told["王五"]["briefs"] == "盘锦市 2022 综述；鞍山市 2022 综述"
    assert "和列出的计划不同" in told["王五"]["words"]
    assert "没有“鞍山”" in told["李四"]["words"]


def test_what_was_added_since_the_plan_is_not_sent(mail: Mail, tmp_path: Path) -> None:
    with serving(inbox := Inbox(), security="tls") as port:
        mail(*to_server(port, tmp_path))
        rows = LIST.replace("2022\n", "2022,boss@example.cn\n").replace("年份", "年份,抄送")
        rows = rows.replace("鞍山,", "鞍山,,").replace("全部,", "全部,,")
        (tmp_path / "收件人.csv").write_text(f"{rows}赵六,zhao@example.cn,鞍山,,\n", "utf-8")
        more = Subject("盘锦市", "2021")
        small_pdf(tmp_path / "output" / "盘锦市-2021.pdf", more, figures_of(sample_brief()))
        done = mail(*to_server(port, tmp_path, "--yes"))
        assert done.exit_code == 4
        # 张三 has a copy to someone, 王五 another brief, 赵六 was not there.
        assert done.stderr.count("和列出的计划不同") == 3
        assert [received.recipients for received in inbox.messages] == [("li@example.cn",)]
        mail(*to_server(port, tmp_path))
        assert mail(*to_server(port, tmp_path, "--yes")).exit_code == 0
    assert len(inbox.messages) == 4


def test_a_recipient_named_by_the_command_needs_no_other_plan(mail: Mail, tmp_path: Path) -> None:
    with serving(inbox := Inbox(), security="tls") as port:
        send = to_server(port, tmp_path, "--yes")[3:]
        for name, address in ((PANJIN, "a@example.cn"), (ANSHAN, "b@example.cn")):
            assert mail(f"output/{name}", "--to", address, *send).exit_code == 0
    assert len(inbox.messages) == 2
    assert len(mail("status").stdout.splitlines()) == 2


# ── from another folder, of another campaign ──────────────────────────────────────────────────────


@pytest.mark.parametrize("where", ["别处", "output", "output/下"])
def test_the_journal_lies_beside_the_briefs(
    where: str, mail: Mail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / where).mkdir(exist_ok=True)
    with serving(inbox := Inbox(), security="tls") as port:
        send = [*to_server(port, tmp_path, "--yes", "--source", str(tmp_path / "seeds"))[1:]]
        for name in ("收件人.csv", "密码.txt"):
            send[send.index(name)] = str(tmp_path / name)
        assert mail(str(tmp_path / "output"), *send).exit_code == 0
        monkeypatch.chdir(tmp_path / where)
        for briefs in (tmp_path / "output", Path(os.path.relpath(tmp_path / "output"))):
            done = mail(str(briefs), *send)
            assert "没有要发的" in done.stderr, done.output
        one = mail(str(tmp_path / "output" / PANJIN), *send, "--only", "张三")
        assert "没有要发的" in one.stderr
    assert len(inbox.messages) == 3


def test_a_part_that_has_a_journal_of_its_own(mail: Mail, tmp_path: Path) -> None:
    part = tmp_path / "output" / "盘锦"
    part.mkdir()
    shutil.move(tmp_path / "output" / PANJIN, part)
    with serving(inbox := Inbox(), security="tls") as port:
        send = to_server(port, tmp_path, "--yes", "--only", "张三")[1:]
        assert mail("output/盘锦", *send).exit_code == 0
        done = mail("output", *send)
        assert done.exit_code == 2
        assert "另有这一批的发送记录" in done.stderr
        assert "没有要发的" in mail("output", *send, "-o", "output/盘锦/mail").stderr
    assert len(inbox.messages) == 1


def test_a_part_is_sent_with_the_journal_of_the_whole(mail: Mail, tmp_path: Path) -> None:
    part = tmp_path / "output" / "2022" / "盘锦"
    part.mkdir(parents=True)
    shutil.move(tmp_path / "output" / PANJIN, part)
    with serving(inbox := Inbox(), security="tls") as port:
        send = to_server(port, tmp_path, "--yes", "--only", "张三")[1:]
        for briefs in ("output", "output/2022/盘锦", f"output/2022/盘锦/{PANJIN}", "output/2022"):
            assert mail(briefs, *send).exit_code == 0
    assert len(inbox.messages) == 1


def test_two_campaigns_in_one_folder(mail: Mail, tmp_path: Path) -> None:
    with serving(inbox := Inbox(), security="tls") as port:
        for campaign in ("一月", "二月"):
            done = mail(*to_server(port, tmp_path, "--yes", "-o", "信", "--campaign", campaign))
            assert done.exit_code == 0
            assert f"msreport mail status --campaign {campaign} -o 信" in done.stderr
    assert len(inbox.messages) == 6
    assert mail("status", "--campaign", "一月", "-o", "信").stdout.count("已发出") == 3


# ── what it says ──────────────────────────────────────────────────────────────────────────────────


def test_who_needs_a_person_is_told_every_time(mail: Mail, tmp_path: Path) -> None:
    faults = {("dot", "zhang@example.cn"): DROP, ("RCPT", "li@example.cn"): "550 5.1.1 no user"}
    (tmp_path / "收件人.csv").write_text(f"{LIST}赵六,zhao@example.cn,铁岭,\n", encoding="utf-8")
    with serving(Inbox(lambda *at: faults.get(at)), security="tls") as port:
        assert mail(*to_server(port, tmp_path, "--yes")).exit_code == 4
        assert mail(*to_server(port, tmp_path, "--yes", "--only", "王五")).exit_code == 0
        assert mail(*to_server(port, tmp_path, "--yes", "--only", "张三")).exit_code == 4
        assert mail(*to_server(port, tmp_path, "--yes", "--only", "李四")).exit_code == 4
        shown = mail(*to_server(port, tmp_path, "--dry-run")).stdout.splitlines()
    assert [line.rpartition("（")[2] for line in shown] == ["结果不明）", "被退回）", "已发出）"]
    told = mail("status").stdout.splitlines()
    assert told[2].startswith("等待  赵六 <zhao@example.cn>  没有“铁岭”")
    assert len(told) == 4


def test_a_brief_of_the_manifest_that_is_not_as_printed(mail: Mail, tmp_path: Path) -> None:
    rows = [{"file": "无.pdf", "cities": ["鞍山市"], "template": "feature", "sha256": "0" * 64}]
    manifest = {"schema": "msreport-batch/1", "briefs": rows}
    (tmp_path / "output" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert mail("--recipients", "收件人.csv", "--dry-run").exit_code == 4


def test_real_mail_bears_the_hour_it_is_sent(
    mail: Mail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "315532800")
    with serving(inbox := Inbox(), security="tls") as port:
        mail(*to_server(port, tmp_path, "--yes", "--only", "张三"))
    (received,) = inbox.messages
    assert b"Date: Tue, 01 Jan 1980" not in received.content
    assert b"\r\nDate: " in received.content


def test_a_server_of_ones_own_is_not_called_the_providers(mail: Mail, tmp_path: Path) -> None:
    done = mail(
        "output", "--recipients", "收件人.csv", "--from", "office@qq.com", "--send", "--server",
        "127.0.0.1:9", "--security", "none",
    )  # fmt: skip
    assert "经邮件服务器（127.0.0.1:9）" in done.stderr
    assert tmp_path.is_dir()


def test_a_file_whose_name_is_no_text(mail: Mail, tmp_path: Path) -> None:
    folder = tmp_path / "output"
    os.rename(folder / PANJIN, os.fsencode(folder) + b"/" + PANJIN.encode("gb18030"))  # noqa: PTH104  bytes
    with serving(inbox := Inbox(), security="tls") as port:
        send = to_server(port, tmp_path, "--only", "张三")
        assert mail(*send).exit_code == 0
        assert mail(*send, "--yes").exit_code == 0
    assert files(inbox.messages[0].content) == [PANJIN]


# ── drafts ────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_draft_leaves_the_first(mail: Mail, tmp_path: Path) -> None:
    folder = tmp_path / "output" / "mail" / "简报"
    for name, address in ((PANJIN, "a@b.cn"), (ANSHAN, "b@b.cn"), (PANJIN, "a@b.cn")):
        assert mail(f"output/{name}", "--to", address).exit_code == 0
    drafts = sorted(folder.glob("*.eml"))
    assert [path.name for path in drafts] == ["001-盘锦市-a.eml", "002-鞍山市-b.eml"]
    assert (folder / "名单.csv").read_text("utf-8-sig").count(".eml") == 2
    drafts[0].write_bytes(b"edited")
    done = mail(f"output/{PANJIN}", "--to", "a@b.cn")
    assert done.exit_code == 4
    assert "001-盘锦市-a.eml有人改动过，保留原样" in done.stderr
    mail("--recipients", "收件人.csv", "--only", "李四")
    assert len(list(folder.glob("*.eml"))) == 3
    mail("--recipients", "收件人.csv")
    assert drafts[0].read_bytes() == b"edited"
    assert sorted(path.name for path in folder.glob("*.eml")) == [
        "001-盘锦市-a.eml", "001-盘锦市-张三.eml", "002-鞍山市-李四.eml", "003-盘锦市-王五.eml",
    ]  # fmt: skip


def test_a_draft_larger_than_the_provider_takes(
    mail: Mail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from mingsheng_reports.mail import tables

    small = replace(tables.find_provider("qq"), most_bytes=1000)
    monkeypatch.setattr(tables, "providers", lambda: (small,))
    done = mail(f"output/{PANJIN}", "--to", "a@b.cn", "--from", "office@qq.com")
    assert done.exit_code == 4
    assert "超过服务商的上限" in done.stderr
    assert not list((tmp_path / "output" / "mail" / "简报").glob("*.eml"))


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--limit", "1"), "--limit 要和 --send 一起用"),
        (("--again", "a@b.cn", "--today"), "--again、--today 要和 --send 一起用"),
        (("--provider", "nosuch"), "没有名为“nosuch”的服务商"),
        (("--from", "o@qq.com", "--send", "--again", "c@d.cn"), "没有c@d.cn"),
    ],
)
def test_nothing_that_is_written_is_ignored(args: tuple[str, ...], told: str, mail: Mail) -> None:
    done = mail("--to", "a@b.cn", *args)
    assert done.exit_code == 2
    assert told in done.stderr
