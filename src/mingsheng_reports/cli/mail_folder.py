"""Where a campaign's drafts, plan and journal lie.

They lie beside the briefs, so that the same command finds them from whatever folder it is called:
a journal that is not found is a letter sent twice.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from mingsheng_reports.cli.mail_options import CAMPAIGN
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.mail.journal import JOURNAL

OUTPUT, MAIL = Path("output"), "mail"


def folder_of(campaign: str, output: Path | None, briefs: Sequence[Path] = ()) -> Path:
    """The campaign's folder: in ``-o``, else in ``mail`` beside the briefs or above them.

    Raises:
        UsageError: the campaign's name is no name of a folder.
    """
    name = campaign.strip()
    if not name or name in {".", ".."} or any(c in '/\\:*?"<>|' or ord(c) < 32 for c in name):
        message = f"--campaign 后面的“{campaign}”不能作文件夹的名字；请换一个，不用斜线等符号。"
        raise UsageError(message)
    if output is not None:
        return output / name
    home = _home(briefs or (OUTPUT,))
    above = home.resolve().parents
    begun = (folder / MAIL / name for folder in above)
    if not (home / MAIL / name / JOURNAL).is_file():
        home = next((each.parents[1] for each in begun if (each / JOURNAL).is_file()), home)
    return home / MAIL / name


def check_stray_journals(briefs: Sequence[Path], folder: Path, output: Path | None) -> None:
    """Do nothing unless some of these briefs were sent before with a journal of its own.

    Raises:
        UsageError: there is such a journal; which one counts must be said.
    """
    if output is not None:
        return
    for given in (each for each in briefs if each.is_dir()):
        for journal in sorted(given.rglob(JOURNAL)):
            other = journal.parent
            if (other.parent.name, other.name) != (MAIL, folder.name):
                continue
            if other.resolve() != folder.resolve():
                message = (
                    f"{other}里另有这一批的发送记录，为免重发没有发信；请用 -o '{other.parent}' "
                    f"接着它发，或用 -o '{folder.parent}' 另发。"
                )
                raise UsageError(message)


def status_command(folder: Path) -> str:
    """The command that shows this campaign."""
    words = ["msreport", "mail", "status"]
    if folder.name != CAMPAIGN:
        words += ["--campaign", _quoted(folder.name)]
    if folder.parent != OUTPUT / MAIL:
        words += ["-o", _quoted(str(folder.parent))]
    return " ".join(words)


def _home(briefs: Sequence[Path]) -> Path:
    """The folder that holds all of them."""
    folders = [path if path.is_dir() or path == OUTPUT else path.parent for path in briefs]
    if len(set(folders)) == 1:
        return folders[0]
    return Path(os.path.commonpath([folder.resolve() for folder in folders]))


def _quoted(text: str) -> str:
    """Chinese characters need no quotes in a shell."""
    plain = "".join(character for character in text if character.isascii())
    return text if (plain and shlex.quote(plain) == plain) or not plain else shlex.quote(text)
