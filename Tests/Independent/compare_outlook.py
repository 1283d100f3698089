"""Compares the product's outlooks of random townships with their closings: the total of the closing lies between worst
and best on any day, and is all three numbers on the last.

    python3 compare_outlook.py --kaohe PATH --seeds 1-60 [--jobs 2] [--keep DIR]"""
import csv
import json
import os
import random
import subprocess
import oracle
import rulebook
from fractions import Fraction
from compare import Failure, close_all, closing_folder, main, run
from township import days_of, quarter_period
from townships import write_township


def outlook(kaohe, workspace, quarter, day):
    result = subprocess.run([kaohe, "outlook", quarter, "--as-of", day.isoformat(), "--json", "--workspace", workspace],
                            capture_output=True, timeout=600)
    if result.returncode != 0:
        raise Failure("outlook of %s as of %s: %s" % (quarter, day, result.stderr.decode("utf-8", "replace")))
    return {row["member"]: row for row in json.loads(result.stdout)["members"]}


def check_day(found, totals, quarter, day, is_last):
    for member, row in found.items():
        best, worst, present = (Fraction(row[key]["total"]) for key in ("best", "worst", "present"))
        # A member who left before the day, or whom another roster leaves out, has no total.
        total = totals.get(member)
        if total is None or not worst <= total <= best or not worst <= present <= best:
            raise Failure("%s as of %s, %r: worst %s, present %s, best %s, closed %s" % (
                quarter, day, member, worst, present, best, total))
        if is_last and not worst == best == present == total:
            raise Failure("%s on its last day, %r: %s, %s, %s, closed %s" % (
                quarter, member, worst, present, best, total))
    if is_last and set(found) != set(totals):
        raise Failure("%s on its last day: other members than in the closing" % quarter)


def check(seed, folder, options):
    case, _ = write_township(seed, os.path.join(folder, "tables"), 1)
    book = os.path.join(folder, "rulebook.yaml")
    oracle.write(book, rulebook.to_yaml(rulebook.load(None, rulebook.exact_json(json.dumps(case["rulebook"])))))
    workspace = os.path.join(folder, "workspace")
    run([options.kaohe, "init", workspace, "--township", "冯卯镇", "--rulebook", book])
    for name in case["imports"]:
        run([options.kaohe, "import", os.path.join(folder, "tables", name), "--workspace", workspace])
    close_all(options.kaohe, workspace, case)
    rng = random.Random("outlook %d" % seed)
    for quarter in case["quarters"]:
        with open(os.path.join(closing_folder(workspace)(quarter), "totals.csv"), encoding="utf-8", newline="") as file:
            totals = {row["member"]: Fraction(row["total"]) for row in csv.DictReader(file)}
        days = days_of(quarter_period(quarter))
        for day in sorted(rng.sample(days[:-1], 3) + [days[-2], days[-1]]):
            check_day(outlook(options.kaohe, workspace, quarter, day), totals, quarter, day, day == days[-1])


if __name__ == "__main__":
    main(check, __doc__)
