"""Times the receiving of a province's bundles, compared with `unzip -t` and `sha256sum` of the same files.

Each township is a sample township of its own seed with its own key, closed by the program as it runs by default. For each
number of townships a new office trusts their keys and receives the folder of bundles in one call; the summary follows.

Printed: milliseconds a bundle, the anchor beside it, the growth from the first number to the last, the summary's seconds,
and the peak memory."""
import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from bench import run

PERIOD = "2021Q3"
# The limits: milliseconds a bundle on two cores, the growth of the time a bundle, seconds of the summary.
BUNDLE_MS = 85
GROWTH = 1.15
SUMMARY_SECONDS = 1.0


def make(bin, place, number, members):
    """Makes a township's bundle and key, unless they are there."""
    bundle, key = place / "bundles" / f"{number:05}.zip", place / "keys" / f"{number:05}.pub"
    if bundle.exists() and key.exists():
        return
    with tempfile.TemporaryDirectory(dir=place) as folder:
        exports, town = f"{folder}/exports", f"{folder}/township"
        kaohe = os.path.join(bin, "kaohe")
        run([os.path.join(bin, "sample-township"), exports, "--members", str(members), "--seed", str(number)])
        run([kaohe, "init", town, "--township", f"示例镇{number:05}"])
        run([kaohe, "keys", "new", "--workspace", town])
        run([kaohe, "import", exports, "--workspace", town])
        run([kaohe, "close", PERIOD, "--workspace", town])
        shown = subprocess.run([kaohe, "keys", "show", "--language", "en", "--workspace", town], check=True,
                               capture_output=True, text=True).stdout
        digits = [line for line in shown.splitlines() if line.startswith("fingerprint ")][-1]
        key.with_suffix(".digits").write_text(digits.removeprefix("fingerprint ").strip())
        shutil.copy(f"{town}/keys/kaohe.pub", key)
        shutil.move(f"{town}/closings/{PERIOD}-r1.zip", bundle)


def receive(kaohe, place, count):
    """Receives the first townships in a new office; milliseconds a bundle, the anchor's, the summary's seconds, MiB."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        office, handed_in = f"{folder}/office", pathlib.Path(folder) / "handed-in"
        handed_in.mkdir()
        run([kaohe, "district", "init", office, "--name", "示例省"])
        for number in range(1, count + 1):
            key = place / "keys" / f"{number:05}.pub"
            digits = (place / "keys" / f"{number:05}.digits").read_text()
            run([kaohe, "district", "trust", f"示例镇{number:05}", str(key), "--fingerprint", digits,
                 "--workspace", office])
            os.link(place / "bundles" / f"{number:05}.zip", handed_in / f"{number:05}.zip")
        seconds, peak = run([kaohe, "district", "receive", str(handed_in), "--workspace", office])
        listing = subprocess.run(
            [kaohe, "district", "summary", PERIOD, "--json", "--workspace", office], capture_output=True, text=True)
        if listing.returncode != 0:
            sys.exit(listing.stderr)
        summary, _ = run([kaohe, "district", "summary", PERIOD, "--workspace", office])
        files = sorted(str(file) for file in handed_in.iterdir())
        start = time.monotonic()
        workers = os.cpu_count() or 1
        parts = [files[place::workers] for place in range(workers)]
        processes = [
            subprocess.Popen(["sh", "-c", 'for f; do unzip -tqq "$f" && unzip -p "$f" | sha256sum; done', "-", *part],
                             stdout=subprocess.DEVNULL)
            for part in parts]
        for process in processes:
            process.wait()
        anchor = time.monotonic() - start
        return 1000 * seconds / count, 1000 * anchor / count, summary, peak


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--townships", default="100,400", help="how many, from few to many")
    parser.add_argument("--members", type=int, default=40)
    parser.add_argument("--keep", help="a folder for the bundles, kept for the next run")
    options = parser.parse_args()
    counts = sorted(int(count) for count in options.townships.split(","))
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(options.keep or folder)
        for part in ("bundles", "keys"):
            (place / part).mkdir(parents=True, exist_ok=True)
        start = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda number: make(options.bin, place, number, options.members), range(1, counts[-1] + 1)))
        print(f"{counts[-1]} townships of {options.members} members made in {time.monotonic() - start:.0f} s")
        kaohe = os.path.join(options.bin, "kaohe")
        measured = [receive(kaohe, place, count) for count in counts]
    for count, (bundle, anchor, summary, peak) in zip(counts, measured):
        print(f"{count:6} townships: {bundle:6.1f} ms a bundle (unzip -t and sha256sum {anchor:.1f} ms),"
              f" summary {summary:.2f} s, {peak:.0f} MiB")
    slowest = max(bundle for bundle, _, _, _ in measured)
    growth = measured[-1][0] / measured[0][0]
    summary = measured[-1][2]
    verdicts = [
        (f"receive: {slowest:.1f} ms a bundle", slowest <= BUNDLE_MS, f"at most {BUNDLE_MS}"),
        (f"growth from {counts[0]} to {counts[-1]}: {growth:.2f} times a bundle", growth <= GROWTH, f"at most {GROWTH}"),
        (f"summary: {summary:.2f} s", summary <= SUMMARY_SECONDS, f"at most {SUMMARY_SECONDS}"),
    ]
    for text, holds, bound in verdicts:
        print(f"{'ok  ' if holds else 'MISS'} {text} ({bound})")


if __name__ == "__main__":
    main()
