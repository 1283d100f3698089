"""Times kaohe's import, closing, bundle, reports and verification, compared with other programs for the same work.

Anchors, alternating with what they are compared with (A B A B …), so that a machine that slows down slows both:
  import   sqlite3's `.import` of the same files into plain tables of texts, without keys or checks
  closing  DuckDB, from the CSVs of the closing's bundle to deductions, scores and totals; its second run in one process
  bundle   `zip -6` over the files that the bundle holds; the bundle's time is that of a closing with it less one without
  reports  the closing itself; the reports' time is that of a closing with them less one without
  verify   `unzip -t` of the bundle and `sha256sum` of its files, without reports and with them

Printed: the median of each, its processor time, and a table of the medians of the ratios pair by pair, each beside its
bound, with the peak memory of a process. With `--growth` both sizes take turns too. `--record FILE` adds the table's lines
to a history. Ends with 1 if a bound is missed."""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import against
import copies
import history

PERIOD = "2021Q3"
# What is compared with which anchor, and the bounds of the ratio with 1,000 members and with 10,000.
RATIOS = [
    ("import", "kaohe import", "sqlite3 .import", 1.05, 1.2),
    ("closing alone", "close", "duckdb", 1.0, 1.4),
    ("closing by default", "close, all", "duckdb", 3.3, 6.0),
    ("bundle alone", "bundle", "zip -6", 0.55, 0.5),
    ("reports alone", "reports", "close", 0.8, 0.8),
    ("verify, results", "replay, results", "unzip, results", 0.6, 0.6),
    ("verify, all", "replay, all", "unzip, all", 1.6, 1.6),
]
# MiB, likewise.
MEMORY = [
    ("import", ("kaohe import",), 96, 112),
    ("closing", ("close", "close, bundle", "close, reports", "close, all"), 96, 112),
    ("verify", ("verify", "replay, results", "replay, all"), 96, 112),
]
# Seconds, whatever the members: the sample has 43.
SECONDS = [("kaohe --version", "version", 0.015), ("status of the sample", "status, sample", 0.06)]
# The most that ten times the members may take, and of what.
GROWTH = 10.5
GROWN = ("kaohe import", "close", "close, bundle", "close, reports", "close, all", "verify", "replay, results", "replay, all",
         "status")


def run(arguments, stdin=None, **environment):
    """Runs a program and returns its seconds and its peak memory in MiB."""
    return run_with_processor(arguments, stdin, **environment)[:2]


def run_with_processor(arguments, stdin=None, **environment):
    """Runs a program and returns its seconds, its peak memory in MiB and its seconds of processor time."""
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
    return time.monotonic() - start, usage.ru_maxrss / scale, usage.ru_utime + usage.ru_stime


def plain_import(exports):
    """The commands that import the same files into plain tables."""
    lines = []
    for file in sorted(exports.rglob("*.csv")):
        separator = "\\t" if "\t" in file.open(encoding="utf-8", errors="replace").readline() else ","
        lines.append(f'.separator "{separator}" "\\n"\n.import --csv "{file}" "{file.stem}"' if separator == ","
                     else f'.mode tabs\n.import "{file}" "{file.stem}"')
    return "\n".join(lines)


def count_rows(exports):
    total = 0
    for file in exports.rglob("*.csv"):
        with file.open("rb") as stream:
            total += sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b"")) - 1
    return total


class Bench:
    """One township, and what was measured of it."""

    def __init__(self, root, options):
        self.root, self.options = root, options
        self.kaohe = os.path.join(options.bin, "kaohe")
        self.exports = root / "exports"
        self.workspace = root / "workspace"
        self.sample = root / "sample"
        self.members = options.members
        self.seconds, self.peaks, self.processor = {}, {}, {}

    def note(self, name, seconds, peak=0.0, processor=0.0):
        self.seconds.setdefault(name, []).append(seconds)
        self.processor.setdefault(name, []).append(processor)
        self.peaks[name] = max(self.peaks.get(name, 0.0), peak)

    def take(self, name, arguments, **more):
        self.note(name, *run_with_processor(arguments, **more))

    def close(self, name, *left_out, bundle=None):
        """Closes the quarter in a copy of the workspace; keeps the bundle if asked."""
        copy = self.root / "copy"
        copies.fresh(self.workspace, copy)
        self.take(name, [self.kaohe, "close", PERIOD, "--workspace", str(copy), *left_out])
        if bundle:
            shutil.copy(copy / "closings" / f"{PERIOD}-r1.zip", self.root / f"{bundle}.zip")

    def unpack(self, name):
        # In a new place each time: deleting the last one would slow the next closing down, as `copies` says.
        folder = pathlib.Path(tempfile.mkdtemp(prefix=f"unpacked-{name}-", dir=self.root))
        run(["unzip", "-q", str(self.root / f"{name}.zip"), "-d", str(folder)])
        return folder

    def once(self):
        """Everything once, what is compared side by side."""
        # What was measured before is on the disk before this begins.
        os.sync()
        plain = self.root / "plain.sqlite"
        copies.aside(plain)
        copies.aside(self.workspace)
        self.take("sqlite3 .import", ["sqlite3", str(plain)], stdin=plain_import(self.exports))
        run([self.kaohe, "init", str(self.workspace)])
        self.take("kaohe import", [self.kaohe, "import", str(self.exports), "--workspace", str(self.workspace)])
        self.close("close", "--no-reports", "--no-bundle")
        self.close("close, bundle", "--no-reports", bundle="results")
        self.close("close, reports", "--no-bundle")
        self.close("close, all", bundle="all")
        for name, less in (("bundle", "close, bundle"), ("reports", "close, reports")):
            self.note(name, max(self.seconds[less][-1] - self.seconds["close"][-1], 0.001))
        for name in ("results", "all"):
            folder, bundle = self.unpack(name), str(self.root / f"{name}.zip")
            if name == "results":
                copies.aside(self.root / "anchor.zip")
                self.take("zip -6", ["zip", "-q", "-6", "-r", str(self.root / "anchor.zip"), str(folder)])
                self.duck(folder / f"{PERIOD}-r1")
            self.take(f"unzip, {name}", [
                "sh", "-c", 'unzip -tq "$0" && find "$1" -type f -exec sha256sum {} +', bundle, str(folder)])
            if name == "all":
                self.take("verify", [self.kaohe, "verify", bundle])
            self.take(f"replay, {name}", [self.kaohe, "verify", bundle, "--replay"])
        self.take("status", [self.kaohe, "status", PERIOD, "--workspace", str(self.workspace)])
        for _ in range(5):
            self.take("status, sample", [self.kaohe, "status", PERIOD, "--workspace", str(self.sample)])
            self.take("version", [self.kaohe, "--version"])

    def duck(self, folder):
        if not self.options.duckdb:
            return
        out = self.root / "duck"
        out.mkdir(exist_ok=True)
        script = pathlib.Path(__file__).with_name("duck.py")
        shown = subprocess.run(
            [self.options.duckdb, str(script), str(folder), str(out)], check=True, capture_output=True, text=True)
        self.note("duckdb", float(shown.stdout.splitlines()[-1]))

    def prepare(self):
        run([os.path.join(self.options.bin, "sample-township"), str(self.exports), "--members",
             str(self.members)])
        self.rows = count_rows(self.exports)
        small = self.root / "sample-exports"
        run([os.path.join(self.options.bin, "sample-township"), str(small)])
        run([self.kaohe, "init", str(self.sample)])
        run([self.kaohe, "import", str(small), "--workspace", str(self.sample)])

    def compare(self):
        other = os.path.join(self.options.against, "kaohe")
        print(f"{self.members} members, about {self.rows} rows, {os.cpu_count()} cores, {self.options.runs} runs")
        against.compare(self.kaohe, other, self.exports, self.root, self.options.runs, run)

    def judge(self):
        """Prints what was measured; returns what, figure, unit, bound, which is missing for another number of members."""
        print(f"\n{self.members} members, about {self.rows} rows, {os.cpu_count()} cores, {self.options.runs} runs")
        for name, found in self.seconds.items():
            processor = statistics.median(self.processor[name])
            print(f"{name:16}{statistics.median(found):8.2f} s (of {min(found):.2f} to {max(found):.2f})"
                  + (f"{processor:8.2f} s of processor time{self.peaks[name]:8.0f} MiB" if processor else ""))
        size = {1_000: 0, 10_000: 1}.get(self.members)
        table = []
        for what, ours, anchor, *bounds in RATIOS:
            if anchor not in self.seconds:
                print(f"{what}: not measured, because {anchor} is not there")
                continue
            ratio = statistics.median(a / b for a, b in zip(self.seconds[ours], self.seconds[anchor]))
            table.append((what, ratio, f"x {anchor}", None if size is None else bounds[size]))
        for what, names, *bounds in MEMORY:
            table.append((f"memory, {what}", max(self.peaks[name] for name in names), "MiB",
                          None if size is None else bounds[size]))
        for what, name, bound in SECONDS:
            found = statistics.median(self.seconds[name])
            table.append((what, found, "s", bound if size == 0 else None))
        print(f"\n{'':22}{'figure':>8}  {'':18}{'bound':>7}")
        for what, figure, unit, bound in table:
            shown = f"{figure:8.0f}" if unit == "MiB" else f"{figure:8.3f}" if unit == "s" else f"{figure:8.2f}"
            verdict = "" if bound is None else f"{bound:7g}  {'pass' if figure <= bound else 'MISS'}"
            print(f"{what:22}{shown}  {unit:18}{verdict}")
        return table


def grown(small, large):
    """Prints how the times grow with ten times the members, run by run, beside the anchors; returns it as a table."""
    print(f"\n{'growth':22}{'times':>8}")
    table = []
    for name in small.seconds:
        if name in ("status, sample", "version"):
            continue
        times = statistics.median(b / a for a, b in zip(small.seconds[name], large.seconds[name]))
        bound = GROWTH if name in GROWN else None
        verdict = "" if bound is None else f"{bound:7g}  {'pass' if times <= bound else 'MISS'}"
        print(f"{name:22}{times:8.1f}  {'':18}{verdict}")
        if bound is not None:
            table.append((f"growth, {name}", times, "times", bound))
    return table


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--duckdb", help="a Python that has DuckDB")
    parser.add_argument("--growth", action="store_true", help="measures ten times the members too")
    parser.add_argument("--record", help="a Markdown file to whose history the table is added")
    parser.add_argument("--against", help="a folder with another build of kaohe, timed on the same work instead of anchors")
    options = parser.parse_args()
    build = history.commit()
    # Deleted together at the end, for the same reason.
    with tempfile.TemporaryDirectory() as folder:
        benches = []
        for times in (1, 10) if options.growth else (1,):
            options.members *= times
            benches.append(Bench(pathlib.Path(tempfile.mkdtemp(dir=folder)), options))
            benches[-1].prepare()
        if options.against:
            for bench in benches:
                bench.compare()
            return
        for _ in range(options.runs):
            for bench in benches:
                bench.once()
    tables = [bench.judge() for bench in benches]
    if len(benches) == 2:
        tables[1] += grown(*benches)
    if options.record:
        for bench, table in zip(benches, tables):
            history.add(options.record, bench.members, table, build)
    if any(bound is not None and figure > bound for table in tables for _, figure, _, bound in table):
        sys.exit("a bound is missed")


if __name__ == "__main__":
    main()
