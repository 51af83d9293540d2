"""Template files of a user's own, read as UTF-8 or refused in one clear sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from mingsheng_reports.core.errors import UsageError


class Utf8Loader(FileSystemLoader):
    """Says which template is not UTF-8."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """A template's text, as Jinja asks for it."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            held = (Path(folder) / template for folder in self.searchpath)
            raise not_utf8(next(path for path in held if path.is_file())) from error


def read_utf8(path: Path) -> str:
    """The text of a style sheet.

    Raises:
        UsageError: if it is in another encoding.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(path) from error


def not_utf8(path: Path) -> UsageError:
    """What to tell the user."""
    message = f"模板文件{path}不是UTF-8编码；请用编辑器把它另存为UTF-8，再重新运行。"
    return UsageError(message)
