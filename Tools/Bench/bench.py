"""Times kaohe's import and close beside what SQLite's own shell needs for the same rows.

Anchors, taken in turn with what they stand beside (A B A B …), so that a machine that slows down slows both:
  import   sqlite3's `.import` of the same files into plain tables of texts, without keys or checks
  close    a sqlite3 scan that reads every column of every row of the ledger's record tables once

Printed: the median of each, the median of the ratios pair by pair, and the peak memory of a process."""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# What issue and architecture promise: the import's row rate at least, the closing's time at most, and the memory.
IMPORT_RATE = 0.35
CLOSE_TIME = 3.0
PEAK_MIB = 256


def run(arguments, stdin=None, **environment):
    """Runs a program and gives its seconds and its peak memory in MiB."""
    start = time.monotonic()
    process = subprocess.Popen(
        arguments, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, env={**os.environ, **environment})
    if stdin:
        process.stdin.write(stdin.encode())
        process.stdin.close()
    complaint = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{arguments} ended with {process.returncode}:\n{complaint}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return time.monotonic() - start, usage.ru_maxrss / scale


def plain_import(exports):
    """The commands that import the same files into plain tables."""
    lines = []
    for file in sorted(exports.rglob("*.csv")):
        separator = "\\t" if "\t" in file.open(encoding="utf-8", errors="replace").readline() else ","
        lines.append(f'.separator "{separator}" "\\n"\n.import --csv "{file}" "{file.stem}"' if separator == ","
                     else f'.mode tabs\n.import "{file}" "{file.stem}"')
    return "\n".join(lines)


def scan(ledger):
    """The query that reads every column of every record once."""
    listing = subprocess.run(
        ["sqlite3", ledger, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*_*'"],
        check=True, capture_output=True, text=True).stdout.split()
    statements = []
    for table in listing:
        columns = subprocess.run(
            ["sqlite3", ledger, f"SELECT name FROM pragma_table_info('{table}')"],
            check=True, capture_output=True, text=True).stdout.split()
        reads = " + ".join(f'coalesce(length("{column}"), 0)' for column in columns)
        statements.append(f'SELECT sum({reads}) FROM "{table}";')
    return "\n".join(statements)


def count_rows(exports):
    total = 0
    for file in exports.rglob("*.csv"):
        with file.open("rb") as stream:
            total += sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b"")) - 1
    return total


def median_ratio(ours, anchors):
    return statistics.median(a / b for a, b in zip(ours, anchors))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    kaohe, sample = os.path.join(options.bin, "kaohe"), os.path.join(options.bin, "sample-township")
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        exports = root / "exports"
        run([sample, str(exports), "--members", str(options.members)])
        rows = count_rows(exports)
        print(f"{options.members} members, about {rows} rows, {os.cpu_count()} cores, {options.runs} runs")
        timed = {name: [] for name in ("plain import", "kaohe import", "scan", "kaohe close")}
        peaks = {name: 0.0 for name in timed}

        def take(name, arguments, **more):
            seconds, peak = run(arguments, **more)
            timed[name].append(seconds)
            peaks[name] = max(peaks[name], peak)

        for _ in range(options.runs):
            plain, workspace = root / "plain.sqlite", root / "workspace"
            plain.unlink(missing_ok=True)
            shutil.rmtree(workspace, ignore_errors=True)
            take("plain import", ["sqlite3", str(plain)], stdin=plain_import(exports))
            run([kaohe, "init", str(workspace)])
            take("kaohe import", [kaohe, "import", str(exports), "--workspace", str(workspace)])
            ledger = str(workspace / "ledger.sqlite")
            take("scan", ["sqlite3", ledger], stdin=scan(ledger))
            take("kaohe close", [kaohe, "close", "2021Q3", "--workspace", str(workspace)])

    for name in timed:
        print(f"{name:14}{statistics.median(timed[name]):8.2f} s (of {min(timed[name]):.2f} to {max(timed[name]):.2f})"
              f"{peaks[name]:8.0f} MiB")
    rate = median_ratio(timed["plain import"], timed["kaohe import"])
    times = median_ratio(timed["kaohe close"], timed["scan"])
    peak = max(peaks["kaohe import"], peaks["kaohe close"])
    verdicts = [
        (f"import: {rate:.2f} of the row rate of sqlite3 .import", rate >= IMPORT_RATE, f"at least {IMPORT_RATE}"),
        (f"close: {times:.2f} times the scan", times <= CLOSE_TIME, f"at most {CLOSE_TIME}"),
        (f"peak memory: {peak:.0f} MiB", peak <= PEAK_MIB, f"at most {PEAK_MIB}"),
    ]
    for text, holds, bound in verdicts:
        print(f"{'ok  ' if holds else 'MISS'} {text} ({bound})")


if __name__ == "__main__":
    main()
