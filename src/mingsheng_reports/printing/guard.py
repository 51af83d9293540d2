"""No number on paper without its origin: what a template may print, and how it must be written.

Three fences stand behind one another. ``finalize`` sees every value a template prints and lets
through only value types that know where their digits come from. The template's own syntax is
checked when it is loaded: no operator, filter or method that could make a trusted string out of
an untrusted number. And :mod:`mingsheng_reports.printing.account` reads the finished page.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    PrefixLoader,
    StrictUndefined,
    nodes,
    pass_context,
)
from jinja2.exceptions import TemplateAssertionError, TemplateError, UndefinedError
from markupsafe import Markup, escape

from mingsheng_reports.core import compiled
from mingsheng_reports.core.brief import Computed, Day, Figure, Name, Quoted, Tally, Words
from mingsheng_reports.core.errors import UnaccountedNumberError
from mingsheng_reports.printing.lines import set_together
from mingsheng_reports.printing.own_files import Utf8Loader

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

# Filters that only choose among values; whatever makes a string is left out.
FILTERS = frozenset({"length", "first", "last", "list", "batch", "reverse"})
FORBIDDEN_NODES: tuple[type[nodes.Node], ...] = (
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow,
    nodes.Concat, nodes.FilterBlock, nodes.MarkSafe, nodes.MarkSafeIfAutoescape,
    nodes.EvalContextModifier, nodes.ScopedEvalContextModifier,
)  # fmt: skip
TAG = re.compile(r"<[^<>]*>")
PLACEHOLDER = "\ufffc"  # stands for a printed expression while a template's own text is read


@dataclass(frozen=True, slots=True)
class Serial:
    """A page or note number, a line number: counted by the printing itself.

    ``origin`` says what it numbers.
    """

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link target inside an attribute: never seen on paper."""

    text: str


Printable = Words | Name | Figure | Computed | Day | Tally | Quoted | Serial


@dataclass(slots=True)
class Ledger:
    """What has been printed so far, piece by piece, each with its type."""

    pieces: list[Printable] = field(default_factory=list)

    def enter(self, *pieces: Printable) -> list[str]:
        """Note pieces that stand in one line and give their texts, ready for setting.

        A source's own words keep their punctuation.
        """
        self.pieces += pieces
        return set_together([(piece.text, not isinstance(piece, Quoted)) for piece in pieces])


def holds_digit(text: str) -> bool:
    """Whether the text holds a digit of any script, or a circled or Roman number."""
    return any(unicodedata.category(character) in {"Nd", "Nl", "No"} for character in text)


class Compiled(BytecodeCache):
    """Templates by their text: a brief is set more than once, and by more than one run.

    What is found here has passed :class:`GuardedEnvironment` before, as it is now.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was compiled of the same text."""
        rules, checksum, held = compiled.find(_key(bucket)) or (None, "", b"")
        if (rules, checksum) == (_rules(), bucket.checksum):
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, in the place of what was before the template was edited."""
        compiled.keep(_key(bucket), (_rules(), bucket.checksum, bucket.bytecode_to_string()))


@cache
def _rules() -> tuple[str, int]:
    """What a template is compiled by."""
    return jinja2.__version__, zlib.crc32(Path(__file__).read_bytes())


def _key(bucket: Bucket) -> tuple[str, str]:
    return "template", bucket.key


COMPILED = Compiled()


def environment(folders: tuple[Path, ...], ledger: Ledger) -> Environment:
    """A Jinja environment in which a number cannot be printed by accident.

    Args:
        folders: where templates lie; an earlier folder's file replaces a later one's. The last
            one's files can always be had as ``builtin/…``, so that a file that replaces one of
            them can extend it.
        ledger: receives what is printed.
    """

    # Asking for the context keeps Jinja from folding constants, which it escapes (and so trusts)
    # before finalize sees them.
    @pass_context
    def finalize(context: object, value: object) -> object:
        del context
        return _admit(value, ledger)

    made = GuardedEnvironment(
        loader=ChoiceLoader(
            [
                Utf8Loader(folders),
                PrefixLoader({"builtin": Utf8Loader(folders[-1:])}),
            ]
        ),
        bytecode_cache=COMPILED,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    for name in set(made.filters) - FILTERS:
        del made.filters[name]
    return made


def _admit(value: object, ledger: Ledger) -> object:
    if isinstance(value, Markup):
        return value  # made by a macro or by our own functions; see GuardedEnvironment
    if isinstance(value, StrictUndefined):
        return value  # complains by itself when it is printed
    if isinstance(value, Anchor):
        return escape(value.text)
    if isinstance(value, (Words, Name, Figure, Computed, Day, Tally, Quoted, Serial)):
        return escape(ledger.enter(value)[0])
    if isinstance(value, str) and not holds_digit(value):
        return escape(set_together([(value, True)])[0])
    message = f"模板要印出“{value}”，但它没有来历；请改用带来历的数字、名称或日期。"
    raise UnaccountedNumberError(message)


class GuardedEnvironment(Environment):
    """Refuses templates whose syntax could carry a number past ``finalize``."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        for node in template.find_all(nodes.Node):
            _check_node(node, name)
        _check_own_text(template, name)
        return template


def _check_node(node: nodes.Node, name: str | None) -> None:
    reason = ""
    if isinstance(node, FORBIDDEN_NODES):
        reason = "运算符和过滤块会造出没有来历的文字"
    elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
        reason = f"过滤器{node.name}会造出没有来历的文字"
    elif isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name):
        reason = "方法会造出没有来历的文字，只能调用宏和程序给的函数"
    if reason:
        message = f"模板里不能这样写：{reason}。"
        raise TemplateAssertionError(message, node.lineno, name)


def _check_own_text(template: nodes.Template, name: str | None) -> None:
    """The template's own wording holds no digit outside tags."""
    parts: list[str] = []
    for output in template.find_all(nodes.Output):
        parts += [
            part.data if isinstance(part, nodes.TemplateData) else PLACEHOLDER
            for part in output.nodes
        ]
    for line in TAG.sub("", "".join(parts)).splitlines():
        if holds_digit(line):
            message = f"模板自己的文字里有数字“{line.strip()}”，印出的数字必须来自简报。"
            raise TemplateAssertionError(message, 1, name)


def template_error(error: TemplateError) -> UnaccountedNumberError:
    """A template's fault as one sentence: a missing name is a missing number."""
    where = getattr(error, "name", None) or "模板"
    line = getattr(error, "lineno", None)
    place = f"{where}:{line}" if line else str(where)
    what = "要印出的内容不存在" if isinstance(error, UndefinedError) else "写法不对"
    message = f"{place}{what}（{error.message}）；请改正模板。"
    return UnaccountedNumberError(message)
