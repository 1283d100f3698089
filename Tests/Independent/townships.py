"""Random small townships full of edge cases.

    python3 townships.py SEED OUT [--layout N] [--rejects]

OUT gets tables/ (and later/, a second import), and case.json: quarters (closed in this order), rulebook (overrides),
imports, accept_empty. The same seed has the same records whatever the layout: only the files differ."""
import argparse
import datetime
import json
import os
import random
import shutil
from layout import write_import
from records import Records
from rulebook import DEFAULT, exact_json, merged
from tables import BY_KEY, TABLES
from township import days_of, month_period, public_holidays, quarter_months, quarter_period
from units import Units

DAY = datetime.timedelta(1)
HOLIDAYS = public_holidays()
NAMES = ["张三", "李 四", "王·五", "O'Neil", 'Li, "Wei"', "e\u0301ric", "\u00e9ric", "欧阳\u2009六", "𠮷田", "=1+1", "赵\n七"]
OFFICES = ["东办事处", "西办事处", "é", "e\u0301"]
VILLAGES = ["欧峪村", "甲/乙村", "前 村", "Z村", "a村"]
STYLES = ["%s%03d", "%s-%d", "%s/%d", "%s%%%d", "%s:%d", "甲%s %d", "é%s%d", "e\u0301%s%d", "\uf900%s%d",
          "\U0001f600%s%d", "ä%s%d", "Z%s_%d", "z%s_%d", "%s\u00a0%d", "%s\u2028%d", "%s,%d", '%s"%d', "%s%%2F%d",
          "%s\u2009%d", "%s+%d", "~%s%d", "%s\n%d"]


