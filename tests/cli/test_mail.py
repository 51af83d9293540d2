"""``msreport mail`` from the outside: drafts, plan, sending, where it stands, what is refused."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from click.testing import Result

from mingsheng_reports.core.comparison import Subject
from support.mail_server import DROP, PASSWORD, Inbox, server_context, serving
from support.mailing import LIST, to_server
from support.sample import sample_brief
from support.small_pdf import figures_of, small_pdf

Mail = Callable[..., Result]


def test_drafts_and_who_gets_what(mail: Mail, tmp_path: Path) -> None:
    done = mail("--recipients", "收件人.csv")
    assert done.exit_code == 0, done.output
    folder = tmp_path / "output" / "mail" / "简报"
    drafts = sorted(path.name for path in folder.glob("*.eml"))
    assert drafts == ["001-盘锦市-张三.eml", "002-鞍山市-李四.eml", "003-盘锦市-王五.eml"]
    assert done.stdout.strip() == str(Path("output/mail/简报/名单.csv"))
    message = email.message_from_bytes(
        (folder / drafts[0]).read_bytes(), policy=email.policy.default
    )
    assert message["to"] == "张三 <zhang@example.cn>"
    assert message["x-unsent"] == "1"
    files = [part.get_filename() for part in message.iter_attachments()]
    assert files == ["盘锦市-2022-民生实事简报.pdf"]
    before = [(folder / name).read_bytes() for name in drafts]
    mail("--recipients", "收件人.csv")
    assert [(folder / name).read_bytes() for name in drafts] == before


def test_one_brief_to_one_person(mail: Mail, tmp_path: Path) -> None:
    done = mail(
        "output/盘锦市-2022-民生实事简报.pdf", "--to", "张三 <z@example.cn>", "--cc", "l@b.cn",
        "--campaign", "一月", "--csv", "--ascii-names", "--zip-over", "1",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    (draft,) = (tmp_path / "output" / "mail" / "一月").glob("*.eml")
    assert b"Cc: l@b.cn\r\n" in draft.read_bytes()


def test_a_letter_in_ones_own_words(mail: Mail, tmp_path: Path) -> None:
    (tmp_path / "own" / "mail").mkdir(parents=True)
    (tmp_path / "own" / "mail" / "subject.txt.j2").write_text(
        "本期：{{ plain(first.title) }}", encoding="utf-8"
    )
    done = mail(
        "output/盘锦市-2022-民生实事简报.pdf", "--to", "z@example.cn", "--template-dir", "own",
        "--organisation", "盘锦市民生办",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    (draft,) = (tmp_path / "output" / "mail" / "简报").glob("*.eml")
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    assert str(message["subject"]).startswith("本期：盘锦市2022年")
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().split()[-2:] == ["此致敬礼", "盘锦市民生办"]


def test_a_dry_run_shows_everyone_and_writes_nothing(mail: Mail, tmp_path: Path) -> None:
    done = mail("--recipients", "收件人.csv", "--dry-run")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "张三 <zhang@example.cn>  ←  盘锦市 2022 综述"
    assert len(lines) == 3
    assert not (tmp_path / "output" / "mail").exists()


def test_a_row_with_an_unknown_city_is_told_and_the_others_go_on(
    mail: Mail, tmp_path: Path
) -> None:
    (tmp_path / "收件人.csv").write_text(LIST + "赵六,zhao@example.cn,铁岭,\n", encoding="utf-8")
    done = mail("--recipients", "收件人.csv")
    assert done.exit_code == 4
    assert "名单第5行赵六 <zhao@example.cn>：没有“铁岭”（铁岭市）的简报" in done.stderr
    assert len(list((tmp_path / "output" / "mail" / "简报").glob("*.eml"))) == 3


def test_the_plan_then_the_letters_then_nothing_more(mail: Mail, tmp_path: Path) -> None:
    with serving(inbox := Inbox(), security="tls") as port:
        planned = mail(*to_server(port, tmp_path))
        assert planned.exit_code == 0, planned.output
        assert "还没有发" in planned.stderr
        assert len(planned.stdout.splitlines()) == 3
        assert not inbox.messages
        waiting = mail("status")
        assert waiting.stdout.count("等待") == 3
        first = mail(*to_server(port, tmp_path, "--yes", "--limit", "1"))
        assert first.exit_code == 0, first.output
        assert len(inbox.messages) == 1
        sent = mail(*to_server(port, tmp_path, "--yes"))
        assert sent.exit_code == 0, sent.output
        again = mail(*to_server(port, tmp_path, "--yes"))
        assert "没有要发的" in again.stderr
    assert [m.recipients for m in inbox.messages] == [
        ("zhang@example.cn",),
        ("li@example.cn",),
        ("wang@example.cn",),
    ]
    assert b"X-Unsent" not in inbox.messages[0].content
    assert b"\r\nDate: " in inbox.messages[0].content
    told = json.loads(mail("status", "--format", "json").stdout)
    assert {row["state"] for row in told} == {"已发出"}
    everything = b"".join(
        path.read_bytes() for path in (tmp_path / "output" / "mail").rglob("*") if path.is_file()
    )
    for shown in (everything.decode(), planned.output, first.output, sent.output):
        assert PASSWORD not in shown


def test_only_some_and_one_again(mail: Mail, tmp_path: Path) -> None:
    inbox = Inbox(lambda at, whose: DROP if (at, whose) == ("dot", "li@example.cn") else None)
    with serving(inbox, security="tls") as port:
        done = mail(*to_server(port, tmp_path, "--yes", "--only", "李四"))
        assert done.exit_code == 4
        assert "结果不明" in done.stderr
        unknown, *waiting = mail("status").stdout.splitlines()
        assert unknown.startswith("结果不明  李四 <li@example.cn>")
        assert [line[:6] for line in waiting] == ["等待  王五", "等待  张三"]
        inbox.fault = lambda at, whose: None  # noqa: ARG005
        assert not mail(*to_server(port, tmp_path, "--yes", "--only", "li@example.cn")).stdout
        more = ("--yes", "--only", "李四", "--again", "LI@example.cn")
        assert mail(*to_server(port, tmp_path, *more)).exit_code == 0
    assert len(inbox.messages) == 1


def test_a_brief_that_changed_since_the_plan_is_not_sent(mail: Mail, tmp_path: Path) -> None:
    path = tmp_path / "output" / "鞍山市-2022-民生实事简报.pdf"
    with serving(inbox := Inbox(), security="tls") as port:
        mail(*to_server(port, tmp_path))
        small_pdf(path, Subject("鞍山市", "2022"), [*figures_of(sample_brief()), "改"])
        done = mail(*to_server(port, tmp_path, "--yes"))
        assert done.exit_code == 4
        assert done.stderr.count("和列出的计划不同") == 2  # 李四, and 王五 who gets both
        assert len(inbox.messages) == 1
        mail(*to_server(port, tmp_path))
        assert mail(*to_server(port, tmp_path, "--yes")).exit_code == 0
    assert len(inbox.messages) == 3


def test_a_wrong_password(mail: Mail, tmp_path: Path) -> None:
    (tmp_path / "密码.txt").write_text("wrong-one", encoding="utf-8")
    with serving(Inbox(), security="tls") as port:
        done = mail(*to_server(port, tmp_path, "--yes"))
    assert done.exit_code == 1
    assert "授权码" in done.stderr
    assert "wrong-one" not in done.output
    assert len([line for line in done.stderr.splitlines() if line.startswith("出错")]) == 1


def test_an_expired_certificate(mail: Mail, tmp_path: Path) -> None:
    context = server_context(expired=True)
    with serving(inbox := Inbox(), security="tls", context=context) as port:
        done = mail(*to_server(port, tmp_path, "--yes"))
    assert done.exit_code == 1
    assert "证书已经过期" in done.stderr
    assert not inbox.logins


def test_a_password_file_that_others_can_read(mail: Mail, tmp_path: Path) -> None:
    (tmp_path / "密码.txt").chmod(0o644)
    done = mail(*to_server(9, tmp_path, "--yes"))
    assert done.exit_code == 2
    assert "chmod 600" in done.stderr


def test_a_brief_over_the_providers_limit(
    mail: Mail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mingsheng_reports.mail import tables

    small = replace(tables.find_provider("qq"), most_bytes=1000)
    monkeypatch.setattr(tables, "providers", lambda: (small,))
    with serving(inbox := Inbox(), security="tls") as port:
        done = mail(*to_server(port, tmp_path, "--yes", "--provider", "qq", "--only", "张三"))
    assert done.exit_code == 4
    assert "超过服务商的上限" in done.stderr
    assert not inbox.messages


def test_a_brief_that_the_sources_no_longer_bear_out(mail: Mail, tmp_path: Path) -> None:
    path = tmp_path / "output" / "鞍山市-2022-民生实事简报.pdf"
    small_pdf(path, Subject("鞍山市", "2022"), ["别的数"])
    done = mail("--recipients", "收件人.csv", "--only", "张三", "--only", "李四")
    assert done.exit_code == 4
    assert "和现在的原文对不上" in done.stderr
    assert len(list((tmp_path / "output" / "mail" / "简报").glob("*.eml"))) == 1


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "--to"),
        (("--to", "a@b.cn", "--recipients", "收件人.csv"), "二者选一"),
        (("--recipients", "收件人.csv", "--cc", "a@b.cn"), "抄送"),
        (("--to", "zhang"), "--to 后面的“zhang”不是邮箱地址"),
        (("--to", "a@b.cn\nBcc: x@y.cn"), "换行"),
        (("没有.pdf", "--to", "a@b.cn"), "找不到简报"),
        (("--to", "a@b.cn", "--yes"), "--send"),
        (("--to", "a@b.cn", "--send"), "--from"),
        (("--to", "a@b.cn", "--campaign", "../x"), "文件夹的名字"),
        (("--recipients", "收件人.csv", "--only", "赵六"), "没有“赵六”"),
        (("--to", "a@b.cn", "--from", "o@b.cn", "--send"), "--provider"),
        (("--to", "a@b.cn", "--from", "o@b.cn", "--send", "--provider", "x"), "exmail"),
        (("--to", "a@b.cn", "--from", "o@b.cn", "--send", "--provider", "exchange"), "--server"),
        (("--to", "a@b.cn", "--from", "o@b.cn", "--send", "--server", "h:99"), "--security"),
        (("--to", "a@b.cn", "--from", "o@b.cn", "--send", "--server", "h:x"), "--server"),
        (("--to", "a@b.cn", "--from", "o@b.cn", "--send", "--security", "ssl"), "starttls"),
        (
            ("--to", "a@b.cn", "--from", "o@b.cn", "--send", "--provider", "qq", "--again", "x"),
            "--again",
        ),
        (("status",), "没有发送记录"),
        (("status", "--campaign", "a/b"), "文件夹的名字"),
        (("login", "zhang"), "不是邮箱地址"),
        (("--password", "x"), "没有“--password”"),
    ],
)
def test_what_is_refused(args: tuple[str, ...], told: str, mail: Mail, tmp_path: Path) -> None:
    done = mail(*args)
    assert done.exit_code == 2, done.output
    assert told in done.stderr
    assert not (tmp_path / "output" / "mail" / "简报" / "journal.jsonl").exists()


def test_unencrypted_to_another_computer(mail: Mail) -> None:
    done = mail(
        "--to", "a@b.cn", "--from", "o@b.cn", "--send", "--yes", "--server", "mail.example.cn:25",
        "--security", "none",
    )  # fmt: skip
    assert done.exit_code == 2
    assert "没有加密" in done.stderr


def test_a_damaged_list(mail: Mail, tmp_path: Path) -> None:
    (tmp_path / "收件人.csv").write_text(LIST + "赵六,zhao,盘锦,22\n", encoding="utf-8")
    done = mail("--recipients", "收件人.csv")
    assert done.exit_code == 2
    assert "第5行“邮箱”一列" in done.stderr
    assert "第5行“年份”一列" in done.stderr


def test_the_password_goes_into_the_keyring(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[tuple[str, ...]] = []
    monkeypatch.setattr(keyring, "set_password", lambda *told: held.append(told))
    monkeypatch.setattr("click.prompt", lambda *told, hide_input, **more: "sesame" * hide_input)  # noqa: ARG005
    done = mail("login", "office@qq.com")
    assert done.exit_code == 0, done.output
    assert held == [("msreport-mail", "office@qq.com", "sesame")]
    assert "sesame" not in done.output


def test_help_of_all_three(mail: Mail) -> None:
    for args in (("--help",), ("status", "--help"), ("login", "--help")):
        done = mail(*args)
        assert done.exit_code == 0
        assert "示例" in done.stdout
        assert f"msreport mail {args[0]}".removesuffix(" --help") in done.stdout
