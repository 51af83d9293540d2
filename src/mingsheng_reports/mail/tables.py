"""What is known about mail providers, servers' refusals and languages: rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.core.errors import UsageError

MEGABYTE = 1_000_000


class Security(StrEnum):
    """How the connection to a server is kept from others."""

    TLS = "tls"  # from the first byte
    STARTTLS = "starttls"
    NONE = "none"  # on this computer only


class Kind(StrEnum):
    """What a server's refusal asks of the sender."""

    FREQUENCY = "frequency"
    RECONNECT = "reconnect"
    LOGIN = "login"
    SENDER = "sender"
    SIZE = "size"
    DEFERRED = "deferred"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Provider:
    """A row of ``mail_providers.tsv``. ``most_bytes``: the largest message."""

    name: str
    title: str
    domains: tuple[str, ...]
    host: str
    port: int
    security: Security
    most_bytes: int
    per_minute: int
    per_day: int
    secret: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a refusal means; ``advice`` may be empty."""

    kind: Kind
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A row of ``mail_languages.tsv``."""

    name: str
    names: tuple[str, ...]
    greeting: str
    nameless: str
    closing: str

    def greet(self, name: str) -> str:
        """``尊敬的张三：``."""
        return self.greeting.replace("{name}", name) if name else self.nameless


@cache
def providers() -> tuple[Provider, ...]:
    """All providers, in the order of the table."""
    return tuple(
        Provider(
            row["name"],
            row["title"],
            tuple(row["domains"].split()),
            row["host"],
            int(row["port"]),
            Security(row["security"]),
            int(row["megabytes"]) * MEGABYTE,
            int(row["per_minute"]),
            int(row["per_day"]),
            row["secret"],
        )
        for row in read_tsv("mail_providers.tsv")
    )


def provider_of(domain: str) -> Provider | None:
    """The provider whose own addresses end in this domain."""
    return next((each for each in providers() if domain in each.domains), None)


def find_provider(name: str) -> Provider:
    """The provider of that name.

    Raises:
        UsageError: there is none.
    """
    found = next((each for each in providers() if name in {each.name, each.title}), None)
    if found is None:
        listed = "、".join(f"{each.name}（{each.title}）" for each in providers())
        message = f"没有名为“{name}”的服务商；可选：{listed}。"
        raise UsageError(message)
    return found


def meaning_of(code: int, words: str) -> Meaning:
    """What a refusal with this code and these words means."""
    for kind, pattern, hint, advice in _replies():
        if pattern.fullmatch(str(code)) and hint.search(words):
            return Meaning(kind, advice)
    return Meaning(Kind.DEFERRED)  # not a refusal the protocol knows: nothing is lost by waiting


@cache
def _replies() -> Sequence[tuple[Kind, re.Pattern[str], re.Pattern[str], str]]:
    return [
        (
            Kind(row["kind"]),
            re.compile(row["code"]),
            re.compile(row["words"], re.IGNORECASE),
            row["advice"],
        )
        for row in read_tsv("mail_replies.tsv")
    ]


@cache
def languages() -> tuple[Language, ...]:
    """All languages; the first is the usual one."""
    return tuple(
        Language(
            row["language"],
            tuple(row["names"].split()),
            row["greeting"],
            row["nameless"],
            row["closing"],
        )
        for row in read_tsv("mail_languages.tsv")
    )


def find_language(written: str) -> Language | None:
    """As the list of recipients writes it; the usual one where it writes nothing."""
    if not written:
        return languages()[0]
    name = written.lower()
    return next((each for each in languages() if name in {*each.names, each.name.lower()}), None)
