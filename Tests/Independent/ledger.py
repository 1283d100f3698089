"""Reads files into the ledger: encodings, CSV, natural keys, rejects."""
import copy
import os
import re
from values import Unreadable, header_name, is_blank, read_cell
from sheets import read_xls, read_xlsx
import tables


class Refused(Exception):
    """A whole file is refused: (row, column, value)."""
    def __init__(self, row="", column="", value=""):
        super().__init__(row, column, value)
        self.where = (row, column, value)


TOTALS = ("合计", "总计", "小计", "制表", "填表")


def encodings(data):
    """(encoding, bytes) in the order in which the header is looked for."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return [(encoding, data[len(mark):])]
    try:
        data.decode("utf-8")
        return [("utf-8", data)]
    except UnicodeDecodeError:
        return [("gb18030", data), ("utf-8", data)]


def decode(data):
    """What can be read of a file in each encoding, and whether the rest is damaged."""
    for encoding, rest in encodings(data):
        try:
            yield rest.decode(encoding).lstrip("\ufeff"), False
        except UnicodeDecodeError as error:
            yield rest[:error.start].decode(encoding).lstrip("\ufeff"), True


def split_records(text, delimiter=","):
    """RFC 4180 strictly: a quote opens only at a cell's start, and after the closing one the cell ends."""
    records, record, i = [], [], 0
    while i < len(text):
        if text[i] == '"':
            cell, i = "", i + 1
            while True:
                end = text.find('"', i)
                if end < 0:
                    raise Refused(str(len(records) + 1))
                cell += text[i:end]
                if text[end + 1:end + 2] == '"':
                    cell, i = cell + '"', end + 2
                else:
                    i = end + 1
                    break
            if not (i == len(text) or text[i] in (delimiter, "\n") or text.startswith("\r\n", i)):
                raise Refused(str(len(records) + 1))
        else:
            start = i
            while i < len(text) and text[i] not in (delimiter, "\n") and not text.startswith("\r\n", i):
                if text[i] == '"':
                    raise Refused(str(len(records) + 1))
                i += 1
            cell = text[start:i]
        record.append(cell)
        if i < len(text) and text[i] == delimiter:
            i += 1
            if i == len(text):
                record.append("")
            continue
        i += 2 if text.startswith("\r\n", i) else 1
        records.append(record)
        record = []
    if record:
        records.append(record)
    return records


def titles_of(cell):
    """What a header cell may be called: as it is, and without its mark and its remark."""
    name = header_name(cell)
    return (name, re.sub(r"[(（\[【][^()（）]*[)）\]】]$", "", name).strip("*") or name)


def header_places(cells, table):
    """The place of each column that a row of titles names; None when a required one is not there."""
    places = {}
    for column in table.columns:
        for position, cell in enumerate(cells):
            if not {column.key, column.title}.isdisjoint(titles_of(cell)) and column.key not in places:
                places[column.key] = position
        if column.required and column.key not in places:
            return None
    return places


def read_file(path, table):
    """(places, width, rows): places maps a column key to its position; a row is (number, cells)."""
    with open(path, "rb") as file:
        data = file.read()
    refusal = Refused("1", next(c.key for c in table.columns if c.required))
    if path.endswith((".xlsx", ".xls")):
        _, records = read_xlsx(data) if path.endswith("x") else read_xls(data)
        for number, titles in enumerate(records[:20], 1):
            places = header_places(titles, table)
            if places is not None:
                return places, len(titles), list(rows_below(records, number, titles, places, table))
        raise refusal
    for text, is_damaged in decode(data):
        for delimiter in ",\t;":
            try:
                records = split_records(text, delimiter)
            except Refused as fault:
                records, refusal = [], fault
            for number, titles in enumerate(records[:20], 1):
                places = header_places(titles, table)
                if places is None:
                    continue
                if is_damaged:
                    raise Refused(str(len(records)))
                return places, len(titles), list(rows_below(records, number, titles, places, table))
    raise refusal


def rows_below(records, header, titles, places, table):
    """The rows that hold records, all as long as the header unless a cell beside it is filled."""
    for number, cells in enumerate(records[header:], header + 1):
        while len(cells) > len(titles) and is_blank(cells[-1]):
            cells = cells[:-1]
        cells = cells + [""] * (len(titles) - len(cells))
        filled = [position for position, cell in enumerate(cells) if not is_blank(cell)]
        if not filled or [header_name(c) for c in cells] == [header_name(c) for c in titles]:
            continue
        keys = [places[k] for k in table.natural_key] + [places.get("member", filled[0])]
        is_total = header_name(cells[filled[0]]).startswith(TOTALS)
        if not (is_total and all(is_blank(cells[position]) for position in keys if position != filled[0])):
            yield number, cells


def table_files(folder):
    """Every CSV file below the folder that is named after a table, by path."""
    found = []
    for where, _, names in os.walk(folder):
        for name in names:
            stem, ending = os.path.splitext(name)
            table = tables.table_named(stem)
            if ending.lower() in (".csv", ".xlsx", ".xls") and table:
                path = os.path.join(where, name)
                found.append((os.path.relpath(path, folder), path, table))
    return sorted(found, key=lambda f: f[0].encode("utf-8"))


