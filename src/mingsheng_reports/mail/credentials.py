"""The password of a mail account.

It comes out of a file that only its owner can read, or out of the system's keyring; never out of an
option, and never into a message, a journal or a log.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from mingsheng_reports.core.errors import UsageError

SERVICE = "msreport-mail"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Secret:
    """A password that does not print."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The password, for the server alone."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"


def secret_from_file(path: Path) -> Secret:
    """The first line of a file that nobody but its owner may read.

    Raises:
        UsageError: others may read it, it is another's, not there or empty.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())  # of this very file, not of one put in its place
            _check(path, status)
            content = file.read()
    except OSError as error:
        message = f"密码文件{path}读不出来；请检查 --password-file 后面的文件名。"
        raise UsageError(message) from error
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        message = f"密码文件{path}不是文本；请在第一行写密码（授权码），别的不写。"
        raise UsageError(message) from error
    if not lines or not lines[0].strip():
        message = f"密码文件{path}是空的；请在第一行写密码（授权码）。"
        raise UsageError(message)
    return Secret(lines[0].strip())


def _without_waiting(path: str, flags: int) -> int:
    """A pipe that nobody writes to would be waited for without end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        message = f"密码文件{path}不是普通文件；请写一个文本文件的名字。"
        raise UsageError(message)
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        message = f"密码文件{path}是别的用户的，不能用；请换一个自己的文件。"
        raise UsageError(message)
    if os.name == "posix" and status.st_mode & OTHERS:
        message = f"密码文件{path}别人也能读，不能用；请先运行 chmod 600 '{path}'。"
        raise UsageError(message)


def secret_from_keyring(account: str) -> Secret:
    """What ``msreport mail login`` put there.

    Raises:
        UsageError: there is nothing, or no keyring on this system.
    """
    import keyring
    from keyring.errors import KeyringError

    try:
        held = keyring.get_password(SERVICE, account)
    except (KeyringError, RuntimeError) as error:
        raise UsageError(_no_keyring(account)) from error
    if not held:
        message = (
            f"系统钥匙串里没有{account}的密码；请先运行 msreport mail login {account}，"
            "或用 --password-file 指定密码文件。"
        )
        raise UsageError(message)
    return Secret(held)


def keep_secret(account: str, secret: Secret) -> None:
    """Put a password into the system's keyring.

    Raises:
        UsageError: there is no keyring on this system.
    """
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, account, secret.reveal())
    except (KeyringError, RuntimeError) as error:
        raise UsageError(_no_keyring(account)) from error


def _no_keyring(account: str) -> str:
    return (
        f"这台机器没有可用的系统钥匙串，取不到{account}的密码；请把密码（授权码）写在一个文本文件"
        "的第一行，运行 chmod 600 让别人读不到它，再用 --password-file 指定。"
    )
