"""The annual review: composites, stars, the excellent members and findings, and the three files.

Its input is the folders of the year's closings (their latest revisions), the ledger, and the rulebook in force on
31 December."""
import csv
import datetime
import os
from fractions import Fraction
import items
from closing import Earlier
from township import Period, Township, quarter_period
from values import byte_order, csv_text, round_half_up, show_points

HUNDREDTH = Fraction(1, 100)


def mean(numbers):
    numbers = list(numbers)
    return sum(numbers, Fraction(0)) / len(numbers)


def yes_no(flag):
    return "yes" if flag else "no"


class Review:
    def __init__(self, ledger, year, book, closings, holidays=None):
        """`closings`: quarter, as `2021Q3`, to the folder of its latest revision and the key of its lowest band."""
        self.ledger, self.book, self.rules = ledger, book, book["annual"]
        self.town = Township(ledger, book["registered_leave"], holidays)
        self.year = Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        self.quarters, self.months, self.failed = {}, {}, set()
        for folder, lowest in closings.values():
            for row in Earlier.read(folder, "totals.csv"):
                if row["band"] != "unrated":
                    self.quarters.setdefault(row["member"], []).append(Fraction(row["total"]))
                    if row["band"] == lowest:
                        self.failed.add(row["member"])
            for row in Earlier.read(folder, "monthly_scores.csv"):
                if row["item"] == "total":
                    self.months.setdefault(row["member"], []).append(Fraction(row["score"]))
        # in the review: rated in a quarter of the year
        self.members = sorted(self.quarters, key=byte_order)

    # -- a member's year ---------------------------------------------------------------------------------------
    def ballots(self, member):
        """The year's counted ballots; none when the rulebook does not score satisfaction."""
        if "satisfaction" not in self.book["items"]:
            return []
        return [b for b in self.town.records("ballot", member, *self.year) if b["rating"] != "unsure"]

    def satisfaction(self, member):
        """The rate, 0 to 1, or None without ballots."""
        ballots = self.ballots(member)
        return items.satisfaction_rate(ballots, self.book["items"]["satisfaction"]) if ballots else None

    def composite(self, member):
        weights, rate = self.rules["weights"], self.satisfaction(member)
        parts = [(weights["quarters"], mean(self.quarters[member])), (weights["months"], mean(self.months[member]))]
        if rate is not None:
            parts.append((weights["satisfaction"], 100 * rate))
        # without ballots the other weights are scaled up to 1
        whole = sum(weight for weight, _ in parts)
        return round_half_up(sum(weight * part for weight, part in parts) / whole, HUNDREDTH)

    def absences(self, member):
        rules = self.book["items"].get("training")
        return [] if rules is None else items.counted_absences(member, self.year, self.town, rules)

    def has_merit_flag(self, member):
        rules = self.book["items"].get("training")
        return rules is not None and len(self.absences(member)) >= rules["disqualify_at"]

    def is_removed(self, member):
        removal = self.ledger.rows["removal"].get((member,))
        return removal is not None and removal["date"] <= self.year.end

    def is_eligible(self, member):
        return (self.town.roster(member)["post"] == "full-time"
                and len(self.quarters[member]) >= self.rules["minimum_quarters"]
                and self.composite(member) >= self.rules["minimum_composite"]
                and not self.has_merit_flag(member) and member not in self.failed and not self.is_removed(member))

    # -- the township ------------------------------------------------------------------------------------------
    def excellent(self):
        """The best of the eligible, as many as the share allows but at least one, and all who tie with the last."""
        order = sorted((m for m in self.members if self.is_eligible(m)),
                       key=lambda m: (-self.composite(m), -mean(self.quarters[m]), byte_order(m)))
        if not order:
            return set()
        count = max(1, int(self.rules["excellent_share"] * len(self.members)))
        last = order[:count][-1]
        return {m for m in order if self.composite(m) >= self.composite(last)}

    def annual(self):
        excellent = self.excellent()
        for member in self.members:
            rate = self.satisfaction(member)
            yield [member, show_points(round_half_up(mean(self.quarters[member]), HUNDREDTH)),
                   show_points(round_half_up(mean(self.months[member]), HUNDREDTH)),
                   "" if rate is None else show_points(round_half_up(100 * rate, HUNDREDTH)),
                   show_points(self.composite(member)), yes_no(self.has_merit_flag(member)),
                   yes_no(self.is_eligible(member)), yes_no(member in excellent)]

    def stars(self):
        grids = {}
        for member in self.members:
            roster = self.town.roster(member)
            grids.setdefault((roster["village"], roster["grid"]), []).append(member)
        for village, grid in sorted(grids, key=lambda g: (byte_order(g[0]), byte_order(g[1]))):
            days = {m: len(self.town.window(m, self.year)) for m in grids[village, grid]}
            weighted = sum((self.composite(m) * days[m] for m in days), Fraction(0)) / sum(days.values())
            composite = round_half_up(weighted, HUNDREDTH)
            reached = [int(stars) for stars, edge in self.rules["stars"].items() if composite >= edge]
            yield [village, grid, show_points(composite), str(max(reached, default=0))]

    def findings(self):
        found = []
        for member in self.members:
            if self.has_merit_flag(member):
                found.append([member, "merit", " ".join(items.references("training", self.absences(member)))])
            heads = [b for b in self.ballots(member) if b["rater"] in self.rules["low_satisfaction_raters"]]
            content = sum(b["rating"] in ("satisfied", "fairly") for b in heads)
            if heads and Fraction(content, len(heads)) < self.rules["low_satisfaction"]:
                found.append([member, "low-satisfaction", "%d/%d" % (content, len(heads))])
        return sorted(found, key=lambda row: [byte_order(cell) for cell in row])

    def files(self):
        return {
            "stars.csv": csv_text("village,grid,composite,stars".split(","), self.stars()),
            "annual.csv": csv_text("member,quarters_mean,months_mean,satisfaction,composite,merit_flag,eligible,"
                                   "excellent".split(","), self.annual()),
            "findings.csv": csv_text("member,finding,basis".split(","), self.findings()),
        }
