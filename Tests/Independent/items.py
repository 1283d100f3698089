"""The ten items of the annex: from a member's records in a period to deductions.

Every function takes (member, period, town, rules) and gives a list of Deduction. `town` answers what the ledger
holds (see township.py), `rules` is the item's own part of the rulebook."""
import datetime
from collections import namedtuple
from fractions import Fraction
from tables import BY_KEY, attribution_date
from values import byte_order, is_blank, is_white, round_half_up, without_white_space

Deduction = namedtuple("Deduction", "date points code evidence")     # evidence: a list of table:key texts


def escaped(part):
    """In a part of a key the per-cent sign, slash, colon and white space are written as their UTF-8 bytes in hex."""
    out = ""
    for c in part:
        out += "".join("%%%02X" % b for b in c.encode("utf-8")) if c in "%/:" or is_white(c) else c
    return out


def reference(table_key, row):
    table = BY_KEY[table_key]
    parts = [row[k] if isinstance(row[k], str) else row[k].isoformat() for k in table.natural_key]
    return table_key + ":" + "/".join(escaped(p) for p in parts)


def references(table_key, rows):
    return sorted((reference(table_key, row) for row in rows), key=byte_order)


def one(table_key, row, points, code):
    """A deduction for one record, on its attribution date."""
    return Deduction(attribution_date(BY_KEY[table_key], row), points, code, [reference(table_key, row)])


# ---- 1 training ---------------------------------------------------------------------------------------------

def counted_absences(member, period, town, rules):
    """Absences, and leaves past the limit of their run, of the calendar year up to the period's end."""
    year = town.records("training", member, datetime.date(period.end.year, 1, 1), period.end)
    year = [row for row in year if not town.excused(member, row["date"])]
    counted, run = [], 0
    for row in sorted(year, key=lambda r: (r["date"], byte_order(r["session"]))):
        run = run + 1 if row["status"] == "leave" else 0
        if row["status"] == "absent":
            counted.append(row)
        elif run > rules["leave_limit"] and rules["excess_leave"] == "absence":
            counted.append(row)
    return counted


def training(member, period, town, rules):
    """One step for the number of absences in the period, dated at the last of them."""
    rows = [row for row in counted_absences(member, period, town, rules) if row["date"] >= period.start]
    if not rows:
        return []
    steps = rules["steps"]
    points = steps[min(len(rows), len(steps)) - 1]
    return [Deduction(rows[-1]["date"], points, "training.absence", references("training", rows))]


# ---- 2 collection -------------------------------------------------------------------------------------------

def collection(member, period, town, rules):
    patrolled = {row["date"] for row in town.records("patrol", member, period.start, period.end)}
    found = [Deduction(day, rules["per_missing_patrol"], "collection.missing-patrol", [])
             for day in town.duty_days(member, period) if day not in patrolled]
    for row in town.records("collection-finding", member, period.start, period.end):
        found.append(one("collection-finding", row, rules["per_finding"], "collection.finding"))
    return found


# ---- 3 publicity, 6 mediation, 10 duties --------------------------------------------------------------------

def publicity(member, period, town, rules):
    """A task not done, or done late."""
    return [one("publicity", row, rules["per_task"], "publicity.late")
            for row in town.records("publicity", member, period.start, period.end) if late(row["done"], row["due"])]


def late(done, due):
    return done is None or done > due


def mediation(member, period, town, rules):
    """Found by others, not written down, or left unmediated: one deduction whichever of the three."""
    return [one("dispute", row, rules["per_dispute"], "mediation.unmet")
            for row in town.records("dispute", member, period.start, period.end)
            if row["source"] == "inspection" or not row["recorded"] or row["mediation"] == "none"]


def duties(member, period, town, rules):
    found = [one("duty", row, rules["per_late"], "duties.late")
             for row in town.records("duty", member, period.start, period.end) if late(row["done"], row["due"])]
    for row in town.records("roll-call", member, period.start, period.end):
        if row["status"] in ("absent", "late") and not town.excused(member, row["date"]):
            found.append(one("roll-call", row, rules["per_absence"], "duties.absent"))
    return found


