"""Build ``tables/pinyin.tsv``: how the short names of prefectures and counties are spelt in pinyin.

A file named ``qiqihaer_2014.txt`` may be the only place where a page tells its city. Needs the
package ``pypinyin`` (MIT), which the program itself does not: ``pip install pypinyin==0.55.0``.

    python scripts/build_pinyin.py
"""

from __future__ import annotations

from pathlib import Path

from pypinyin import lazy_pinyin

from mingsheng_reports.catalogue.divisions import Level, places

TABLE = Path(__file__).resolve().parent.parent / "src/mingsheng_reports/tables/pinyin.tsv"
# Readings of place names that the general dictionary gets wrong.
READINGS = {
    "六安": "luan",
    "亳州": "bozhou",
    "儋州": "danzhou",
    "乐清": "yueqing",
    "乐亭": "laoting",
    "重庆": "chongqing",
    "长沙": "changsha",
    "长春": "changchun",
    "长治": "changzhi",
    "厦门": "xiamen",
    "蚌埠": "bengbu",
    "大埔": "dabu",
    "番禺": "panyu",
    "台州": "taizhou",
    "丽水": "lishui",
    "呼和浩特": "huhehaote",
    "鄂尔多斯": "eerduosi",
    "乌鲁木齐": "wulumuqi",
    "哈尔滨": "haerbin",
    "齐齐哈尔": "qiqihaer",
}
OTHER_SPELLINGS = {"鄂尔多斯": ("ordos",), "呼和浩特": ("hohhot",), "哈尔滨": ("harbin",)}
HEADER = """\
# Pinyin of the short names of today's prefectures and counties, for cities in file names.
# Built by scripts/build_pinyin.py. Where several codes share a spelling (taizhou) none is taken.
"""


def rows() -> list[tuple[str, str, str]]:
    """Spelling, code and name of every division of today below the province."""
    found = []
    for place in places():
        if place.last_year is not None or place.level is Level.PROVINCE:
            continue
        spelling = READINGS.get(place.short) or "".join(lazy_pinyin(place.short))
        spellings = (spelling, *OTHER_SPELLINGS.get(place.short, ()))
        plain = (each for each in spellings if each.isascii() and each.isalpha())
        found.extend((each, place.code, place.name) for each in plain)
    return sorted(set(found))


def main() -> None:
    """Write the table."""
    lines = ["\t".join(row) for row in rows()]
    TABLE.write_text(HEADER + "spelling\tcode\tname\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE.name}: {len(lines)} spellings")


if __name__ == "__main__":
    main()
