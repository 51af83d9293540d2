"""Bytes → a file that is either there in full or not there at all."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from mingsheng_reports.core.errors import OutputError, UsageError

REASONS = {
    errno.ENOSPC: "磁盘已满；请腾出空间后重新运行",
    errno.EDQUOT: "磁盘配额已用完；请腾出空间后重新运行",
    errno.EROFS: "所在磁盘是只读的；请用 -o 换一个位置",
    errno.EACCES: "没有写入权限；请用 -o 换一个位置",
    errno.EPERM: "没有写入权限；请用 -o 换一个位置",
    errno.ENOENT: "那里建不了文件；请用 -o 换一个位置",
    errno.ENOTDIR: "路径当中有一段不是文件夹；请检查 -o",
    errno.EEXIST: "路径当中有一段不是文件夹；请检查 -o",
    errno.EISDIR: "那是一个文件夹；请在 -o 里写上文件名",
    errno.ENAMETOOLONG: "文件名太长；请用 -o 换一个短的",
}


def told(error: OSError) -> str:
    """Why it could not be written, and what to do."""
    return REASONS.get(error.errno or 0, f"{error.strerror or error}；请用 -o 换一个位置")


def check_target(path: Path) -> Path:
    """Where the file will really be written (a link is followed); nothing is created.

    Raises:
        UsageError: the path is a folder or a device.
        OutputError: it cannot be written there.
    """
    try:
        with contextlib.suppress(FileNotFoundError):
            path.stat()  # a loop of links is told here on every Python
        real = path.resolve()
        if real.is_dir():
            message = f"{path}是一个文件夹；请在 -o 里写上文件名，例如{path / '简报.pdf'}。"
            raise UsageError(message)
        if real.exists() and not real.is_file():
            message = f"{path}不是普通文件，不能写到那里；请用 -o 另外指定一个文件名。"
            raise UsageError(message)
        parent = next(folder for folder in real.parents if folder.exists())
    except (OSError, RuntimeError) as error:
        why = told(error) if isinstance(error, OSError) else "链接绕成了圈；请用 -o 换一个位置"
        message = f"写不了{path}：{why}。"
        raise OutputError(message) from error
    if not parent.is_dir():
        message = f"写不了{path}：{parent}不是文件夹；请检查 -o。"
        raise OutputError(message)
    if not os.access(parent, os.W_OK | os.X_OK):
        message = f"写不了{path}：文件夹{parent}没有写入权限；请用 -o 换一个位置。"
        raise OutputError(message)
    return real


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target, then move into place.

    Raises:
        OutputError: if it cannot be written; nothing is left behind.
    """
    real = check_target(path)
    beside = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(real)
    except OSError as error:
        message = f"写不了{path}：{told(error)}。"
        raise OutputError(message) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
