"""A TOML file that a person wrote: its content and the line of each of its keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.decode import decode

ERROR_LINE = re.compile(r"line (\d+)")


def load_toml(
    path: Path, notices: list[Notice]
) -> tuple[dict[str, object], dict[tuple[str, ...], int]]:
    """A TOML file and the line of each of its keys; empty with a notice when it is none."""
    if not path.is_file():
        return {}, {}
    try:
        decoded = decode(path.read_bytes())
    except OSError as error:
        what = f"{path.name}读不出来（{error.strerror}），未采用。"
        notices.append(Notice(str(path), 0, "register-unreadable", what, "请检查读取权限。"))
        return {}, {}
    if decoded is None:
        what = f"{path.name}不是文字文件，未采用。"
        notices.append(Notice(str(path), 0, "register-unreadable", what, "请存成UTF-8编码的文字。"))
        return {}, {}
    text = decoded.text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return tomllib.loads(text), lines_of(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = ERROR_LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        what = f"第{line}行写法不对，整个文件未采用。"
        hint = '请照 date = "2022-12" 的样子写，引号和等号用英文的；中文文件名写成["文件名"]。'
        notices.append(Notice(str(path), line, "register-syntax", what, hint))
        return {}, {}


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    """1-based line of every key and table head; ``tomllib`` itself does not tell."""
    lines: dict[tuple[str, ...], int] = {}
    head: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            paths = list(_paths(tomllib.loads(line)))
        except (tomllib.TOMLDecodeError, RecursionError):
            continue  # part of a longer value
        if paths and line.lstrip().startswith("["):
            head = paths[-1]
            paths = [head[:end] for end in range(1, len(head) + 1)]
        else:
            paths = [head + path for path in paths]
        for path in paths:
            lines.setdefault(path, number)
    return lines


def _paths(table: Mapping[str, object], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        path = (*above, key)
        yield path
        if isinstance(value, dict):
            yield from _paths(value, path)
