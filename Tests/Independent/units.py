"""Rows into units for the files: repeats, incomplete versions that others fill, and rows to reject."""
import datetime
import random
from layout import Raw, Spoilt
from tables import TABLES, attribution_column

DAY = datetime.timedelta(1)


class Units:
    """A mixin of the class Town in townships.py."""

    # -- units: repeats, fills, spoilt rows --------------------------------------------------------------------
    def units(self, rejects):
        """{import: {table: [unit, ...]}} where a unit is rows that stay together."""
        rng = random.Random(self.rng.random())
        first = {}
        for table in TABLES:
            keys = [c.key for c in table.columns]
            units = []
            for row in self.rows[table.key]:
                row = {k: row.get(k) for k in keys}
                units.append([row])
                if rng.random() < 0.02:
                    units.append([dict(row)])                          # the same row again
                if rng.random() < 0.05 and self.may_be_thin(table, row):
                    thin = {c.key: v if c.required or rng.random() < 0.4 else None
                            for c, v in ((c, row[c.key]) for c in table.columns)}
                    if table.key == "equipment" and thin["cost"] is None:
                        thin["at_fault"] = None
                    units.append([thin])                               # an incomplete version: one fills the other
            if rejects:
                self.spoil(rng, table, units)
            if units or rng.random() < 0.3:
                first[table.key] = units
        imports = [("tables", first)]
        if self.later:
            imports.append(("later", {k: [[r] for r in rows] for k, rows in self.later.items()}))
        return imports

    def may_be_thin(self, table, row):
        if table.key == "ballot":
            m = next(m for m in self.members if m["member"] == row["member"])
            return m["joined_on"] <= row["date"] <= m["last"]
        return True

    def spoil(self, rng, table, units):
        """Rows to reject, each for one reason."""
        good = [unit[0] for unit in units]
        if not good:
            return
        wrong = {"date": ["2021-02-30", "2021-07-01 8:30", "20210731x", "7月1日", "2021-07-01 周五"],
                 "moment": ["2021-07-01", "2021-07-01 24:00", "2021-07-018:30", "2021-07-01 8:60", "2021-07-01 8:30Z"],
                 "number": ["-1", "1.234", "1,000", "一", "1e2"], "whole": ["1.5", "-2", "x"],
                 "percent": ["100.01", "101%", "-1", "80%%"], "yes-no": ["对", "y", "2"]}

        def spoilt(**changes):
            row = Spoilt(rng.choice(good))
            first = table.columns[0].key if table.natural_key[0] != "member" else None
            if first and table.columns[0].kind == "code":
                row[first] = "新 %d" % rng.randrange(10 ** 9)
            row.update(changes)
            return row

        bad = []
        for column in rng.sample(table.columns, min(4, len(table.columns))):
            kind = "choice" if isinstance(column.kind, dict) else column.kind
            texts = wrong.get(kind, ["没有这个", "FULL-TIME"] if kind == "choice" else [])
            if texts:
                bad.append(spoilt(**{column.key: Raw(rng.choice(texts))}))
            if column.required:
                bad.append(spoilt(**{column.key: Raw(rng.choice(["", " ", "\u3000", "\u2028"]))}))
        keys = [c.key for c in table.columns]
        if "member" in keys and table.key != "member":
            bad.append(spoilt(member=Raw("查无此人")))
        if table.attribution:
            kind = next(c.kind for c in table.columns if c.key == table.attribution)
            for text in ("1999-01-01", "2099-12-31"):
                row = spoilt()
                leaver = [m["member"] for m in self.members if m["left_on"]]
                if text < "2000" or leaver:
                    row["member"] = rng.choice(leaver) if text > "2000" else row["member"]
                    row[attribution_column(table, row)] = Raw(text + (" 08:30:00" if kind == "moment" else ""))
                    if table.key == "leave":
                        row["through"] = Raw("2099-12-31")
                    bad.append(row)
        if table.key == "member":
            bad.append(spoilt(joined_on=Raw("2021-07-02"), left_on=Raw("2021-07-01")))
        if table.key == "leave":
            row = spoilt()
            row["through"] = row["from"] - DAY
            bad.append(row)
        if table.key == "equipment":
            bad.append(spoilt(change="lost", at_fault=True, cost=None))
        for extra in (1, -1):
            row = spoilt()
            row.extra = extra
            bad.append(row)
        for row in rng.sample(bad, min(len(bad), rng.randint(1, 6))):
            units.insert(rng.randrange(len(units) + 1), [row])
        # a conflict comes after a complete copy of the row that it contradicts
        unit = rng.choice([u for u in units if not isinstance(u[0], Spoilt)])
        other = Spoilt(unit[0])
        choices = [c for c in table.columns if c.key not in table.natural_key and other.get(c.key) is not None
                   and (isinstance(c.kind, dict) or c.kind == "text")]
        for column in choices[:1]:
            if isinstance(column.kind, dict):
                other[column.key] = next(k for k in column.kind if k != unit[0][column.key])
            else:
                other[column.key] = unit[0][column.key] + " "
            if other[column.key].strip() and not (table.key == "equipment" and other.get("cost") is None):
                unit.append(other)
