"""E-mail addresses: what may stand in an envelope and in a header, international ones included.

An address is a dot-atom, an ``@`` and a domain name (RFC 5321, 5322). Letters beyond ASCII before
the ``@`` need a server that speaks SMTPUTF8 (RFC 6531); in the domain they are written as A-labels
(RFC 5890), which any server takes. Quoted local parts and address literals are refused: no office
has one, and they are the classic way to smuggle something into a header.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+")
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE)
APART = re.compile(r'(?:"[^"]*"|[^、,，;；"]|")+')  # at these marks, unless they stand in quotes
WITH_NAME = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>\s*")
# Nothing of this belongs into one line of text: line breaks, other controls, what has no width,
# marks that turn the direction of reading round, halves of characters.
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
LONGEST_LOCAL, LONGEST = 64, 254  # octets, RFC 5321 §4.5.3.1


class AddressError(ValueError):
    """Why it is no address: a Chinese clause without full stop."""


@dataclass(frozen=True, slots=True)
class Address:
    """``local@domain``; ``domain`` in A-labels, lower case."""

    local: str
    domain: str

    @property
    def international(self) -> bool:
        """Whether it can only travel by SMTPUTF8."""
        return not self.local.isascii()

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def key(self) -> str:
        """The same for all spellings that reach one mailbox: servers do not tell case apart."""
        return str(self).casefold()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address and the name that is shown for it, which may be empty."""

    name: str
    address: Address

    def __post_init__(self) -> None:
        if UNPRINTABLE.search(self.name):
            raise AddressError("名字里有换行或看不见的控制字符")

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else str(self.address)


def parse_mailbox(text: str) -> Mailbox:
    """``zhang@example.cn``, ``张三 <zhang@example.cn>``.

    Raises:
        AddressError: if it is neither.
    """
    match = WITH_NAME.fullmatch(text)
    if match is None:
        return Mailbox("", parse_address(text))
    return Mailbox(match["name"].strip().strip('"').strip(), parse_address(match["address"]))


def split_mailboxes(text: str) -> tuple[str, ...]:
    """Several mailboxes as they are written; what stands in quotes is one name."""
    return tuple(each.strip() for each in APART.findall(text) if each.strip())


def parse_address(text: str) -> Address:
    """An address without a name.

    Raises:
        AddressError: with the reason.
    """
    written = unicodedata.normalize("NFC", text.strip())
    if not written:
        raise AddressError("是空的")
    if UNPRINTABLE.search(written):
        raise AddressError("里面有换行或看不见的控制字符")
    if "＠" in written:
        raise AddressError("@应当是半角的")
    if any(character.isspace() for character in written):
        raise AddressError("里面有空格")
    local, at, domain = written.rpartition("@")
    if not at or "@" in local:
        raise AddressError("应当有一个、也只有一个@")
    _check_local(local)
    address = Address(local, _domain(domain))
    if len(str(address).encode()) > LONGEST:
        raise AddressError("太长了")
    return address


def _check_local(local: str) -> None:
    if not local:
        raise AddressError("@前面是空的")
    if len(local.encode()) > LONGEST_LOCAL:
        raise AddressError("@前面太长了")
    for atom in local.split("."):
        if not atom:
            raise AddressError("@前面的点放错了位置")
        wrong = [each for each in atom if not _may_stand(each)]
        if wrong:
            raise AddressError(f"@前面不能有“{wrong[0]}”")


def _may_stand(character: str) -> bool:
    """An ASCII atom character, or a letter, digit or mark of any script."""
    if character.isascii():
        return ATOM.fullmatch(character) is not None
    return unicodedata.category(character)[0] in "LMN"


def _domain(written: str) -> str:
    try:
        # Python's codec maps full-width forms and the ideographic full stop as RFC 3490 asks.
        domain = written.encode("idna").decode("ascii").lower()
        read_back = written.lower() if written.isascii() else domain.encode().decode("idna")
    except UnicodeError as error:
        raise AddressError("@后面不是域名") from error
    if unicodedata.normalize("NFKC", written.lower()).replace("。", ".") != read_back:
        # The codec knows IDNA 2003: straße.de becomes strasse.de there, which is somebody else's.
        raise AddressError("@后面的域名有两种写法，不知道是哪一个；请写成xn--开头的")
    labels = domain.split(".")
    if domain == "localhost":
        return domain
    if len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels):
        raise AddressError("@后面不是域名")
    if labels[-1].isdigit():
        raise AddressError("@后面应当是域名，不是数字")
    return domain
