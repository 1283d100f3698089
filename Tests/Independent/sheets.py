"""Workbooks, written and read in the plainest way: .xlsx as XML in a ZIP, .xls as a stream of records (BIFF8)."""
import datetime
import io
import re
import struct
import xml.etree.ElementTree as tree
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
FORMATS = [0, 14, 22]                     # by cell style: general, a day, a moment
ZERO = datetime.datetime(1899, 12, 30)


class Number(str):
    """A cell that is a number, with its cell style."""
    style = 0


def number_cell(value):
    """A day, a moment or a decimal in words as a number of the sheet."""
    if isinstance(value, datetime.datetime):
        cell = Number(repr((value - ZERO) / datetime.timedelta(1)))
        cell.style = 2
    elif isinstance(value, datetime.date):
        cell = Number((value - ZERO.date()).days)
        cell.style = 1
    else:
        cell = Number(value)
    return cell


def shown(text, style):
    """What a sheet shows of a number: a day, a moment to the second, or the number."""
    if style == 0:
        return text
    moment = ZERO + datetime.timedelta(seconds=round(float(text) * 86400))
    return moment.date().isoformat() if style == 1 else moment.strftime("%Y-%m-%d %H:%M:%S")


def filled(cells, merges):
    """Rows of texts from cells by place, with the value of each merged range in all of its cells."""
    cells = dict(cells)
    for top, left, bottom, right in merges:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (top, left) in cells:
                    cells[row, column] = cells[top, left]
    rows = [[] for _ in range(max((row for row, _ in cells), default=-1) + 1)]
    for (row, column), text in sorted(cells.items()):
        rows[row] += [""] * (column - len(rows[row])) + [text]
    return rows


def letters(column):
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def place_of(reference):
    letter, number = re.fullmatch("([A-Z]+)([0-9]+)", reference).groups()
    column = 0
    for c in letter:
        column = column * 26 + ord(c) - 64
    return int(number) - 1, column - 1


def escaped(text):
    """XML has no control characters, and reads a lone line feed from any line break."""
    text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return escape(re.sub("[\x00-\x08\x0b-\x1f]", lambda c: "_x%04X_" % ord(c.group()), text))


def write_xlsx(name, rows, merges):
    data = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, cell in enumerate(row):
            reference = letters(column) + str(number)
            if isinstance(cell, Number):
                cells.append('<c r="%s" s="%d"><v>%s</v></c>' % (reference, cell.style, cell))
            elif cell != "":
                cells.append('<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (reference, escaped(cell)))
        data.append('<row r="%d">%s</row>' % (number, "".join(cells)))
    ranges = "".join('<mergeCell ref="%s%d:%s%d"/>' % (letters(left), top + 1, letters(right), bottom + 1)
                     for top, left, bottom, right in merges)
    relation = '<Relationship Id="%s" Type="' + RELATIONS + '/%s" Target="%s"/>'
    parts = {
        "_rels/.rels": '<Relationships xmlns="%s">%s</Relationships>' % (
            PACKAGE, relation % ("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="%s" sheetId="1" r:id="a"/></sheets></workbook>'
                           % (MAIN, RELATIONS, escape(name)),
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="%s">%s%s</Relationships>' % (
            PACKAGE, relation % ("a", "worksheet", "worksheets/sheet1.xml"), relation % ("b", "styles", "styles.xml")),
        "xl/styles.xml": '<styleSheet xmlns="%s"><cellXfs>%s</cellXfs></styleSheet>' % (
            MAIN, "".join('<xf numFmtId="%d"/>' % n for n in FORMATS)),
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>' % (
            MAIN, "".join(data), "<mergeCells>%s</mergeCells>" % ranges if ranges else ""),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(zipfile.ZipInfo(part), ('<?xml version="1.0" encoding="UTF-8"?>' + text).encode("utf-8"))
    return buffer.getvalue()


def read_xlsx(data):
    """The name of the one sheet, and its rows."""
    archive, main = zipfile.ZipFile(io.BytesIO(data)), "{%s}" % MAIN
    sheet = tree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    cells = {}
    for cell in sheet.iter(main + "c"):
        texts, value = list(cell.iter(main + "t")), cell.find(main + "v")
        if texts:
            text = re.sub("_x([0-9A-Fa-f]{4})_", lambda c: chr(int(c.group(1), 16)), texts[0].text)
        else:
            text = shown(value.text, int(cell.get("s")))
        cells[place_of(cell.get("r"))] = text
    merges = []
    for merge in sheet.iter(main + "mergeCell"):
        first, last = merge.get("ref").split(":")
        merges.append(place_of(first) + place_of(last))
    name = next(tree.fromstring(archive.read("xl/workbook.xml")).iter(main + "sheet")).get("name")
    return name, filled(cells, merges)


def record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def wide(text, length):
    units = text.encode("utf-16-le")
    return struct.pack(length, len(units) // 2) + b"\x01" + units


def write_xls(name, rows, merges):
    begin = lambda kind: record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x1234, 0x7CD, 0, 0x600))
    body = begin(0x10)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, Number):
                body += record(0x203, struct.pack("<HHHd", number, column, cell.style, float(cell)))
            elif cell != "":
                body += record(0x204, struct.pack("<HHH", number, column, 0) + wide(cell, "<H"))
    if merges:
        body += record(0xE5, struct.pack("<H", len(merges)) + b"".join(
            struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merges))
    body += record(0x0A, b"")
    head = begin(5) + b"".join(record(0xE0, struct.pack("<HH", 0, n) + bytes(16)) for n in FORMATS)
    sheet = wide(name, "<B")
    place = len(head) + 4 + 6 + len(sheet) + 4
    return head + record(0x85, struct.pack("<IH", place, 0) + sheet) + record(0x0A, b"") + body


def read_xls(data):
    """The name of the one sheet, and its rows."""
    cells, merges, styles, name, place = {}, [], [], None, 0
    while place < len(data):
        kind, size = struct.unpack_from("<HH", data, place)
        body = data[place + 4:place + 4 + size]
        place += 4 + size
        if kind == 0x85:
            name = body[8:].decode("utf-16-le")
        elif kind == 0xE0:
            styles.append(FORMATS.index(struct.unpack_from("<H", body, 2)[0]))
        elif kind == 0x204:
            cells[struct.unpack_from("<HH", body)] = body[9:].decode("utf-16-le")
        elif kind == 0x203:
            row, column, style, number = struct.unpack("<HHHd", body)
            cells[row, column] = shown(repr(number) if styles[style] else "%.12g" % number, styles[style])
        elif kind == 0xE5:
            for n in range(struct.unpack_from("<H", body)[0]):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * n)
                merges.append((top, left, bottom, right))
    return name, filled(cells, merges)
