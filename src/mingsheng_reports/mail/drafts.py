"""Drafts: one ``.eml`` for each letter, and a list of who gets what.

Outlook, Foxmail and Thunderbird open them; ``X-Unsent`` makes Outlook show the button that sends.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mingsheng_reports.core.writing import write_whole
from mingsheng_reports.mail.file_names import attached_name, title_of
from mingsheng_reports.mail.message import Letter
from mingsheng_reports.mail.plan import Posting

LIST = "名单.csv"
HEADS = ("序号", "姓名", "邮箱", "抄送", "简报", "附件", "主题", "草稿", "说明")
DRAFT = re.compile(r"\d{3,}-[^/\\]*\.eml")
RISKY = ("=", "+", "-", "@", "\t")  # a spreadsheet takes a cell that begins so for a formula


@dataclass(frozen=True, slots=True)
class ListRow:
    """One recipient in the list; ``draft`` empty and ``remark`` told where none was written."""

    name: str
    address: str
    cc: str = ""
    briefs: str = ""
    files: str = ""
    subject: str = ""
    draft: str = ""
    remark: str = ""


def draft_name(number: int, posting: Posting) -> str:
    """``001-盘锦市-张三.eml``."""
    first = posting.briefs[0].subject
    box = posting.recipient.mailbox
    told = "-".join(filter(None, ("、".join(first.cities[:2]), box.name or box.address.local)))
    return f"{number:03d}-{attached_name(told, '.eml')}"


def row_of(posting: Posting, letter: Letter, draft: str) -> ListRow:
    """What the list says of a letter that was written."""
    return ListRow(
        name=letter.to.name,
        address=str(letter.to.address),
        cc="；".join(map(str, letter.cc)),
        briefs="；".join(title_of(name) for name in posting.names),
        files="；".join(file.name for file in letter.attachments),
        subject=letter.subject,
        draft=draft,
    )


def write_list(folder: Path, rows: Sequence[ListRow]) -> Path:
    """Write who gets what, and take away the drafts of an earlier list that this one lacks.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / LIST
    for name in _listed(path) - {row.draft for row in rows}:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    for number, row in enumerate(rows, start=1):
        cells = (
            row.name, row.address, row.cc, row.briefs, row.files, row.subject, row.draft, row.remark
        )  # fmt: skip
        writer.writerow((number, *(_harmless(cell) for cell in cells)))
    write_whole(path, out.getvalue().encode("utf-8-sig"))
    return path


def _listed(path: Path) -> set[str]:
    """The drafts that an earlier list names; only names as we give them."""
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        names = {str(row.get("草稿") or "") for row in rows}
    except (OSError, ValueError, csv.Error):
        return set()
    return {name for name in names if DRAFT.fullmatch(name)}


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell
