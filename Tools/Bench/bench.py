"""Times kaohe's import, close, bundle, reports and verification, compared with other programs for the same work.

Anchors, alternating with what they are compared with (A B A B …), so that a machine that slows down slows both:
  import   sqlite3's `.import` of the same files into plain tables of texts, without keys or checks
  close    a sqlite3 scan that reads every column of every row of the ledger's record tables once
  bundle   `zip -6` over the files that the bundle holds; the bundle's time is that of a closing with it less one without
  reports  the closing itself; the reports' time is that of a closing with them less one without
  verify   `unzip -t` of the bundle and `sha256sum` of its files

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

import against

# The limits in issue and architecture: the minimum row rate of the import, the maximum time of the closing, and the
# memory.
IMPORT_RATE = 0.35
CLOSE_TIME = 3.0
PEAK_MIB = 256
BUNDLE_TIME = 1.0
REPORTS_TIME = 1.0
VERIFY_TIME = 2.0


def run(arguments, stdin=None, **environment):
    """Runs a program and returns its seconds and its peak memory in MiB."""
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
    parser.add_argument("--against", help="a folder with another build of kaohe, timed on the same work instead of anchors")
    options = parser.parse_args()
    kaohe, sample = os.path.join(options.bin, "kaohe"), os.path.join(options.bin, "sample-township")
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        exports = root / "exports"
        run([sample, str(exports), "--members", str(options.members)])
        rows = count_rows(exports)
        print(f"{options.members} members, about {rows} rows, {os.cpu_count()} cores, {options.runs} runs")
        if options.against:
            other = os.path.join(options.against, "kaohe")
            return against.compare(kaohe, other, exports, root, options.runs, run)
        names = ("plain import", "kaohe import", "scan", "kaohe close", "with bundle", "with reports", "zip -6",
                 "unzip, sha256", "verify", "verify, replay")
        timed = {name: [] for name in names}
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
            bare = ["--no-reports", "--no-bundle"]
            for name, left_out in (("kaohe close", bare), ("with bundle", bare[:1]), ("with reports", bare[1:])):
                copy = root / "copy"
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(workspace, copy)
                take(name, [kaohe, "close", "2021Q3", "--workspace", str(copy)] + left_out)
                if name == "with bundle":
                    shutil.copy(copy / "closings" / "2021Q3-r1.zip", root / "bundle.zip")
            bundle, unpacked = str(root / "bundle.zip"), root / "unpacked"
            shutil.rmtree(unpacked, ignore_errors=True)
            run(["unzip", "-q", bundle, "-d", str(unpacked)])
            (root / "anchor.zip").unlink(missing_ok=True)
            take("zip -6", ["zip", "-q", "-6", "-r", str(root / "anchor.zip"), str(unpacked)])
            take("unzip, sha256", ["sh", "-c", 'unzip -tq "$0" && find "$1" -type f -exec sha256sum {} +', bundle,
                                   str(unpacked)])
            take("verify", [kaohe, "verify", bundle])
            take("verify, replay", [kaohe, "verify", bundle, "--replay"])

    for name in timed:
        print(f"{name:14}{statistics.median(timed[name]):8.2f} s (of {min(timed[name]):.2f} to {max(timed[name]):.2f})"
              f"{peaks[name]:8.0f} MiB")
    rate = median_ratio(timed["plain import"], timed["kaohe import"])
    times = median_ratio(timed["kaohe close"], timed["scan"])
    peak = max(peaks[name] for name in timed if name.startswith(("kaohe", "with", "verify")))

    def beyond(name):
        """What a closing takes longer with a part than without."""
        return [max(a - b, 0.001) for a, b in zip(timed[name], timed["kaohe close"])]

    bundling = median_ratio(beyond("with bundle"), timed["zip -6"])
    reporting = median_ratio(beyond("with reports"), timed["kaohe close"])
    verifying = median_ratio(timed["verify"], timed["unzip, sha256"])
    verdicts = [
        (f"import: {rate:.2f} of the row rate of sqlite3 .import", rate >= IMPORT_RATE, f"at least {IMPORT_RATE}"),
        (f"close: {times:.2f} times the scan", times <= CLOSE_TIME, f"at most {CLOSE_TIME}"),
        (f"bundle: {bundling:.2f} times zip -6", bundling <= BUNDLE_TIME, f"at most {BUNDLE_TIME}"),
        (f"reports: {reporting:.2f} times the closing", reporting <= REPORTS_TIME, f"at most {REPORTS_TIME}"),
        (f"verify: {verifying:.2f} times unzip -t and sha256sum", verifying <= VERIFY_TIME, f"at most {VERIFY_TIME}"),
        (f"peak memory: {peak:.0f} MiB", peak <= PEAK_MIB, f"at most {PEAK_MIB}"),
    ]
    for text, holds, bound in verdicts:
        print(f"{'ok  ' if holds else 'MISS'} {text} ({bound})")


if __name__ == "__main__":
    main()
