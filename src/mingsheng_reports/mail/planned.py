"""The plan that a person has been shown, kept beside the journal.

So what is sent is what was seen, and ``msreport mail status`` knows who is still waiting. It is
kept by recipient: another brief, another file, another copy makes it another letter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from mingsheng_reports.core.errors import MailError
from mingsheng_reports.core.writing import write_whole
from mingsheng_reports.mail.plan import Plan, Posting

PLAN, SCHEMA = "plan.json", "msreport-mail/2"


@dataclass(frozen=True, slots=True)
class Planned:
    """One recipient in the plan.

    Attributes:
        briefs: what they are about; none where no letter could be planned.
        contents: a digest of what the briefs hold.
        why: why no letter was written or sent; empty where nothing stood in the way.
    """

    name: str
    address: str
    cc: tuple[str, ...] = ()
    briefs: tuple[str, ...] = ()
    contents: str = ""
    why: str = ""


Kept = Mapping[str, Planned]  # by mailbox


def planned(posting: Posting) -> Planned:
    """A letter as the plan keeps it."""
    box, cc = posting.recipient.mailbox, posting.recipient.cc
    copies = tuple(each.address.key for each in cc)
    return Planned(box.name, str(box.address), copies, posting.names, posting.contents)


def rows_of(plan: Plan) -> Kept:
    """Everyone in the plan, those for whom there is no letter too."""
    rows = {each.recipient.key: planned(each) for each in plan.postings}
    for each in plan.withheld:
        box = each.recipient.mailbox
        rows[each.recipient.key] = Planned(box.name, str(box.address), why=each.why)
    return rows


def told_why(rows: Kept, whys: Mapping[str, str]) -> Kept:
    """The same plan, with why a letter of it did not go; what was planned stays."""
    return {mailbox: replace(row, why=whys.get(mailbox, row.why)) for mailbox, row in rows.items()}


def keep_plan(folder: Path, campaign: str, rows: Kept) -> None:
    """Write the plan that a person has been shown.

    Raises:
        OutputError: it cannot be written.
    """
    letters = [asdict(row) for row in rows.values()]
    whole = {"schema": SCHEMA, "campaign": campaign, "letters": letters}
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    write_whole(folder / PLAN, f"{text}\n".encode(errors="backslashreplace"))


def kept_plan(folder: Path) -> Kept:
    """The plan that was shown last; nobody where there was none.

    Raises:
        MailError: it is damaged.
    """
    path = folder / PLAN
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["schema"] != SCHEMA:
            raise ValueError(held["schema"])  # noqa: TRY301  told below with the other damages
        rows = [
            Planned(**row | {"cc": tuple(row["cc"]), "briefs": tuple(row["briefs"])})
            for row in held["letters"]
        ]
        return {row.address.casefold(): row for row in rows}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"计划{path}读不出来；请删去它，重新运行不带 --yes 的命令，列出新的计划。"
        raise MailError(message) from error


def is_as_planned(posting: Posting, kept: Kept) -> bool:
    """Whether this recipient was to get these very files, with the same copies."""
    row, now = kept.get(posting.recipient.key), planned(posting)
    return row is not None and (row.briefs, row.contents, row.cc) == (
        now.briefs,
        now.contents,
        now.cc,
    )
