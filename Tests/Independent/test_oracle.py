"""Hand-computed cases of the rules that are easy to get wrong.   python3 -m unittest test_oracle"""
import datetime
import os
import tempfile
import unittest
from fractions import Fraction
import items
import rulebook
import values
from closing import Closing, band_of
from ledger import Ledger, Refused, decode, read_file, split_records
from sheets import number_cell, read_xls, read_xlsx, write_xls, write_xlsx
from tables import BY_KEY
from township import public_holidays


def d(text):
    return datetime.date.fromisoformat(text)


class Case(unittest.TestCase):
    """A township in a temporary folder; `close` gives the six files as lists of cells."""
    MEMBER = "member,name,post,office,village,grid,joined_on,left_on\n"

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.put("member", self.MEMBER + "m,张三,专职,甲,乙,1,2020-01-01,\n")

    def put(self, table, text, data=None):
        path = os.path.join(self.folder.name, table + ".csv")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text.encode("utf-8") if data is None else data)

    def ledger(self, rejects=(), **options):
        ledger = Ledger()
        found = ledger.import_folder(self.folder.name, **options)
        self.assertEqual(found, list(rejects))
        return ledger

    def close(self, quarter="2021Q3", changes=None, earlier=()):
        closing = Closing(self.ledger(), quarter, rulebook.load(None, changes), earlier)
        return {name: split_records(text)[1:] for name, text in closing.files().items()}

    def score(self, item, quarter="2021Q3", changes=None):
        return {row[1]: row[4] for row in self.close(quarter, changes)["scores.csv"]}[item]

    def deductions(self, code, quarter="2021Q3", changes=None):
        return [row[2:] for row in self.close(quarter, changes)["deductions.csv"] if row[4] == code]


class Values(unittest.TestCase):
    def test_dates(self):
        for text in ("2021-07-01", "2021/7/1", "2021.7.1", "2021年7月1日"):
            self.assertEqual(values.read_date(text), d("2021-07-01"))
        for text in ("2021-07-01 0:00", "20210701", "2021-07-01(周四)", "2021年7月1日 星期四 上午12:00:00"):
            self.assertEqual(values.read_date(text), datetime.date(2021, 7, 1))
        for text in ("2021-07-01 0:01", "2021-02-29", "2021-07/01", "2021071", "2021年7月1", "2021-07-01 周五", "21-07-01"):
            self.assertRaises(values.Unreadable, values.read_date, text)

    def test_moments(self):
        half_past = datetime.datetime(2021, 7, 1, 8, 30)
        for text in ("2021-07-01 8:30", "2021/7/1 08:30", "2021年7月1日8:30", "2021年7月1日 08:30:00"):
            self.assertEqual(values.read_moment(text), half_past)
        for text in ("2021-07-01T8:30", "2021-07-01  上午8:30:00", "2021年7月1日星期四8时30分", "20210701 8:30:00.00"):
            self.assertEqual(values.read_moment(text), half_past)
        for text in ("2021-07-01", "2021-07-0108:30", "2021-07-01 24:00", "2021-07-01 下午0:30", "2021-07-01 8:30Z"):
            self.assertRaises(values.Unreadable, values.read_moment, text)

    def test_cells(self):
        self.assertEqual(values.read_cell("code", "\u3000Ａ１ ／ｂ\u2028"), "A1 /b")
        self.assertEqual([values.read_cell("code", t) for t in ("'0012", '="0012"', "3E05")], ["0012", "0012", "3E05"])
        for text in ("\u200bA", "A\ufeffB", "A\x1c", "2.02107E+11", '="2.02107E+11"'):
            self.assertRaises(values.Unreadable, values.read_cell, "code", text)
        self.assertIsNone(values.read_cell("code", "\u3000\u00a0\u0085"))
        self.assertEqual(values.read_cell("text", " a\u3000"), " a\u3000")
        self.assertEqual(values.read_cell("percent", "７９．９９％"), Fraction("79.99"))
        self.assertEqual(values.read_cell("yes-no", "TRUE"), True)
        for kind, text in (("percent", "100.01"), ("number", "1.234"), ("number", "-1"), ("whole", "1.0"),
                           ({"top": "好"}, "Top")):
            self.assertRaises(values.Unreadable, values.read_cell, kind, text)

    def test_printing(self):
        self.assertEqual([values.show_points(Fraction(p)) for p in ("9.50", "10", "0.25", "0", "96.05")],
                         ["9.5", "10", "0.25", "0", "96.05"])
        self.assertEqual([values.show_money(Fraction(p)) for p in ("200", "-0.05", "-100.5", "0")],
                         ["200.00", "-0.05", "-100.50", "0.00"])

    def test_rounding(self):
        step = Fraction("0.01")
        self.assertEqual(values.round_half_up(Fraction("0.005"), step), step)
        self.assertEqual(values.round_half_up(Fraction("-0.005"), step), -step)
        self.assertEqual(values.round_half_up(Fraction("85.5"), 1), 86)
        self.assertEqual(values.round_half_up(Fraction("85.49"), 1), 85)

    def test_references(self):
        self.assertEqual(items.escaped("a/b: 50%\u3000甲"), "a%2Fb%3A%2050%25%E3%80%80甲")


