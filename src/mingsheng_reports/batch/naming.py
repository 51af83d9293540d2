"""Names of outputs by a pattern: ``{city}/{year}-{template}.pdf``."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.filing import cities_told, years_told
from mingsheng_reports.core.theme import Template

ALL_CITIES, ALL_YEARS = "各地", "历年"
SUFFIX = ".pdf"

PARTS: Mapping[str, Callable[[Subject, Template], str]] = {
    "city": lambda subject, _: cities_told(subject) or ALL_CITIES,
    "year": lambda subject, _: years_told(subject) or ALL_YEARS,
    "template": lambda _, template: template.name,
    "title": lambda _, template: template.title,
}


def check_pattern(pattern: str) -> None:
    """Do nothing when a pattern can be filled in.

    Raises:
        UsageError: it cannot; the message says what may be written.
    """
    try:
        named = [(name, kind, form) for _, name, kind, form in string.Formatter().parse(pattern)]
    except ValueError as error:
        message = f"文件名的写法“{pattern}”里花括号不成对；{_advice()}"
        raise UsageError(message) from error
    for name, kind, form in named:
        if name is not None and (name not in PARTS or kind or form):
            message = f"文件名的写法“{pattern}”里的“{{{name}}}”不认识；{_advice()}"
            raise UsageError(message)
    check_file(filled(pattern, Subject("城市", "2022"), Template()))


def check_file(file: str) -> None:
    """Do nothing when a name stays inside the output folder.

    Raises:
        UsageError: it does not.
    """
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or not path.stem or "\0" in file:
        message = f"文件名“{file}”会写到输出文件夹外面去；请写输出文件夹里面的名字。"
        raise UsageError(message)


def filled(pattern: str, subject: Subject, template: Template) -> str:
    """The pattern with what a brief is about; ``.pdf`` is added where it is missing."""
    name = pattern.format(**{key: part(subject, template) for key, part in PARTS.items()})
    return name if name.endswith(SUFFIX) else name + SUFFIX


def check_names(files: Iterable[str], told: Sequence[str]) -> None:
    """Do nothing when no two briefs have one name.

    Args:
        told: what each is, in the order of the files, for the message.

    Raises:
        UsageError: two have.
    """
    seen: dict[str, str] = {}
    for file, what in zip(files, told, strict=True):
        # Some systems do not tell 报告.pdf and 报告.PDF apart.
        if (other := seen.setdefault(file.casefold(), what)) is not what:
            message = (
                f"{other}和{what}都会存成“{file}”；"
                "请在文件名的写法里加上区分它们的部分，例如 {city}-{year}-{template}。"
            )
            raise UsageError(message)


def _advice() -> str:
    return f"可以写{'、'.join('{' + name + '}' for name in PARTS)}，例如 {{city}}/{{year}}.pdf。"
