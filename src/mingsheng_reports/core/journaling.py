"""A file that grows line by line: every line is on the disk before the next step is taken."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from io import BufferedWriter, FileIO

from mingsheng_reports.core.errors import OutputError
from mingsheng_reports.core.writing import told


def add_line(file: BufferedWriter | FileIO, values: Mapping[str, object], name: str) -> None:
    """One line of JSON, on the disk when this returns.

    Args:
        name: what the file is called in a message.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        line = (json.dumps(values, ensure_ascii=False) + "\n").encode(
            errors="backslashreplace"  # the name of a file need not be text
        )
        if file.write(line) != len(line):  # an unbuffered file takes what there is room for
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # noqa: TRY301  told below
        file.flush()
        os.fsync(file.fileno())
    except OSError as error:
        message = f"写不了{name}：{told(error)}。"
        raise OutputError(message) from error


def hold(file: BufferedWriter | FileIO, refusal: str, lockless: str = "") -> None:
    """Keep a file for this run; the system lets go of it however the run ends.

    Args:
        lockless: the message where the system or the file system has no locks; empty to go on
            without one.

    Raises:
        OutputError: another run holds it, the message is ``refusal``; or it cannot be held.
    """
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputError(refusal) from error
    except (ImportError, OSError) as error:
        if lockless:
            raise OutputError(lockless) from error