def sheet_of(path):
    """What follows a workbook's name in the rejects: its sheet."""
    if not path.endswith((".xlsx", ".xls")):
        return ""
    with open(path, "rb") as file:
        data = file.read()
    return "#" + (read_xlsx(data) if path.endswith("x") else read_xls(data))[0]


class Ledger:
    def __init__(self):
        self.rows = {table.key: {} for table in tables.TABLES}

    # -- in post ---------------------------------------------------------------------------------------------
    def last_day(self, member, roster_alone=False):
        """The last day in post, the earlier of the roster's and the removal's; None if there is neither."""
        days = [self.rows["member"][(member,)].get("left_on")]
        removal = self.rows["removal"].get((member,))
        if removal and not roster_alone:
            days.append(removal["date"])
        days = [d for d in days if d is not None]
        return min(days) if days else None

    def in_post(self, member, date, roster_alone=False):
        last = self.last_day(member, roster_alone)
        return self.rows["member"][(member,)]["joined_on"] <= date and (last is None or date <= last)

    # -- import ----------------------------------------------------------------------------------------------
    def import_folder(self, folder, amend=False, accept_valid=False):
        """Returns the rejects; the ledger is unchanged when there are any, unless the valid rows are accepted."""
        staged = Ledger()
        staged.rows = copy.deepcopy(self.rows)
        # what was there before this import, and for each key what its rows have said: values, and the columns they had
        staged.base, staged.said = self.rows, {}
        rejects, contents = [], []
        for name, path, table in table_files(folder):
            name += sheet_of(path)
            try:
                contents.append((name, table) + read_file(path, table))
            except Refused as refusal:
                rejects.append((name,) + refusal.where)
        for table in tables.TABLES:
            for name, its_table, places, width, rows in contents:
                if its_table is table:
                    for number, cells in rows:
                        problem = staged.take(table, places, width, cells, amend)
                        if problem:
                            rejects.append((name, str(number)) + problem)
        if accept_valid or not rejects:
            self.rows = staged.rows
        return rejects

    def take(self, table, places, width, cells, amend):
        """Take one row, or return (column, value) of its first fault."""
        if len(cells) != width:
            return ("", "")
        cell_of = {key: cells[position] for key, position in places.items()}
        row, wrong = {c.key: None for c in table.columns}, set()
        for column in table.columns:
            try:
                row[column.key] = read_cell(column.kind, cell_of.get(column.key, ""))
            except Unreadable:
                wrong.add(column.key)
            else:
                if column.required and is_blank(row[column.key]):
                    wrong.add(column.key)
        if table.key == "equipment" and is_charged(row) and row["cost"] is None:
            wrong.add("cost")
        # cells from left to right as in the file
        for key in sorted(wrong, key=lambda k: places.get(k, width)):
            return (key, cell_of.get(key, ""))
        if table.key not in ("member", "calendar"):
            if (row["member"],) not in self.rows["member"]:
                # a name stands for the one member who has it
                name = "".join(row["member"].split())
                named = [key[0] for key, m in self.rows["member"].items() if "".join(m["name"].split()) == name]
                if len(named) == 1:
                    row["member"] = named[0]
            if (row["member"],) not in self.rows["member"]:
                return ("member", cell_of["member"])
            if table.attribution:
                column = tables.attribution_column(table, row)
                date = tables.attribution_date(table, row)
                if not self.in_post(row["member"], date, roster_alone=table.key == "removal"):
                    return (column, cell_of[column])
        if table.key == "member" and row["left_on"] is not None and row["left_on"] < row["joined_on"]:
            return ("left_on", cell_of["left_on"])
        if table.key == "leave" and row["through"] < row["from"]:
            return ("through", cell_of["through"])
        key = tuple(row[k] for k in table.natural_key)
        base = self.base[table.key].get(key)
        said, had = self.said.setdefault((table.key, key), ({}, set()))
        # the first cell, from left to right, that another row of this import or the ledger contradicts
        for column in sorted(places, key=places.get):
            if is_blank(row[column]):
                continue
            against = [said.get(column)] + ([] if amend or base is None else [base[column]])
            if any(not is_blank(other) and not same(other, row[column]) for other in against):
                return (column, cell_of[column])
        for column in places:
            had.add(column)
            if not is_blank(row[column]):
                said.setdefault(column, row[column])
        if base is None:
            stored = self.rows[table.key].setdefault(key, row)
        else:
            stored = self.rows[table.key][key] = dict(base)
        for column in row:
            if column in said:
                if base is None or is_blank(stored[column]) or not same(stored[column], said[column]):
                    stored[column] = said[column]
            elif amend and base is not None and column in had and not is_blank(base[column]):
                stored[column] = row[column]           # cleared
        return None


def same(left, right):
    """Equal, but for the kind of line breaks in texts."""
    if isinstance(left, str) and isinstance(right, str):
        left, right = (text.replace("\r\n", "\n").replace("\r", "\n") for text in (left, right))
    return left == right


def is_charged(entry):
    """Lost or damaged, and by the member's own fault."""
    return entry["change"] in ("lost", "damaged") and entry["at_fault"] is True
