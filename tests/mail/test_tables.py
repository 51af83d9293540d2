"""Each row finds its example and leaves its counter-example alone."""

from __future__ import annotations

import pytest

from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.mail.addresses import parse_address
from mingsheng_reports.mail.tables import (
    Kind,
    Security,
    find_language,
    find_provider,
    languages,
    meaning_of,
    provider_of,
    providers,
)

PROVIDERS = read_tsv("mail_providers.tsv")
REPLIES = read_tsv("mail_replies.tsv")


def answer(text: str) -> tuple[int, str]:
    code, _, words = text.partition(" ")
    return int(code), words


@pytest.mark.parametrize("row", PROVIDERS, ids=lambda row: row["name"])
def test_a_provider_is_found_by_its_own_addresses(row: dict[str, str]) -> None:
    if row["domains"]:
        found = provider_of(parse_address(row["example"]).domain)
        assert found
        assert found.name == row["name"]
    other = provider_of(parse_address(row["counter"]).domain)
    assert other is None or other.name != row["name"]
    assert find_provider(row["title"]).name == row["name"]


def test_no_provider_is_reached_in_the_open() -> None:
    for each in providers():
        assert (each.security is Security.NONE) == (each.host == "localhost")
        assert each.per_minute > 0
        assert each.most_bytes > 0


def test_an_unknown_provider() -> None:
    with pytest.raises(UsageError, match="exmail"):
        find_provider("hotmail")


@pytest.mark.parametrize("row", REPLIES, ids=lambda row: f"{row['kind']}-{row['line']}")
def test_a_refusal_is_understood(row: dict[str, str]) -> None:
    meaning = meaning_of(*answer(row["example"]), row["step"])
    assert (meaning.kind, meaning.advice) == (Kind(row["kind"]), row["advice"])
    other = meaning_of(*answer(row["counter"]), row["step"])
    assert (other.kind, other.advice) != (Kind(row["kind"]), row["advice"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("550 Domain frequency limited", Kind.FREQUENCY),
        ("550 Ip frequency limited", Kind.FREQUENCY),
        ("450 MI:CEL 163 smtp", Kind.FREQUENCY),
        ("550 5.1.90 You've reached your daily limit for message recipients", Kind.FREQUENCY),
        ("550 5.7.1 Message rejected as spam", Kind.REFUSED),
        ("552 5.2.2 Mailbox full", Kind.REFUSED),
        ("554 5.2.0 STOREDRV; SubmissionQuotaExceededException", Kind.FREQUENCY),
        ("454 TLS not available", Kind.DEFERRED),
        ("421 4.3.2 System not accepting network messages", Kind.DEFERRED),
        ("421 4.3.2 The maximum number of concurrent connections has exceeded", Kind.RECONNECT),
        ("501 mail from address must be same as authorization user", Kind.SENDER),
        ("502 Mail from address is not the authorized user", Kind.SENDER),
        ("553 Mail from must equal authorized user", Kind.SENDER),
        ("553 5.7.1 Sender address rejected: not owned by user", Kind.SENDER),
        ("450 4.1.8 Sender address rejected: Domain not found", Kind.SENDER),
        ("550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", Kind.BARRED),
        ("554 5.7.1 <z@b.cn>: Relay access denied", Kind.BARRED),
        ("550 IP address 192.0.2.1 is blacklisted", Kind.BARRED),
        ("550 No such user here", Kind.ABSENT),
        ("550 5.1.1 <z@b.cn>: Recipient address rejected: user unknown", Kind.ABSENT),
        ("550 收件人地址不存在", Kind.ABSENT),
        ("550 host mx.b.cn said: 550 5.1.1 rejected: user unknown", Kind.ABSENT),
        ("550 5.1.0 Sender address rejected: User unknown", Kind.SENDER),
        ("554 5.3.4 Message too big for system", Kind.SIZE),
    ],
)  # fmt: skip
def test_other_refusals(text: str, kind: Kind) -> None:
    assert meaning_of(*answer(text)).kind is kind


def test_every_refusal_means_something() -> None:
    assert {meaning_of(code, "").kind for code in range(400, 500)} == {Kind.DEFERRED}
    assert {meaning_of(code, "").kind for code in range(500, 600)} == {Kind.LOGIN, Kind.REFUSED}
    assert {meaning_of(code, "", "AUTH").kind for code in range(500, 600)} == {Kind.LOGIN}


@pytest.mark.parametrize("row", read_tsv("mail_languages.tsv"), ids=lambda row: row["language"])
def test_a_language_greets(row: dict[str, str]) -> None:
    language = find_language(row["names"].split()[0])
    assert language
    assert language.greet("張三" if "張三" in row["example"] else "张三") == row["example"]
    assert language.greet("") == row["nameless"]


def test_the_first_language_is_the_usual_one() -> None:
    assert find_language("") is languages()[0]
    assert find_language("火星文") is None
