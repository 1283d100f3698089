"""Reads workbooks of other programs with kaohe and with python-calamine, and compares every value."""
import argparse
import csv
import datetime
import decimal
import filecmp
import importlib.metadata
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import openpyxl
import python_calamine
import xlsxwriter

import formats
import sheets


def ours(binary, path):
    """The cells that kaohe's reader sees: by sheet, a dictionary of (row, column) to (kind, text)."""
    run = subprocess.run([binary / "workbook-cells", path], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{path}: {run.stderr}")
    cells = {}
    for line in run.stdout.splitlines():
        number, _, row, column, kind, text = line.split("\t")
        cells.setdefault(int(number), {})[int(row) - 1, int(column)] = kind, json.loads(text)
    return cells


def seconds(moment):
    """A moment rounded half up to the second."""
    return (moment + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)


def agrees(value, kind, text, path):
    """Whether a calamine value equals what kaohe writes."""
    if kind == "uncalculated":
        # A formula that its writer left to be calculated: calamine reads nothing, or the zero that keeps the place.
        return value == "" or (isinstance(value, (int, float)) and value == 0)
    if value == "":
        return kind is None or text == ""
    if kind is None:
        return False
    if isinstance(value, bool):
        return kind == "boolean" and text == str(value).upper()
    if isinstance(value, str):
        # calamine leaves out the tabulators of an OpenDocument text.
        return kind in ("text", "error") and (text.replace("\t", "") if path.suffix == ".ods" else text) == value
    if isinstance(value, (int, float)):
        if kind in ("number", "percent"):
            return rounds(decimal.Decimal(repr(value)), text)
        # Fifteen digits as kaohe shows them: rounded half up from the shortest text, as the workbook has it.
        shown = decimal.Context(prec=15, rounding=decimal.ROUND_HALF_UP).create_decimal(repr(value))
        try:
            return decimal.Decimal(text) == shown
        except decimal.InvalidOperation:
            return False
    if isinstance(value, datetime.datetime):
        return text == seconds(value).isoformat(" ") or (text == value.date().isoformat() and value == seconds(value))
    if isinstance(value, datetime.date):
        return text == value.isoformat()
    if isinstance(value, datetime.time):
        day = seconds(datetime.datetime.combine(datetime.date(2000, 1, 1), value))
        return text == day.time().isoformat()
    if isinstance(value, datetime.timedelta):
        total = int((value + datetime.timedelta(microseconds=500_000)).total_seconds())
        return text == f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}"
    return False


def rounds(value, text):
    """Whether a text shows a number, rounded to the digits that it has."""
    match = re.search(r"-?[\d,]*\.?\d*(E[+-]\d+)?", text.lstrip("d"))
    digits = match.group().replace(",", "")
    if not re.search(r"\d", digits):
        return value == 0
    shown = decimal.Decimal(digits)
    if text.endswith("%"):
        value *= 100
    # What was rounded away is half of the last digit at most, and the sixteenth digit of the value.
    return abs(abs(value) - abs(shown)) <= decimal.Decimal(10) ** shown.as_tuple().exponent / 2 + abs(value) / 10**14


def filled(sheet, there):
    """The values of a sheet with those of its merged ranges: in rows and columns that have a value of their own."""
    rows = {row for (row, _), value in there.items() if value != ""}
    columns = {column for (_, column), value in there.items() if value != ""}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        value = there.get((top, left), "")
        if value == "":
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if row in rows and column in columns:
                    there[row, column] = value
    return there


