"""Cells to values: the value forms of the tables, read literally."""
import datetime
import re
from fractions import Fraction

# Unicode's White_Space property (str.isspace is a different set: it has U+001C to U+001F as well).
WHITE_SPACE = frozenset(
    [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
    + list(range(0x2000, 0x200B)))


class Unreadable(Exception):
    """The cell does not parse."""


def is_white(character):
    return ord(character) in WHITE_SPACE


def trim(text):
    start, end = 0, len(text)
    while start < end and is_white(text[start]):
        start += 1
    while end > start and is_white(text[end - 1]):
        end -= 1
    return text[start:end]


def without_white_space(text):
    return "".join(c for c in text if not is_white(c))


def is_blank(value):
    """Empty, or only white space."""
    return value is None or (isinstance(value, str) and without_white_space(value) == "")


def half_width(text):
    """Full-width forms and the ideographic space become their ASCII twins; nothing else is normalised."""
    out = []
    for c in text:
        code = ord(c)
        if 0xFF01 <= code <= 0xFF5E:
            c = chr(code - 0xFEE0)
        elif code == 0x3000:
            c = " "
        out.append(c)
    return "".join(out)


def tidy(text):
    """Normalises codes, numbers, dates and choices before they are parsed."""
    return trim(half_width(text))


def header_name(text):
    """Headers lose all white space and full-width forms."""
    return without_white_space(half_width(text))


DATE = r"(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})" \
       r"|([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})|([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})(日))"
DATE_ONLY = re.compile(DATE)
DATE_TIME = re.compile(DATE + r"( ?)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")


def _date_of(groups):
    numbers = [g for g in groups if g is not None and g != "日"]
    try:
        return datetime.date(*(int(n) for n in numbers))
    except ValueError:
        raise Unreadable()


def read_date(text):
    """Four written forms; a time of day after it is an error."""
    match = DATE_ONLY.fullmatch(text)
    if not match:
        raise Unreadable()
    return _date_of(match.groups())


def read_moment(text):
    """A date, a space (only after 日 may it be left out), a time with or without seconds."""
    match = DATE_TIME.fullmatch(text)
    if not match:
        raise Unreadable()
    *date, space, hour, minute, second = match.groups()
    if space == "" and date[-1] != "日":
        raise Unreadable()
    day = _date_of(date)
    try:
        return datetime.datetime(day.year, day.month, day.day, int(hour), int(minute), int(second or 0))
    except ValueError:
        raise Unreadable()


def read_number(text):
    """A plain decimal, not negative, at most two decimals."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]{1,2})?", text):
        raise Unreadable()
    return Fraction(text)


def read_whole(text):
    if not re.fullmatch(r"[0-9]+", text):
        raise Unreadable()
    return Fraction(text)


def read_percent(text):
    """0 to 100; a per-cent sign may follow."""
    number = read_number(text[:-1] if text.endswith("%") else text)
    if number > 100:
        raise Unreadable()
    return number


def read_yes_no(text):
    word = "".join(c.lower() if c.isascii() else c for c in text)
    if word in ("是", "yes", "true", "1"):
        return True
    if word in ("否", "no", "false", "0"):
        return False
    raise Unreadable()


READERS = {"date": read_date, "moment": read_moment, "number": read_number, "whole": read_whole,
           "percent": read_percent, "yes-no": read_yes_no, "code": lambda text: text}


def read_cell(kind, cell):
    """The value of one cell, or None when it is empty. `kind` is a name above, 'text', or a dict key -> title."""
    if kind == "text":
        return cell if cell != "" else None
    text = tidy(cell)
    if text == "":
        return None
    if isinstance(kind, dict):
        for key, title in kind.items():
            if text == key or text == title:
                return key
        raise Unreadable()
    return READERS[kind](text)


# ---- printing ----------------------------------------------------------------------------------------------

def show_points(number):
    """The fewest decimals that are exact."""
    number = Fraction(number)
    sign = "-" if number < 0 else ""
    number = abs(number)
    places = 0
    while (number * 10 ** places).denominator != 1:
        places += 1
        if places > 20:
            raise ValueError("not a finite decimal: %s" % number)
    digits = str(int(number * 10 ** places)).rjust(places + 1, "0")
    return sign + (digits if places == 0 else digits[:-places] + "." + digits[-places:])


def show_money(number):
    """Yuan, always with two decimals."""
    fen = Fraction(number) * 100
    if fen.denominator != 1:
        raise ValueError("not whole fen: %s" % number)
    fen = int(fen)
    return ("-" if fen < 0 else "") + "%d.%02d" % divmod(abs(fen), 100)


def round_half_up(number, step):
    """To a multiple of the step, halves away from zero."""
    number, step = Fraction(number), Fraction(step)
    whole = (abs(number) / step + Fraction(1, 2)).__floor__() * step
    return -whole if number < 0 else whole


def csv_cell(text):
    if any(c in text for c in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def csv_text(header, rows):
    lines = [header] + [list(row) for row in rows]
    return "".join(",".join(csv_cell(c) for c in line) + "\n" for line in lines)


def byte_order(text):
    return text.encode("utf-8")
