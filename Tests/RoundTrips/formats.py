"""Writes random tables in the formats besides .xlsx, by the programs that write them, and compares what kaohe reads with
what was written and with what python-calamine reads."""
import datetime
import html
import json
import random
import subprocess

import odf.opendocument
import odf.style
import odf.table
import odf.text
import openpyxl
import pandas
import python_calamine
import xlwt

import sheets

TEXTS = ["工号", "FM0012", "0012", "，、“”《》", "a b", "é", "😀", "=1+1", "'", "12", "2021-07-01", "TRUE", "<b>&amp;</b>",
         "很长" * 600, "x" * 3000, "a\nb", "｜", "①②", "\u3000全角", "ｱ"]


def table(seed):
    """Rows of cells, each a text as kaohe shows it, a value and a format; merged ranges; hidden rows."""
    dice = random.Random(seed)
    width, height = dice.randrange(1, 9), dice.randrange(1, 60)
    rows = []
    for _ in range(height):
        row = []
        for _ in range(width):
            kind = dice.randrange(9)
            day = datetime.date(1990, 1, 1) + datetime.timedelta(days=dice.randrange(40_000))
            clock = datetime.timedelta(seconds=dice.randrange(86_400))
            if kind == 0:
                row.append(None)
            elif kind <= 3:
                text = dice.choice(TEXTS) if dice.random() < 0.5 else f"文字{dice.randrange(1000)}"
                row.append((text, text, "General"))
            elif kind == 4:
                number = dice.randrange(-50, 10**dice.randrange(1, 9))
                row.append((str(number), number, "General"))
            elif kind == 5:
                number = dice.randrange(1, 100_000) / dice.choice([10, 100, 1000])
                row.append((f"{number:f}".rstrip("0").rstrip("."), number, "General"))
            elif kind == 6:
                row.append((day.isoformat(), day, "yyyy-mm-dd"))
            elif kind == 7:
                moment = datetime.datetime.combine(day, datetime.time()) + clock
                row.append((moment.isoformat(" "), moment, "yyyy-mm-dd hh:mm:ss"))
            else:
                number = dice.randrange(10_000)
                row.append((f"{number:04}", number, "0000"))
        rows.append(row)
    merges = []
    if height > 8 and width > 2 and dice.random() < 0.5:
        top, left = dice.randrange(height - 4), dice.randrange(width - 1)
        merges.append((top, top + dice.randrange(1, 4), left, left + dice.randrange(0, 2)))
    for top, bottom, left, right in merges:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    rows[row][column] = None
    hidden = {row for row in range(height) if dice.random() < 0.05}
    return rows, merges, hidden


def expected(rows, merges):
    """The cells as kaohe shows them, by row and column; without the rows that lie in merged ranges alone."""
    cells = {(row, column): cell[0] for row, line in enumerate(rows) for column, cell in enumerate(line) if cell}
    own = {row for row, _ in cells}
    used = {column for _, column in cells}
    for top, bottom, left, right in merges:
        value = cells.get((top, left))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if value is not None and row in own and column in used:
                    cells[row, column] = value
    return cells


