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
    meaning = meaning_of(*answer(row["example"]))
    assert (meaning.kind, meaning.advice) == (Kind(row["kind"]), row["advice"])
    assert meaning_of(*answer(row["counter"])).kind is not Kind(row["kind"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("550 Domain frequency limited", Kind.FREQUENCY),
        ("550 Ip frequency limited", Kind.FREQUENCY),
        ("450 MI:CEL 163 smtp", Kind.FREQUENCY),
        ("550 5.1.90 You've reached your daily limit for message recipients", Kind.FREQUENCY),
        ("550 5.7.1 Message rejected as spam", Kind.REFUSED),
        ("552 5.2.2 Mailbox full", Kind.REFUSED),
        ("454 TLS not available", Kind.DEFERRED),
        ("299 odd", Kind.DEFERRED),
    ],
)  # fmt: skip
def test_other_refusals(text: str, kind: Kind) -> None:
    assert meaning_of(*answer(text)).kind is kind


@pytest.mark.parametrize("row", read_tsv("mail_languages.tsv"), ids=lambda row: row["language"])
def test_a_language_greets(row: dict[str, str]) -> None:
    language = find_language(row["names"].split()[0])
    assert language
    assert language.greet("張三" if "張三" in row["example"] else "张三") == row["example"]
    assert language.greet("") == row["nameless"]


def test_the_first_language_is_the_usual_one() -> None:
    assert find_language("") is languages()[0]
    assert find_language("火星文") is None