class Files(Case):
    def test_records(self):
        self.assertEqual(split_records('a,"b\r\nc ""d"""\r\n\n1,'), [["a", 'b\r\nc "d"'], [""], ["1", ""]])
        self.assertEqual(split_records("a\tb,c\td\n", "\t"), [["a", "b,c", "d"]])
        for text in ('a"b,c\n', '"a"b,c\n', '"a,b\n'):
            self.assertRaises(Refused, split_records, text)

    def test_encodings(self):
        self.assertEqual(list(decode("\ufeff\ufeff工号".encode("utf-8"))), [("工号", False)])
        self.assertEqual(list(decode("\ufeff工号".encode("utf-16-le"))), [("工号", False)])
        self.assertEqual(next(decode("工号\u00a0é".encode("gb18030"))), ("工号\u00a0é", False))
        self.assertEqual(list(decode(b"a\xff")), [("a", True), ("a", True)])

    def test_rows(self):
        head = "标题,,\n\n*event;member（必填）;occurred_at;place\n"
        self.put("event", head + "e1;m;2021-07-01 8:00\ne2;m;2021-07-01 8:00;;;\n合 计;;;2\n*event;member（必填）;occurred_at;place\n;;;x\n")
        self.assertEqual(set(self.ledger([("event.csv", "8", "event", "")], accept_valid=True).rows["event"]),
                         {("e1",), ("e2",)})

    def test_workbooks(self):
        rows = [["7月"], ["工号", "日期", "状态", "工时"], ["m", number_cell(d("2021-07-01")), "正常", number_cell("7.5")],
                ["", "2021-07-02", "迟\r\n到\x1f", ""], [], ["合计", "", "", number_cell("7.5")]]
        merges = [(2, 0, 3, 0)]
        shown = [["7月"], ["工号", "日期", "状态", "工时"], ["m", "2021-07-01", "正常", "7.5"],
                 ["m", "2021-07-02", "迟\r\n到\x1f"], [], ["合计", "", "", "7.5"]]
        for write, read, ending in ((write_xlsx, read_xlsx, ".xlsx"), (write_xls, read_xls, ".xls")):
            data = write("考勤 & 打卡", rows, merges)
            self.assertEqual(read(data), ("考勤 & 打卡", shown))
            path = os.path.join(self.folder.name, "attendance" + ending)
            with open(path, "wb") as file:
                file.write(data)
            places, width, found = read_file(path, BY_KEY["attendance"])
            self.assertEqual((places["date"], width), (1, 4))
            self.assertEqual(found, [(3, shown[2]), (4, shown[3] + [""])])
        moment = number_cell(datetime.datetime(2021, 7, 1, 8, 30, 59))
        self.assertEqual(read_xls(write_xls("a", [[moment]], []))[1], [["2021-07-01 08:30:59"]])

    def test_fill_and_conflict(self):
        head = "event,member,occurred_at,place,closed\n"
        self.put("event", head + "e,m,2021-07-01 8:00,村东,\ne,m,2021-07-01 8:00,\u3000,2021-07-03\n")
        self.assertEqual(self.ledger().rows["event"]["e",]["closed"], d("2021-07-03"))
        self.put("07/事件登记", head + "e,m,2021-07-01 8:00,村东 ,\n")
        with self.assertRaises(AssertionError):
            self.ledger()
        ledger = self.ledger([("event.csv", "2", "place", "村东")], accept_valid=True)          # 07/ comes first
        self.assertEqual(ledger.rows["event"]["e",]["place"], "村东 ")

    def test_amend_clears(self):
        head = "event,member,occurred_at,place,closed\n"
        self.put("event", head + "e,m,2021-07-01 8:00,村东,2021-07-03\n")
        ledger = self.ledger()
        self.put("event", head + "e,m,2021-07-02 8:00,村东,\n")
        self.assertEqual(ledger.import_folder(self.folder.name, amend=True), [])
        row = ledger.rows["event"]["e",]
        self.assertEqual((row["occurred_at"].day, row["closed"]), (2, None))

    def test_rows_of_one_import(self):
        head = "place,event,member,occurred_at,closed,description\n"
        self.put("event", head + '村东,e,m,2021-07-01 8:00,,"一\r\n二"\n')
        ledger = self.ledger()
        rows = ['村东,e,m,2021-07-01 8:00,,"一\n二"\n', "村西,e,m,2021-07-01 8:00,2021-07-03,\n", ",e,m,2021-07-01 8:00,2021-07-03,\n"]
        self.put("event", head + "".join(rows))
        for amend in (False, True):
            self.assertEqual(
                ledger.import_folder(self.folder.name, amend=amend), [("event.csv", "3", "place", "村西")])
        self.put("event", head + rows[2] + rows[1])
        self.assertEqual(ledger.import_folder(self.folder.name, amend=True), [])
        row = ledger.rows["event"]["e",]
        self.assertEqual((row["place"], row["closed"], row["description"]), ("村西", d("2021-07-03"), None))

    def test_rejects(self):
        self.put("member", self.MEMBER + "m,张三,专职,甲,乙,1,2020-01-01,2021-08-31\n"
                                         "\n"
                                         "n,李四,专职,甲,乙,1,2021-01-02,2021-01-01\n")
        self.put("removal", "member,date,ground\nm,2021-08-10,1\n")
        self.put("patrol", "date,member\n2021-08-10,m\n2021-08-11,m\n2021-08-10,n\n2021/8/32,m\n2021-08-10,\n1,2,3\n")
        self.ledger([("member.csv", "4", "left_on", "2021-01-01"), ("patrol.csv", "3", "date", "2021-08-11"),
                     ("patrol.csv", "4", "member", "n"), ("patrol.csv", "5", "date", "2021/8/32"),
                     ("patrol.csv", "6", "member", ""), ("patrol.csv", "7", "", "")])

    def test_charge_needs_a_cost(self):
        self.put("equipment", "entry,member,date,asset,change,at_fault\n1,m,1999-01-01,手机,lost,是\n2,m,1999-01-01,手机,lost,\n")
        self.ledger([("equipment.csv", "2", "cost", "")])