def shown(binary, path):
    """The pairs of a value and a format in a workbook, and those that LibreOffice shows otherwise."""
    run = subprocess.run([binary / "workbook-cells", "--shown", path], capture_output=True, text=True, check=True)
    mine = {int(line.split("\t")[2]) - 1: json.loads(line.split("\t")[5]) for line in run.stdout.splitlines()}
    sheets.through_office([path], path.parent, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true")
    with open(path.with_suffix(".csv"), encoding="utf-8", newline="") as file:
        theirs = [row[0] if row else "" for row in csv.reader(file)]
    pairs = sheets.shown_pairs()
    # A moment a little before a half second is written to .ods as the half second.
    return len(pairs), [(path.name, pair, there, mine.get(row)) for row, (pair, there) in enumerate(zip(pairs, theirs))
                        if mine.get(row, "").strip() != there.strip()
                        and not (path.suffix == ".ods" and pair[0] == sheets.BEFORE_HALF_SECOND)]


def compare(binary, path, source=None):
    """The number of cells and those on which the two readers differ.

    Calamine knows no merged ranges of .ods: they are taken from the workbook that it was made of."""
    mine = ours(binary, path)
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    ranges = python_calamine.CalamineWorkbook.from_path(str(source)) if source else book
    names = [sheet.name for sheet in book.sheets_metadata]
    count, differences = 0, []
    for number, name in enumerate(names):
        there = {}
        for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
            for column, value in enumerate(values):
                there[row, column] = value
        there = filled(ranges.get_sheet_by_name(name), there)
        for place in sorted(set(there) | set(mine.get(number, {}))):
            count += 1
            value = there.get(place, "")
            kind, text = mine.get(number, {}).get(place, (None, None))
            if not agrees(value, kind, text, path):
                differences.append((path.name, name, place, value, kind, text))
    return count, differences


def made_with_many_kinds(binary, root, seeds):
    """Compares workbooks of several sheets with all kinds of cells; gives the name of each maker with its results."""
    makers = {
        "openpyxl": lambda path, seed: sheets.with_openpyxl(path, seed),
        "openpyxl, streamed": lambda path, seed: sheets.with_openpyxl(path, seed, write_only=True),
        "XlsxWriter": lambda path, seed: sheets.with_xlsxwriter(path, seed),
        "XlsxWriter, constant memory": lambda path, seed: sheets.with_xlsxwriter(path, seed, constant_memory=True),
        "pandas (.xlsx)": sheets.with_pandas,
    }
    made = {}

    def folder(name):
        place = root / "".join(letter if letter.isalnum() else "-" for letter in name)
        place.mkdir()
        return place

    for name, make in makers.items():
        place = folder(name)
        made[name] = [place / f"{seed}.xlsx" for seed in range(seeds)]
        for seed, path in enumerate(made[name]):
            make(path, seed)
    for name, is_wide in (("Java library", False), ("Java library, wide", True)):
        place = folder(name)
        made[name] = [place / path.name for path in made["openpyxl"]]
        for source, path in zip(made["openpyxl"], made[name]):
            sheets.as_java(source, path, is_wide)
    if sheets.office():
        for name, form in (("openpyxl", "xlsx"), ("XlsxWriter", "xlsx"), ("pandas (.xlsx)", "xlsx"), ("openpyxl", "xls"),
                           ("XlsxWriter", "xls"), ("openpyxl", "ods"), ("XlsxWriter", "ods")):
            title = f"LibreOffice (.{form}) of {name}"
            place = folder(title)
            sheets.through_office(made[name], place, form)
            made[title] = sorted(place.glob(f"*.{form}"))
    for name, paths in made.items():
        if paths[0].suffix == ".ods":
            origin = made[name.split(" of ")[1]][0].parent
            yield name, [compare(binary, path, origin / f"{path.stem}.xlsx") for path in paths]
        else:
            yield name, [compare(binary, path) for path in paths]


def typed(text):
    """A cell of an export as a clerk's spreadsheet holds it: days and numbers as such."""
    day = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s*(\d{1,2}):(\d\d)(?::(\d\d))?)?", text)
    if day:
        parts = [int(part or 0) for part in day.groups()]
        return datetime.datetime(*parts) if day.group(4) else datetime.date(*parts[:3])
    if re.fullmatch(r"0|[1-9]\d{0,5}(\.\d\d?)?", text):
        return float(text) if "." in text else int(text)
    return text


def exports(folder):
    """The tables of a folder of CSV files: the name of each with its rows."""
    for file in sorted(folder.rglob("*.csv")):
        raw = file.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("gb18030")
        first = text.split("\n", 1)[0]
        mark = "\t" if first.count("\t") > first.count(",") else ","
        yield file.relative_to(folder), list(csv.reader(text.splitlines(True), delimiter=mark))