# ---- 4 hazards ----------------------------------------------------------------------------------------------

def hazards(member, period, town, rules):
    """Found by an inspection, or the first answer missing or past the hours allowed."""
    found = []
    for row in town.records("hazard", member, period.start, period.end):
        answers = [row[k] for k in ("reported_at", "handled_at") if row[k] is not None]
        in_time = answers and seconds(min(answers) - row["found_at"]) <= rules["report_within_hours"] * 3600
        # a deadline after the last day that is counted is not missed yet
        deadline = row["found_at"] + datetime.timedelta(hours=int(rules["report_within_hours"]))
        to_come = town.as_of is not None and deadline.date() > town.as_of
        if row["source"] == "inspection" or not (in_time or to_come):
            found.append(one("hazard", row, rules["per_late"], "hazards.late"))
    return found


def seconds(difference):
    return difference.days * 86400 + difference.seconds


# ---- 5 activity ---------------------------------------------------------------------------------------------

VOID = ("fake", "duplicate", "invalid")


def void_event(row, earlier, rules):
    """Why an event is void: (code, the records it depends on), or None. A verdict takes precedence."""
    if row["verdict"] in VOID:
        return ("activity.void", [row])
    if row["verdict"] is not None:
        return None
    if any(is_blank(row[element]) for element in rules["required_elements"]):
        return ("activity.incomplete", [row])
    if rules["duplicates"] == "deduct":
        for other in earlier:
            if bare(other) == bare(row):
                return ("activity.duplicate", [row, other])
    return None


def bare(event):
    return tuple(without_white_space(event[k] or "") for k in ("place", "description"))


def activity(member, period, town, rules):
    events = town.records("event", member, period.start, period.end)
    events.sort(key=lambda r: (r["occurred_at"], byte_order(r["event"])))
    visits = town.records("visit", member, period.start, period.end)
    found, good_events, good_visits = [], [], []
    for i, row in enumerate(events):
        reason = void_event(row, events[:i], rules)
        if reason is None:
            good_events.append(row)
        else:
            code, rests_on = reason
            found.append(Deduction(row["occurred_at"].date(), rules["per_void"], code, references("event", rests_on)))
    for row in visits:
        if row["verdict"] in VOID:
            found.append(one("visit", row, rules["per_void"], "activity.void"))
        else:
            good_visits.append(row)
    found += shortfall(member, period, town, rules, good_events, good_visits)
    for row in good_events:
        if row["due"] is not None and row["due"] <= period.end and late(row["closed"], row["due"]):
            found.append(one("event", row, rules["per_overdue"], "activity.overdue"))
    found += missing_general(member, period, town, rules, good_visits)
    found += missing_appointed(member, period, town, rules, good_visits)
    return found


def shortfall(member, period, town, rules, events, visits):
    """The pieces short of the two quotas: each duty day by itself, or all of them together on the window's last day."""
    duty_days = town.duty_days(member, period)

    def short(days, event_count, visit_count):
        return (max(0, rules["events_per_day"] * days - event_count)
                + max(0, rules["visits_per_day"] * days - visit_count)) * rules["per_missing"]

    if rules["quota_basis"] == "period":
        last = town.window(member, period)[-1]
        return [Deduction(last, short(len(duty_days), len(events), len(visits)), "activity.shortfall", [])]
    found = []
    for day in duty_days:
        of_day = short(1, sum(e["occurred_at"].date() == day for e in events), sum(v["date"] == day for v in visits))
        found.append(Deduction(day, of_day, "activity.shortfall", []))
    return found


