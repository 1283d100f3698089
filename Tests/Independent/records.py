"""What the members of a random township did and failed to do: one method per kind of record."""
import datetime
from fractions import Fraction
from tables import BY_KEY
from township import month_period, quarter_period

DAY = datetime.timedelta(1)
WHITE = ["\u3000", "\u00a0", "\u2028", " ", "\t", "\u2009", "\n", "\u0085", "\u202f", "\r\n"]
ELEMENTS = ["place", "persons", "description"]


class Records:
    """A mixin of the class Town in townships.py, which has the quarters, rulebook, calendar and members."""

    # -- records -----------------------------------------------------------------------------------------------
    def date_for(self, m, around=0):
        """A day in post, mostly in the quarters, sometimes outside them; or None."""
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
            # repeats a text except for white space, or nearly repeats it
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
