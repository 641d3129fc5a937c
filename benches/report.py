#!/usr/bin/env python3
"""Measures `kaoping report` of the built-in sample, all formats, beside a plain copy of the same files.

    cargo build --release && benches/report.py [PROGRAM]

Each runs five times in turn; the median counts. A second run, which finds that nothing has changed, is measured too.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
PROGRAM = Path(sys.argv[1] if len(sys.argv) > 1 else "target/release/kaoping").resolve()


def measured(command):
    """Seconds elapsed, seconds of all processors, and the most memory that any run had so far, in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    elapsed = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return elapsed, processor, after.ru_maxrss / 1024


def main():
    times = {"report": [], "second run": [], "plain copy": []}
    with tempfile.TemporaryDirectory() as folder:
        out, copy = Path(folder) / "out", Path(folder) / "copy"
        report = [PROGRAM, "report", "--data", "builtin:sample", "--out", out]
        for _ in range(RUNS):
            shutil.rmtree(out, ignore_errors=True)
            shutil.rmtree(copy, ignore_errors=True)
            times["report"].append(measured(report))
            times["second run"].append(measured(report))
            times["plain copy"].append(measured(["cp", "-r", out, copy]))
        files = [path for path in out.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files)} files, {size:.1f} MB, {os.cpu_count()} processors")
    for name, runs in times.items():
        elapsed, processor, _ = (statistics.median(column) for column in zip(*runs))
        print(f"{name:12} {elapsed:7.2f} s elapsed {processor:7.2f} s of processors")
    print(f"memory of a report: {times['report'][0][2]:.0f} MB at most")


main()
