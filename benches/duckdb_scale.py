"""The same work as kaoping's, by DuckDB: duckdb_scale.py items|figures|pairs|means FOLDER"""

import sys

import duckdb

ITEMS = [f"{item:02}" for item in range(1, 47)]


def passes(blank):
    """Whether a community passes if its blanks count as `blank`."""

    def met(item):
        return f'coalesce("{item}", {blank})::INTEGER'

    total = f"({' + '.join(map(met, ITEMS))}) * 100 >= 80 * 46"
    floor = f"({' + '.join(map(met, ITEMS[7:12]))}) * 100 >= 60 * 5"
    return f"{total} AND {floor} AND {met('08')} = 1 AND {met('27')} = 1"


def columns(names):
    return "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in names.items()) + "}"


def items(folder):
    kinds = {"code": "BIGINT", "name": "VARCHAR", "parent": "INTEGER", "year": "SMALLINT"}
    kinds |= {item: "TINYINT" for item in ITEMS}
    return f"""
        WITH judged AS (
            SELECT parent, year, {passes(0)} AS worst, {passes(1)} AS best
            FROM read_csv('{folder}/items-*.csv', header = true, delim = ',', columns = {columns(kinds)})
        )
        SELECT parent, year, count(*) FILTER (worst), count(*) FILTER (NOT best), count(*) FILTER (best AND NOT worst)
        FROM judged GROUP BY parent, year"""


def figures(folder):
    kinds = {"unit": "BIGINT", "parent": "INTEGER", "period": "SMALLINT", "variable": "VARCHAR", "value": "BIGINT"}
    names = ["volunteers", "activities", "disputes", "staff"]
    sums = ", ".join(f"sum(value) FILTER (variable = '{name}')" for name in names)
    return f"""
        SELECT parent, period, {sums}
        FROM read_csv('{folder}/figures.csv', header = true, delim = ',', columns = {columns(kinds)})
        GROUP BY parent, period"""


def together(folder, first, second, above, below):
    kinds = {"code": "BIGINT", "name": "VARCHAR", "parent": "INTEGER", "year": "SMALLINT", first: "BIGINT", second: "DOUBLE"}
    return f"""
        SELECT parent, year, sum({above}), sum({below})
        FROM read_csv('{folder}/figures.csv', header = true, delim = ',', columns = {columns(kinds)})
        GROUP BY parent, year"""


def pairs(folder):
    return together(folder, "residents", "employed", "100 * employed::BIGINT", "residents")


def means(folder):
    return together(folder, "workers", "age", "workers * round(age * 10)::BIGINT", "10 * workers")


query = {"items": items, "figures": figures, "pairs": pairs, "means": means}[sys.argv[1]](sys.argv[2])
rows = duckdb.sql(query).fetchall()
sys.stdout.write("".join(",".join(map(str, row)) + "\n" for row in rows))
