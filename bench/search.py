"""How long a search takes over 10,000 matters, against reading one matter by its code.

    .venv/bin/python -m bench.search             # 10,000 synthetic matters beside the demonstration city
    .venv/bin/python -m bench.search --quick     # 2,000

The matters are made of the words of real names (objects, acts and places), indexed as imported ones are, and undone at
the end. Target: under 50 ms on the server for every query. Prints a table; exits with 1 when a query misses it.
"""

import argparse
import itertools
import random
import statistics
import sys
import time
from collections.abc import Callable

from bench import ground

TARGET_MS = 50.0
THINGS = """
食品 餐饮 药品 医疗器械 出版物 道路货物 旅客运输 城市道路 户外广告 建筑工程 特种设备
危险化学品 农药 种子 兽药
动物 烟草 燃气 取水 排水 不动产 机动车 社会保障卡 养老保险 失业保险 医疗保险 工伤 户口 婚姻 收养 残疾 低保 教师资格
民办学校
娱乐场所 互联网上网服务 人力资源服务 劳务派遣 个体工商户 合伙企业 有限责任公司 农民专业合作社 民办非企业单位 社会团体
基金会 宗教活动场所 文物 档案 气象 人防 消防 税务 发票 林木 渔业 船舶"""
ACTS = """
经营许可 设立登记 变更登记 注销登记 备案 审批 核发 换发 补发 年检 延续 认定 申领 查询 证明 补贴 登记 许可证核发
信息变更 资格认定"""
PLACES = [
    "",
    "（县级）",
    "（市级）",
    "（跨区域）",
    "（首次）",
    "（企业）",
    "（个人）",
    "（临时）",
    "（网络）",
    "（自由贸易区）",
]
TYPED = [
    "餐饮", "开饭店", "restaurant", "spjy", "许可", "登记", "社保卡怎么补办", "shehuibaozhangka", "food licence", "x",
    "道路货物运输经营许可证核发（县级）", "de", "办", "完全没有的东西在这里找",
]  # fmt: skip


def fill(count: int) -> None:
    """Add listed matters under the authorities there are."""
    from sunhall.catalogue import acts, search
    from sunhall.catalogue.models import Matter, State
    from sunhall.people.models import Authority

    chance = random.Random(42)
    authorities = list(Authority.objects.values_list("pk", flat=True))
    names = [f"{t}{a}{p}" for t, a, p in itertools.product(THINGS.split(), ACTS.split(), PLACES)]
    chance.shuffle(names)
    rows = [
        Matter(
            code=f"bench-{i:05d}", type="01", authority_id=chance.choice(authorities), name={"zh-hans": name},
            state=State.LISTED, sorts_by=search.sort_key(name),
        )
        for i, name in zip(range(count), itertools.cycle(names), strict=False)
    ]  # fmt: skip
    Matter.objects.bulk_create(rows, batch_size=2000)
    acts.reindex([r.code for r in rows])


def milliseconds(function: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and worst of so many calls, after one that warms up."""
    function()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        function()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), max(taken)


def measure(count: int) -> int:
    from django.db import connection, transaction

    from sunhall.catalogue import queries
    from sunhall.catalogue.models import Matter

    with transaction.atomic():
        start = time.perf_counter()
        fill(count)
        ground.say(f"{count} matters made and indexed in {time.perf_counter() - start:.1f} s")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE catalogue_matter")
        bare, _ = milliseconds(lambda: Matter.objects.filter(code="bench-00001").values_list("name").first(), 200)
        rows, checks = [], []
        for typed in TYPED:
            median, worst = milliseconds(lambda typed=typed: queries.search(typed), 40)  # type: ignore[misc]
            found = queries.search(typed)
            rows.append((typed, len(found), f"{median:.1f}", f"{worst:.1f}", f"{median / bare:.0f}"))
            checks.append((f"{typed}: {median:.1f} ms", median < TARGET_MS))
        transaction.set_rollback(True)
    title = f"Search over {count} matters; reading one matter by its code takes {bare:.2f} ms"
    ground.table(title, ("typed", "found", "median ms", "worst ms", "times one read"), rows)
    return ground.verdict(checks)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="2,000 matters")
    given = parser.parse_args()
    with ground.city(0):
        return measure(2000 if given.quick else 10_000)


if __name__ == "__main__":
    sys.exit(main())
