"""Runs the product and the oracle on random years and compares the annual reviews byte for byte.

    python3 compare_years.py --kaohe PATH --seeds 1-60 [--keep DIR] [--jobs N] [--oracle-only]

The quarters are closed first, and compared too. --oracle-only needs no product: it only checks that the oracle ends."""
import json
import os
import shutil
import compare
import oracle
import rulebook
from annual import Review
from closing import Closing
from compare import Failure, close_all, closing_folder, run, same_closings
from years import write_year

FILES = ["stars.csv", "annual.csv", "findings.csv"]


def rulebooks(case):
    """The book of the first half of the year and that of the second."""
    first = rulebook.load(None, rulebook.exact_json(json.dumps(case["rulebook"])))
    if case["from_july"] is None:
        return first, first
    return first, rulebook.merged(first, rulebook.exact_json(json.dumps(case["from_july"])))


def run_oracle(folder, case, out):
    """Closes the quarters and reviews the year. Returns the folders of the closings and of the review."""
    first, second = rulebooks(case)
    os.makedirs(out)
    oracle.write(os.path.join(out, "rulebook.yaml"), rulebook.to_yaml(first))
    oracle.write(os.path.join(out, "from-july.yaml"), rulebook.to_yaml(second))
    ledger, rejects = oracle.import_all([os.path.join(folder, name) for name in case["imports"]], False, False)
    closed, closings = [], {}
    for quarter in case["quarters"]:
        where, book = os.path.join(out, quarter), first if quarter[-1] in "12" else second
        os.makedirs(where)
        for name, text in Closing(ledger, quarter, book, closed).files().items():
            oracle.write(os.path.join(where, name), text)
        closed.append(where)
        closings[quarter] = (where, book["bands"][-1]["name"])
    for name in case["after"]:
        rejects += ledger.import_folder(os.path.join(folder, name))
    if rejects:
        raise Failure("the oracle rejects rows of a year that should have none: %r" % rejects[:5])
    where = os.path.join(out, "year")
    os.makedirs(where)
    for name, text in Review(ledger, case["year"], second, closings).files().items():
        oracle.write(os.path.join(where, name), text)
    return closed, where


def check(seed, folder, options):
    place = os.path.join(folder, "layout")
    case, _ = write_year(seed, place)
    closed, reviewed = run_oracle(place, case, os.path.join(folder, "oracle"))
    if options.oracle_only:
        return
    workspace, books = os.path.join(folder, "workspace"), os.path.join(folder, "oracle")
    run([options.kaohe, "init", workspace, "--township", "冯卯镇", "--rulebook", os.path.join(books, "rulebook.yaml")])
    if case["from_july"] is not None:
        shutil.copy(os.path.join(books, "from-july.yaml"), os.path.join(workspace, "rulebooks", "from-july.yaml"))
    for name in case["imports"]:
        run([options.kaohe, "import", os.path.join(place, name), "--workspace", workspace])
    close_all(options.kaohe, workspace, case)
    for name in case["after"]:
        run([options.kaohe, "import", os.path.join(place, name), "--workspace", workspace])
    run([options.kaohe, "review", str(case["year"]), "--workspace", workspace])
    same_closings(closed, closing_folder(workspace), "quarters")
    same_closings([reviewed], lambda _: os.path.join(workspace, "closings", "%d-r1" % case["year"]), "review", FILES)


if __name__ == "__main__":
    compare.main(check, __doc__.split("\n")[0])
