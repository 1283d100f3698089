"""A quarter's closing: totals, bands, pay, monthly scores and findings, and the six files."""
import csv
import os
from fractions import Fraction
import items
from ledger import is_charged
from township import Township, days_of, month_period, quarter_months, quarter_period
from values import byte_order, csv_text, round_half_up, show_money, show_points

FEN = Fraction(1, 100)


# ---- bands --------------------------------------------------------------------------------------------------

def contains(band, total):
    return (("above" not in band or total > band["above"]) and ("from" not in band or total >= band["from"])
            and ("through" not in band or total <= band["through"]))


def band_of(total, book):
    """The band of the exact total; between two bands the rulebook's choice decides."""
    bands = book["bands"]
    for band in bands:
        if contains(band, total):
            return band
    if book["gap_scores"] == "round":
        whole = round_half_up(total, 1)
        for band in bands:
            if contains(band, whole):
                return band
        raise ValueError("no band holds %s" % whole)
    below = [b for b in bands if "through" in b and b["through"] < total]          # from the top down
    above = [b for b in bands if total < b.get("from", b.get("above", total)) or total == b.get("above")]
    return below[0] if book["gap_scores"] == "lower" else above[-1]


# ---- scores -------------------------------------------------------------------------------------------------

class Result:
    """A member's scores in a period (a quarter or a month)."""
    def __init__(self, member, period, town, book):
        self.deductions = items.deductions_of(member, period, town, book)
        self.maximum = {n: book["items"][items.ITEMS[n - 1].__name__]["maximum"] for n in self.deductions}
        self.score = {}
        for number, found in self.deductions.items():
            # the maximum less the deductions, which stop at the maximum
            self.score[number] = self.maximum[number] - min(self.maximum[number], sum(d.points for d in found))
        self.total = sum(self.score.values(), Fraction(0))


def month_name(month):
    return "%04d-%02d" % month


def month_before(month):
    year, number = month
    return (year, number - 1) if number > 1 else (year - 1, 12)


class Earlier:
    """The results of earlier closings (only for months before this quarter)."""
    def __init__(self, folders, first_month):
        self.monthly, self.quarterly, self.carried = {}, {}, {}
        self.latest = latest = {}                       # the last month that a closing paid, by member
        for folder in folders:
            pay = self.read(folder, "pay.csv")
            months = sorted({row["month"] for row in pay})
            if not months or months[0] >= month_name(first_month):
                continue
            rated = {row["member"]: Fraction(row["total"]) for row in self.read(folder, "totals.csv")
                     if row["band"] != "unrated"}
            for row in self.read(folder, "monthly_scores.csv"):
                if row["item"] == "total":
                    self.monthly[row["member"], row["month"]] = Fraction(row["score"])
                    if row["member"] in rated:
                        self.quarterly[row["member"], row["month"]] = rated[row["member"]]
            for row in pay:
                # the last month of the latest closing that knows the member
                if row["month"] == months[-1] and latest.get(row["member"], "") < row["month"]:
                    latest[row["member"]] = row["month"]
                    self.carried[row["member"]] = Fraction(row["carried_forward"])

    @staticmethod
    def read(folder, name):
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


