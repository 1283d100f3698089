"""Runs the product and the oracle on random townships and compares the closings byte for byte.

    python3 compare.py --kaohe PATH --seeds 1-200 [--keep DIR] [--jobs N] [--rejects] [--oracle-only]

--oracle-only needs no product: it checks that two layouts of the same records give the oracle the same bytes."""
import argparse
import csv
import io
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import traceback
import oracle
import rulebook
import values
from closing import Closing, month_name
from notices import Notices, scores_so_far
from township import days_of, month_period, quarter_months
from townships import write_township

FILES = ["totals.csv", "scores.csv", "deductions.csv", "pay.csv", "monthly_scores.csv", "findings.csv"]


class Failure(Exception):
    pass


def run_oracle(folder, case, out, accept_valid):
    """Closes every quarter of the case in order. Returns the rejects and the folder of each closing."""
    book = rulebook.load(None, rulebook.exact_json(json.dumps(case["rulebook"])))
    os.makedirs(out)
    oracle.write(os.path.join(out, "rulebook.yaml"), rulebook.to_yaml(book))
    ledger, rejects = oracle.import_all([os.path.join(folder, name) for name in case["imports"]], False, accept_valid)
    oracle.write(os.path.join(out, "rejects.csv"), oracle.rejects_text(rejects))
    closed, notices = [], Notices()
    if accept_valid or not rejects:
        for quarter in case["quarters"]:
            where = os.path.join(out, quarter)
            os.makedirs(where)
            closing = Closing(ledger, quarter, book, closed)
            for month, _ in case["notices"].get(quarter, []):
                notices.issue(closing, month)
            closing.already_paid = notices.paid
            for name, text in closing.files().items():
                oracle.write(os.path.join(where, name), text)
            for month, day in case["notices"].get(quarter, []):
                rows = ["%s,%s" % (m.replace("\n", " "), values.show_points(score))
                        for m, score in scores_so_far(closing, month, day).items()]
                oracle.write(os.path.join(where, month_name(month) + ".txt"), "\n".join(rows + [""]))
            closed.append(where)
    return rejects, closed


def choose_notices(seed, case):
    """For some quarters, the months with issued notices, in order, each with an earlier day to check."""
    rng = random.Random("notices %d" % seed)
    case["notices"] = {}
    for quarter in case["quarters"]:
        months = quarter_months(quarter)
        chosen = rng.sample(months, rng.choice([0, 0, 1, 2, 3, 3]))
        case["notices"][quarter] = [(month, rng.choice(days_of(month_period(*month)))) for month in chosen]


def run(arguments, expected=0):
    result = subprocess.run(arguments, capture_output=True, timeout=600)
    if result.returncode != expected:
        raise Failure("exit %d, not %d: %s\n%s%s" % (
            result.returncode, expected, " ".join(arguments), result.stdout.decode("utf-8", "replace")[-1500:],
            result.stderr.decode("utf-8", "replace")[-3000:]))


def first_difference(ours, theirs):
    a, b = ours.decode("utf-8", "replace").split("\n"), theirs.decode("utf-8", "replace").split("\n")
    for number in range(max(len(a), len(b))):
        x, y = (lines[number] if number < len(lines) else "(no line)" for lines in (a, b))
        if x != y:
            return "line %d\n  oracle : %r\n  product: %r" % (number + 1, x, y)
    return "only line ends differ"


def same_closings(closed, other, what, files=FILES):
    """Compare the files of each folder; `other` gives the product's folder for the oracle's."""
    for folder in closed:
        quarter = os.path.basename(folder)
        for name in files:
            with open(os.path.join(folder, name), "rb") as file:
                ours = file.read()
            path = os.path.join(other(quarter), name)
            if not os.path.exists(path):
                raise Failure("%s: %s %s is missing" % (what, quarter, name))
            with open(path, "rb") as file:
                theirs = file.read()
            if ours != theirs:
                raise Failure("%s: %s %s differs at %s" % (what, quarter, name, first_difference(ours, theirs)))


def draw_up(kaohe, workspace, month, day, expected, accept):
    """Computes a month as of a day, compares the scores, and issues its notice."""
    name = month_name(month)
    run([kaohe, "notice", name, "--as-of", day.isoformat(), "--workspace", workspace])
    with open(os.path.join(workspace, "notices", name, "notice.csv"), encoding="utf-8", newline="") as file:
        ours = "".join("%s,%s\n" % (row["member"].replace("\n", " "), row["score"]) for row in csv.DictReader(file))
    with open(expected, encoding="utf-8", newline="") as file:
        theirs = file.read()
    if ours != theirs:
        raise Failure("notice %s as of %s differs at %s" % (
            name, day, first_difference(theirs.encode("utf-8"), ours.encode("utf-8"))))
    run([kaohe, "notice", name, "--issue", "--workspace", workspace] + accept)


