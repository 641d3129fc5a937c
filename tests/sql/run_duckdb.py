"""Runs the SQL of the standard input in DuckDB and writes what the last statement returns as CSV, titles first."""

import csv
import sys

import duckdb

connection = duckdb.connect()
for statement in duckdb.extract_statements(sys.stdin.read()):
    connection.execute(statement)
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(column[0] for column in connection.description)
for row in iter(connection.fetchone, None):
    out.writerow("" if value is None else value for value in row)