def township(binary, root, members):
    """Closes a township whose exports went through each program; the closings must be those of the CSV files."""
    source = root / "exports"
    subprocess.run([binary / "sample-township", source, "--members", str(members)], check=True, capture_output=True)
    ways = {"CSV": source}
    for name in ["openpyxl", "XlsxWriter"] + (["LibreOffice"] if sheets.office() else []):
        ways[name] = root / name
    for file, rows in exports(source):
        header, body = rows[0], [[typed(text) for text in row] for row in rows[1:]]
        target = ways["openpyxl"] / file.with_suffix(".xlsx")
        target.parent.mkdir(parents=True, exist_ok=True)
        book = openpyxl.Workbook()
        book.active.append(["冯卯镇平台导出"])
        book.active.append(header)
        for row in body:
            book.active.append([value if value != "" else None for value in row])
        book.save(target)
        if "LibreOffice" in ways:
            (ways["LibreOffice"] / file.parent).mkdir(parents=True, exist_ok=True)
        target = ways["XlsxWriter"] / file.with_suffix(".xlsx")
        target.parent.mkdir(parents=True, exist_ok=True)
        book = xlsxwriter.Workbook(target, {"constant_memory": True})
        sheet = book.add_worksheet(file.stem)
        day, moment = book.add_format({"num_format": "yyyy/m/d"}), book.add_format({"num_format": "yyyy/m/d h:mm"})
        for row, values in enumerate([header] + body):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, column, value)
                elif isinstance(value, (int, float)):
                    sheet.write_number(row, column, value)
                else:
                    sheet.write_datetime(row, column, value, moment if isinstance(value, datetime.datetime) else day)
        book.close()
    if "LibreOffice" in ways:
        for folder in {file.parent for file, _ in exports(source)}:
            paths = sorted((ways["openpyxl"] / folder).glob("*.xlsx"))
            sheets.through_office(paths, ways["LibreOffice"] / folder)
    closings = {}
    for name, folder in ways.items():
        workspace = root / f"workspace-{name}"
        for arguments in (["init", workspace], ["import", folder, "--workspace", workspace],
                          ["close", "2021Q3", "--workspace", workspace]):
            run = subprocess.run([binary / "kaohe", *arguments], capture_output=True, text=True)
            if run.returncode:
                sys.exit(f"{name}: {' '.join(map(str, arguments))}\n{run.stdout}{run.stderr}")
        closings[name] = workspace / "closings" / "2021Q3-r1"
    wrong = []
    for name, folder in closings.items():
        files = sorted(file.name for file in closings["CSV"].glob("*.csv") if file.name != "manifest.csv")
        _, differing, missing = filecmp.cmpfiles(closings["CSV"], folder, files, shallow=False)
        print(f"{'closing, ' + name:34}{len(files):9} files  {'same' if not differing + missing else 'DIFFERENT'}")
        wrong += differing + missing
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--members", type=int, default=12)
    parser.add_argument("--show", type=int, default=20, help="how many differences are shown")
    options = parser.parse_args()
    office = sheets.office()
    there = [f"{name} {importlib.metadata.version(name)}" for name in
             ("openpyxl", "XlsxWriter", "pandas", "xlwt", "odfpy", "python-calamine")]
    if office:
        there.append(subprocess.run([office, "--version"], capture_output=True, text=True).stdout.strip())
    print("there:", ", ".join(there) + ("" if office else "; LibreOffice is not, and was left out"))
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        wrong, tables = [], 0

        def say(name, results):
            nonlocal wrong, tables
            differences = [one for _, found in results for one in found]
            total = sum(count for count, _ in results)
            print(f"{name:34}{len(results):5} tables{total:9} cells  "
                  f"{'same' if not differences else f'{len(differences)} DIFFERENT'}", flush=True)
            wrong += [(name, *one) for one in differences]
            tables += len(results)

        for name, results in made_with_many_kinds(options.bin, root, options.seeds):
            say(name, results)
        for name, results in formats.survey(options.bin, root, options.seeds):
            say(name, results)
        print(f"{tables} random tables")
        if office:
            path = root / "shown" / "pairs.xlsx"
            path.parent.mkdir()
            sheets.with_pairs(path)
            sheets.through_office([path], path.parent, "xls")
            sheets.through_office([path], path.parent, "ods")
            for ending in (".xlsx", ".xls", ".ods"):
                total, found = shown(options.bin, path.with_suffix(ending))
                print(f"{'as LibreOffice shows it, ' + ending:34}{total:9} pairs  "
                      f"{'same' if not found else f'{len(found)} DIFFERENT'}")
                wrong += found
        for one in wrong[:options.show]:
            print("  ", repr(one)[:300])
        apart = root / "township"
        apart.mkdir()
        wrong += township(options.bin, apart, options.members)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
