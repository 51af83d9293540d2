from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader
from jinja2.exceptions import TemplateError
from markupsafe import Markup

from mingsheng_reports.core import compiled
from mingsheng_reports.core.brief import Name, Quoted, Words
from mingsheng_reports.core.errors import UnaccountedNumberError
from mingsheng_reports.printing import guard
from mingsheng_reports.printing.guard import Anchor, Ledger, Serial, environment
from mingsheng_reports.printing.lines import without_controls

Render = Callable[..., str]


def render(template: str, **given: object) -> str:
    made = environment((), Ledger())
    made.loader = DictLoader({"page": template})
    return made.get_template("page").render(**given)


def bold(text: object) -> Markup:
    return Markup("<b>{}</b>").format(text)


@pytest.mark.parametrize(
    "template",
    [
        "{{ n }}",
        "{{ n|string }}",
        "{{ n ~ '人' }}",
        "{{ '%d'|format(n) }}",
        "{{ n|e }}",
        "{{ n|string|safe }}",
        "{{ text }}",
        "{{ text|safe }}",
        "{{ '5' }}",
        "{{ 5 }}",
        "{{ '①' }}",
        "{{ n + 1 }}",
        "{{ bold('共') + text }}",
        "{{ bold('共{}').format(n) }}",
        "{{ bold('共%d') % n }}",
        "{{ [n, n]|join('人') }}",
        "{{ [n] }}",
        "{{ none }}",
        "{{ name.text }}",
        "{% macro cell(x) %}<td>{{ x }}</td>{% endmacro %}{{ cell(n) }}",
        "{% set held %}{{ n }}{% endset %}{{ held }}",
        "{% filter upper %}{{ name }}{% endfilter %}",
        "{% autoescape false %}{{ text }}{% endautoescape %}",
        "共5项",
        "共５项",
        "<p>{{ name }}共5项</p>",
        "{% for x in [1, 2] %}{{ loop.index }}{% endfor %}",
        "{{ misspelt }}",
        "{{ name.misspelt }}",
    ],
)
def test_a_number_without_origin_cannot_be_printed(template: str) -> None:
    given = {"n": 12, "text": "12人", "bold": bold, "name": Name("2022年", "subject")}
    with pytest.raises((UnaccountedNumberError, TemplateError)):
        render(template, **given)


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ name }}", "2022年"),
        ("{{ plain }}", "就业，教育"),
        ("<td class='c2'>{{ name }}</td>", "<td class='c2'>2022年</td>"),
        ("{% macro cell(x) %}<td>{{ x }}</td>{% endmacro %}{{ cell(name) }}", "<td>2022年</td>"),
        ("{% if n > 3 %}{{ plain }}{% endif %}", "就业，教育"),
        ("<a href='#n-{{ anchor }}'>{{ serial }}</a>", "<a href='#n-7'>8</a>"),
        ("{{ quoted }}", "全年,1人&lt;"),
    ],
)
def test_what_knows_its_origin_is_printed(template: str, printed: str) -> None:
    given = {
        "n": 12, "plain": "就业,教育", "name": Name("2022年", "subject"), "anchor": Anchor("7"),
        "serial": Serial("8", "note"), "quoted": Quoted("全年,1人<", "doc"),
    }  # fmt: skip
    assert without_controls(render(template, **given)) == printed


def test_the_ledger_knows_everything_printed_and_nothing_else() -> None:
    ledger = Ledger()
    made = environment((), ledger)
    made.loader = DictLoader({"page": "{{ a }}{{ b }}<i id='{{ c }}'></i>"})
    made.get_template("page").render(a=Name("1人", "x"), b=Words("共"), c=Anchor("9"))
    assert [piece.text for piece in ledger.pieces] == ["1人", "共"]


def test_an_edited_template_is_checked_anew_and_takes_the_place_of_the_old(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compiled, "SHELF", compiled._Shelf())
    page = tmp_path / "page.j2"

    def written(text: str) -> str:
        page.write_text(text, encoding="utf-8")
        return environment((tmp_path,), Ledger()).get_template("page.j2").render(x=Words("民"))

    assert written("一{{ x }}") == "一民"
    assert written("二{{ x }}") == "二民"
    assert len(compiled.SHELF.held) == 1
    with pytest.raises(TemplateError):
        written("{{ x ~ 12 }}")
    monkeypatch.setattr(guard, "_rules", lambda: ("other rules", 0))
    compiled.SHELF.used.clear()
    assert written("二{{ x }}") == "二民"
    ((rules, _, _),) = compiled.SHELF.held.values()
    assert rules == ("other rules", 0)