def missing_general(member, period, town, rules, visits):
    """A calendar month with a duty day and no general visit, on the month's last day in the window."""
    months = {(d.year, d.month) for d in town.duty_days(member, period)}
    found = []
    for month in sorted(months):
        if not any(v["kind"] == "general" and (v["date"].year, v["date"].month) == month for v in visits):
            last = max(d for d in town.window(member, period) if (d.year, d.month) == month)
            if last == town.as_of and town.ledger.in_post(member, last + datetime.timedelta(1)):
                continue                                            # the month is not over
            found.append(Deduction(last, rules["per_missing_general"], "activity.no-general-visit", []))
    return found


def missing_appointed(member, period, town, rules, visits):
    """Whole weeks of the window with a duty day: the appointed visits short of the week's number, on its Sunday."""
    window, duty_days = set(town.window(member, period)), set(town.duty_days(member, period))
    found = []
    for monday in sorted(d for d in window if d.weekday() == 0):
        week = [monday + datetime.timedelta(n) for n in range(7)]
        if window.issuperset(week) and duty_days.intersection(week):
            made = sum(v["kind"] == "appointed" and v["date"] in week for v in visits)
            points = max(0, rules["appointed_per_week"] - made) * rules["per_missing_appointed"]
            found.append(Deduction(week[6], points, "activity.appointed-shortfall", []))
    return found


# ---- 7 supervision ------------------------------------------------------------------------------------------

def supervision(member, period, town, rules):
    found = []
    for row in town.records("supervision", member, period.start, period.end):
        if late(row["reported"], row["due"]):
            found.append(one("supervision", row, rules["per_late"], "supervision.late"))
        if row["satisfaction"] is not None and row["satisfaction"] < rules["satisfaction_standard"]:
            found.append(one("supervision", row, rules["per_dissatisfied"], "supervision.dissatisfied"))
    return found


# ---- 8 attendance -------------------------------------------------------------------------------------------

def attendance(member, period, town, rules):
    clocked = {row["date"]: row for row in town.records("attendance", member, period.start, period.end)}
    found = []
    for day in town.duty_days(member, period):
        row = clocked.get(day)
        if row is not None and row["status"] in ("late", "missed"):
            found.append(one("attendance", row, rules["per_late"], "attendance.late"))
        elif row is None and rules["missing_record"] == "missed":
            found.append(Deduction(day, rules["per_late"], "attendance.no-record", []))
    for row in town.records("online-check", member, period.start, period.end):
        if row["result"] == "offline" and not town.excused(member, row["at"].date()):
            kind = {"online": ("per_offline", "attendance.offline"),
                    "spot": ("per_spot_offline", "attendance.spot-offline")}[row["kind"]]
            found.append(one("online-check", row, rules[kind[0]], kind[1]))
    return found


# ---- 9 satisfaction -----------------------------------------------------------------------------------------

def satisfaction_rate(ballots, rules):
    """The weighted mean of the groups' means; a group without counted ballots leaves its share to the other."""
    share, rate = Fraction(0), Fraction(0)
    for group, weight in rules["groups"].items():
        marks = [rules["weights"][b["rating"]] for b in ballots if b["rater"] == group]
        if marks:
            share += weight
            rate += weight * Fraction(sum(marks)) / len(marks)
    return rate / share


def satisfaction(member, period, town, rules):
    ballots = [b for b in town.records("ballot", member, period.start, period.end) if b["rating"] != "unsure"]
    if not ballots:
        return []
    points = round_half_up(rules["maximum"] * (1 - satisfaction_rate(ballots, rules)), rules["round_to"])
    latest = max(attribution_date(BY_KEY["ballot"], b) for b in ballots)
    return [Deduction(latest, points, "satisfaction.rate", references("ballot", ballots))]


ITEMS = [training, collection, publicity, hazards, activity, mediation, supervision, attendance, satisfaction, duties]


def deductions_of(member, period, town, book):
    """{item number: deductions} for the items that the rulebook names; a deduction of zero is left out."""
    result = {}
    for number, item in enumerate(ITEMS, 1):
        rules = book["items"].get(item.__name__)
        if rules is not None:
            result[number] = [d for d in item(member, period, town, rules) if d.points != 0]
    return result
