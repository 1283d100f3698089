"""What the ledger says about days: the calendar, who is in post, on leave, on duty, and which records count."""
import csv
import datetime
import os
from collections import namedtuple
from tables import BY_KEY, attribution_date
from values import byte_order

Period = namedtuple("Period", "start end")
HOLIDAYS = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "..", "..", "Modules", "Rules", "Closing", "Resources", "public-holidays.csv")


def days_of(period):
    return [period.start + datetime.timedelta(n) for n in range((period.end - period.start).days + 1)]


def month_period(year, month):
    start = datetime.date(year, month, 1)
    next_month = datetime.date(year + month // 12, month % 12 + 1, 1)
    return Period(start, next_month - datetime.timedelta(1))


def quarter_months(quarter):
    """`2021Q3` to its three (year, month)."""
    year, number = quarter.split("Q")
    return [(int(year), 3 * int(number) - 2 + n) for n in range(3)]


def quarter_period(quarter):
    months = quarter_months(quarter)
    return Period(month_period(*months[0]).start, month_period(*months[2]).end)


def public_holidays(path=HOLIDAYS):
    with open(path, encoding="utf-8", newline="") as file:
        return {datetime.date.fromisoformat(row["date"]): row["kind"] for row in csv.DictReader(file)}


class Township:
    def __init__(self, ledger, registered_leave, holidays=None):
        self.ledger = ledger
        self.leave_excuses = registered_leave == "excuses"
        self.holidays = public_holidays() if holidays is None else holidays
        self.by_member = {}
        for key, rows in ledger.rows.items():
            if "member" in [c.key for c in BY_KEY[key].columns]:
                for row in rows.values():
                    self.by_member.setdefault((key, row["member"]), []).append(row)
        self.memory = {}
        # the last counted day of a month that is not over; None when periods are over
        self.as_of = None

    def members(self):
        return sorted((key[0] for key in self.ledger.rows["member"]), key=byte_order)

    def roster(self, member):
        return self.ledger.rows["member"][(member,)]

    def is_workday(self, day):
        """A row of the calendar wins; then the published holidays; then Monday to Friday."""
        row = self.ledger.rows["calendar"].get((day,))
        kind = row["kind"] if row else self.holidays.get(day)
        return kind == "workday" if kind else day.weekday() < 5

    def on_leave(self, member, day):
        return any(row["from"] <= day <= row["through"] for row in self.by_member.get(("leave", member), []))

    def excused(self, member, day):
        """Trainings, online checks and roll-calls on registered leave are ignored, if the rulebook says so."""
        return self.leave_excuses and self.on_leave(member, day)

    def window(self, member, period):
        """The period's days in post."""
        key = ("window", member, period)
        if key not in self.memory:
            self.memory[key] = [d for d in days_of(period) if self.ledger.in_post(member, d)]
        return self.memory[key]

    def duty_days(self, member, period):
        """Workdays in post and not on registered leave."""
        key = ("duty", member, period)
        if key not in self.memory:
            self.memory[key] = [d for d in self.window(member, period)
                                if self.is_workday(d) and not self.on_leave(member, d)]
        return self.memory[key]

    def records(self, table_key, member, start, end):
        """The member's records that belong to these days and to days in post."""
        table = BY_KEY[table_key]
        return [row for row in self.by_member.get((table_key, member), [])
                if start <= attribution_date(table, row) <= end
                and self.ledger.in_post(member, attribution_date(table, row))]
