"""Random small townships full of edges.

    python3 townships.py SEED OUT [--layout N] [--rejects]

OUT gets tables/ (and later/, a second import), and case.json: quarters (closed in this order), rulebook (overrides),
imports, accept_empty. The same seed has the same records whatever the layout: only the files differ."""
import argparse
import datetime
import json
import os
import random
import shutil
from fractions import Fraction
from layout import Raw, Spoilt, write_import
from rulebook import DEFAULT, exact_json, merged
from tables import BY_KEY, TABLES, attribution_column
from township import days_of, month_period, public_holidays, quarter_months, quarter_period

DAY = datetime.timedelta(1)
HOLIDAYS = public_holidays()
WHITE = ["\u3000", "\u00a0", "\u2028", " ", "\t", "\u2009", "\n", "\u0085", "\u202f", "\r\n"]
NAMES = ["张三", "李 四", "王·五", "O'Neil", 'Li, "Wei"', "e\u0301ric", "\u00e9ric", "欧阳\u200b六", "𠮷田", "=1+1", "赵\n七"]
OFFICES = ["东办事处", "西办事处", "é", "e\u0301"]
VILLAGES = ["欧峪村", "甲/乙村", "前 村", "Z村", "a村"]
STYLES = ["%s%03d", "%s-%d", "%s/%d", "%s%%%d", "%s:%d", "甲%s %d", "é%s%d", "e\u0301%s%d", "\uf900%s%d",
          "\U0001f600%s%d", "ä%s%d", "Z%s_%d", "z%s_%d", "%s\u00a0%d", "%s\u2028%d", "%s,%d", '%s"%d', "%s%%2F%d",
          "%s\u200b%d", "%s+%d", "~%s%d", "%s\n%d"]
ELEMENTS = ["place", "persons", "description"]


