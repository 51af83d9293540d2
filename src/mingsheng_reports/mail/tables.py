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

    LOGIN = "login"
    RECONNECT = "reconnect"
    SENDER = "sender"
    BARRED = "barred"
    FREQUENCY = "frequency"
    SIZE = "size"
    ABSENT = "absent"
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


def provider_at(host: str) -> Provider | None:
    """The provider whose server it is."""
    return next((each for each in providers() if each.host == host.lower()), None)


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


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of ``mail_replies.tsv``."""

    meaning: Meaning
    step: str
    code: re.Pattern[str]
    words: re.Pattern[str]

    def fits(self, code: int, words: str, step: str) -> bool:
        """Whether the row is about such an answer."""
        if self.step and self.step != step:
            return False
        return bool(self.code.fullmatch(str(code)) and self.words.search(words))


def meaning_of(code: int, words: str, step: str = "") -> Meaning:
    """What a refusal (4xx or 5xx) with this code and these words means at this step."""
    return next(row.meaning for row in _replies() if row.fits(code, words, step))


@cache
def _replies() -> Sequence[_Row]:
    return [
        _Row(
            Meaning(Kind(row["kind"]), row["advice"]),
            row["step"],
            re.compile(row["code"]),
            re.compile(row["words"], re.IGNORECASE),
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
