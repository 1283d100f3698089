"""Rows to files: every way in which the contract allows a cell, a header or a file to be written."""
import datetime
import os
from fractions import Fraction
from sheets import number_cell, write_xls, write_xlsx
from tables import BY_KEY

AROUND = [" ", "  ", "\u3000", "\u00a0", "\u2003", "\u2028", "\u205f", "\u0085", "\u1680"]
YES_NO = {True: ["是", "yes", "YES", "true", "True", "1"], False: ["否", "no", "No", "false", "FALSE", "0"]}
FOLDERS = ["", "07", "08", "附表", "z", "A b"]


class Raw(str):
    """A cell that is written exactly as given."""


class Spoilt(dict):
    """A row that must be rejected: written plainly. `extra` cells more (fewer if negative) than the header."""
    extra = 0


def widened(rng, text, chance):
    """Some ASCII characters as their full-width twins."""
    if rng.random() >= chance:
        return text
    return "".join(chr(ord(c) + 0xFEE0) if 0x21 <= ord(c) <= 0x7E and rng.random() < 0.5
                   else ("\u3000" if c == " " and rng.random() < 0.5 else c) for c in text)


def padded(rng, text, chance):
    if rng.random() >= chance:
        return text
    return rng.choice(AROUND + [""]) + text + rng.choice(AROUND + [""])


def date_text(rng, day):
    y, m, d = day.year, day.month, day.day
    text = rng.choice(["%04d-%02d-%02d" % (y, m, d)] * 3 + [
        "%d/%d/%d" % (y, m, d), "%d/%02d/%02d" % (y, m, d), "%d.%d.%d" % (y, m, d), "%d.%02d.%02d" % (y, m, d),
        "%d年%d月%d日" % (y, m, d), "%d年%02d月%02d日" % (y, m, d), "%04d%02d%02d" % (y, m, d)])
    if rng.random() < 0.15:
        name = rng.choice(["星期", "周"]) + "一二三四五六日"[day.weekday()]
        text += rng.choice(["", " "]) + rng.choice([name, "(" + name + ")"])
    return text


def day_text(rng, day):
    """A day where no time is expected: midnight may follow."""
    return date_text(rng, day) + (rng.choice([" 00:00:00", " 0:00"]) if rng.random() < 0.05 else "")


def moment_text(rng, moment):
    date = date_text(rng, moment.date())
    h, m, s = moment.hour, moment.minute, moment.second
    space = rng.choice([" ", ""]) if date[-1] in "日)一二三四五六" else rng.choice([" ", " ", "  ", "T"])
    half, short = ("上午", h) if h < 12 else ("下午", h - 12 or 12)
    forms = ["%02d:%02d:%02d" % (h, m, s), "%02d:%02d:%02d.0" % (h, m, s), "%d时%02d分%02d秒" % (h, m, s),
             "%s%d:%02d:%02d" % (half, short, m, s)]
    if s == 0:
        forms += ["%d:%02d" % (h, m), "%02d:%02d" % (h, m), "%d时%02d分" % (h, m), "%s %d:%02d" % (half, short, m)]
    return date + space + rng.choice(forms)