class Bands(unittest.TestCase):
    def band(self, total, gap):
        return band_of(Fraction(total), rulebook.load(None, {"gap_scores": gap}))["name"]

    def test_gaps(self):
        for total, by_round, lower, upper in (("95.4", "top", "top", "top"), ("95", "good", "good", "good"),
                                              ("85.5", "good", "fair", "good"), ("85.49", "fair", "fair", "good"),
                                              ("75.1", "poor", "poor", "fair"), ("65.5", "poor", "failing", "poor"),
                                              ("65.4", "failing", "failing", "poor"), ("0", "failing", "failing", "failing")):
            self.assertEqual([self.band(total, g) for g in ("round", "lower", "upper")], [by_round, lower, upper], total)


class Days(Case):
    def test_public_holidays(self):
        days = public_holidays()
        self.assertEqual(days[d("2020-02-02")], "holiday")
        self.assertEqual(days[d("2020-02-01")], "holiday")           # a shifted workday until the holiday was lengthened
        self.assertEqual(days[d("2021-09-18")], "workday")
        self.assertEqual(days[d("2026-02-23")], "holiday")

    def test_duty_days(self):
        # September 2021: 22 weekdays, less the 20th and 21st, plus Saturday the 18th and Sunday the 26th
        self.put("leave", "member,from,through\nm,2021-09-18,2021-09-19\n")
        self.put("calendar", "date,kind\n2021-09-01,休息日\n2021-09-20,workday\n")
        self.put("patrol", "member,date\n")
        missing = self.deductions("collection.missing-patrol", changes={"items": {"collection": {"maximum": 10}}})
        self.assertEqual(sum(row[0].startswith("2021-09") for row in missing), 22 - 2 + 2 - 1 - 1 + 1)

    def test_unrated(self):
        # joined on 2021-09-15: 15 16 17 18 22 23 24 26 27 28 29 30 are twelve duty days
        for joined, band in (("2021-09-17", "good"), ("2021-09-18", "unrated")):
            self.put("member", self.MEMBER + "m,张三,专职,甲,乙,1,%s,\n" % joined)
            changes = {"items": {"collection": {"per_missing_patrol": 0}, "attendance": {"missing_record": "ignore"},
                                 "activity": {"per_missing": Fraction("0.25")}}}
            row = self.close(changes=changes)["totals.csv"][0]
            # ten days by 4 pieces by 0.25: 10 points
            self.assertEqual(row[6:], ["90", "good", "100.00", "1"] if band == "good" else ["91", "unrated", "0.00", ""])


