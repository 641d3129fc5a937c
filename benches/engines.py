#!/usr/bin/env python3
"""The 46-item standard of every community counted by engines beside kaoping itself, on the data of `cargo bench --bench scale`.

    benches/setup.sh                                   # once, and: pip install pyspark, where Spark is to be measured
    cargo build --release && cargo bench --bench scale -- --rounds=1   # writes the data
    PYTHON=target/bench-venv/bin/python
    $PYTHON benches/engines.py target/tmp/scale/items-all-600000 [--rounds 3] [--spark]

Prints processor time, elapsed time and most memory of each way, medians, and the size of what an engine hands over. Every way has to
give the same table of districts.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
YEARS = range(2011, 2016)
ITEMS = [f"{item:02}" for item in range(1, 47)]

# A client that reads a statement from its standard input and writes CSV.
CLIENT = """
import csv, sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
connection.execute(f"SET threads = {sys.argv[2]}")
connection.execute(sys.stdin.read())
out = csv.writer(sys.stdout, lineterminator="\\n")
out.writerow(column[0] for column in connection.description)
while rows := connection.fetchmany(10000):
    out.writerows(["" if value is None else value for value in row] for row in rows)
"""

SPARK = """
import csv, glob, os, sys
from pyspark.sql import SparkSession
folder, statements = sys.argv[1], sys.argv[2]
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "6g").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
for path in glob.glob(folder + "/*.parquet"):
    name = os.path.basename(path).removesuffix(".parquet")
    spark.read.parquet(path).createOrReplaceTempView(name)
for path in sorted(glob.glob(statements + "/*.sql")):
    if path.endswith(".missing.sql"):
        continue
    frame = spark.sql(open(path).read().rstrip().rstrip(";"))
    with open(path.removesuffix(".sql") + ".csv", "w") as file:
        out = csv.writer(file, lineterminator="\\n")
        out.writerow(frame.columns)
        out.writerows(["" if value is None else value for value in row] for row in frame.toLocalIterator())
