"""What a folder of briefs holds: ``manifest.json``, and a journal while a run is at work.

The journal gets a line for every brief *before* its file appears, with the file's sha256. So
whatever ends a run, the next one knows every file that is complete: the one whose content is what
a line says. At the end the lines go into the manifest, which is written whole, and the journal is
removed. No clock: the same briefs give the same manifest.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mingsheng_reports.core.errors import OutputError
from mingsheng_reports.core.journaling import add_line, hold
from mingsheng_reports.core.writing import told, write_whole

SCHEMA = "msreport-batch/1"
MANIFEST, JOURNAL = "manifest{shard}.json", "manifest{shard}.journal"
BUSY = (
    "另一个批量正在往{folder}里印；请等它完成，或用 -o 换一个文件夹，"
    "几台电脑一起印时请用 --shard 分开。"
)
EVERY_MANIFEST, EVERY_JOURNAL = MANIFEST.format(shard="*"), JOURNAL.format(shard="*")


class State(StrEnum):
    """What became of a brief in a run."""

    PRINTED = "printed"
    UNCHANGED = "unchanged"  # printed by an earlier run, and nothing has changed since
    NOTHING = "nothing"  # the sources have no number that could be told
    FAILED = "failed"
    LEFT = "left"  # the run was ended before its turn
    EARLIER = "earlier"  # of an earlier run, not asked for in this one


@dataclass(frozen=True, slots=True)
class Entry:
    """One brief.

    Attributes:
        file: path from the manifest's folder, with ``/``.
        cities, years: what it is about; empty for all.
        template: name of its template.
        key: digest of all that it was printed from; empty when it was not printed.
        findings: digest of what the sources say about it, where they are kept by content.
        sha256: of the PDF.
        issued: ISO date of issue.
        reason: why it was not printed.
        notices: what a person should know about it.
    """

    file: str
    cities: tuple[str, ...]
    years: tuple[str, ...]
    template: str
    state: State
    key: str = ""
    findings: str = ""
    sha256: str = ""
    pages: int = 0
    bytes: int = 0
    issued: str = ""
    reason: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal parts of a batch, counted from 1."""

    number: int = 1
    of: int = 1

    @property
    def mark(self) -> str:
        """What its manifest's name has besides; empty when there is but one."""
        return "" if self.of == 1 else f"-{self.number}-{self.of}"

    def part(self, whole: Sequence[Any]) -> Sequence[Any]:
        """What belongs to it."""
        return whole[self.number - 1 :: self.of]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is known of the briefs in a folder.

    Attributes:
        entries: by file, all that any run or shard tells, later ones last.
        own: by file, the last that runs of this very shard tell.
    """

    folder: Path
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    own: Mapping[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, shard: Shard) -> Shelf:
        """From all manifests and journals in the folder; what is damaged there is not believed."""
        held: dict[str, tuple[Entry, ...]] = {}
        for path in (*sorted(folder.glob(EVERY_MANIFEST)), *sorted(folder.glob(EVERY_JOURNAL))):
            for entry in _entries(path):
                held[entry.file] = (*held.get(entry.file, ()), entry)
        names = (MANIFEST.format(shard=shard.mark), JOURNAL.format(shard=shard.mark))
        mine = (entry for name in names for entry in _entries(folder / name))
        return cls(folder, held, {entry.file: entry for entry in mine})

    def complete(self, file: str) -> Entry | None:
        """What was printed into the file that is there now; None when nobody can tell."""
        known = self.entries.get(file)
        if not known:
            return None
        try:
            content = (self.folder / file).read_bytes()
        except OSError:
            return None
        sha256 = hashlib.sha256(content).hexdigest()
        return next((entry for entry in reversed(known) if entry.sha256 == sha256), None)

    def kept(self, done: Mapping[str, Entry], asked: Sequence[Entry]) -> list[Entry]:
        """The entries of the new manifest: what was done, what was left, what lay there before."""
        blank = {entry.file: replace(entry, state=State.LEFT) for entry in asked}
        before = {
            file: replace(entry, state=State.LEFT if file in blank else State.EARLIER)
            for file, entry in self.own.items()
            if file not in done and (self.folder / file).is_file()
        }
        return [*(blank | before | dict(done)).values()]


def _entries(path: Path) -> Iterator[Entry]:
    """What was printed, by a manifest or a journal."""
    lines = _lines(path)
    if path.suffix == Path(MANIFEST).suffix:
        try:
            rows = json.loads("\n".join(lines))["briefs"]
        except (ValueError, TypeError, KeyError):
            rows = []
        lines = [json.dumps(row) for row in rows] if isinstance(rows, list) else []
    for line in lines:
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
            entry = _entry(json.loads(line))  # the last line of a journal may be torn
            if entry.sha256:
                yield entry


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _entry(plain: Mapping[str, Any]) -> Entry:
    known = {each.name for each in fields(Entry)}
    held: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in plain.items()
        if name in known
    }
    return replace(Entry(**held), state=State(held["state"]))


class Journal:
    """The record of a run at work; only one run at a time may keep it.

    Raises:
        OutputError: the folder cannot be written, or another run is at work in it.
    """

    def __init__(self, folder: Path, shard: Shard) -> None:
        self.folder = folder
        self.path = folder / JOURNAL.format(shard=shard.mark)
        self.manifest = folder / MANIFEST.format(shard=shard.mark)
        self._file: BufferedWriter | None = None

    def __enter__(self) -> Self:
        """Make the folder and begin."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("ab")
        except OSError as error:
            message = f"写不了{self.folder}：{told(error)}。"
            raise OutputError(message) from error
        try:
            hold(self._file, BUSY.format(folder=self.folder))
        except OutputError:
            self._file.close()
            raise
        if self._file.tell():
            self._file.write(b"\n")  # the last line of a run that was killed may be torn
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let others in; the journal stays unless it went into a manifest."""
        if self._file:
            self._file.close()

    def add(self, entry: Entry) -> None:
        """A line that is on the disk when this returns."""
        if self._file is None:
            raise ValueError("the journal is not open")
        add_line(self._file, _plain(entry), str(self.path))

    def finish(self, entries: Iterable[Entry]) -> Path:
        """Write the manifest of the folder and drop the journal.

        Raises:
            OutputError: it cannot be written; the journal stays.
        """
        briefs = sorted(entries, key=lambda entry: entry.file)
        whole = {"schema": SCHEMA, "briefs": [_plain(entry) for entry in briefs]}
        text = json.dumps(whole, ensure_ascii=False, indent=1)
        write_whole(self.manifest, f"{text}\n".encode())
        with contextlib.suppress(OSError):
            self.path.unlink()
        return self.manifest


def _plain(entry: Entry) -> dict[str, Any]:
    """Only what says something."""
    return {name: value for name, value in asdict(entry).items() if value}


def clear_parts(files: Sequence[Path]) -> None:
    """Remove what a killed run left unfinished beside its targets.

    Args:
        files: the targets of this run; beside others another machine may be at work.
    """
    names = {file.name for file in files}
    for folder in dict.fromkeys(file.parent for file in files):
        for path in folder.glob(".*.part"):
            name, _, number = path.name[1:].removesuffix(".part").rpartition(".")
            if name in names and number.isdigit() and not _alive(int(number)):
                with contextlib.suppress(OSError):
                    path.unlink()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
