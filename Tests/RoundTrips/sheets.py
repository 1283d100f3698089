"""Workbooks with all kinds of cells, made by openpyxl, XlsxWriter, pandas, LibreOffice and in the Java library's layout."""
import datetime
import random
import shutil
import struct
import subprocess
import tempfile
import zipfile
import zlib

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
            merge(sheet, random.Random(seed), len(rows))
    book.save(path)


def merge(sheet, dice, height):
    """Merges some ranges that do not overlap: across, down, and over a block; and one of blank cells."""
    row = 1
    while row + 3 < height:
        kind = dice.randrange(5)
        column = dice.randrange(1, 8)
        down, across = {0: (0, 2), 1: (2, 0), 2: (1, 1)}.get(kind, (0, 0))
        if down or across:
            sheet.merge_cells(start_row=row, start_column=column, end_row=row + down, end_column=column + across)
        row += 3
    sheet.merge_cells(start_row=height + 1, start_column=1, end_row=height + 1, end_column=4)


def with_pandas(path, seed):
    """Writes a workbook with pandas: the values of each column as its data frame has them."""
    import pandas
    _, content = sheets(seed)
    with pandas.ExcelWriter(path, engine=["openpyxl", "xlsxwriter"][seed % 2]) as writer:
        for name, _, rows in content:
            width = max(map(len, rows), default=0)
            frame = pandas.DataFrame([[value for value, _ in row] + [None] * (width - len(row)) for row in rows])
            frame.columns = [f"列{column}" for column in range(width)]
            frame.to_excel(writer, sheet_name=name, index=seed % 3 == 0)


def as_java(source, path, wide=False):
    """Packs the parts of a workbook as the usual Java library does since 5.0: sizes behind the bytes, eight bytes each,
    and another version at the entry than in the directory."""
    book = zipfile.ZipFile(source)
    out, directory = bytearray(), bytearray()
    for name in book.namelist():
        data, raw = book.read(name), name.encode()
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush()
        start = len(out)
        extra = struct.pack("<HHQQ", 1, 16, 0, 0) if wide else b""
        size = 0xFFFFFFFF if wide else 0
        out += struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0x0808, 8, 0, 0x21, 0, size, size, len(raw), len(extra))
        out += raw + extra + packed
        out += struct.pack("<IIQQ", 0x08074B50, zlib.crc32(data), len(packed), len(data))
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 20, 0x0808, 8, 0, 0x21, zlib.crc32(data), len(packed),
                                 len(data), len(raw), 0, 0, 0, 0, 0, start) + raw
    count = len(book.namelist())
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), len(out), 0)
    path.write_bytes(bytes(out + directory) + end)


# Formats, with values under each of which LibreOffice must show what kaohe reads.
SHOWN_NUMBERS = [0, 1, 12, 123, 1234, 12345.678, 1234567.891, 0.5, 1.5, 2.5, 0.125, 1.005, 2.675, 25 / 3, 95 / 12, 2 / 3, 0.29,
                 0.955, 99.995, 999.5, 0.0049, 123456789012, 20210701, 20210701001, -1, -2.5, 100, 1000, 0.1 + 0.2, 4.35, 33.335]
SHOWN_NUMBER_FORMATS = [
    "0", "0.0", "0.00", "0.000", "#", "0.0#", "#,##0", "#,##0.00", "0000", "0%", "0.0%", "0.00%", '"FM"0000', "\\F\\M0000",
    '"SJ"0', '0"小时"', '0.0"h"', "0.00E+00", "0.0E+0", "000-0000", "0,000", "0.0,", "0.00,,", "[Red]0.00", '0;-0;"零"',
    '0;"负"0', '[>=60]"合格";"不合格"', '[>=90]"优";[>=60]"良";"差"', "¥#,##0.00", "[$¥-804]#,##0.00", '"第"0"号"', "(0)", "0_ ",
    'General"号"', '0"年"00"月"', "00000000", "#,##0;(#,##0)", "@"]
BEFORE_HALF_SECOND = 44196.3541724537
SHOWN_DAYS = [44378, 44378.354166666664, 44378.5, 36526, 45000.75, BEFORE_HALF_SECOND]
SHOWN_DAY_FORMATS = [
    "yyyy-mm-dd", "yyyy/m/d", "yyyymmdd", "yy-m-d", 'yyyy"年"m"月"d"日"', 'm"月"d"日"', 'yyyy"年"m"月"', "m/d", "yyyy/m/d h:mm",
    "yyyy-mm-dd hh:mm:ss", "h:mm", "hh:mm:ss", "h:mm AM/PM", "[h]:mm", "[mm]:ss", "mm:ss", "mm:ss.0", "d-mmm-yy",
    "[$-409]mmmm d, yyyy", "[$-409]dddd", "[$-804]dddd", "yyyy.m.d", "m/d/yy h:mm", 'h"时"mm"分"', "yyyy-mm-dd\\Thh:mm:ss"]


def shown_pairs():
    """Each value with each format for its kind.

    Left out are those that Excel shows otherwise than LibreOffice: 1.005 in hundredths, which LibreOffice multiplies as a
    binary fraction, and the sign of a negative number under conditions.
    """
    numbers = [(value, style) for style in SHOWN_NUMBER_FORMATS for value in SHOWN_NUMBERS
               if not (value == 1.005 and "%" in style) and not (value < 0 and style.startswith("[>"))]
    return numbers + [(value, style) for style in SHOWN_DAY_FORMATS for value in SHOWN_DAYS]


def with_pairs(path):
    """Writes values under formats, one a row."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("a")
    styles = {}
    for row, (value, style) in enumerate(shown_pairs()):
        sheet.write_number(row, 0, value, styles.setdefault(style, book.add_format({"num_format": style})))
    book.close()


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
    # What it keeps of its own stays out of the folder, which may be imported.
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run([office(), f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form, "--outdir",
                        str(folder), *map(str, paths)], check=True, capture_output=True)