class Town(Records, Units):
    def __init__(self, seed):
        self.rng = random.Random("township %d" % seed)
        self.rows = {t.key: [] for t in TABLES}
        self.later = {}
        self.used = set()
        self.style = self.rng.choice([0, 0.3, 1])
        self.choose_quarters()
        self.choose_rulebook()
        self.choose_members()
        self.choose_calendar()
        for member in self.members:
            self.choose_post_ends(member)
            self.fill_records(member)

    # -- draws -------------------------------------------------------------------------------------------------
    def chance(self, p):
        return self.rng.random() < p

    def key(self, table, number):
        style = self.rng.choice(STYLES) if self.chance(self.style) else "%s%04d"
        text = style % (table[0].upper() if self.chance(0.8) else table[0], number)
        while (table, text) in self.used:
            text += self.rng.choice("abc")
        self.used.add((table, text))
        return text

    def add(self, table, **values):
        row = {k: v for k, v in values.items()}
        self.rows[table].append(row)
        return row

    # -- the frame ---------------------------------------------------------------------------------------------
    def choose_quarters(self):
        rng = self.rng
        year, number = rng.randint(2019, 2025), rng.randint(1, 4)
        if self.chance(0.4):
            year, number = 2021, 3
        count = rng.choice([1, 1, 1, 2, 2, 3])
        quarters = []
        while len(quarters) < count and year >= 2019:
            quarters.insert(0, "%dQ%d" % (year, number))
            step = 2 if self.chance(0.1) else 1                # sometimes a quarter stays unclosed
            for _ in range(step):
                year, number = (year, number - 1) if number > 1 else (year - 1, 4)
        self.quarters = quarters
        self.start, self.end = quarter_period(quarters[0]).start, quarter_period(quarters[-1]).end
        self.days = days_of(quarter_period(quarters[0])._replace(end=self.end))

    def choose_rulebook(self):
        rng, book, items = self.rng, {}, {}

        def maybe(target, key, *values, p=0.2):
            if self.chance(p):
                target[key] = rng.choice(values)

        def item(name):
            return items.setdefault(name, {})

        if self.start < datetime.date(2021, 1, 1):
            book["effective_from"] = "2019-01-01"
        if self.chance(0.75):
            maybe(book, "gap_scores", "lower", "upper", p=0.4)
            maybe(book, "failing_penalty", "once", p=0.3)
            maybe(book, "proration", "whole-month")
            maybe(book, "registered_leave", "counts", p=0.3)
            maybe(book, "minimum_duty_days", 0, 1, 9, 11, 20)
            maybe(book, "assessed_posts", ["full-time", "part-time"], ["part-time"])
            maybe(book, "base_pay", 233.33, 0, 155.55)
            if self.chance(0.3):
                book["failing_streak"] = {}
                maybe(book["failing_streak"], "months", 1, 2, 4, p=0.6)
                maybe(book["failing_streak"], "basis", "quarter-score", p=0.6)
            if self.chance(0.25):
                edges = rng.choice([(98, 97, 90, 89, 80, 79, 70, 69), (90, 90, 80, 79, 70, 69, 60, 59),
                                    (95, 94, 86, 84, 76, 74, 62, 60)])
                top, good2, good1, fair2, fair1, poor2, poor1, last = edges
                amounts = rng.choice([(200, 100, 0, -100, -200), (300.33, 111.11, 0, -99.99, -250.05)])
                frame = [{"above": top}, {"from": good1, "through": good2}, {"from": fair1, "through": fair2},
                         {"from": poor1, "through": poor2}, {"through": last}]
                book["bands"] = [{"name": old["name"], "title": old["title"], **edge, "amount": amount}
                                 for old, edge, amount in zip(DEFAULT["bands"], frame, amounts)]
                if edges[0] - edges[1] == 1 and book.get("gap_scores", "round") == "round":
                    book["gap_scores"] = rng.choice(["lower", "upper"])      # whole totals may lie between these bands
            maybe(item("training"), "steps", [1, 4.5, 10], [0, 2, 3.25])
            maybe(item("training"), "leave_limit", 0, 1, 3)
            maybe(item("training"), "excess_leave", "ignore")
            maybe(item("training"), "disqualify_at", 1, 2)
            maybe(item("collection"), "per_missing_patrol", 0, 0.25, 1)
            maybe(item("collection"), "per_finding", 1.5)
            maybe(item("publicity"), "per_task", 0.75)
            maybe(item("hazards"), "report_within_hours", 12, 48)
            maybe(item("activity"), "events_per_day", 0, 1, 3)
            maybe(item("activity"), "visits_per_day", 0, 1)
            maybe(item("activity"), "per_missing", 0.1, 0.25, 0)
            maybe(item("activity"), "per_void", 0.5)
            maybe(item("activity"), "per_overdue", 1, 0.05, p=0.35)
            maybe(item("activity"), "per_missing_general", 1, 2.5, p=0.35)
            maybe(item("activity"), "per_missing_appointed", 0.2, 1, p=0.35)
            maybe(item("activity"), "appointed_per_week", 1, 2)
            maybe(item("activity"), "quota_basis", "period", p=0.35)
            maybe(item("activity"), "duplicates", "deduct", p=0.45)
            maybe(item("activity"), "required_elements", ["place"], ["persons", "description"], ["place", "description"])
            maybe(item("mediation"), "per_dispute", 1.25)
            maybe(item("supervision"), "satisfaction_standard", 79.99, 90)
            maybe(item("attendance"), "missing_record", "ignore", p=0.3)
            maybe(item("attendance"), "per_late", 0.25, 0)
            maybe(item("satisfaction"), "round_to", 0.5, 0.01, 1, p=0.3)
            maybe(item("satisfaction"), "groups", {"committee": 0.3, "resident": 0.7}, p=0.3)
            maybe(item("satisfaction"), "weights", {"satisfied": 1, "fairly": 0.75, "dissatisfied": 0.1}, p=0.3)
            if self.chance(0.15):
                # an item that the rulebook does not name: its maximum leaves the declared total
                gone = rng.choice(["publicity", "mediation", "satisfaction", "training", "activity"])
                book["total"] = int(100 - DEFAULT["items"][gone]["maximum"])
                items[gone] = None
            elif self.chance(0.2):
                item("publicity")["maximum"], item("mediation")["maximum"] = 5.5, 4.5
        book["items"] = {k: v for k, v in items.items() if v is None or v}
        self.overrides = book
        self.book = merged(DEFAULT, exact_json(json.dumps(book)))

    def rule(self, item, key):
        return (self.book["items"].get(item) or DEFAULT["items"][item])[key]

    def is_workday(self, day):
        kind = self.calendar.get(day) or HOLIDAYS.get(day)
        return kind == "workday" if kind else day.weekday() < 5

    def choose_calendar(self):
        self.calendar = {}
        for _ in range(self.rng.choice([0, 2, 6])):
            day = self.rng.choice(self.days)
            if day not in self.calendar:
                self.calendar[day] = self.rng.choice(["workday", "holiday"])
                self.add("calendar", date=day, kind=self.calendar[day], note=self.rng.choice([None, "镇里调休", "a,b\nc"]))

    def near_edge(self):
        """A day at or near the edge of a month or quarter, or anywhere."""
        quarter = self.rng.choice(self.quarters)
        month = month_period(*self.rng.choice(quarter_months(quarter)))
        return self.rng.choice([month.start, month.end, month.end - DAY, month.start + DAY,
                                quarter_period(quarter).start, quarter_period(quarter).end, self.rng.choice(self.days)])

    def choose_members(self):
        rng = self.rng
        self.members, posts = [], self.book["assessed_posts"]
        several = len(self.quarters) > 1
        offices, villages = rng.sample(OFFICES, rng.randint(1, 4)), rng.sample(VILLAGES, rng.randint(1, 5))
        for n in range(rng.randint(3, 6) if several else rng.randint(3, 12)):
            joined = rng.choice([datetime.date(self.start.year - 2, 5, 6)] * 4 + [self.near_edge(), self.near_edge()])
            if n and self.chance(0.12):
                # near ten duty days before the end
                joined, left_over, need = self.end, 0, rng.randint(8, 12)
                while left_over < need and joined > self.start:
                    left_over += (HOLIDAYS.get(joined) or ("workday" if joined.weekday() < 5 else "")) == "workday"
                    joined -= DAY if left_over < need else 0 * DAY
            if n and self.chance(0.04):
                joined = self.end + rng.randint(1, 40) * DAY
            left = None
            if n and self.chance(0.3):
                left = max(joined, rng.choice([self.near_edge(), self.near_edge(), self.start - DAY, self.end,
                                               self.end + 20 * DAY]))
            if n == 0:
                joined = datetime.date(self.start.year - 1, 1, 1)
            row = self.add("member", member=self.key("member", n + 1), name=rng.choice(NAMES),
                           post=rng.choice(["full-time"] * 3 + ["part-time"]) if n else posts[0],
                           office=rng.choice(offices), village=rng.choice(villages),
                           grid=rng.choice(["1", "2", "第3 网格"]), joined_on=joined, left_on=left)
            row["diligence"] = rng.choice(["idle", "poor", "middling", "good", "good", "perfect"])
            self.members.append(row)

    def choose_post_ends(self, m):
        """How far records may be dated, and a removal before, or after (in the second import), the records."""
        rng = self.rng
        m["last"] = m["left_on"] or self.end + 60 * DAY
        if m is not self.members[0] and self.chance(0.15):
            date = max(m["joined_on"], min(m["last"], self.near_edge()))
            row = dict(member=m["member"], date=date, ground=str(rng.randint(1, 6)), note=rng.choice([None, "说明\n二"]))
            if self.chance(0.5):
                self.rows["removal"].append(row)
                m["last"] = date
            else:
                self.later.setdefault("removal", []).append(row)
        elif m is not self.members[0] and m["left_on"] is None and self.chance(0.06):
            full = {k: v for k, v in m.items() if k in [c.key for c in BY_KEY["member"].columns]}
            self.later.setdefault("member", []).append(dict(full, left_on=max(m["joined_on"], self.near_edge())))

    def case(self):
        return {"quarters": self.quarters, "rulebook": self.overrides,
                "imports": ["tables"] + (["later"] if self.later else []),
                "accept_empty": ["patrol", "event", "visit", "attendance"]}


def write_township(seed, out, layout=1, rejects=False):
    """Writes the folders and case.json; returns the case and, for each import, its (table, path) pairs."""
    return write_town(Town(seed), seed, out, layout, rejects)


def write_town(town, seed, out, layout=1, rejects=False):
    rng = random.Random("layout %d %d" % (seed, layout))
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    written = {}
    for name, contents in town.units(rejects):
        os.makedirs(os.path.join(out, name))
        written[name] = write_import(rng, os.path.join(out, name), contents)
    case = town.case()
    with open(os.path.join(out, "case.json"), "w", encoding="utf-8") as file:
        json.dump(case, file, ensure_ascii=False, indent=1)
    return case, written


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int)
    parser.add_argument("out")
    parser.add_argument("--layout", type=int, default=1)
    parser.add_argument("--rejects", action="store_true")
    options = parser.parse_args()
    write_township(options.seed, options.out, options.layout, options.rejects)
