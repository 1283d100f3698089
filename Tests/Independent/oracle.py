"""Closes a quarter from a folder of CSV tables, independently of the product.

    python3 oracle.py TABLES QUARTER OUT [--then TABLES ...] [--rulebook FILE] [--set JSON] [--write-rulebook FILE]
                      [--earlier OUT ...] [--accept-valid] [--amend]

Exit 0: closed. Exit 65: there are rejects (rejects.csv is in OUT) and --accept-valid was not given."""
import argparse
import os
import sys
import rulebook
from closing import Closing
from ledger import Ledger
from values import byte_order, csv_text


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def import_all(folders, amend, accept_valid):
    """Each folder is one import; the first one that is refused is the last. Returns the ledger and all rejects."""
    ledger, rejects = Ledger(), []
    for folder in folders:
        rejects += ledger.import_folder(folder, amend=amend, accept_valid=accept_valid)
        if rejects and not accept_valid:
            break
    return ledger, rejects


def rejects_text(rejects):
    rows = sorted(rejects, key=lambda r: (byte_order(r[0]), int(r[1] or 0), byte_order(r[2])))
    return csv_text(["file", "row", "column", "value"], rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tables")
    parser.add_argument("quarter")
    parser.add_argument("out")
    parser.add_argument("--then", action="append", default=[], metavar="TABLES")
    parser.add_argument("--rulebook")
    parser.add_argument("--set", default="{}", metavar="JSON")
    parser.add_argument("--write-rulebook", metavar="FILE")
    parser.add_argument("--earlier", action="append", default=[], metavar="OUT")
    parser.add_argument("--accept-valid", action="store_true")
    parser.add_argument("--amend", action="store_true")
    arguments = parser.parse_args()
    book = rulebook.load(arguments.rulebook, rulebook.exact_json(arguments.set))
    if arguments.write_rulebook:
        write(arguments.write_rulebook, rulebook.to_yaml(book))
    ledger, rejects = import_all([arguments.tables] + arguments.then, arguments.amend, arguments.accept_valid)
    os.makedirs(arguments.out, exist_ok=True)
    if rejects:
        write(os.path.join(arguments.out, "rejects.csv"), rejects_text(rejects))
        if not arguments.accept_valid:
            sys.exit(65)
    for name, text in Closing(ledger, arguments.quarter, book, arguments.earlier).files().items():
        write(os.path.join(arguments.out, name), text)


if __name__ == "__main__":
    main()