def close_all(kaohe, workspace, case, folders=()):
    expected = {os.path.basename(folder): folder for folder in folders}
    accept = [word for table in case["accept_empty"] for word in ("--accept-empty", table)]
    for quarter in case["quarters"]:
        for month, day in case.get("notices", {}).get(quarter, []):
            draw_up(kaohe, workspace, month, day, os.path.join(expected[quarter], month_name(month) + ".txt"), accept)
        run([kaohe, "close", quarter, "--workspace", workspace] + accept + ["--no-reports", "--no-bundle"])


def closing_folder(workspace):
    return lambda quarter: os.path.join(workspace, "closings", quarter + "-r1")


def one_by_one(rng, written):
    """Files in an order that references allow: the roster first, then anything."""
    order = list(written)
    rng.shuffle(order)
    return sorted(order, key=lambda pair: pair[0] != "member")


def short_name(path):
    """The file's name and its folder, unless that is the import's own."""
    parts = path.replace(os.sep, "/").split("/")[-2:]
    return "/".join(parts[1:] if len(parts) > 1 and parts[0] in ("tables", "later") else parts)


def unguarded(value):
    """A rejected value without the apostrophe that keeps a spreadsheet from computing it."""
    return value[1:] if value.startswith("'") and value[1:2] in tuple("=+-@\t\r＝＋－＠") and value[1:] else value


def reject_set(text):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return sorted((short_name(r["file"]), int(r["row"] or 0), r["column"], unguarded(r["value"])) for r in rows)


def same_rejects(ours, workspace):
    path = os.path.join(workspace, "rejects.csv")
    if not os.path.exists(path):
        raise Failure("the product wrote no rejects.csv; the oracle rejects %d rows" % len(ours))
    with open(path, encoding="utf-8", newline="") as file:
        theirs = reject_set(file.read())
    ours = reject_set(oracle.rejects_text(ours))
    if ours != theirs:
        raise Failure("rejects differ\n  oracle only : %r\n  product only: %r" % (
            [r for r in ours if r not in theirs][:5], [r for r in theirs if r not in ours][:5]))


def check(seed, folder, options):
    first = os.path.join(folder, "layout1")
    case, written = write_township(seed, first, 1, options.rejects)
    choose_notices(seed, case)
    rejects, closed = run_oracle(first, case, os.path.join(folder, "oracle"), options.rejects)
    if rejects and not options.rejects:
        raise Failure("the oracle rejects rows of a township that should have none: %r" % rejects[:5])
    second, written2 = os.path.join(folder, "layout2"), None
    if not options.rejects:
        _, written2 = write_township(seed, second, 2)
    if options.oracle_only:
        if not options.rejects:
            other = os.path.join(folder, "oracle2")
            run_oracle(second, case, other, False)
            same_closings(closed, lambda quarter: os.path.join(other, quarter), "second layout, oracle")
        return
    book = os.path.join(folder, "oracle", "rulebook.yaml")

    def new_workspace(name):
        workspace = os.path.join(folder, name)
        run([options.kaohe, "init", workspace, "--township", "冯卯镇", "--rulebook", book])
        return workspace

    workspace = new_workspace("workspace1")
    for name in case["imports"]:
        place = os.path.join(first, name)
        if options.rejects and name == "tables" and rejects:
            run([options.kaohe, "import", place, "--workspace", workspace], expected=65)
            same_rejects(rejects, workspace)
            run([options.kaohe, "import", place, "--workspace", workspace, "--accept-valid"])
            same_rejects(rejects, workspace)
        else:
            run([options.kaohe, "import", place, "--workspace", workspace])
    close_all(options.kaohe, workspace, case, closed)
    same_closings(closed, closing_folder(workspace), "one import")
    if written2:
        workspace, rng = new_workspace("workspace2"), random.Random(seed)
        for name in case["imports"]:
            for _, place in one_by_one(rng, written2[name]):
                run([options.kaohe, "import", os.path.join(second, name, place), "--workspace", workspace])
        close_all(options.kaohe, workspace, case, closed)
        same_closings(closed, closing_folder(workspace), "file by file")


def try_seed(work):
    seed, options, check = work
    folder = os.path.join(options.keep, str(seed)) if options.keep else tempfile.mkdtemp(prefix="township-")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    try:
        check(seed, folder, options)
        return seed, None
    except Failure as failure:
        return seed, str(failure)
    except Exception:
        return seed, traceback.format_exc()
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def seeds_of(text):
    for part in text.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def main(check=check, description=None):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--kaohe")
    parser.add_argument("--seeds", default="1-20")
    parser.add_argument("--keep")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rejects", action="store_true")
    parser.add_argument("--oracle-only", action="store_true")
    options = parser.parse_args()
    if not options.kaohe and not options.oracle_only:
        parser.error("--kaohe or --oracle-only")
    work = [(seed, options, check) for seed in seeds_of(options.seeds)]
    passed = 0
    with multiprocessing.Pool(options.jobs) as pool:
        for seed, failure in pool.imap(try_seed, work):
            if failure:
                print("seed %d failed: %s" % (seed, failure), flush=True)
            else:
                passed += 1
    print("%d passed, %d failed" % (passed, len(work) - passed))
    sys.exit(0 if passed == len(work) else 1)


if __name__ == "__main__":
    main()
