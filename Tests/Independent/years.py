"""Random townships of a whole year, for the annual review.

    python3 years.py SEED OUT

OUT is as in townships.py; case.json also has: year; `from_july`, overrides for a second rulebook that is in force
from 1 July (or null); and `after`, what is imported once the quarters are closed: removals and late ballots."""
import argparse
import datetime
import json
from rulebook import DEFAULT, exact_json, merged
from township import days_of, quarter_period
from townships import Town, write_town

DAY = datetime.timedelta(1)


class Year(Town):
    """Four quarters of one year, or those from the one in which the first member joins."""

    def choose_quarters(self):
        year = self.rng.choice([2021, 2021, 2019, 2020, 2024])
        self.year = year
        begins = self.rng.choice([1, 1, 1, 1, 2, 3])
        self.quarters = ["%dQ%d" % (year, n) for n in range(begins, 5)]
        self.start, self.end = quarter_period(self.quarters[0]).start, quarter_period(self.quarters[-1]).end
        self.days = days_of(quarter_period(self.quarters[0])._replace(end=self.end))

    def choose_rulebook(self):
        super().choose_rulebook()
        rng, book = self.rng, self.overrides
        if self.chance(0.6):
            annual = book["annual"] = {}
            if self.chance(0.4):
                annual["weights"] = rng.choice([{"quarters": 0.6, "months": 0.4, "satisfaction": 0},
                                                {"quarters": 0.333333, "months": 0.333333, "satisfaction": 0.333334},
                                                {"quarters": 0, "months": 0.5, "satisfaction": 0.5}])
            if self.chance(0.4):
                annual["stars"] = rng.choice([{"5": 99, "4": 80.5, "3": 60, "2": 40, "1": 20.25},
                                              {"5": 90, "4": 70, "3": 50, "2": 30, "1": 10}])
            if self.chance(0.7):
                annual["minimum_quarters"] = rng.choice([1, 2, 3, 3])
            if self.chance(0.7):
                annual["minimum_composite"] = rng.choice([30, 50, 60, 75.5, 0])
            if self.chance(0.6):
                annual["excellent_share"] = rng.choice([0, 0.34, 0.5, 0.666667, 1])
            if self.chance(0.5):
                annual["low_satisfaction"] = rng.choice([0.8, 0.75, 1, 0])
            if self.chance(0.3):
                annual["low_satisfaction_raters"] = rng.choice([["committee"], ["committee", "resident"]])
        self.from_july = None
        if self.chance(0.3):
            # other rules for the second half of the year, and so for the review; bands and streaks stay
            changes = {"rulebook": "from-july", "effective_from": "%d-07-01" % self.year}
            items = self.overrides["items"]
            changes["annual"] = {"minimum_composite": rng.choice([40, 70]), "excellent_share": rng.choice([0.25, 0.75])}
            changes["items"] = {}
            if items.get("training", {}) is not None:
                changes["items"]["training"] = {"disqualify_at": rng.choice([1, 2, 4])}
            if items.get("satisfaction", {}) is not None:
                changes["items"]["satisfaction"] = {"groups": {"committee": 0.25, "resident": 0.75}}
            self.from_july = changes
        self.book = merged(DEFAULT, exact_json(json.dumps(book)))

    def choose_members(self):
        super().choose_members()
        for member in self.members:
            member["diligence"] = self.rng.choice([member["diligence"], "good", "perfect", "perfect"])
            if self.start.month > 1 and member["joined_on"] < self.start:
                member["joined_on"] = self.start
        if self.start.month > 1:
            for member in self.members:
                if member["left_on"] and member["left_on"] < member["joined_on"]:
                    member["left_on"] = member["joined_on"]

    def units(self, rejects):
        """Also adds what arrives between the last closing and the review."""
        rng, after = self.rng, {}
        gone = {row["member"] for row in self.rows["removal"] + self.later.get("removal", [])}
        gone.update(row["member"] for row in self.later.get("member", []))
        for m in self.members[1:]:
            if m["left_on"] is None and m["member"] not in gone and self.chance(0.12):
                date = max(m["joined_on"], rng.choice([self.end, self.end - DAY, self.end + DAY, self.end - 20 * DAY]))
                gone.add(m["member"])
                after.setdefault("removal", []).append(
                    [dict(member=m["member"], date=date, ground="6", note=None)])
        for m in self.members:
            if m["joined_on"] <= self.end <= m["last"] and m["member"] not in gone and self.chance(0.3):
                for n in range(rng.randint(1, 3)):
                    day = rng.choice([self.end + 9 * DAY, self.end])
                    after.setdefault("ballot", []).append([dict(
                        ballot="late %s %d" % (m["member"], n), member=m["member"], date=day,
                        rater=rng.choice(["committee", "resident"]),
                        rating=rng.choice(["satisfied", "dissatisfied", "fairly", "unsure"]), counts_on=self.end)])
        self.after = ["after"] if after else []
        return super().units(rejects) + ([("after", after)] if after else [])

    def case(self):
        return dict(super().case(), year=self.year, from_july=self.from_july, after=self.after)


def write_year(seed, out, layout=1):
    return write_town(Year(seed), seed, out, layout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int)
    parser.add_argument("out")
    options = parser.parse_args()
    write_year(options.seed, options.out)
