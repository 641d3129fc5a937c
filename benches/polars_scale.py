"""The same work as kaoping's, by Polars: polars_scale.py items|figures|pairs|means FOLDER"""

import glob
import sys

import polars as pl

ITEMS = [f"{item:02}" for item in range(1, 47)]
SAFE = ITEMS[7:12]
MUST = ["08", "27"]


def passes(blank):
    """Whether a community passes if its blanks count as `blank`."""
    met = {item: pl.col(item).fill_null(blank) for item in ITEMS}
    total = pl.sum_horizontal(met[item].cast(pl.Int32) for item in ITEMS) * 100 >= 80 * len(ITEMS)
    floor = pl.sum_horizontal(met[item].cast(pl.Int32) for item in SAFE) * 100 >= 60 * len(SAFE)
    return total & floor & pl.all_horizontal(met[item] == 1 for item in MUST)


def items(folder):
    schema = {"code": pl.Int64, "name": pl.String, "parent": pl.Int32, "year": pl.Int16}
    schema |= {item: pl.Int8 for item in ITEMS}
    return (
        pl.scan_csv(sorted(glob.glob(f"{folder}/items-*.csv")), schema=schema)
        .select("parent", "year", worst=passes(0), best=passes(1))
        .group_by("parent", "year")
        .agg(
            pl.col("worst").sum(),
            (~pl.col("best")).sum(),
            open=(pl.col("best") & ~pl.col("worst")).sum(),
        )
    )


def figures(folder):
    schema = {"unit": pl.Int64, "parent": pl.Int32, "period": pl.Int16, "variable": pl.String, "value": pl.Int64}
    names = ["volunteers", "activities", "disputes", "staff"]
    return (
        pl.scan_csv(f"{folder}/figures.csv", schema=schema)
        .group_by("parent", "period")
        .agg(pl.col("value").filter(pl.col("variable") == name).sum().alias(name) for name in names)
    )


def together(folder, first, second, above, below):
    schema = {"code": pl.Int64, "name": pl.String, "parent": pl.Int32, "year": pl.Int16, first: pl.Int64, second: pl.Float64}
    return (
        pl.scan_csv(f"{folder}/figures.csv", schema=schema)
        .select("parent", "year", above=above, below=below)
        .group_by("parent", "year")
        .agg(pl.col("above").sum(), pl.col("below").sum())
    )


def pairs(folder):
    return together(folder, "residents", "employed", 100 * pl.col("employed").cast(pl.Int64), pl.col("residents"))


def means(folder):
    tenths = (pl.col("age") * 10).round().cast(pl.Int64)
    return together(folder, "workers", "age", pl.col("workers") * tenths, 10 * pl.col("workers"))


query = {"items": items, "figures": figures, "pairs": pairs, "means": means}[sys.argv[1]](sys.argv[2])
sys.stdout.write(query.collect(engine="streaming").write_csv(include_header=False))