class Town:
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
            step = 2 if self.chance(0.1) else 1                # now and then a quarter stays unclosed
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
        """A day at or beside the edge of a month or quarter, or anywhere."""
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

    # -- records -----------------------------------------------------------------------------------------------
    def date_for(self, m, around=0):
        """A day in post, mostly in the quarters, at times outside of them; or None."""
        rng = self.rng
        for _ in range(8):
            day = self.near_edge() if self.chance(0.3) else rng.choice(self.days)
            if self.chance(0.08):
                day = rng.choice([self.start - DAY, self.end + DAY, self.start - 40 * DAY])
            if m["joined_on"] <= day <= m["last"]:
                return day
        return None

    def some(self, m, most):
        """Up to `most` days for records of a kind."""
        days = [self.date_for(m) for _ in range(self.rng.randint(0, most))]
        return [d for d in days if d is not None]

    def moment(self, day):
        hour, minute = self.rng.choice([(0, 0), (23, 59), (8, 30), (9, 5), (self.rng.randrange(24), self.rng.randrange(60))])
        return datetime.datetime(day.year, day.month, day.day, hour, minute,
                                 self.rng.choice([0, 0, 0, 1, 59]) if (hour, minute) != (0, 0) else 0)

    def after(self, day):
        """Done before, on, or after its day, or never."""
        return self.rng.choice([day, day, day - DAY, day - 9 * DAY, day + DAY, None])

    def fill_records(self, m):
        rng, who = self.rng, m["member"]
        m["leave_days"] = set()
        for day in self.some(m, 3) if self.chance(0.5) else []:
            if (who, day) not in {(r["member"], r["from"]) for r in self.rows["leave"]}:
                through = day + rng.choice([0, 0, 1, 2, 6, 20]) * DAY
                self.add("leave", member=who, **{"from": day}, through=through, reason=rng.choice([None, "病假", "\u3000"]))
                m["leave_days"].update(day + n * DAY for n in range((through - day).days + 1))
        faults = {"idle": 3, "poor": 4, "middling": 2, "good": 1, "perfect": 0}[m["diligence"]]
        self.trainings(m, faults)
        self.daily(m)
        number = lambda table: len(self.rows[table]) + 1
        for day in self.some(m, faults + 1):
            self.add("collection-finding", finding=self.key("finding", number("collection-finding")), member=who, date=day,
                     category=rng.choice(list(BY_KEY["collection-finding"].columns[3].kind)), note=rng.choice([None, "缺\n项"]))
        for day in self.some(m, faults + 2):
            self.add("publicity", task=self.key("task", number("publicity")), member=who, topic=None, due=day,
                     done=self.after(day))
        hours = int(self.rule("hazards", "report_within_hours"))
        for day in self.some(m, faults + 2):
            found = self.moment(day)
            exact = found + datetime.timedelta(hours=hours)
            second = datetime.timedelta(seconds=1)
            answers = [exact, exact, exact + second, exact - second, found, found - DAY, None, exact + DAY]
            self.add("hazard", hazard=self.key("hazard", number("hazard")), member=who, domain=rng.choice([None, "消防"]),
                     found_at=found, reported_at=rng.choice(answers), source=rng.choice(["self"] * 4 + ["inspection"]),
                     handled_at=rng.choice(answers + [None] * 4))
        for day in self.some(m, faults + 1):
            self.add("dispute", dispute=self.key("dispute", number("dispute")), member=who, found=day,
                     source=rng.choice(["self"] * 4 + ["inspection"]), recorded=not self.chance(0.15),
                     mediation=rng.choice(["settled", "settled", "referred", "none"]))
        for day in self.some(m, faults + 2):
            score = rng.choice([None, 80, 80, "79.99", "80.01", 100, 0, "79.9", "66.67", 90, "89.99"])
            self.add("supervision", request=self.key("request", number("supervision")), member=who, category=None,
                     assigned=day - rng.randint(0, 9) * DAY, due=day, reported=self.after(day),
                     satisfaction=None if score is None else Fraction(score))
        for day in self.some(m, faults + 2):
            self.add("online-check", check=self.key("check", number("online-check")), member=who, at=self.moment(day),
                     kind=rng.choice(["online", "spot"]), result=rng.choice(["online", "offline"]))
        self.ballots(m, faults)
        for day in self.some(m, faults + 1):
            self.add("duty", duty=self.key("duty", number("duty")), member=who, subject=rng.choice([None, "交办"]), due=day,
                     done=self.after(day))
        for n, day in enumerate(self.some(m, faults + 1)):
            self.add("roll-call", session=self.session("R", n, who, "roll-call"), member=who, date=day,
                     kind=rng.choice(["video", "meeting"]), level=rng.choice([None, "镇", "区 级"]),
                     status=rng.choice(["present", "late", "absent", "leave"]))
        self.custody(m)

    def session(self, letter, n, who, table):
        """Sessions are shared between members, but a member has each once."""
        name = self.rng.choice(["%s%d", "%s/%d", "%s:%d", "例会 %s%d", "%s%%%d", "a%s%d", "Ä%s%d"]) % (letter, n)
        while any(r["session"] == name and r["member"] == who for r in self.rows[table]):
            name += "x"
        return name

    def trainings(self, m, faults):
        """About two a month from a while before the quarters (leave runs over the year's end), many leaves in a row."""
        rng = self.rng
        day = datetime.date(self.start.year, 1, 1) - rng.choice([0, 40, 70]) * DAY
        mood, n = "present", 0
        while day <= self.end + 10 * DAY:
            if self.chance(0.4):
                mood = rng.choice(["present"] * (4 - min(faults, 3)) + ["leave"] * faults + ["absent"] * (faults // 2))
            when = rng.choice([day, month_period(day.year, day.month).end])
            if m["joined_on"] <= when <= m["last"]:
                self.add("training", session=self.session("S", n, m["member"], "training"), member=m["member"], date=when,
                         kind=rng.choice(["meeting", "training"]), status=mood)
            n += 1
            day += rng.choice([0, 7, 14, 20, 30]) * DAY

    def daily(self, m):
        """Patrols, clockings, events and visits, more or less every duty day."""
        rng, who = self.rng, m["member"]
        miss = {"idle": 1, "poor": 0.5, "middling": 0.04, "good": 0.006, "perfect": 0}[m["diligence"]]
        flaw = {"idle": 0, "poor": 0.1, "middling": 0.02, "good": 0.005, "perfect": 0}[m["diligence"]]
        need_events, need_visits = int(self.rule("activity", "events_per_day")), int(self.rule("activity", "visits_per_day"))
        told = [("村东头", "树倒\u3000压线 0")]
        for day in self.days:
            if not m["joined_on"] <= day <= m["last"]:
                continue
            on_duty = self.is_workday(day) and day not in m["leave_days"]
            if not on_duty and not self.chance(0.06):
                continue
            if not self.chance(miss):
                self.add("patrol", member=who, date=day, summary=rng.choice([None, "巡,查\n两次", " "]))
            if not self.chance(miss):
                status = "on-time" if self.chance(1 - 2 * flaw) else rng.choice(["late", "missed"])
                self.add("attendance", member=who, date=day, status=status,
                         hours=rng.choice([None, Fraction(8), Fraction("7.5"), Fraction("7.25")]))
            for _ in range(need_events + self.chance(0.05)):
                if not self.chance(miss):
                    self.event(m, day, flaw, told)
            for _ in range(need_visits + self.chance(0.05)):
                if not self.chance(miss):
                    self.add("visit", visit=self.key("visit", len(self.rows["visit"]) + 1), member=who, date=day,
                             kind=rng.choice(["general", "key", "appointed", "appointed", "topic", "return"]),
                             household=rng.choice([None, "三户"]), note=rng.choice([None, "“好”,\"行\"", "\u2028"]),
                             verdict=rng.choice(["fake", "duplicate", "invalid"]) if self.chance(flaw)
                             else rng.choice([None, None, "valid"]))

    def event(self, m, day, flaw, told):
        rng = self.rng
        text = {"place": rng.choice(["村东头", "村 西头", "甲\u3000路口"]), "persons": rng.choice(["张三", "李四、王五"]),
                "description": "第%d次 树倒压线" % len(told)}
        if self.chance(flaw * 3 + 0.002):
            # says again what was said, but for white space; or nearly
            text["place"], text["description"] = rng.choice(told)
            place = rng.randrange(len(text["description"]) + 1)
            extra = rng.choice(WHITE + [""] + ["\u200b", "\u001f"])
            text["description"] = text["description"][:place] + extra + text["description"][place:]
            text["place"] = text["place"] + rng.choice(["", "", "\u00a0"])
        if self.chance(flaw):
            text[rng.choice(ELEMENTS)] = rng.choice([None] + WHITE)
        else:
            told.append((text["place"], text["description"]))
        due = rng.choice([None, None, day, day + 3 * DAY, self.end, self.end + DAY])
        if due is not None and self.chance(0.5):
            due = rng.choice([quarter_period(q).end for q in self.quarters] + [due])
        verdict = None
        if self.chance(flaw * 2 + 0.01):
            verdict = rng.choice(["valid", "valid", "fake", "duplicate", "invalid"]) if flaw else "valid"
        self.add("event", event=self.key("event", len(self.rows["event"]) + 1), member=m["member"],
                 occurred_at=self.moment(day), media=rng.choice([None, 0, 3]), due=due,
                 closed=None if due is None else (due if self.chance(0.9) else rng.choice([None, due + DAY, due - DAY])),
                 verdict=verdict, **text)

    def ballots(self, m, faults):
        rng = self.rng
        kind = rng.choice(["none", "both", "both", "both", "committee", "resident", "unsure"])
        if kind == "none":
            return
        for day in self.some(m, 9):
            rater = kind if kind in ("committee", "resident") else rng.choice(["committee", "resident"])
            ratings = ["satisfied"] * (5 - faults) + ["fairly"] + ["dissatisfied"] * (faults > 1) + ["unsure"]
            rating = "unsure" if kind == "unsure" else rng.choice(ratings)
            counts_on = self.date_for(m) if self.chance(0.25) else None
            if counts_on and self.chance(0.3):
                day = rng.choice([day, self.end + 5 * DAY])            # voted after the quarter, even out of post
            self.add("ballot", ballot=self.key("ballot", len(self.rows["ballot"]) + 1), member=m["member"], date=day,
                     rater=rater, rating=rating, counts_on=counts_on)

    def custody(self, m):
        rng = self.rng
        for _ in range(rng.choice([0, 2, 5])):
            change = rng.choice(["issued", "issued", "returned", "faulty", "lost", "damaged", "damaged"])
            day = rng.choice([self.near_edge(), self.near_edge(), self.start - 30 * DAY, self.end + DAY])
            fault = rng.choice([True, True, False, None]) if change in ("lost", "damaged") else rng.choice([None, True])
            cost = rng.choice([Fraction("350.5"), Fraction(1200), Fraction("0.01"), Fraction("99.99"), Fraction(0)])
            self.add("equipment", entry=self.key("equipment", len(self.rows["equipment"]) + 1), member=m["member"], date=day,
                     asset=rng.choice(["手机", "马甲", "記錄仪 2"]), change=change, at_fault=fault,
                     cost=cost if fault else rng.choice([None, cost]), serial=rng.choice([None, None, "SN 1", "sn 1"]))

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
                    units.append([thin])                               # a poorer version: one fills the other
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
        wrong = {"date": ["2021-02-30", "2021-07-01 8:30", "20210701", "7月1日", "2021-07-01 00:00:00"],
                 "moment": ["2021-07-01", "2021-07-01 24:00", "2021-07-018:30", "2021-07-01 8:60"],
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
        # a conflict stands below a whole copy of the row that it contradicts
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

    def case(self):
        return {"quarters": self.quarters, "rulebook": self.overrides,
                "imports": ["tables"] + (["later"] if self.later else []),
                "accept_empty": ["patrol", "event", "visit", "attendance"]}


def write_township(seed, out, layout=1, rejects=False):
    """Writes the folders and case.json; returns the case and, for each import, its (table, path) pairs."""
    town = Town(seed)
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