def with_xlwt(path, seed):
    rows, merges, hidden = table(seed)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    styles = {name: xlwt.easyxf(num_format_str=name) for name in ("General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "0000")}
    covered = {(top, left): (bottom, right) for top, bottom, left, right in merges}
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            if cell and (row, column) in covered:
                bottom, right = covered[row, column]
                sheet.write_merge(row, bottom, column, right, cell[1], styles[cell[2]])
            elif cell:
                sheet.write(row, column, cell[1], styles[cell[2]])
    for row in hidden:
        sheet.row(row).hidden = True
        sheet.row(row).height_mismatch = True
    book.save(str(path))
    kept = [merge for merge in merges if rows[merge[0]][merge[2]]]
    return expected(rows, kept), hidden


def with_openpyxl(path, seed):
    rows, merges, hidden = table(seed)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    for row, line in enumerate(rows, 1):
        for column, cell in enumerate(line, 1):
            if cell:
                made = sheet.cell(row, column, cell[1])
                if isinstance(cell[1], str):
                    made.data_type = "s"
                made.number_format = cell[2]
    for top, bottom, left, right in merges:
        sheet.merge_cells(start_row=top + 1, end_row=bottom + 1, start_column=left + 1, end_column=right + 1)
    for row in hidden:
        sheet.row_dimensions[row + 1].hidden = True
    book.save(path)
    return expected(rows, merges), hidden


def plain(rows):
    """The rows with no more than the values that every program keeps, and their texts."""
    cells = {}
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            if cell:
                cells[row, column] = cell[0]
    return cells


def with_pandas(path, seed):
    rows, _, _ = table(seed)
    frame = pandas.DataFrame([[cell[1] if cell else None for cell in line] for line in rows], dtype=object)
    frame.to_excel(path, engine="odf", header=False, index=False)
    cells = plain(rows)
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            if cell and cell[2] == "0000":
                cells[row, column] = str(cell[1])
    return cells, set()


def with_odfpy(path, seed):
    rows, merges, hidden = table(seed)
    document = odf.opendocument.OpenDocumentSpreadsheet()
    sheet = odf.table.Table(name="表")
    covered = {(top, left): (bottom, right) for top, bottom, left, right in merges if rows[top][left]}
    inside = {(row, column) for (top, left), (bottom, right) in covered.items() for row in range(top, bottom + 1)
              for column in range(left, right + 1)} - set(covered)
    for number, line in enumerate(rows):
        row = odf.table.TableRow(visibility="collapse") if number in hidden else odf.table.TableRow()
        for column, cell in enumerate(line):
            if (number, column) in inside:
                row.addElement(odf.table.CoveredTableCell())
                continue
            extra = {}
            if (number, column) in covered:
                bottom, right = covered[number, column]
                extra = {"numberrowsspanned": bottom - number + 1, "numbercolumnsspanned": right - column + 1}
            if not cell:
                row.addElement(odf.table.TableCell(**extra))
                continue
            text, value, _ = cell
            if isinstance(value, str):
                made = odf.table.TableCell(valuetype="string", **extra)
            elif isinstance(value, datetime.date):
                made = odf.table.TableCell(valuetype="date", datevalue=value.isoformat(), **extra)
            else:
                made = odf.table.TableCell(valuetype="float", value=value, **extra)
            for part in text.split("\n"):
                made.addElement(odf.text.P(text=part))
            row.addElement(made)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(str(path))
    cells = expected(rows, [(top, bottom, left, right) for (top, left), (bottom, right) in covered.items()])
    bare = {(row, column) for row, line in enumerate(rows) for column, cell in enumerate(line) if cell and cell[2] == "0000"}
    for place in bare:
        if place not in inside:
            cells[place] = str(rows[place[0]][place[1]][1])
            for (top, left), (bottom, right) in covered.items():
                if place == (top, left):
                    for other in inside:
                        if other in cells and top <= other[0] <= bottom and left <= other[1] <= right:
                            cells[other] = cells[place]
    return cells, hidden


def as_page(path, seed):
    """An HTML table as platforms write it, in GBK where its characters allow."""
    rows, merges, hidden = table(seed)
    merges = [merge for merge in merges if rows[merge[0]][merge[2]]]
    covered = {(top, left): (bottom, right) for top, bottom, left, right in merges}
    inside = {(row, column) for (top, left), (bottom, right) in covered.items() for row in range(top, bottom + 1)
              for column in range(left, right + 1)} - set(covered)
    out = ["<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head><table border=1>"]
    dice = random.Random(seed)
    for number, line in enumerate(rows):
        out.append("<tr style='display:none'>" if number in hidden else "<tr>")
        for column, cell in enumerate(line):
            if (number, column) in inside:
                continue
            spans = ""
            if (number, column) in covered:
                bottom, right = covered[number, column]
                spans = f" rowspan={bottom - number + 1} colspan='{right - column + 1}'"
            text = html.escape(cell[0]).replace("\n", "<br>") if cell else dice.choice(["", "&nbsp;"])
            out.append(f"<td{spans} style=\"mso-number-format:'\\@'\">{text}" + dice.choice(["</td>", ""]))
        out.append(dice.choice(["</tr>", ""]))
    out.append("</table></html>")
    text = "".join(out)
    try:
        path.write_bytes(text.encode("gbk"))
    except UnicodeEncodeError:
        path.write_text(text.replace("gb2312", "utf-8"), encoding="utf-8")
    return expected(rows, merges), hidden


def ours(binary, path):
    """What kaohe reads of the first sheet: cells by row and column."""
    run = subprocess.run([binary / "workbook-cells", path], capture_output=True, text=True)
    if run.returncode:
        return None, run.stderr.strip()
    cells = {}
    for line in run.stdout.splitlines():
        number, _, row, column, _, text = line.split("\t")
        if number == "0":
            cells[int(row) - 1, int(column)] = json.loads(text)
    return cells, ""


def theirs(path):
    """What python-calamine reads of the first sheet, as kaohe would show plain values."""
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    cells = {}
    for row, values in enumerate(book.get_sheet_by_index(0).to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            if value == "":
                continue
            if isinstance(value, bool):
                text = str(value).upper()
            elif isinstance(value, float):
                text = f"{value:.10f}".rstrip("0").rstrip(".")
            elif isinstance(value, datetime.datetime):
                text = value.isoformat(" ")
            elif isinstance(value, datetime.date):
                text = value.isoformat()
            else:
                text = str(value)
            cells[row, column] = text
    return cells


def like(mine, text):
    """Whether two programs mean the same; calamine does not know leading zeros, nor midnight."""
    return mine == text or mine.lstrip("0") == text.lstrip("0") or mine + " 00:00:00" == text


def compare(binary, path, cells):
    """The number of cells that were written or read, and what kaohe reads otherwise than they were written or than
    calamine reads them, where calamine reads the format."""
    mine, fault = ours(binary, path)
    if mine is None:
        return len(cells), [(path.name, fault)]
    places = sorted(set(cells) | set(mine))
    bad = [(path.name, place, cells.get(place), mine.get(place)) for place in places
           if cells.get(place) != mine.get(place)]
    if path.suffix in (".xls", ".ods") and not path.read_bytes().startswith(b"<"):
        bad += [(path.name, place, "calamine", text, mine.get(place)) for place, text in theirs(path).items()
                if not like(mine.get(place, ""), text)]
    return len(places), bad


def survey(binary, root, seeds):
    """Compares the tables of each maker; gives its name, and for each table the number of cells and the differences."""
    ways = {"xlwt (.xls)": (with_xlwt, ".xls"), "pandas (.ods)": (with_pandas, ".ods"),
            "odfpy (.ods)": (with_odfpy, ".ods"), "platforms' HTML (.xls)": (as_page, ".xls")}
    for name, (make, ending) in ways.items():
        place = root / name.split(" ")[0]
        place.mkdir()
        results = []
        for seed in range(seeds):
            path = place / f"{seed}{ending}"
            cells, _ = make(path, seed)
            results.append(compare(binary, path, cells))
        yield name, results
    if not sheets.office():
        return
    source = root / "source"
    source.mkdir()
    truth = {seed: with_openpyxl(source / f"{seed}.xlsx", seed) for seed in range(seeds)}
    paths = [source / f"{seed}.xlsx" for seed in truth]
    for form in ("xls", "ods", "fods"):
        place = root / f"office-written-{form}"
        place.mkdir()
        sheets.through_office(paths, place, form)
        yield f"LibreOffice (.{form})", [compare(binary, place / f"{seed}.{form}", cells)
                                         for seed, (cells, _) in truth.items()]
