"""Drafts: one ``.eml`` for each letter, and a list of who gets what.

Outlook, Foxmail and Thunderbird open them; ``X-Unsent`` makes Outlook show the button that sends.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from mingsheng_reports.core.writing import write_whole
from mingsheng_reports.mail.file_names import attached_name, title_of
from mingsheng_reports.mail.message import Letter
from mingsheng_reports.mail.plan import Posting

LIST = "名单.csv"
HEADS = ("序号", "姓名", "邮箱", "抄送", "简报", "附件", "主题", "草稿", "说明", "校验码")
DIGITS = 16
DRAFT = re.compile(r"\d{3,}-[^/\\]*\.eml")
RISKY = ("=", "+", "-", "@", "\t")  # a spreadsheet takes a cell that begins so for a formula


@dataclass(frozen=True, slots=True)
class ListRow:
    """One recipient in the list; ``draft`` empty and ``remark`` told where none was written.

    ``mark``: of the draft's bytes as we wrote them, by which one that a person has edited is known.
    """

    name: str
    address: str
    cc: str = ""
    briefs: str = ""
    files: str = ""
    subject: str = ""
    draft: str = ""
    remark: str = ""
    mark: str = ""

    @property
    def letter(self) -> tuple[str, str]:
        """Who gets what: the same for the same letter."""
        return self.address.casefold(), self.briefs


def draft_name(number: int, posting: Posting) -> str:
    """``001-盘锦市-张三.eml``."""
    first = posting.briefs[0].subject
    box = posting.recipient.mailbox
    told = "-".join(filter(None, ("、".join(first.cities[:2]), box.name or box.address.local)))
    return f"{number:03d}-{attached_name(told, '.eml')}"


def briefs_told(posting: Posting) -> str:
    """Its briefs as the list tells them."""
    return "；".join(title_of(name) for name in posting.names)


def row_of(posting: Posting, letter: Letter, draft: str, mark: str = "") -> ListRow:
    """What the list says of a letter that was written."""
    return ListRow(
        name=letter.to.name,
        address=str(letter.to.address),
        cc="；".join(map(str, letter.cc)),
        briefs=briefs_told(posting),
        files="；".join(file.name for file in letter.attachments),
        subject=letter.subject,
        draft=draft,
        mark=mark,
    )


def mark_of(content: bytes) -> str:
    """By which a draft is known to be as it was written."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def write_draft(path: Path, content: bytes, listed: Sequence[ListRow]) -> bool:
    """Write it, unless there is one that a person has edited; whether it was written.

    Args:
        listed: what the list says of the drafts that are there.

    Raises:
        OutputError: it cannot be written.
    """
    if path.exists() and not _is_ours(path, listed) and not _holds(path, content):
        return False
    write_whole(path, content)
    return True


def read_list(folder: Path) -> tuple[ListRow, ...]:
    """The list that is there; only drafts with names as we give them are in it."""
    try:
        text = (folder / LIST).read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except (OSError, ValueError, csv.Error):
        return ()
    told = [ListRow(*(_plain(row.get(head)) for head in HEADS[1:])) for row in rows]
    return tuple(row for row in told if not row.draft or DRAFT.fullmatch(row.draft))


def merged(before: Sequence[ListRow], rows: Sequence[ListRow]) -> tuple[ListRow, ...]:
    """The list with these rows in the place of earlier ones for the same letters."""
    letters = {row.letter for row in rows}
    drafts = {row.draft for row in rows if row.draft}
    kept = [row for row in before if row.letter not in letters and row.draft not in drafts]
    return tuple(sorted((*kept, *rows), key=lambda row: (not row.draft, row.draft)))


def write_list(folder: Path, rows: Sequence[ListRow]) -> Path:
    """Write who gets what.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / LIST
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    for number, row in enumerate(rows, start=1):
        writer.writerow((number, *(_harmless(getattr(row, each.name)) for each in fields(row))))
    write_whole(path, out.getvalue().encode("utf-8-sig", "backslashreplace"))
    return path


def take_away(folder: Path, before: Sequence[ListRow], rows: Sequence[ListRow]) -> None:
    """Take away the drafts of an earlier list that this one lacks; edited ones stay."""
    for name in {row.draft for row in before} - {row.draft for row in rows} - {""}:
        if _is_ours(folder / name, before):
            with contextlib.suppress(OSError):
                (folder / name).unlink()


def _is_ours(path: Path, listed: Sequence[ListRow]) -> bool:
    marks = {row.mark for row in listed if row.draft == path.name and row.mark}
    with contextlib.suppress(OSError):
        return mark_of(path.read_bytes()) in marks
    return False


def _holds(path: Path, content: bytes) -> bool:
    with contextlib.suppress(OSError):
        return path.read_bytes() == content
    return False


def _plain(cell: str | None) -> str:
    cell = cell or ""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RISKY) else cell


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell
