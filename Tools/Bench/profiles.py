"""Times imports by profiles beside the import of the same days as a plain table, in rows per second.

  plain    days.csv: one row per member and day, in the table's own columns
  punches  one row per punch, four of them a day, made into days; its rows are the punches
  matrix   one row per member and a column a day, with words; its rows are the days
  times    the same with the times of two punches in each cell; its rows are the days

All are whole processes of `kaohe import` into a workspace that has only the members, and alternate, so that a machine that
slows down slows all of them."""
import argparse
import os
import pathlib
import random
import shutil
import statistics
import sys
import tempfile

from bench import run

LEAST_RATE = 0.5
PEAK_MIB = 128

DUTY = """  duty: 08:30-17:30
  grace: 10
  into: {day: 日期, status: 状态, hours: 工时}
  outcomes: {on_time: 正常, late: 迟到, single: 未打卡, missed: 未打卡}
"""
PROFILES = {
    "punches": """profile: 1
table: 考勤打卡
columns: {member: 工号}
punches:
  at: [打卡日期, 打卡时间]
  sort: 打卡结果
  counts: [正常, 迟到, 早退, 外勤]
""" + DUTY,
    "matrix": """profile: 1
table: 考勤打卡
month: title
columns: {member: 账号}
days:
  into: {day: 日期, cell: 状态}
  ignore: [休]
values:
  status: {√: 正常, △: 迟到, ×: 未打卡}
""",
    "times": """profile: 1
table: 考勤打卡
month: title
columns: {member: 账号}
days: {ignore: [休]}
punches:
  no_punch: [缺卡]
""" + DUTY,
}


def write(root, members, days):
    """Writes the files; gives the number of rows of each."""
    dice = random.Random(1)
    codes = [f"FM{number:05}" for number in range(members)]
    counts = {"plain": members * days, "punches": 200_000 * members * days // 155_000 // 4 * 4, "matrix": members * days,
              "times": members * days}

    def clock(hour):
        return f"{hour:02}:{dice.randrange(60):02}"

    with open(root / "member.csv", "w", encoding="utf-8") as out:
        out.write("member,name,post,office,village,grid,joined_on\n")
        for number, code in enumerate(codes):
            out.write(f"{code},王芳{number},专职,一办,东村,{number},2020-01-01\n")
    with open(root / "plain.csv", "w", encoding="utf-8") as out:
        out.write("工号,日期,状态,工时\n")
        for code in codes:
            for day in range(days):
                out.write(f"{code},2021-07-{day + 1:02},{dice.choice(['正常', '正常', '迟到', '未打卡'])},8.5\n")
    left = counts["punches"]
    with open(root / "punches.csv", "w", encoding="utf-8") as out:
        out.write("工号,姓名,打卡日期,打卡时间,打卡结果\n")
        for day in range(days):
            for number, code in enumerate(codes):
                if left == 0:
                    break
                left -= 4
                for hour in (8, 12, 13, 17):
                    out.write(f"{code},王芳{number},2021-07-{day + 1:02},{clock(hour)}:00,正常\n")
    for name in ("matrix", "times"):
        with open(root / f"{name}.csv", "w", encoding="utf-8") as out:
            out.write("统计时间:2021-07-01 ～ 2021-07-31\n姓名,账号," + ",".join(str(day + 1) for day in range(days)) + "\n")
            for number, code in enumerate(codes):
                cells = [dice.choice("√√√△×") if name == "matrix" else f"{clock(8)}、{clock(17)}" for _ in range(days)]
                out.write(f"王芳{number},{code}," + ",".join(cells) + "\n")
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--members", type=int, default=5_000)
    parser.add_argument("--days", type=int, default=31)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    kaohe = os.path.join(options.bin, "kaohe")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        counts = write(root, options.members, options.days)
        for name, text in PROFILES.items():
            (root / f"{name}.yaml").write_text(text, encoding="utf-8")
        rates = {name: [] for name in counts}
        peaks = dict.fromkeys(counts, 0.0)
        for _ in range(options.runs):
            for name in counts:
                workspace = root / "workspace"
                shutil.rmtree(workspace, ignore_errors=True)
                run([kaohe, "init", str(workspace)])
                run([kaohe, "import", str(root / "member.csv"), "--workspace", str(workspace)])
                how = ["--table", "attendance"] if name == "plain" else ["--profile", str(root / f"{name}.yaml")]
                seconds, peak = run(
                    [kaohe, "import", *how, str(root / f"{name}.csv"), "--workspace", str(workspace)])
                rates[name].append(counts[name] / seconds)
                peaks[name] = max(peaks[name], peak)
        for name, found in rates.items():
            print(f"  {name:10}{counts[name]:8} rows {statistics.median(found):10,.0f} rows/s "
                  f"(of {min(found):,.0f} to {max(found):,.0f}){peaks[name]:8.0f} MiB")
        for name in PROFILES:
            ratio = statistics.median(a / b for a, b in zip(rates[name], rates["plain"]))
            wrong += ratio < LEAST_RATE
            print(f"{'ok  ' if ratio >= LEAST_RATE else 'MISS'} {name}: {ratio:.2f} times the plain rate "
                  f"(at least {LEAST_RATE})")
        wrong += max(peaks.values()) > PEAK_MIB
        print(f"{'ok  ' if max(peaks.values()) <= PEAK_MIB else 'MISS'} peak memory: {max(peaks.values()):.0f} MiB "
              f"(at most {PEAK_MIB})")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
