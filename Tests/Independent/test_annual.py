"""Hand-computed cases of the annual review.   python3 -m unittest test_annual"""
import os
import tempfile
from fractions import Fraction
import rulebook
from annual import Review
from ledger import split_records
from test_oracle import Case


class Annual(Case):
    """Closings are written by hand; only the review is computed."""

    def setUp(self):
        super().setUp()
        self.closings = tempfile.TemporaryDirectory()
        self.addCleanup(self.closings.cleanup)
        self.quarters = {}

    def closed(self, number, totals, months):
        """totals: member to (total, band); months: member to its months' totals."""
        folder = os.path.join(self.closings.name, str(number))
        os.makedirs(folder)
        for name, header, rows in (
                ("totals", "member,total,band", ["%s,%s,%s" % (m, t, b) for m, (t, b) in totals.items()]),
                ("monthly_scores", "member,month,item,score",
                 ["%s,2021-%02d,total,%s" % (m, 3 * number - 2 + n, s) for m, l in months.items() for n, s in enumerate(l)])):
            with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as file:
                file.write("\n".join([header] + rows) + "\n")
        self.quarters["2021Q%d" % number] = (folder, "failing")

    def year(self, totals, **of_quarter):
        """The same totals in every quarter, and as the months' scores."""
        for number in range(1, 5):
            now = of_quarter.get("q%d" % number, totals)
            self.closed(number, {m: (t, "good") for m, t in now.items()}, {m: [t, t, t] for m, t in now.items()})

    def roster(self, rows):
        self.put("member", self.MEMBER + "".join("%s,张三,%s,甲,乙,%s,2020-01-01,\n" % row for row in rows))

    def review(self, changes=None):
        files = Review(self.ledger(), 2021, rulebook.load(None, changes), self.quarters).files()
        return {name: split_records(text)[1:] for name, text in files.items()}

    def excellent(self, changes=None):
        return "".join(row[0] for row in self.review(changes)["annual.csv"] if row[7] == "yes")

    def test_composite(self):
        self.closed(1, {"m": ("90", "good")}, {"m": ["91", "92", "92.5"]})
        self.closed(3, {"m": ("85.5", "good")}, {"m": ["80", "80"]})
        self.closed(4, {"m": ("20", "unrated")}, {"m": ["70"]})
        # 87.75 * 0.7 + 505.5/6 * 0.1 over 0.8; the month of the unrated quarter counts, its total does not
        self.assertEqual(self.review()["annual.csv"], [["m", "87.75", "84.25", "", "87.31", "no", "no", "no"]])
        self.put("ballot", "ballot,member,date,rater,rating,counts_on\n1,m,2021-01-01,resident,fairly,\n"
                           "2,m,2022-01-09,committee,satisfied,2021-12-31\n3,m,2021-05-05,resident,unsure,\n"
                           "4,m,2021-12-31,resident,dissatisfied,2022-01-01\n")
        # rate 0.5 + 0.5 * 0.6 = 0.8: 61.425 + 8.425 + 16 = 85.85
        self.assertEqual(self.review()["annual.csv"], [["m", "87.75", "84.25", "80", "85.85", "no", "no", "no"]])

    def test_cut_and_ties(self):
        self.roster([(m, "专职", "1") for m in "abcdefghij"])
        self.year(dict(a=95, b=95, c=96, d=91, e=80, f=80, g=80, h=80, i=80, j=80))
        self.assertEqual(self.excellent(), "abc")                   # floor(2.0) = 2, and who ties with the second
        self.assertEqual(self.excellent({"annual": {"excellent_share": Fraction("0.05")}}), "c")
        self.assertEqual(self.excellent({"annual": {"minimum_composite": 97}}), "")

    def test_exact_quarters_break_no_tie_on_composite(self):
        self.roster([(m, "专职", "1") for m in "ab"])
        self.year(dict(a=95, b="95.01"), q2=dict(a="95.01", b="95.01"))
        rows = self.review()["annual.csv"]
        self.assertEqual([(row[4], row[7]) for row in rows], [("95", "no"), ("95.01", "yes")])

    def test_who_is_eligible(self):
        self.roster([("a", "专职", "1"), ("p", "兼职", "1"), ("r", "专职", "1"), ("s", "专职", "1"), ("t", "专职", "1")])
        self.put("removal", "member,date,ground\nr,2021-12-31,2\ns,2022-01-01,2\n")
        self.put("training", "session,member,date,kind,status\n1,t,2021-01-05,例会,缺席\n2,t,2021-06-05,例会,缺席\n"
                             "3,t,2021-12-31,例会,缺席\n")
        self.year(dict(a=90, p=99, r=99, s=99, t=99), q3=dict(p=99, r=99, s=99, t=99))
        review = self.review()
        self.assertEqual({row[0]: row[6] for row in review["annual.csv"]}, dict(a="no", p="no", r="no", s="yes", t="no"))
        self.assertEqual(review["findings.csv"], [["t", "merit", "training:1/t training:2/t training:3/t"]])

    def test_lowest_band(self):
        self.year(dict(m=99))
        self.quarters["2021Q2"] = (self.quarters["2021Q2"][0], "good")
        self.assertEqual(self.excellent(), "")

    def test_stars(self):
        self.put("member", self.MEMBER + "a,张三,专职,甲,乙,1,2021-07-01,\nb,张三,专职,甲,乙,1,2020-01-01,\n"
                                         "c,张三,专职,甲,乙,2,2020-01-01,\nd,张三,专职,甲,丁,1,2020-01-01,\n")
        self.year(dict(b=80, c=90, d="89.99"), q3=dict(a=100, b=80, c=90, d="89.99"))
        # (100 * 184 + 80 * 365) / 549 = 86.7030…
        self.assertEqual(self.review()["stars.csv"],
                         [["丁", "1", "89.99", "3"], ["乙", "1", "86.7", "3"], ["乙", "2", "90", "4"]])

    def test_low_satisfaction(self):
        self.year(dict(m=99))
        head = "ballot,member,date,rater,rating\n"
        self.put("ballot", head + "1,m,2021-01-01,resident,fairly\n2,m,2021-01-01,resident,dissatisfied\n"
                                  "3,m,2021-01-01,resident,unsure\n4,m,2021-01-01,committee,dissatisfied\n")
        self.assertEqual(self.review()["findings.csv"], [])          # a half is not under a half
        changes = {"annual": {"low_satisfaction_raters": ["committee", "resident"]}}
        self.assertEqual(self.review(changes)["findings.csv"], [["m", "low-satisfaction", "1/3"]])
        self.put("ballot", head + "1,m,2021-01-01,committee,dissatisfied\n")
        self.assertEqual(self.review()["findings.csv"], [])