class Items(Case):
    def test_training_runs(self):
        # A leave of June opens the run; the one on registered leave is as if not there; the fourth counted is the third of its run
        self.put("training", "session,member,date,kind,status\n1,m,2021-06-30,例会,leave\n2,m,2021-07-01,例会,leave\n"
                             "3,m,2021-07-10,例会,present\n4,m,2021-08-02,例会,leave\n5,m,2021-08-03,例会,absent\n")
        self.put("leave", "member,from,through\nm,2021-07-10,2021-07-10\n")
        self.assertEqual(self.deductions("training.absence"),
                         [["2021-08-03", "5", "training.absence", "附件·1", "training:4/m training:5/m"]])
        self.assertEqual(self.score("training", changes={"registered_leave": "counts"}), "8")
        self.assertEqual(self.score("training", changes={"items": {"training": {"excess_leave": "ignore"}}}), "8")

    def test_training_year(self):
        rows = "session,member,date,kind,status\n" + "".join(
            "%d,m,%s,例会,leave\n" % (n, day) for n, day in enumerate(["2020-12-30", "2020-12-31", "2021-01-04", "2021-01-05"]))
        self.put("training", rows)
        self.assertEqual(self.score("training", "2021Q1"), "10")             # the run starts again with the year

    def test_merit(self):
        self.put("training", "session,member,date,kind,status\n1,m,2021-01-05,例会,absent\n2,m,2021-04-06,例会,absent\n"
                             "3,m,2021-09-30,例会,absent\n")
        found = self.close()["findings.csv"]
        self.assertIn(["m", "merit", "training:1/m training:2/m training:3/m"], found)
        self.assertEqual(self.score("training"), "8")

    def test_hazard_hours(self):
        self.put("hazard", "hazard,member,found_at,reported_at,source,handled_at\n"
                           "1,m,2021-07-01 8:00,2021-07-02 8:00,self,\n2,m,2021-07-01 8:00,2021-07-02 08:00:01,self,\n"
                           "3,m,2021-07-01 8:00,2021-07-09 8:00,self,2021-07-01 9:00\n4,m,2021-07-01 8:00,,self,\n"
                           "5,m,2021-07-01 8:00,2021-07-01 8:00,inspection,\n")
        self.assertEqual([row[4] for row in self.deductions("hazards.late")], ["hazard:2", "hazard:4", "hazard:5"])

    def events(self):
        self.put("event", "event,member,occurred_at,place,persons,description,verdict\n"
                          "c,m,2021-07-01 9:00,村东,甲,树 倒,\nb,m,2021-07-01 9:00,村\u3000东,乙,树\u2028倒,\n"
                          "d,m,2021-07-01 8:00,村东,丙,树倒,fake\ne,m,2021-07-02 8:00,村东,丁,树倒,valid\n"
                          "f,m,2021-07-02 8:00,村东,\u00a0,树倒,\n")

    def test_suspects(self):
        self.events()
        changes = {"items": {"activity": {"duplicates": "deduct", "per_missing": 0}}}
        self.assertEqual([row[2:5:2] for row in sorted(self.deductions("activity.duplicate", changes=changes))],
                         [["activity.duplicate", "event:b event:d"], ["activity.duplicate", "event:c event:d"]])
        self.assertEqual([row[4] for row in self.deductions("activity.incomplete", changes=changes)], ["event:f"])
        self.assertEqual([row[4] for row in self.deductions("activity.void", changes=changes)], ["event:d"])
        self.assertEqual(self.deductions("activity.duplicate"), [])

    def test_quota(self):
        self.events()
        self.put("visit", "visit,member,date,kind,verdict\n1,m,2021-07-01,约访,\n2,m,2021-07-01,约访,\n3,m,2021-07-01,约访,\n"
                          "4,m,2021-07-02,约访,无效\n5,m,2021-07-04,普遍走访,\n")
        # 1 July: events b and c, three visits: nothing short. 2 July: event e (f is incomplete), no visit: 1 + 2.
        short = {row[0]: row[1] for row in self.deductions("activity.shortfall")}
        self.assertNotIn("2021-07-01", short)
        self.assertEqual(short["2021-07-02"], "3")
        self.assertEqual(short["2021-07-05"], "4")
        # The period: 65 duty days (22 + 22 + 22 weekdays - 2 + 2 shifted = 66) ask for 132 and 132; 3 events, 4 visits.
        [row] = self.deductions("activity.shortfall", changes={"items": {"activity": {"quota_basis": "period"}}})
        self.assertEqual(row[:2], ["2021-09-30", str(132 - 3 + 132 - 4)])

    def test_weeks_and_months(self):
        self.put("member", self.MEMBER + "m,张三,专职,甲,乙,1,2021-09-06,2021-09-25\n")
        self.put("visit", "visit,member,date,kind\n1,m,2021-09-06,约访\n2,m,2021-09-12,约访\n")
        changes = {"items": {"activity": {"per_missing_appointed": Fraction("0.5"), "per_missing_general": 1}}}
        self.assertEqual([row[:2] for row in self.deductions("activity.appointed-shortfall", changes=changes)],
                         [["2021-09-12", "0.5"], ["2021-09-19", "1.5"]])     # the 20th to the 26th is not wholly in post
        self.assertEqual([row[:2] for row in self.deductions("activity.no-general-visit", changes=changes)],
                         [["2021-09-25", "1"]])

    def test_overdue(self):
        self.put("event", "event,member,occurred_at,place,persons,description,due,closed\n"
                          "1,m,2021-07-01 8:00,a,b,c,2021-09-30,\n2,m,2021-07-01 8:00,a,b,d,2021-10-01,\n"
                          "3,m,2021-07-01 8:00,a,b,e,2021-07-05,2021-07-05\n4,m,2021-07-01 8:00,a,b,f,2021-07-05,2021-07-06\n")
        found = self.deductions("activity.overdue", changes={"items": {"activity": {"per_overdue": 1}}})
        self.assertEqual([row[4] for row in found], ["event:1", "event:4"])

    def test_supervision(self):
        self.put("supervision", "request,member,assigned,due,reported,satisfaction\n1,m,2021-07-01,2021-07-05,2021-07-05,80\n"
                                "2,m,2021-07-01,2021-07-05,2021-07-06,79.99%\n")
        self.assertEqual(self.score("supervision"), "12")

    def test_satisfaction(self):
        head = "ballot,member,date,rater,rating,counts_on\n"
        # committee 1 and 0.6: mean 0.8; residents 0: rate 0.4; 5 * 0.6 = 3
        self.put("ballot", head + "1,m,2021-07-01,committee,satisfied,\n2,m,2021-10-09,committee,基本满意,2021-09-30\n"
                                  "3,m,2021-07-01,resident,不满意,\n4,m,2021-09-30,resident,unsure,\n5,m,2021-09-30,resident,满意,2021-10-01\n")
        self.assertEqual(self.deductions("satisfaction.rate"),
                         [["2021-09-30", "3", "satisfaction.rate", "附件·9", "ballot:1 ballot:2 ballot:3"]])
        # one group alone: 1, 0.6, 0.6 and so 11/15; 5 * 4/15 = 1.333 -> 1.3
        self.put("ballot", head + "1,m,2021-07-01,resident,satisfied,\n2,m,2021-07-02,resident,fairly,\n3,m,2021-07-03,resident,fairly,\n")
        self.assertEqual(self.score("satisfaction"), "3.7")
        # 5 * (1 - 0.99) = 0.05 -> 0.1
        changes = {"items": {"satisfaction": {"weights": {"fairly": Fraction("0.99")}}}}
        self.put("ballot", head + "1,m,2021-07-01,resident,fairly,\n")
        self.assertEqual(self.score("satisfaction", changes=changes), "4.9")
        self.put("ballot", head + "1,m,2021-07-01,resident,unsure,\n")
        self.assertEqual(self.score("satisfaction"), "5")

    def test_attendance(self):
        self.put("attendance", "member,date,status\nm,2021-07-01,迟到\nm,2021-07-03,未打卡\n")      # the 3rd is a Saturday
        changes = {"items": {"attendance": {"missing_record": "ignore"}}}
        self.assertEqual(self.score("attendance", changes=changes), "9.5")
        self.assertEqual(self.score("attendance"), "0")


