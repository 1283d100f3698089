"""Cells to values: the value forms of the tables, read literally."""
import datetime
import re
import unicodedata
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


DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})"
                  r"|\.([0-9]{1,2})\.([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{2})([0-9]{2})(?![0-9]))")
WEEKDAY = re.compile(r" *(?:\((?:星期|周)([一二三四五六日天])\)|(?:星期|周)([一二三四五六日天]))")
TIME = re.compile(r"(?:(上午|下午) *)?([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:\.0{1,9})?)?|时([0-9]{2})分(?:([0-9]{2})秒)?)")
WEEKDAYS = {name: n for n, name in enumerate("一二三四五六日")} | {"天": 6}


def _day(text):
    """The day at the start of a text, what follows it, and whether a time may follow at once."""
    match = DATE.match(text)
    if not match:
        raise Unreadable()
    year, *rest = [int(g) for g in match.groups() if g is not None]
    try:
        date = datetime.date(year, *rest)
    except ValueError:
        raise Unreadable()
    is_open = match.group(0).endswith("日")
    text = text[match.end():]
    named = WEEKDAY.match(text)
    if named:
        if WEEKDAYS[named.group(1) or named.group(2)] != date.weekday():
            raise Unreadable()
        text, is_open = text[named.end():], True
    return date, text, is_open


def _time(text, is_open):
    """The time that is all of a text, after spaces or a T."""
    rest = text[1:] if text.startswith("T") else text.lstrip(" ")
    match = TIME.fullmatch(rest)
    if not match or (rest == text and not is_open):
        raise Unreadable()
    half, hour, *parts = match.groups()
    hour, parts = int(hour), [int(p) for p in parts if p is not None]
    if half:
        if not (0 if half == "上午" else 1) <= hour <= 12:
            raise Unreadable()
        hour = hour % 12 + (0 if half == "上午" else 12)
    try:
        return datetime.time(hour, *parts)
    except ValueError:
        raise Unreadable()


def read_date(text):
    """The written forms of a day; its day of the week may follow, and midnight."""
    date, rest, is_open = _day(text)
    if rest and _time(rest, is_open) != datetime.time(0):
        raise Unreadable()
    return date


def read_moment(text):
    """A day, what separates it from its time, and the time."""
    date, rest, is_open = _day(text)
    return datetime.datetime.combine(date, _time(rest, is_open))


def read_code(text):
    """A code: what it wraps; none that a spreadsheet has damaged, and no character that cannot be seen."""
    for c in text:
        if unicodedata.category(c) == "Cf" or unicodedata.category(c) == "Cc" and not is_white(c):
            raise Unreadable()
    wrapped = re.fullmatch(r'="([^"]*)"', text)
    if wrapped or text.startswith("'"):
        text = tidy(wrapped.group(1) if wrapped else text[1:])
    if re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+[Ee][+-]?|[Ee]\+)[0-9]{1,3}", text):
        raise Unreadable()
    return text or None


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
           "percent": read_percent, "yes-no": read_yes_no, "code": read_code}


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
