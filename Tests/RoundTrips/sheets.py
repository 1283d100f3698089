"""Workbooks with all kinds of cells, made by openpyxl, XlsxWriter and LibreOffice."""
import datetime
import random
import shutil
import subprocess

import openpyxl
import xlsxwriter

DATE_FORMATS = ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d/yy", "[$-804]yyyy/m/d", "yyyy\\-mm\\-dd;@"]
MOMENT_FORMATS = ["yyyy-mm-dd hh:mm", "yyyy/m/d h:mm:ss", 'yyyy"年"m"月"d"日" h"时"mm"分"', "m/d/yy h:mm AM/PM"]
NUMBER_FORMATS = ["General", "0", "0.00", "#,##0.00", "0000", "0%", "0.0%", "@", '"d"0', "0.00E+00", "[Red]0;-0"]
TEXTS = ["工号", "FM0012", "0012", "，、“”《》", " 前后空格 ", "a\nb", "tab\there", "<b>&amp;</b>", "=1+1", "'", "😀", "_x000D_",
         "_x0041_", "12", "2021-07-01", "TRUE", "x" * 3000, "é", "\u3000", "#N/A"]


def cell(dice):
    """A value with a number format; None for an empty cell."""
    kind = dice.randrange(9)
    day = datetime.date(1990, 1, 1) + datetime.timedelta(days=dice.randrange(40_000))
    clock = datetime.timedelta(seconds=dice.randrange(86_400))
    if kind == 0:
        return None, "General"
    if kind <= 2:
        return dice.choice(TEXTS), "General"
    if kind == 3:
        return dice.randrange(-10, 100_000), dice.choice(NUMBER_FORMATS)
    if kind == 4:
        return dice.choice([dice.random(), round(dice.uniform(0, 100), 2), dice.random() * 10 ** dice.randrange(-12, 15),
                            dice.randrange(1000) / 10, 0.1 + 0.2, 1e-7, 123456789012345.0]), dice.choice(NUMBER_FORMATS)
    if kind == 5:
        return dice.random() < 0.5, "General"
    if kind == 6:
        return day, dice.choice(DATE_FORMATS)
    if kind == 7:
        return datetime.datetime.combine(day, datetime.time()) + clock, dice.choice(MOMENT_FORMATS)
    return (datetime.datetime.min + clock).time(), dice.choice(["h:mm:ss", "hh:mm", "[$-804]h:mm AM/PM"])


def sheets(seed):
    """The sheets of a workbook: name, whether it is hidden, rows of cells with their formats."""
    dice = random.Random(seed)
    found = []
    for number in range(dice.randrange(1, 5)):
        rows = [[cell(dice) for _ in range(dice.randrange(0, 12))] for _ in range(dice.randrange(0, 40))]
        found.append((f"表{number}&<{seed}>", number > 0 and dice.random() < 0.3, rows))
    return dice.random() < 0.25, found


def with_openpyxl(path, seed, write_only=False):
    """Writes a workbook with openpyxl, its cells in memory or streamed."""
    from_1904, content = sheets(seed)
    book = openpyxl.Workbook(write_only=write_only)
    if from_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    if not write_only:
        book.remove(book.active)
    for name, is_hidden, rows in content:
        sheet = book.create_sheet(name)
        if is_hidden:
            sheet.sheet_state = "hidden"
        for row, cells in enumerate(rows, 1):
            if write_only:
                line = []
                for value, style in cells:
                    made = openpyxl.cell.WriteOnlyCell(sheet, value=value)
                    if isinstance(value, str):
                        made.data_type = "s"
                    made.number_format = style
                    line.append(made)
                sheet.append(line)
                continue
            for column, (value, style) in enumerate(cells, 1):
                if value is None:
                    continue
                made = sheet.cell(row, column, value)
                if isinstance(value, str):
                    made.data_type = "s"
                made.number_format = style
        if not write_only and rows and not from_1904:
            sheet.merge_cells(start_row=len(rows) + 1, start_column=1, end_row=len(rows) + 1, end_column=4)
    book.save(path)


def with_xlsxwriter(path, seed, constant_memory=False):
    """Writes a workbook with XlsxWriter: shared texts, or texts in their cells in its memory-saving way."""
    from_1904, content = sheets(seed)
    options = {"constant_memory": constant_memory, "date_1904": from_1904, "strings_to_formulas": False,
               "strings_to_numbers": False}
    book = xlsxwriter.Workbook(path, options)
    styles = {}
    for name, is_hidden, rows in content:
        sheet = book.add_worksheet(name)
        if is_hidden:
            sheet.hide()
        for row, cells in enumerate(rows):
            for column, (value, style) in enumerate(cells):
                form = styles.setdefault(style, book.add_format({"num_format": style}))
                if value is None:
                    sheet.write_blank(row, column, None, form)
                elif isinstance(value, str):
                    if value == "工号" and not constant_memory:
                        sheet.write_rich_string(row, column, "工", book.add_format({"bold": True}), "号")
                    else:
                        sheet.write_string(row, column, value)
                elif isinstance(value, bool):
                    sheet.write_boolean(row, column, value)
                elif isinstance(value, (int, float)):
                    sheet.write_number(row, column, value, form)
                else:
                    sheet.write_datetime(row, column, value, form)
    book.close()


def office():
    """The LibreOffice that is installed; None without one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def through_office(paths, folder, form="xlsx"):
    """Lets LibreOffice open files and save them in a format."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run([office(), profile, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, paths)],
                   check=True, capture_output=True)