"""


def prepare(data, work):
    """Parquet files of the CSV files, a database with views of them, and the data folders."""
    import duckdb

    if work.exists():
        shutil.rmtree(work)
    parquet, tables = work / "parquet", work / "tables"
    parquet.mkdir(parents=True)
    tables.mkdir()
    files = sorted(data.glob("items-*.csv"))
    kinds = {"code": "VARCHAR", "name": "VARCHAR", "parent": "VARCHAR", "year": "SMALLINT"} | {item: "TINYINT" for item in ITEMS}
    columns = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items()) + "}"
    with duckdb.connect(str(work / "warehouse.db")) as connection:
        def to_parquet(query, name):
            connection.execute(f"COPY ({query}) TO '{parquet / name}.parquet' (FORMAT parquet)")
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{parquet / name}.parquet'")

        for file in files:
            read = f"SELECT * FROM read_csv('{file}', header = true, delim = ',', columns = {columns})"
            to_parquet(read, file.stem.replace("-", "_"))
        rows = " UNION ALL ".join(f"SELECT code, name, parent FROM items_{year}" for year in YEARS)
        to_parquet(f"SELECT DISTINCT code, name, parent FROM ({rows}) ORDER BY code", "communities")
    manifest = 'title = "scale"\nsynthetic = true\nplan = "bench"\n'
    of_files, of_tables = manifest, manifest
    for folder in (parquet, tables):
        for name in ("units.csv", "register.csv"):
            shutil.copy(data / name, folder)
    items = ", ".join(f'"{item}" = "{item}"' for item in ITEMS)
    head = 'code = { is = "code" }, name = { is = "name" }, parent = { is = "parent" }'
    level = 'level = "urban-community"\n'
    for year in YEARS:
        key = 'checklist = "harmonious-community"\n' + level
        of_files += f'\n[[file]]\npath = "items_{year}.parquet"\n{key}'
        columns = f'columns = {{ {head}, {items} }}\n'
        of_tables += f'\n[[table]]\nname = "items_{year}"\nyear = {year}\n{key}{columns}'
    of_files += '\n[[file]]\npath = "communities.parquet"\nskip = true\n'
    of_tables += f'\n[[table]]\nname = "communities"\nshape = "units"\nroster = true\n{level}columns = {{ {head} }}\n'
    (parquet / "data.toml").write_text(of_files)
    (tables / "data.toml").write_text(of_tables)
    (work / "client.py").write_text(CLIENT)
    (work / "spark.py").write_text(SPARK)
    plan = work / "plan"
    plan.mkdir()
    shutil.copy(ROOT / "benches/plan/plan.toml", plan)
    shutil.copy(ROOT / "indicators/beijing-2011-2015/harmonious-community.toml", plan / "targets.toml")


def run(commands):
    """Runs some commands; what the last printed, processor seconds and elapsed seconds of all, and most memory of any in MB."""
    cpu, memory, start, out = 0.0, 0, time.monotonic(), b""
    for command in commands:
        child = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, errors = child.stdout.read(), child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        if status != 0:
            sys.exit(f"{command}: {errors.decode()[-2000:]}")
        cpu += usage.ru_utime + usage.ru_stime
        memory = max(memory, usage.ru_maxrss // 1024)
    return out, cpu, time.monotonic() - start, memory


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("data", type=pathlib.Path)
    arguments.add_argument("--kaoping", type=pathlib.Path, default=ROOT / "target/release/kaoping")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--spark", action="store_true")
    arguments.add_argument("--work", type=pathlib.Path, default=ROOT / "target/engines-bench")
    asked = arguments.parse_args()
    work, kaoping = asked.work.resolve(), asked.kaoping.resolve()
    # In a process of its own, whose memory is not counted as that of the programs that are started.
    if (child := os.fork()) == 0:
        prepare(asked.data.resolve(), work)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit("the data could not be prepared")
    common = ["--level", "district", "--year", "2015", "--plan", work / "plan"]
    score = [kaoping, "score", "--format", "csv", *common, "--data"]

    def sql(dialect, threads=None):
        counts = work / f"counts-{dialect}-{threads or 'spark'}"
        command = [kaoping, "sql", "--dialect", dialect, *common, "--data", work / "tables", "--out", counts]
        if threads:
            client = f"{sys.executable} {work / 'client.py'} {work / 'warehouse.db'} {threads}"
            return counts, [[*command, "--run", client]]
        return counts, [command, [sys.executable, work / "spark.py", work / "parquet", counts]]

    ways = {"kaoping, CSV": [[*score, asked.data]], "kaoping, Parquet": [[*score, work / "parquet"]]}
    for threads in (1, 2):
        counts, commands = sql("duckdb", threads)
        ways[f"DuckDB counts, Parquet, {threads} threads"] = commands
    ways["kaoping judges what DuckDB counted"] = [[*score, work / "tables", "--tally", counts]]
    if asked.spark:
        ways["Spark counts, Parquet, local"] = sql("spark")[1]
    measured = {way: [] for way in ways}
    for _ in range(asked.rounds):
        for way, commands in ways.items():
            measured[way].append(run(commands))
    # Columns that say where a figure stands differ; the verdicts may not.
    tables = {way: runs[0][0] for way, runs in measured.items() if "counts" not in way}
    verdicts = {way: [line.split(b",")[:8] for line in table.splitlines()] for way, table in tables.items()}
    first = next(iter(verdicts.values()))
    for way, rows in verdicts.items():
        print(f"{way}: {len(rows)} rows, {'the same' if rows == first else 'DIFFERENT'}")
    print("| way | processor s | elapsed s | most memory MB |\n|---|---|---|---|")
    for way, runs in measured.items():
        median = [statistics.median(run[at] for run in runs) for at in (1, 2, 3)]
        print(f"| {way} | {median[0]:.2f} | {median[1]:.2f} | {median[2]:.0f} |")
    for file in sorted(counts.glob("*.csv")):
        if not file.name.endswith(".missing.csv"):
            print(f"{file.name}: {file.stat().st_size} bytes")


main()
