"""A table that a person keeps in a spreadsheet, row by row; what cannot be used is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.spreadsheet import UnpairedQuotesError, numbered_rows
from mingsheng_reports.reading.decode import decode


@dataclass(frozen=True, slots=True)
class Sheet:
    """What kind of table it is.

    Attributes:
        columns: all that its first row must name.
        code: beginning of the codes of its notices.
        lost: what is told of a file that cannot be used: 更正未采用.
    """

    columns: tuple[str, ...]
    code: str
    lost: str

    def text(self, path: Path, notices: list[Notice]) -> str:
        """In whatever encoding a spreadsheet saved it; empty where there is none."""
        if not path.is_file():
            return ""
        try:
            decoded = decode(path.read_bytes())
        except OSError as error:
            what = f"{path.name}读不出来（{error.strerror}），{self.lost}。"
            notices.append(self._unreadable(path, 0, what, "请检查读取权限。"))
            return ""
        if decoded is None:
            what = f"{path.name}不是CSV文件，{self.lost}。"
            notices.append(self._unreadable(path, 0, what, "请另存为“CSV UTF-8”。"))
            return ""
        return decoded.text.removeprefix("\ufeff")

    def rows(
        self, text: str, path: Path, notices: list[Notice]
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """Rows with the line on which each begins; empty rows are left out."""
        held = numbered_rows(text)
        try:
            heads = [head.strip().lower() for head in next(held, (1, []))[1]]
            missing = [name for name in self.columns if name not in heads]
            if missing and heads:
                what = f"表头缺少{'、'.join(missing)}列，整个文件未采用。"
                hint = f"请把第一行写成{','.join(self.columns)}。"
                notices.append(self._unreadable(path, 1, what, hint))
                return
            for begins, cells in held:
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(heads):
                    what = f"有{len(cells)}格，表头有{len(heads)}列，这一行未采用。"
                    hint = "请补齐各格；格里有英文逗号的，要用英文双引号括起来。"
                    code = f"{self.code}-incomplete"
                    notices.append(Notice(str(path), begins, code, what, hint))
                else:
                    yield begins, dict(zip(heads, (cell.strip() for cell in cells), strict=True))
        except UnpairedQuotesError as error:
            what = "引号不成对，从这一行起未采用。"
            hint = "请检查格里的英文双引号。"
            notices.append(self._unreadable(path, error.line, what, hint))

    def _unreadable(self, path: Path, line: int, what: str, hint: str) -> Notice:
        return Notice(str(path), line, f"{self.code}-unreadable", what, hint)
