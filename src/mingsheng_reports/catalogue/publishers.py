"""The city that a page's source line tells: 来源：常德日报, 发布机构：盘山县人民政府."""

from __future__ import annotations

import re

from mingsheng_reports.catalogue.article_city import CityGuess
from mingsheng_reports.catalogue.place_search import find_places

SOURCE = re.compile(
    r"(?:来源|稿源|供稿|发布(?:单位|机构))\s?[:：]\s?(?P<who>[\u4e00-\u9fff]{4,20}?)(?=[^\u4e00-\u9fff]|$)"
)
# What a place's own papers and offices are called behind its name.
PUBLISHER = re.compile(
    r"(?:市|县|区|州|旗|盟)?(?:[日晚晨早商时]报|发布|融媒体?(?:中心)?|新闻网?|在线|政府网?|人民政府.*|政务网?|"
    r"广播电视台|电视台|宣传部?|(?:民政|人社|统计|卫健|教育|住建)局)"
)


def city_of_publisher(page: str) -> CityGuess:
    """The one city or county whose paper or office a page names as its source; never sure.

    Args:
        page: the source as stored, lines kept.
    """
    found = {}
    for match in SOURCE.finditer(page):
        who = match["who"]
        # 常德日报: the table of places holds no paper for a place, so its name is cut free
        for end in range(len(who) - 1, 1, -1):
            hits = find_places(who[:end])
            whole = next((hit for hit in hits if (hit.start, hit.end) == (0, end)), None)
            if whole and whole.place and PUBLISHER.fullmatch(who[end:]):
                found[whole.place] = who
                break
    cities = [place for place in found if not place.is_plain_province and not place.is_district]
    if len(cities) == 1:
        return CityGuess(cities[0], tuple(cities), f"来源“{found[cities[0]]}”", sure=False)
    return CityGuess(None, tuple(cities), "来源也没有说明", sure=False)
