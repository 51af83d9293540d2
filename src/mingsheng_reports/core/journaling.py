"""A file that grows line by line: every line is on the disk before the next step is taken."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import BinaryIO

from mingsheng_reports.core.errors import OutputError
from mingsheng_reports.core.writing import told


def add_line(file: BinaryIO, values: Mapping[str, object], name: str) -> None:
    """One line of JSON, on the disk when this returns.

    Args:
        name: what the file is called in a message.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        file.write((json.dumps(values, ensure_ascii=False) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())
    except OSError as error:
        message = f"写不了{name}：{told(error)}。"
        raise OutputError(message) from error


def hold(file: BinaryIO, refusal: str) -> None:
    """Keep a file for this run; the system lets go of it however the run ends.

    Raises:
        OutputError: another run holds it; the message is ``refusal``.
    """
    try:
        import fcntl
    except ImportError:  # not on this system
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputError(refusal) from error
    except OSError:  # a file system without locks
        return
