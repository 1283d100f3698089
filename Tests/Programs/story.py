"""A township from its first file to its review, and the district that receives it: every command with --json once or more."""
import dataclasses
import json
import os
import pathlib
import shutil
import subprocess


@dataclasses.dataclass
class Answer:
    """What a command said: its name as `district-receive`, its arguments, and the JSON."""

    name: str
    line: str
    value: object


class Teller:
    def __init__(self, kaohe, sample, work):
        self.kaohe, self.sample, self.work = kaohe, sample, work
        self.answers, self.failures = [], []
        self.town, self.office = work / "township", work / "office"
        self.commands = dict(self._commands())

    def _commands(self):
        """Every command that can be run, as its name and whether it has --json; from the program itself."""
        dump = json.loads(self._run(["--experimental-dump-help"]).stdout)["command"]

        def leaves(command, path):
            below = [one for one in command.get("subcommands", []) if one["commandName"] != "help"]
            for one in below:
                yield from leaves(one, path + [one["commandName"]])
            if not below:
                names = {name["name"] for one in command["arguments"] for name in one.get("names") or []}
                yield "-".join(path), "json" in names

        return leaves(dump, [])

    def _run(self, arguments, folder=None):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("KAOHE_")}
        environment |= {"KAOHE_WORKSPACE": str(folder or self.town), "KAOHE_OPERATOR": "王", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [self.kaohe, *map(str, arguments)], env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def name(self, words):
        """The command of a line; a default subcommand is found by its parent's."""
        path = "-".join(words[:3])
        for length in (3, 2, 1):
            path = "-".join(words[:length])
            if path in self.commands:
                return path
        return {"import": "import-paths", "profile": "profile-draft", "suspects": "suspects-list"}[words[0]]

    def __call__(self, *arguments, code=0, folder=None):
        """Runs a command with --json and keeps its answer."""
        words = [str(one) for one in arguments]
        done = self._run([*words, "--json"], folder)
        line = "kaohe " + " ".join(word.replace(str(self.work), "…") for word in words)
        if done.returncode != code:
            self.failures.append(f"{line} ended with {done.returncode}: {done.stderr.strip()[:300]}")
        try:
            value = json.loads(done.stdout)
        except ValueError:
            self.failures.append(f"{line} printed no JSON: {done.stdout[:100]!r}")
            return None
        self.answers.append(Answer(self.name(words), line, value))
        return value


def tell(kaohe, sample, work):
    a = Teller(kaohe, sample, work)
    for quarter in (1, 2, 3, 4):
        subprocess.run(
            [sample, work / "exports" / str(quarter), "--quarter", f"2021Q{quarter}", "--seed", "1"],
            check=True, capture_output=True)
    township(a)
    district(a)
    return a


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def township(a):
    work, town = a.work, a.town
    a("init", town, "--township", "冯卯镇")
    book = next((town / "rulebooks").glob("*.yaml"))
    a("items")
    a("items", "attendance")
    a("rulebook", "check", book)
    other = write(work / "other.yaml", book.read_text(encoding="utf-8").replace("base_pay: 200", "base_pay: 210", 1))
    a("rulebook", "diff", book, other)
    a("templates", work / "templates")
    a("settings")
    a("settings", "--telephone", "0632-1234567", "--place", "镇综治中心")
    shown = a("keys", "new")
    a("keys", "show")
    a("keys", "export", work / "old.pub")

    imports(a)
    a("status", "2021Q1", code=0)
    for day in ("2021-01-20", "2021-02-15", "2021-03-31"):
        a("outlook", "2021Q1", "--as-of", day)
    a("outlook", "2021Q1", "--as-of", "2021-02-15", "--member", "FM0024")
    a("print", "2021Q1", "--paper", "outlook", "--as-of", "2021-02-15")
    a("status", "2022Q1", code=1)
    a("notice", "2021-01")
    a("notice", "2021-01", "--issue")
    a("notice", "2021-01", "--withdraw", "--reason", "漏导考勤")
    for month in ("2021-01", "2021-02", "2021-03"):
        a("notice", month, "--issue")
    a("close", "2021Q1")
    a("keys", "rotate")
    a("notice", "2021-04", "--issue")
    a("close", "2021Q2")
    between(a)
    a("close", "2021Q3", "--public")
    appeals(a)
    a("bundle", "2021Q3", "--output", work / "copy.zip")
    a("close", "2021Q4", "--no-reports")
    a("review", "2021")
    a("print", "2021Q3", "--paper", "公示表")
    a("print", "2021", "--paper", "posting")
    a("simulate", "2021Q3", "--set", "base_pay=210")
    a("simulate", "--over", "2021Q2..2021Q3", "--set", "items.activity.per_missing=0..1:0.5")
    a("history")
    a("history", "FM0024")
    a("history", "--page", work / "history.html", "--workbook", work / "history.xlsx")
    for band in ("next", "top", "failing"):
        a("explain", "FM0024", "2021Q3", "--toward", band)
    a("rulebook", "check", other, "--over", "2021Q3")
    a("verify", town / "closings" / "2021Q3-r1.zip", "--replay", "--key", town / "keys" / "kaohe.pub")
    a("journal")
    a("journal", "--verify")
    return shown


def imports(a):
    work = a.work
    a("import", work / "exports" / "1", "--dry-run")
    for quarter in ("1", "2", "3", "4"):
        a("import", work / "exports" / quarter)
    bad = write(work / "bad" / "duty.csv", "duty,member,due\nA1,FM0001,2021-07-05\nA2,NOBODY,2021-07-05\n")
    a("import", bad, code=65)
    a("import", bad, "--accept-valid")
    listed = a("import", "list")
    a("import", "withdraw", len(listed or [0]), "--reason", "导错了文件")
    export = write(
        work / "打卡.csv", "姓名,工号,打卡日期,上班,下班\n张三,FM0001,2021-07-05,08:21,17:40\n李四,FM0002,2021-07-05,08:25,17:31\n")
    a("profile", export, "--table", "attendance", "--duty", "08:30-17:30", "--save", "punches")
    a("profile", "list")
    a("profile", "show", "punches")


def between(a):
    """What a clerk does between closings: suspects, equipment, a removal."""
    work = a.work
    pairs = a("suspects", "2021Q3")
    a("suspects", "export", "2021Q3", work / "suspects.xlsx")
    for pair in (pairs or [])[:1]:
        a("suspects", "decide", pair["suspect"]["reference"].split(":")[1], "--duplicate")
    a("explain", "FM0024", "2021Q3")
    a("explain", "FM0024", "2021-07")
    listed = a("equipment", "list", "FM0011")
    a("equipment", "list")
    a("equipment", "issue", "FM0011", "手机终端", "--serial", "SN-1", "--date", "2021-07-01", "--dry-run")
    a("equipment", "fault", "FM0011", "手机终端", "--date", "2021-07-20")
    a("equipment", "damage", "FM0011", "手机终端", "--date", "2021-07-21", "--at-fault", "yes", "--cost", "120")
    lost = a("equipment", "loss", "FM0012", "手机终端", "--date", "2021-08-02") or {"entries": [{"entry": "?"}]}
    a("equipment", "decide", lost["entries"][0]["entry"], "--at-fault", "no")
    a("equipment", "return", "FM0013", "手机终端", "--date", "2021-09-30")
    a("remove", "FM0020", "--ground", "2", "--date", "2021-10-31", "--dry-run")
    return listed


def appeals(a):
    lost = a("explain", "FM0024", "2021Q3") or {"items": []}
    records = [
        (record["reference"], item["item"])
        for item in lost["items"] for deduction in item["deductions"] for record in deduction["records"]]
    made = a("appeal", "open", "FM0024", "2021Q3", "--record", records[0][0], "--ground", "当日住院") or {"number": 1}
    a("appeal", "list")
    a("appeal", "decide", made["number"], "--uphold", "--reason", "病历属实")
    a("revise", "2021Q3", "--dry-run")
    a("revise", "2021Q3", "--reason", "申诉成立")
    a("revise", "2021Q3", "--dry-run")
    a("explain", "FM0024", "2021Q3")


def district(a):
    work, town, office = a.work, a.town, a.office
    a("district", "init", office, "--name", "山亭区委政法委")
    key = a("keys", "show")
    old = work / "old.pub"
    first = a("verify", town / "closings" / "2021Q1-r1.zip", "--key", old)
    here = {"folder": office}
    a("district", "trust", **here)
    a("district", "trust", "冯卯镇", town / "keys" / "kaohe.pub", "--fingerprint", key["fingerprint"], **here)
    a("district", "trust", **here)
    a("district", "expect", "冯卯镇", "城头镇", **here)
    a("district", "rulebook", "list", **here)
    bundles = [town / "closings" / f"2021{name}.zip" for name in ("Q2-r1", "Q3-r1", "Q3-r2", "Q4-r1")]
    a("district", "receive", *bundles, **here)
    forged = shutil.copy(bundles[0], work / "forged.zip")
    with open(forged, "r+b") as file:
        file.seek(5000)
        file.write(b"x")
    a("district", "receive", forged, code=1, **here)
    a("district", "summary", "2021Q3", **here)
    a("district", "check", **here)
    a("district", "rulebook", "approve", work / "other.yaml", **here)
    a("district", "rulebook", "withdraw", work / "other.yaml", "--reason", "文号有误", **here)
    a("district", "anchor", town / "notices" / "2021-04" / "anchor.txt", **here)
    a("receipt", min((office / "receipts").glob("*.receipt")), "--key", office / "keys" / "district.pub")
    a("district", "revoke", key["key"], "--reason", "私钥外泄", **here)
    return first
