"""What stands in the masthead: only what the user gave."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import fields
from pathlib import Path

from markupsafe import Markup

from mingsheng_reports.core.brief import Name
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.theme import Theme

KINDS = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
LOGO = Markup('<img class="logo" alt="{alternative}" src="data:image/{kind};base64,{content}"/>')
WITHOUT_NAME = "标志"


def masthead_of(theme: Theme) -> dict[str, Name | None]:
    """What the user gave of the masthead, None where nothing was given."""
    given = {each.name: getattr(theme.masthead, each.name) for each in fields(theme.masthead)}
    return {key: Name(text, f"masthead:{key}") if text else None for key, text in given.items()}


def logo_of(theme: Theme) -> Markup:
    """The picture of the masthead, inside the page; empty without one.

    Raises:
        UsageError: if the file cannot be read.
    """
    masthead = theme.masthead
    if not masthead.logo:
        return Markup("")
    path = Path(masthead.logo)
    try:
        content = b64encode(path.read_bytes()).decode("ascii")
    except OSError as error:
        message = f"报头的标志{path}读不出来；请检查版式文件里masthead.logo写的路径。"
        raise UsageError(message) from error
    alternative = (masthead.organisation or masthead.name) + WITHOUT_NAME
    return LOGO.format(
        alternative=alternative, kind=KINDS.get(path.suffix.lower(), "png"), content=content
    )