class Closing:
    def __init__(self, ledger, quarter, book, earlier_folders=(), holidays=None):
        self.book, self.ledger = book, ledger
        self.town = Township(ledger, book["registered_leave"], holidays)
        self.already_paid = {}
        self.months, self.period = quarter_months(quarter), quarter_period(quarter)
        self.earlier = Earlier(earlier_folders, self.months[0])
        self.members = [m for m in self.town.members() if self.is_assessed(m, self.period)]
        self.results = {m: Result(m, self.period, self.town, book) for m in self.members}
        self.monthly = {(m, month): Result(m, month_period(*month), self.town, book)
                        for m in self.members for month in self.months
                        if self.is_assessed(m, month_period(*month))}

    def is_assessed(self, member, period):
        """In an assessed post, with at least one day in post in the period."""
        return (self.town.roster(member)["post"] in self.book["assessed_posts"]
                and self.town.window(member, period) != [])

    def is_rated(self, member):
        return len(self.town.duty_days(member, self.period)) >= self.book["minimum_duty_days"]

    def band(self, member):
        """The band, or None for an unrated member."""
        return band_of(self.results[member].total, self.book) if self.is_rated(member) else None

    # -- totals, scores, deductions ----------------------------------------------------------------------------
    def totals(self):
        rated = [self.results[m].total for m in self.members if self.is_rated(m)]
        for member in self.members:
            roster, total, band = self.town.roster(member), self.results[member].total, self.band(member)
            rank = str(1 + sum(other > total for other in rated)) if band else ""
            yield [member, roster["name"], roster["post"], roster["office"], roster["village"], roster["grid"],
                   show_points(total), band["name"] if band else "unrated",
                   show_money(band["amount"] if band else 0), rank]

    def scores(self):
        for member in self.members:
            result = self.results[member]
            for number, score in result.score.items():
                maximum = result.maximum[number]
                yield [member, items.ITEMS[number - 1].__name__, show_points(maximum),
                       show_points(maximum - score), show_points(score)]

    def deductions(self):
        for member in self.members:
            for number, found in self.results[member].deductions.items():
                lines = [(d.date.isoformat(), d.code, " ".join(d.evidence), show_points(d.points)) for d in found]
                for date, code, evidence, points in sorted(lines, key=lambda l: [byte_order(t) for t in l]):
                    yield [member, items.ITEMS[number - 1].__name__, date, points, code, "附件·%d" % number, evidence]

    def monthly_scores(self):
        for member in self.members:
            for month in self.months:
                result = self.monthly.get((member, month))
                if result:
                    for number, score in result.score.items():
                        yield [member, month_name(month), items.ITEMS[number - 1].__name__, show_points(score)]
                    yield [member, month_name(month), "total", show_points(result.total)]

    # -- pay ---------------------------------------------------------------------------------------------------
    def pay(self):
        for member in self.members:
            brought = self.earlier.carried.get(member, Fraction(0))
            band = self.band(member)
            in_post = {month: len(self.town.window(member, month_period(*month))) for month in self.months}
            last_in_post = max(month for month in self.months if in_post[month] > 0)
            for month in self.months:
                days = len(days_of(month_period(*month)))
                amount = band["amount"] if band else 0
                # a penalty taken once falls in the last month in post only
                once = self.book["failing_penalty"] == "once" and band is self.book["bands"][-1]
                if once and month != last_in_post:
                    amount = 0
                base = self.prorated(self.book["base_pay"], in_post[month], days)
                performance = self.prorated(amount, in_post[month], days)
                charges = self.charges(member, month_period(*month))
                paid = self.already_paid.get((member, month_name(month)), Fraction(0))
                available = base + performance - charges - paid - brought
                due, carried = max(Fraction(0), available), max(Fraction(0), -available)
                yield [member, month_name(month), str(in_post[month]), show_money(base), show_money(performance),
                       show_money(charges), show_money(0), show_money(paid), show_money(brought), show_money(due),
                       show_money(carried)]
                brought = carried

    def prorated(self, amount, in_post, days):
        """By calendar days and to the fen, or all or nothing."""
        if self.book["proration"] == "whole-month":
            return Fraction(amount) if in_post == days else Fraction(0)
        return round_half_up(Fraction(amount) * in_post / days, FEN)

    def charges(self, member, month):
        return sum((entry["cost"] for entry in self.ledger.rows["equipment"].values()
                    if entry["member"] == member and is_charged(entry) and month.start <= entry["date"] <= month.end),
                   Fraction(0))

    # -- findings ----------------------------------------------------------------------------------------------
    def findings(self):
        found = []
        for member in self.members:
            found += [[member, "streak", basis] for basis in self.streaks(member)]
            merit = self.merit(member)
            if merit:
                found.append([member, "merit", merit])
        for member in self.town.members():
            recovery = self.recovery(member)
            if recovery:
                found.append([member, "recovery", recovery])
        return sorted(found, key=lambda row: [byte_order(cell) for cell in row])

    def month_total(self, member, month):
        """The total that decides a month, or None when it is unknown or the member is not in post."""
        by_quarter = self.book["failing_streak"]["basis"] == "quarter-score"
        if month in self.months:
            if (member, month) not in self.monthly or (by_quarter and not self.is_rated(member)):
                return None
            return self.results[member].total if by_quarter else self.monthly[member, month].total
        known = self.earlier.quarterly if by_quarter else self.earlier.monthly
        return known.get((member, month_name(month)))

    def fails(self, member, month):
        total = self.month_total(member, month)
        return total is not None and band_of(total, self.book) is self.book["bands"][-1]

    def streaks(self, member):
        """Runs of failing months that reach into the quarter, as far back as they go."""
        earliest = self.months[0]
        while self.fails(member, month_before(earliest)):
            earliest = month_before(earliest)
        months = [self.months[-1]]
        while months[0] != earliest:
            months.insert(0, month_before(months[0]))
        runs, run = [], []
        for month in months:
            if self.fails(member, month):
                run.append(month)
            else:
                runs, run = runs + [run], []
        runs.append(run)
        return [" ".join(month_name(m) for m in run) for run in runs
                if len(run) >= self.book["failing_streak"]["months"] and run[-1] in self.months]

    def merit(self, member):
        rules = self.book["items"].get("training")
        if rules is None:
            return None
        rows = items.counted_absences(member, self.period, self.town, rules)
        return " ".join(items.references("training", rows)) if len(rows) >= rules["disqualify_at"] else None

    def recovery(self, member):
        """What a member whose last day is in the quarter still holds when the quarter ends."""
        last = self.ledger.last_day(member)
        if last is None or not self.period.start <= last <= self.period.end:
            return None
        entries = [e for e in self.town.by_member.get(("equipment", member), []) if e["date"] <= self.period.end]
        latest = {}
        for entry in sorted(entries, key=lambda e: (e["date"], byte_order(e["entry"]))):
            latest[entry["asset"], entry["serial"]] = entry
        return " ".join(items.references(
            "equipment", [e for e in latest.values() if e["change"] in ("issued", "damaged")])) or None

    # -- files -------------------------------------------------------------------------------------------------
    def files(self):
        return {
            "totals.csv": csv_text("member,name,post,office,village,grid,total,band,monthly_amount,rank".split(","),
                                   self.totals()),
            "scores.csv": csv_text("member,item,maximum,deducted,score".split(","), self.scores()),
            "deductions.csv": csv_text("member,item,date,points,code,clause,evidence".split(","), self.deductions()),
            "pay.csv": csv_text("member,month,days_in_post,base,performance,charges,adjustment,already_paid,"
                                "brought_forward,due,carried_forward".split(","), self.pay()),
            "monthly_scores.csv": csv_text("member,month,item,score".split(","), self.monthly_scores()),
            "findings.csv": csv_text("member,finding,basis".split(","), self.findings()),
        }
