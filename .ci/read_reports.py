"""Reads what the program writes with tools that are not its own: JSON Schema, JUnit, SARIF, CSV, jq.

Usage: read_reports.py PROGRAM FOLDER [SARIF-VALIDATOR]. FOLDER is where the reports are written.
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET

import jsonschema
import junitparser

PROGRAM, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
VALIDATOR = sys.argv[3] if len(sys.argv) > 3 else None
SOURCES = ["--plan", "docs/first-plan/plan", "--data", "docs/first-plan/data"]
SAMPLE = ["--data", "builtin:sample"]
GATE = ["--fail-on", "missed,no-data", "--warn-on", "behind"]
# The arguments of each run, and the formats of its reports.
ALL = ["json", "ndjson", "csv", "junit", "sarif", "github"]
RUNS = {
    "score": (["score", *SOURCES, "--year", "2023", *GATE], ALL),
    "score-sample": (["score", *SAMPLE, "--level", "district", *GATE], ALL),
    "check": (["check", *SOURCES, "--strict"], ["json", "junit", "sarif", "github"]),
    "check-missing": (["check", *SOURCES, "--missing", "--fail"], ["json", "junit", "sarif"]),
    "explain": (["explain", "volunteering", *SOURCES, "--year", "2023"], ["json"]),
    "trend": (["trend", *SOURCES], ["json", "csv"]),
    "rank": (["rank", *SAMPLE, "--by", "met", "--level", "district"], ["json", "csv"]),
    "compare": (["compare", "2022", "2023", *SOURCES], ["json", "csv"]),
    "plan": (["plan", *SOURCES[:2]], ["json", "csv"]),
    "test": (["test", "--plan", "builtin:xiaokang-2008"], ["json", "junit"]),
    "verify": (["verify", "docs/first-plan/scorecard.json"], ["json", "junit", "sarif", "github"]),
    "diff": (
        ["diff", "docs/first-plan/scorecard.json", "docs/first-plan/restated", "--fail-on", "regression"],
        ["json", "csv", "junit", "sarif", "github"],
    ),
    # Runs that fail have documents too.
    "failed": (["score", *SOURCES, "--unit", "nowhere"], ["json", "junit", "sarif"]),
}


def write(name, arguments, formats):
    """Runs the program; returns the path of each report and the exit code."""
    paths = {form: FOLDER / f"{name}.{form}" for form in formats}
    reports = [f"--report={form}={path}" for form, path in paths.items()]
    environment = {k: v for k, v in os.environ.items() if k != "GITHUB_STEP_SUMMARY"}
    ended = subprocess.run([PROGRAM, *arguments, *reports], env=environment, capture_output=True, text=True)
    assert ended.returncode in (0, 1, 2, 3, 4), (name, ended.returncode, ended.stderr)
    return {form: path for form, path in paths.items() if path.exists()}, ended.returncode


def schema_of(document):
    kind = document["schema"].split("/")[1]
    return json.loads(pathlib.Path(f"schemas/{kind}.schema.json").read_text())


def read_json(path):
    document = json.loads(path.read_text())
    schema = schema_of(document)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    read = subprocess.run(["jq", "-e", ".exit.code"], stdin=path.open(), capture_output=True, text=True)
    assert read.stdout.strip() == str(document["exit"]["code"]), path
    return document


def read_junit(path, document):
    suites = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if any(isinstance(r, (junitparser.Failure, junitparser.Error)) for r in case.result)]
    assert len(cases) == sum(suite.tests for suite in suites), path
    assert bool(failed) == (document["exit"]["code"] != 0), (path, len(failed), document["exit"])
    ET.parse(path)
    return f"{len(cases)} cases, {len(failed)} failed"


def read_sarif(path):
    run = json.loads(path.read_text())["runs"][0]
    assert len(run["results"]) <= 25_000, path
    if VALIDATOR:
        found = path.with_suffix(".validated")
        asked = ["validate", str(path), "--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite", "--output", str(found)]
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        subprocess.run([VALIDATOR, *asked], env=environment, check=True, capture_output=True)
        results = json.loads(found.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
        errors = [result for result in results if result.get("level", "warning") == "error"]
        assert not errors, (path, errors)
    return f"{len(run['results'])} results" + ("" if VALIDATOR else ", schema not checked")


def read_inputs():
    """Validates every shipped input in TOML against the schema that its first line names."""
    validated = {}
    for folder in ["indicators", "data", "docs", "benches/plan"]:
        for path in sorted(pathlib.Path(folder).rglob("*.toml")):
            text = path.read_text()
            directive = text.splitlines()[0]
            assert directive.startswith("#:schema "), path
            schema_path = (path.parent / directive.removeprefix("#:schema ")).resolve()
            schema = json.loads(schema_path.read_text())
            jsonschema.Draft7Validator.check_schema(schema)
            # A date of TOML is a text to JSON.
            document = json.loads(json.dumps(tomllib.loads(text), default=str))
            errors = [f"{list(error.path)}: {error.message[:200]}" for error in jsonschema.Draft7Validator(schema).iter_errors(document)]
            assert not errors, (path, errors)
            validated[schema_path.name] = validated.get(schema_path.name, 0) + 1
    print("inputs: " + "; ".join(f"{count} of {name}" for name, count in sorted(validated.items())))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (arguments, formats) in RUNS.items():
        paths, code = write(name, arguments, formats)
        document = read_json(paths["json"])
        assert document["exit"]["code"] == code, (name, code)
        told = [f"json {document['schema']} exit {code}"]
        if "junit" in paths:
            told.append("junit " + read_junit(paths["junit"], document))
        if "sarif" in paths:
            told.append("sarif " + read_sarif(paths["sarif"]))
        if "csv" in paths:
            with paths["csv"].open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            assert all(None not in row for row in rows), paths["csv"]
            told.append(f"csv {len(rows)} rows")
        if "ndjson" in paths:
            lines = [json.loads(line) for line in paths["ndjson"].read_text().splitlines()]
            told.append(f"ndjson {len(lines)} lines")
        if "github" in paths:
            lines = paths["github"].read_text().splitlines()
            assert lines and all(line.startswith("::") for line in lines), paths["github"]
            told.append(f"github {len(lines)} annotations")
        print(f"{name}: {'; '.join(told)}")
    read_inputs()


main()