class PayAndFindings(Case):
    def test_proration(self):
        # -100 * 5 / 31 = -16.129...; 200 * 5 / 31 = 32.258...; 16 of 30 days with 233.33: 124.4426...
        self.put("member", self.MEMBER + "m,张三,专职,甲,乙,1,2021-08-27,\n")
        pay = self.close()["pay.csv"]
        self.assertEqual([row[2:5] for row in pay], [["0", "0.00", "0.00"], ["5", "32.26", "-32.26"], ["30", "200.00", "-200.00"]])
        pay = self.close(changes={"failing_penalty": "once"})["pay.csv"]
        self.assertEqual([row[4] for row in pay], ["0.00", "0.00", "-200.00"])
        pay = self.close(changes={"proration": "whole-month"})["pay.csv"]
        self.assertEqual([row[3] for row in pay], ["0.00", "0.00", "200.00"])

    def test_half_fen(self):
        # 99.99 * 15 / 30 = 49.995: half a fen goes away from zero on both sides
        self.put("member", self.MEMBER + "m,张三,专职,甲,乙,1,2020-01-01,2021-09-15\n")
        bands = rulebook.load()["bands"]
        bands[-1]["amount"] = Fraction("-99.99")
        row = self.close(changes={"base_pay": Fraction("99.99"), "bands": bands})["pay.csv"][2]
        self.assertEqual(row[3:5], ["50.00", "-50.00"])

    def test_debt_is_carried(self):
        self.put("equipment", "entry,member,date,asset,change,at_fault,cost\n1,m,2021-09-30,手机,damaged,yes,350.5\n"
                              "2,m,2021-09-30,手机,damaged,no,99\n")
        first = self.close(changes={"failing_penalty": "once"})
        self.assertEqual([row[5:] for row in first["pay.csv"]][1:],
                         [["0.00", "0.00", "0.00", "0.00", "200.00", "0.00"], ["350.50", "0.00", "0.00", "0.00", "0.00", "350.50"]])
        with tempfile.TemporaryDirectory() as earlier:
            closing = Closing(self.ledger(), "2021Q3", rulebook.load(None, {"failing_penalty": "once"}))
            for name, text in closing.files().items():
                with open(os.path.join(earlier, name), "w", encoding="utf-8", newline="") as file:
                    file.write(text)
            second = self.close("2021Q4", {"failing_penalty": "once"}, [earlier])
        self.assertEqual([row[8:] for row in second["pay.csv"]],
                         [["350.50", "0.00", "150.50"], ["150.50", "49.50", "0.00"], ["0.00", "0.00", "0.00"]])
        self.assertIn(["m", "streak", "2021-07 2021-08 2021-09 2021-10 2021-11 2021-12"], second["findings.csv"])

    def test_streak_needs_three_months_in_post(self):
        self.put("member", self.MEMBER + "m,张三,专职,甲,乙,1,2021-08-01,\n")
        self.assertEqual(self.close()["findings.csv"], [])
        self.assertEqual(self.close(changes={"failing_streak": {"months": 2}})["findings.csv"],
                         [["m", "streak", "2021-08 2021-09"]])

    def test_recovery(self):
        self.put("member", self.MEMBER + "a,张三,专职,甲,乙,1,2020-01-01,\nm,张三,兼职,甲,乙,1,2020-01-01,2021-09-30\n")
        self.put("equipment", "entry,member,date,asset,change,at_fault,cost,serial\n1,m,2020-01-01,手机,issued,,,A\n"
                              "2,m,2020-01-01,手机,issued,,,B\n3,m,2021-09-30,手机,returned,,,B\n4,m,2020-01-01,马甲,issued,,,\n"
                              "5,m,2021-01-01,马甲,damaged,,,\n6,m,2021-10-01,手机,returned,,,A\n")
        self.assertIn(["m", "recovery", "equipment:1 equipment:5"], self.close()["findings.csv"])

    def test_ranks(self):
        rows = "".join("%s,张三,专职,甲,乙,1,2020-01-01,\n" % m for m in ("z", "甲", "é", "b"))
        self.put("member", self.MEMBER + rows)
        self.put("duty", "duty,member,due,done\n1,b,2021-07-01,\n")
        totals = self.close()["totals.csv"]
        self.assertEqual([(row[0], row[9]) for row in totals], [("b", "4"), ("z", "1"), ("é", "1"), ("甲", "1")])


if __name__ == "__main__":
    unittest.main()
