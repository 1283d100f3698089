"""Monthly notices: the base pay that is paid with them, and a month's scores so far."""
from fractions import Fraction
from closing import Result, month_name
from township import Period, days_of, month_period


class Notices:
    """What issued notices paid, by (member, month), and what they withheld for debts."""
    def __init__(self):
        self.paid, self.withheld = {}, {}

    def issue(self, closing, month):
        """The base less what is still owed, at least zero. `closing`: the month's quarter, before it is closed."""
        for member in closing.members:
            period = month_period(*month)
            if not closing.is_assessed(member, period):
                continue
            base = closing.prorated(closing.book["base_pay"], len(closing.town.window(member, period)), len(days_of(period)))
            since = closing.earlier.latest.get(member)
            owed = closing.earlier.carried.get(member, Fraction(0)) - sum(
                amount for (who, when), amount in self.withheld.items() if who == member and since and when > since)
            self.withheld[member, month_name(month)] = min(base, max(Fraction(0), owed))
            self.paid[member, month_name(month)] = base - self.withheld[member, month_name(month)]


def scores_so_far(closing, month, as_of):
    """Each assessed member's score of a month that still runs: no duty day and no deadline after the day counts."""
    whole = month_period(*month)
    period = Period(whole.start, min(as_of, whole.end))
    closing.town.as_of = as_of if as_of < whole.end else None
    scores = {m: Result(m, period, closing.town, closing.book).total
              for m in closing.members if closing.is_assessed(m, period)}
    closing.town.as_of = None
    return scores
