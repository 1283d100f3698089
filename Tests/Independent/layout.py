"""Rows to files: every way in which the contract allows a cell, a header or a file to be written."""
import os
from fractions import Fraction
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
    return rng.choice(["%04d-%02d-%02d" % (y, m, d)] * 3 + [
        "%d/%d/%d" % (y, m, d), "%d/%02d/%02d" % (y, m, d), "%d.%d.%d" % (y, m, d), "%d.%02d.%02d" % (y, m, d),
        "%d年%d月%d日" % (y, m, d), "%d年%02d月%02d日" % (y, m, d)])


def moment_text(rng, moment):
    date = date_text(rng, moment.date())
    space = rng.choice([" ", ""]) if date.endswith("日") else " "
    forms = ["%02d:%02d:%02d" % (moment.hour, moment.minute, moment.second)]
    if moment.second == 0:
        forms += ["%d:%02d" % (moment.hour, moment.minute), "%02d:%02d" % (moment.hour, moment.minute)]
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
        text = date_text(rng, value) if odd else value.isoformat()
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
    return padded(rng, text, odd)


def header_text(rng, column, odd):
    name = rng.choice([column.key, column.title])
    if rng.random() < odd:
        place = rng.randrange(len(name) + 1)
        name = name[:place] + rng.choice([" ", "\u3000", "\u00a0"]) + name[place:]
    return widened(rng, name, odd / 2)


def quoted(rng, cell, delimiter, always):
    if always or any(c in cell for c in '"\r\n' + delimiter) or rng.random() < 0.03:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def file_bytes(rng, table, units):
    """One file: its form is drawn once, then each row."""
    odd = rng.choice([0, 0.05, 0.25])
    delimiter, end, always = rng.choice(",,\t"), rng.choice(["\n", "\r\n"]), rng.random() < 0.15
    rows = [row for unit in units for row in unit]
    columns = [c for c in table.columns
               if c.required or any(row.get(c.key) is not None for row in rows) or rng.random() < 0.7]
    slots = [(c, None) for c in columns]
    for n in range(rng.choice([0, 0, 1, 2])):
        slots.append((None, rng.choice(["序号", "上级平台流水", "Unknown", "x/y"]) + str(n)))
    if rng.random() < 0.6:
        rng.shuffle(slots)
    lines = [[header_text(rng, c, odd) if c else title for c, title in slots]]
    for row in rows:
        spoilt = isinstance(row, Spoilt)
        cells = [cell_text(rng, c, row.get(c.key), 0 if spoilt else odd) if c
                 else rng.choice(["", "无", "a,b", "1\n2", '"', "\u3000"]) for c, _ in slots]
        if spoilt:
            cells = cells + ["x"] * row.extra if row.extra >= 0 else cells[:row.extra]
        lines.append(cells)
        if rng.random() < 0.02:
            lines.append(rng.choice([[""], [""] * len(slots), ["\u3000"] + [" "] * (len(slots) - 1)]))
    text = end.join(delimiter.join(quoted(rng, cell, delimiter, always) for cell in line) for line in lines)
    text += rng.choice([end, end, ""])
    form = rng.choice(["utf-8", "utf-8", "utf-8-sig", "gb18030"])
    data = text.encode(form)
    if form == "gb18030":
        try:
            data.decode("utf-8")
            return text.encode("utf-8")
        except UnicodeDecodeError:
            pass
    return data


def write_import(rng, folder, contents):
    """`contents`: table key -> units; a unit is rows that stay together in order. Returns the relative paths."""
    written = []
    for key, units in contents.items():
        table, units = BY_KEY[key], list(units)
        rng.shuffle(units)
        count = rng.choice([1, 1, 2, 3]) if len(units) > 1 else 1
        places = [os.path.join(f, n) for f in FOLDERS for n in (key + ".csv", table.title + ".csv")]
        for n, place in enumerate(rng.sample(places, count)):
            path = os.path.join(folder, place)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(file_bytes(rng, table, units[n::count]))
            written.append((key, place))
    return written
