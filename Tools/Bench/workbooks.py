"""Times how kaohe, python-calamine and openpyxl read workbooks of 100,000 rows and 10 columns: .xlsx, and .xls, which has
65,000 rows in a sheet and 100,000 in two.

Anchors, alternating with what they are compared with, so that a machine that slows down slows all of them:
  calamine   python-calamine, all rows as Python lists, timed inside Python without its start
  openpyxl   .xlsx only: openpyxl in its read-only way, all rows as tuples, timed likewise
Ours are whole processes: `workbook-cells --count` reads and writes every cell as a text; `kaohe import` checks every row
and puts it into a ledger."""
import argparse
import datetime
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import openpyxl
import xlsxwriter
import xlwt

from bench import run

# Times as long as python-calamine, by format.
CALAMINE_TIMES = {".xlsx": 0.6, ".xls": 2.0}
OPENPYXL_TIMES = 0.1
PEAK_MIB = 128

READERS = {
    "calamine": """
import sys, time, python_calamine
start = time.monotonic()
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
count = sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
print(time.monotonic() - start)""",
    "openpyxl": """
import sys, time, openpyxl
start = time.monotonic()
count = sum(1 for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True) for _ in sheet.iter_rows(values_only=True))
print(time.monotonic() - start)""",
}

HEADER = ["编号", "工号", "时间", "地点", "附件数", "工作量", "描述", "人物", "核查结论", "办结期限"]


def rows(count):
    start = datetime.datetime(2021, 7, 1, 8)
    for number in range(count):
        yield [f"SJ{number:08}", f"FM{number % 40:04}", start + datetime.timedelta(minutes=number % 80_000),
               f"冯卯镇 {number % 500} 号", number % 4, number / 10, f"{number} 号门前有积水，已上报", "王芳", "有效",
               datetime.date(2021, 8, 1 + number % 30)]


def with_openpyxl(path, count):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("事件登记")
    sheet.append(HEADER)
    for row in rows(count):
        sheet.append(row)
    book.save(path)


def with_xlsxwriter(path, count):
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("事件登记")
    sheet.write_row(0, 0, HEADER)
    for number, row in enumerate(rows(count), 1):
        sheet.write_row(number, 0, row[:9])
        sheet.write_datetime(number, 9, row[9], day)
    book.close()


def with_xlwt(path, count, in_sheet=65_000):
    book = xlwt.Workbook(encoding="utf-8")
    moment, day = (xlwt.easyxf(num_format_str=code) for code in ("yyyy-mm-dd hh:mm", "yyyy-mm-dd"))
    for number, row in enumerate(rows(count)):
        if number % in_sheet == 0:
            sheet = book.add_sheet(f"事件登记{number // in_sheet or ''}")
            for column, title in enumerate(HEADER):
                sheet.write(0, column, title)
        for column, value in enumerate(row):
            style = {2: moment, 9: day}.get(column)
            sheet.write(number % in_sheet + 1, column, value, *([style] if style else []))
    book.save(str(path))


def with_xlwt_in_two(path, count):
    with_xlwt(path, count, in_sheet=(count + 1) // 2)


# What makes a workbook, its ending, and the most rows that one can have.
MAKERS = {
    "openpyxl": (with_openpyxl, ".xlsx", 1_048_575),
    "XlsxWriter": (with_xlsxwriter, ".xlsx", 1_048_575),
    "xlwt": (with_xlwt, ".xls", 65_000),
    "xlwt-in-two-sheets": (with_xlwt_in_two, ".xls", 130_000),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin")
    parser.add_argument("--make", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if options.make:
        # In its own process: otherwise later ones would start with this one's memory counted as theirs.
        return MAKERS[options.make[0]][0](options.make[1], options.rows)
    kaohe, cells = os.path.join(options.bin, "kaohe"), os.path.join(options.bin, "workbook-cells")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        roster = root / "member.csv"
        roster.write_text("member,name,post,office,village,grid,joined_on\n" + "".join(
            f"FM{number:04},王芳,专职,一办,东村,{number},2020-01-01\n" for number in range(40)), encoding="utf-8")
        for name, (_, ending, most) in MAKERS.items():
            count = min(options.rows, most)
            path = root / f"event-{name}" / f"事件登记{ending}"
            path.parent.mkdir()
            subprocess.run([sys.executable, __file__, "--rows", str(count), "--make", name, path], check=True)
            others = ["calamine"] + (["openpyxl"] if ending == ".xlsx" else [])
            timed = {key: [] for key in others + ["read", "import"]}
            peaks = {"read": 0.0, "import": 0.0}
            for turn in range(options.runs):
                for key in others[:2 if turn < 2 else 1]:
                    answer = subprocess.run([sys.executable, "-c", READERS[key], path], capture_output=True, check=True)
                    timed[key].append(float(answer.stdout))
                seconds, peak = run([cells, "--count", str(path)])
                timed["read"].append(seconds)
                peaks["read"] = max(peaks["read"], peak)
                workspace = root / "workspace"
                shutil.rmtree(workspace, ignore_errors=True)
                run([kaohe, "init", str(workspace)])
                run([kaohe, "import", str(roster), "--workspace", str(workspace)])
                seconds, peak = run([kaohe, "import", str(path), "--workspace", str(workspace)])
                timed["import"].append(seconds)
                peaks["import"] = max(peaks["import"], peak)
            print(f"{count} rows by {name}, {path.stat().st_size / 1e6:.1f} MB")
            for key, times in timed.items():
                peak = f"{peaks[key]:8.0f} MiB" if key in peaks else ""
                print(f"  {key:10}{statistics.median(times):8.2f} s (of {min(times):.2f} to {max(times):.2f}){peak}")
            to_calamine = statistics.median(a / b for a, b in zip(timed["read"], timed["calamine"]))
            bound = CALAMINE_TIMES[ending]
            checks = [(f"reading: {to_calamine:.2f} times python-calamine", to_calamine <= bound, bound)]
            if "openpyxl" in timed:
                to_openpyxl = statistics.median(timed["read"]) / statistics.median(timed["openpyxl"])
                checks.append((f"reading: {to_openpyxl:.3f} times openpyxl", to_openpyxl <= OPENPYXL_TIMES, OPENPYXL_TIMES))
            checks.append(
                (f"peak memory: {max(peaks.values()):.0f} MiB", max(peaks.values()) <= PEAK_MIB, PEAK_MIB))
            for text, holds, bound in checks:
                print(f"{'ok  ' if holds else 'MISS'} {text} (at most {bound})")
                wrong += not holds
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