def number_text(rng, number, kind):
    number = Fraction(number)
    hundredths = int(number * 100)
    forms = ["%d.%02d" % divmod(hundredths, 100)]
    if hundredths % 10 == 0:
        forms.append("%d.%d" % (hundredths // 100, hundredths // 10 % 10))
    if hundredths % 100 == 0:
        forms += [str(hundredths // 100)] * 3
    if kind == "whole":
        forms = [str(int(number))]
    return rng.choice(forms) + (rng.choice(["", "", "%"]) if kind == "percent" else "")


def cell_text(rng, column, value, odd):
    """One value as a cell; `odd` is how often it gets an unusual form."""
    if isinstance(value, Raw):
        return str(value)
    if value is None:
        return rng.choice(AROUND) if column.kind != "text" and rng.random() < odd / 4 else ""
    if column.kind == "text":
        return value
    if isinstance(column.kind, dict):
        text = rng.choice([value, column.kind[value]])
    elif column.kind == "date":
        text = day_text(rng, value) if odd else value.isoformat()
    elif column.kind == "moment":
        text = moment_text(rng, value) if odd else value.strftime("%Y-%m-%d %H:%M:%S")
    elif column.kind == "yes-no":
        text = rng.choice(YES_NO[value])
    elif column.kind in ("number", "whole", "percent"):
        text = number_text(rng, value, column.kind)
    else:
        text = value
    if column.kind != "yes-no":
        text = widened(rng, text, odd)
    if column.kind == "code" and rng.random() < odd / 4:
        # A quote inside would end the formula.
        text = rng.choice(['="%s"', "'%s"] if not set('"＂') & set(text) else ["'%s"]) % text
    return padded(rng, text, odd)


def header_text(rng, column, odd):
    name = rng.choice([column.key, column.title])
    if rng.random() < odd:
        place = rng.randrange(len(name) + 1)
        name = name[:place] + rng.choice([" ", "\u3000", "\u00a0"]) + name[place:]
    if rng.random() < odd / 2:
        name = rng.choice(["*%s", "%s（必填）", "%s(必填)", "* %s", "%s[如样表]"]) % name
    return widened(rng, name, odd / 2)


def quoted(rng, cell, delimiter, always):
    if always or any(c in cell for c in '"\r\n' + delimiter) or rng.random() < 0.03:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def file_bytes(rng, table, units):
    """One file: its form is drawn once, then each row."""
    odd = rng.choice([0, 0.05, 0.25])
    ending = rng.choice([".csv"] * 3 + [".xlsx", ".xls"])
    delimiter, end, always = rng.choice(",,\t;"), rng.choice(["\n", "\r\n"]), rng.random() < 0.15
    rows = [row for unit in units for row in unit]
    columns = [c for c in table.columns
               if c.required or any(row.get(c.key) is not None for row in rows) or rng.random() < 0.7]
    slots = [(c, None) for c in columns]
    for n in range(rng.choice([0, 0, 1, 2])):
        slots.append((None, rng.choice(["序号", "上级平台流水", "Unknown", "x/y"]) + str(n)))
    if rng.random() < 0.6:
        rng.shuffle(slots)
    titles = [header_text(rng, c, odd) if c else title for c, title in slots]
    lines = [titles]
    merged = rng.choice([None] + [n for n, (c, _) in enumerate(slots) if c and c.kind != "text"])
    runs = []                                  # ranges of the merged column: first line, last line, and their value
    for row in rows:
        spoilt = isinstance(row, Spoilt)
        cells = [cell_text(rng, c, row.get(c.key), 0 if spoilt else odd) if c
                 else rng.choice(["", "无", "a,b", "1\n2", '"', "\u3000"]) for c, _ in slots]
        if spoilt:
            cells = cells + ["x"] * row.extra if row.extra >= 0 else cells[:row.extra]
        elif ending != ".csv":
            cells = [as_number(rng, c, row.get(c.key), cell) if c else cell for (c, _), cell in zip(slots, cells)]
            if merged is not None:
                value = row.get(slots[merged][0].key)
                if runs and runs[-1][1] == len(lines) - 1 and runs[-1][2] == value is not None:
                    runs[-1][1], cells[merged] = len(lines), ""
                else:
                    runs.append([len(lines), len(lines), value])
        if not spoilt and odd:
            cells = loose_end(rng, cells)
        lines.append(cells)
        if rng.random() < 0.02:
            lines.append(rng.choice([[""], [""] * len(slots), ["\u3000"] + [" "] * (len(slots) - 1)]))
        if odd and rng.random() < 0.03:
            lines.append(rng.choice([titles, total(rng, table, slots)]))
    above = above_header(rng, delimiter if ending == ".csv" else None) if odd else []
    if ending != ".csv":
        name = rng.choice([table.title, table.key, "Sheet1"])
        merges = [(len(above) + first, merged, len(above) + last, merged) for first, last, _ in runs if first < last]
        return ending, (write_xlsx if ending == ".xlsx" else write_xls)(name, above + lines, merges)
    lines = above + lines
    text = end.join(delimiter.join(quoted(rng, cell, delimiter, always) for cell in line) for line in lines)
    text += rng.choice([end, end, ""])
    form = rng.choice(["utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"])
    data = text.encode(form)
    if form == "gb18030":
        try:
            data.decode("utf-8")
            return ending, text.encode("utf-8")
        except UnicodeDecodeError:
            pass
    return ending, data


def as_number(rng, column, value, text):
    """Sometimes a number of the sheet in place of a text."""
    if value is None or isinstance(value, Raw) or rng.random() < 0.6:
        return text
    if column.kind in ("date", "moment"):
        return number_cell(value)
    if column.kind in ("number", "whole"):
        return number_cell("%.12g" % float(value))
    return text


def loose_end(rng, cells):
    """Blank cells at the end of a row are left out, or there are some more."""
    form = rng.random()
    if form < 0.1:
        return cells + [""] * rng.randint(1, 3)
    while form < 0.3 and len(cells) > 1 and cells[-1] == "":
        cells = cells[:-1]
    return cells


def above_header(rng, delimiter):
    """What stands above a header: titles, notes, blank rows."""
    rows = [["2021年统计表"], [""], ["单位：办事处", "统计日期：2021-07-01"], ["报表生成时间：2021-10-01 09:00"], ["", ""]]
    rows = rng.sample(rows, rng.choice([0, 0, 1, 2, 4]))
    return ([["sep=" + delimiter]] if delimiter and rng.random() < 0.1 else []) + rows


def total(rng, table, slots):
    """A row of totals or who made the table, its word in a column that says nothing of a record's key."""
    free = [n for n, (c, _) in enumerate(slots) if not c or c.key not in table.natural_key + ["member"]]
    cells = [""] * len(slots)
    if free:
        place = free[0]
        cells[place] = rng.choice(["合计", "总计：", "小 计", "制表人：王五", "填表日期"])
        for n in free[1:]:
            cells[n] = rng.choice(["", "12"])
    return cells


def write_import(rng, folder, contents):
    """`contents`: table key -> units; a unit is rows that stay together in order. Returns the relative paths."""
    written = []
    for key, units in contents.items():
        table, units = BY_KEY[key], list(units)
        rng.shuffle(units)
        count = rng.choice([1, 1, 2, 3]) if len(units) > 1 else 1
        places = [os.path.join(f, n) for f in FOLDERS for n in (key + ".csv", table.title + ".csv")]
        for n, place in enumerate(rng.sample(places, count)):
            ending, data = file_bytes(rng, table, units[n::count])
            place = place[:-len(".csv")] + ending
            path = os.path.join(folder, place)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)
            written.append((key, place))
    return written
