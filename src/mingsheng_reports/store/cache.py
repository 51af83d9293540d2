"""A folder of contents by key: each written whole, never trusted when damaged.

Each file begins with the digest of the rest. Files are written beside and moved into place, so a
process that is killed leaves none half written, and two runs at once only write the same content
twice. The folder can be deleted at any time: what is missing is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mingsheng_reports.core.errors import OutputError
from mingsheng_reports.core.writing import told

FOLDER = "MSREPORT_CACHE"
NAME = "msreport"
DIGEST = 64  # characters of a sha256 in hexadecimal digits
DAY = 24 * 60 * 60.0  # seconds
KEPT = 90 * DAY  # that nobody has asked for something
PRUNED = "pruned"  # when this file was last touched


class DamagedError(Exception):
    """A content is not what was written."""


@dataclass(frozen=True, slots=True)
class Cache:
    """Contents in the folders of a folder, by the first two digits of their keys."""

    folder: Path

    def read(self, key: str) -> bytes | None:
        """The content; None where there is none.

        Raises:
            DamagedError: it is not what was written, or cannot be read.
        """
        try:
            held = self._path(key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DamagedError(str(error)) from error
        content = held[DIGEST + 1 :]
        if held[: DIGEST + 1] != _seal(content):
            raise DamagedError(key)
        with contextlib.suppress(OSError):
            os.utime(self._path(key))  # still of use, for :meth:`prune`
        return content

    def write(self, key: str, content: bytes) -> None:
        """Keep a content.

        Not forced onto the disk: after a power failure its digest tells.

        Raises:
            OutputError: the folder cannot be written.
        """
        path = self._path(key)
        beside = path.with_name(f".{key}.{os.getpid()}.{threading.get_ident()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_seal(content) + content)
            beside.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            why = told(error).partition("；")[0]
            message = (
                f"缓存写不进{self.folder}：{why}；请用--cache换一个文件夹，或用--no-cache不留缓存。"
            )
            raise OutputError(message) from error

    def prune(self, now: float) -> None:
        """Remove what nobody has read or written for long; looked after once a day.

        Every change of the program or of a source leaves a content that nobody will ask for.

        Args:
            now: seconds of the system's clock.
        """
        last = self.folder / PRUNED
        with contextlib.suppress(OSError):
            if last.exists() and now - last.stat().st_mtime < DAY:
                return
            last.touch()
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            with contextlib.suppress(OSError):  # another run removes it, or it must stay
                if path.stat().st_mtime < now - KEPT:
                    path.unlink()

    def check(self) -> None:
        """Do nothing when it can be written.

        Raises:
            OutputError: it cannot.
        """
        name = "0" * DIGEST
        self.write(name, b"")
        with contextlib.suppress(OSError):
            self._path(name).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def usual_folder(environ: Mapping[str, str], home: Callable[[], Path], system: str) -> Path:
    """What ``MSREPORT_CACHE`` says, else where the caches of a user belong.

    Args:
        home: asked only where nothing else tells.
        system: as ``sys.platform`` calls it.

    Raises:
        RuntimeError: as ``home`` raises it, where nobody's home is known.
    """
    if environ.get(FOLDER):
        return Path(environ[FOLDER])
    if system == "win32":
        local = environ.get("LOCALAPPDATA")
        return (Path(local) if local else home() / "AppData" / "Local") / NAME / "Cache"
    if system == "darwin":
        return home() / "Library" / "Caches" / NAME
    # The XDG Base Directory Specification: a path that is not absolute is to be ignored.
    given = Path(environ.get("XDG_CACHE_HOME", ""))
    return (given if given.is_absolute() else home() / ".cache") / NAME


def _seal(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n"
