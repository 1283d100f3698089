"""The deductions, scores and totals of 2021Q3 once more, in DuckDB from the CSVs of a bundle: a closing's anchor.

It knows the shipped rulebook as it stands, and nothing of imports, pay, findings or the ledger. Its totals must be the
bundle's own, so that the same work is timed."""
import pathlib
import sys
import time

import duckdb

FIRST, LAST, NEW_YEAR = "2021-07-01", "2021-09-30", "2021-01-01"
# What the State Council changed in the quarter; the township's calendar goes before it.
PUBLIC = [("2021-09-18", "workday"), ("2021-09-20", "holiday"), ("2021-09-21", "holiday"), ("2021-09-26", "workday")]
# Rows of these tables do not count on registered leave.
ON_LEAVE = ("training", "roll-call", "online-check")
TABLES = {
    "attendance": "date", "ballot": "coalesce(counts_on, date)", "collection-finding": "date", "dispute": "found",
    "duty": "due", "event": "occurred_at::DATE", "hazard": "found_at::DATE", "online-check": 'r."at"::DATE',
    "patrol": "date",
    "publicity": "due", "roll-call": "date", "supervision": "due", "training": "date", "visit": "date"}
MAXIMA = {"training": 10, "collection": 10, "publicity": 4, "hazards": 10, "activity": 20, "mediation": 6,
          "supervision": 15, "attendance": 10, "satisfaction": 5, "duties": 10}

RULES = """
CREATE TABLE found AS
-- Every deduction: member, item, day, points, code, evidence.
SELECT member, 'training' AS item, max(day) AS day,
       CASE count(*) WHEN 1 THEN 2 WHEN 2 THEN 5 ELSE 10 END::DECIMAL(9,2) AS points, 'training.absence' AS code,
       string_agg('training:' || session || '/' || member, ' ' ORDER BY session) AS evidence
FROM (SELECT *, sum((status <> 'leave')::INT) OVER run AS block,
             row_number() OVER (PARTITION BY member, status, block_of ORDER BY day, session) AS place
      FROM (SELECT *, sum((status <> 'leave')::INT) OVER (PARTITION BY member ORDER BY day, session) AS block_of
            FROM training)
      WINDOW run AS (PARTITION BY member ORDER BY day, session))
WHERE day >= '{FIRST}' AND (status = 'absent' OR status = 'leave' AND place > 2) GROUP BY member
UNION ALL
SELECT d.member, 'collection', d.day, 2, 'collection.missing-patrol', ''
FROM duty_day d ANTI JOIN patrol p ON p.member = d.member AND p.day = d.day
UNION ALL
SELECT member, 'collection', day, 2, 'collection.finding', 'collection-finding:' || finding FROM "collection-finding"
UNION ALL
SELECT member, 'publicity', day, 1, 'publicity.late', 'publicity:' || task FROM publicity
WHERE done IS NULL OR done > due
UNION ALL
SELECT member, 'hazards', day, 1, 'hazards.late', 'hazard:' || hazard FROM hazard
WHERE source = 'inspection' OR coalesce(least(reported_at, handled_at) > found_at + INTERVAL 24 HOUR, true)
UNION ALL
SELECT member, 'activity', day, 2, code, 'event:' || event FROM judged WHERE code <> ''
UNION ALL
SELECT member, 'activity', day, 2, 'activity.void', 'visit:' || visit FROM visit
WHERE verdict IS NOT NULL AND verdict <> 'valid'
UNION ALL
SELECT d.member, 'activity', d.day, greatest(0, 2 - coalesce(e.made, 0)) + greatest(0, 2 - coalesce(v.made, 0)),
       'activity.shortfall', ''
FROM duty_day d
LEFT JOIN (SELECT member, day, count(*) AS made FROM judged WHERE code = '' GROUP BY ALL) e USING (member, day)
LEFT JOIN (SELECT member, day, count(*) AS made FROM visit WHERE verdict IS NULL OR verdict = 'valid' GROUP BY ALL) v
     USING (member, day)
UNION ALL
SELECT member, 'mediation', day, 2, 'mediation.unmet', 'dispute:' || dispute FROM dispute
WHERE source = 'inspection' OR NOT recorded OR mediation = 'none'
UNION ALL
SELECT member, 'supervision', day, 1, 'supervision.late', 'supervision:' || request FROM supervision
WHERE reported IS NULL OR reported > due
UNION ALL
SELECT member, 'supervision', day, 2, 'supervision.dissatisfied', 'supervision:' || request FROM supervision
WHERE satisfaction < 80
UNION ALL
SELECT d.member, 'attendance', d.day, 0.5,
       CASE WHEN a.status IS NULL THEN 'attendance.no-record' ELSE 'attendance.late' END,
       CASE WHEN a.status IS NULL THEN '' ELSE 'attendance:' || d.member || '/' || d.day END
FROM duty_day d LEFT JOIN attendance a ON a.member = d.member AND a.day = d.day
WHERE a.status IS NULL OR a.status IN ('late', 'missed')
UNION ALL
SELECT member, 'attendance', day, 1,
       CASE kind WHEN 'online' THEN 'attendance.offline' ELSE 'attendance.spot-offline' END,
       'online-check:' || "check"
FROM "online-check" WHERE result = 'offline'
UNION ALL
-- A half is rounded up, and a double may be a hair below it.
SELECT member, 'satisfaction', max(day), floor(50 * (1 - sum(rate) / count(*)) + 0.5 + 1e-9) / 10, 'satisfaction.rate',
       string_agg(votes, ' ')
FROM (SELECT member, rater, max(day) AS day,
             avg(CASE rating WHEN 'satisfied' THEN 1 WHEN 'fairly' THEN 0.6 ELSE 0 END) AS rate,
             string_agg('ballot:' || ballot, ' ' ORDER BY ballot) AS votes
      FROM ballot WHERE rating <> 'unsure' GROUP BY member, rater) GROUP BY member
UNION ALL
SELECT member, 'duties', day, 2, 'duties.late', 'duty:' || duty FROM duty WHERE done IS NULL OR done > due
UNION ALL
SELECT member, 'duties', day, 2, 'duties.absent', 'roll-call:' || session || '/' || member FROM "roll-call"
WHERE status IN ('absent', 'late');
"""


def run(bundle, out):
    """Reads the CSVs of an unpacked bundle and writes `deductions.csv`, `scores.csv` and `totals.csv`."""
    data = pathlib.Path(bundle) / "data"
    db = duckdb.connect()

    def csv(path, texts=()):
        types = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in texts) + "}"
        return f"read_csv('{path}', header = true, all_varchar = false" + (f", types = {types}" if texts else "") + ")"

    core = data / "core"
    db.execute(f"""
        CREATE TABLE seat AS SELECT m.member, joined_on AS since, least(coalesce(left_on::DATE, '9999-12-31'),
            coalesce(r.date::DATE, '9999-12-31')) AS until
        FROM {csv(core / "member.csv", ["left_on"])} m LEFT JOIN {csv(core / "removal.csv", ["date"])} r USING (member)
        WHERE post = 'full-time';
        CREATE TABLE away AS SELECT member, "from" AS since, through AS until FROM {csv(core / "leave.csv")};
        CREATE TABLE duty_day AS WITH days AS (
            SELECT day::DATE AS day FROM range('{FIRST}'::DATE, '{LAST}'::DATE + 1, INTERVAL 1 DAY) t(day)),
        said AS (SELECT date AS day, kind FROM {csv(core / "calendar.csv")} UNION ALL
            SELECT day::DATE, kind FROM (VALUES {", ".join(map(str, PUBLIC))}) p(day, kind)
            WHERE day::DATE NOT IN (SELECT date FROM {csv(core / "calendar.csv")})),
        work AS (SELECT day FROM days LEFT JOIN said USING (day)
            WHERE coalesce(kind = 'workday', isodow(day) <= 5))
        SELECT member, day FROM work JOIN seat ON day BETWEEN since AND until
        WHERE NOT EXISTS (SELECT 1 FROM away a WHERE a.member = seat.member AND day BETWEEN a.since AND a.until);
        """)
    for table, day in TABLES.items():
        leave = "AND NOT EXISTS (SELECT 1 FROM away a WHERE a.member = r.member AND day BETWEEN a.since AND a.until)"
        db.execute(f"""
            CREATE TABLE "{table}" AS SELECT r.*, ({day})::DATE AS day
            FROM {csv(data / "evidence" / (table + ".csv"))} r
            JOIN seat ON seat.member = r.member AND ({day})::DATE BETWEEN seat.since AND seat.until
            WHERE ({day})::DATE BETWEEN '{NEW_YEAR if table == "training" else FIRST}' AND '{LAST}'
            {leave if table in ON_LEAVE else ""}""")
    solid = "regexp_replace(coalesce({0}, ''), '\\s', '', 'g') = ''"
    lacks = " OR ".join(solid.format(column) for column in ("place", "persons", "description"))
    db.execute(f"""
        CREATE TABLE judged AS SELECT member, event, day, CASE WHEN verdict = 'valid' THEN ''
            WHEN verdict IS NOT NULL THEN 'activity.void' WHEN {lacks} THEN 'activity.incomplete' ELSE '' END AS code
        FROM event""")
    db.execute(RULES.format(FIRST=FIRST))
    items = ", ".join(f"('{item}', {most})" for item, most in MAXIMA.items())
    db.execute(f"""
        CREATE TABLE score AS SELECT member, item, maximum, least(maximum, coalesce(taken, 0)) AS deducted
        FROM (SELECT DISTINCT member FROM seat WHERE since <= '{LAST}' AND until >= '{FIRST}') CROSS JOIN
            (VALUES {items}) i(item, maximum)
        LEFT JOIN (SELECT member, item, sum(points) AS taken FROM found GROUP BY ALL) USING (member, item)""")
    out = pathlib.Path(out)
    for name, query in {
        "deductions": "SELECT * FROM found WHERE points > 0 ORDER BY member, item, day, code, evidence",
        "scores": "SELECT * FROM score ORDER BY member, item",
        "totals": """SELECT *, rank() OVER (ORDER BY total DESC) AS rank FROM
            (SELECT member, sum(maximum - deducted) AS total FROM score GROUP BY member) ORDER BY member""",
    }.items():
        db.execute(f"COPY ({query}) TO '{out / (name + '.csv')}' (HEADER)")
    return check(db, csv(data / "results" / "totals.csv"))


def check(db, totals):
    """How many totals differ from those of the bundle."""
    return db.execute(f"""
        SELECT count(*) FROM {totals} t
        FULL JOIN (SELECT member, sum(maximum - deducted) AS total FROM score GROUP BY member) s USING (member) WHERE coalesce(round(s.total, 2) <> round(t.total, 2), true)""").fetchone()[0]


if __name__ == "__main__":
    for _ in range(2):
        start = time.monotonic()
        wrong = run(*sys.argv[1:3])
        seconds = time.monotonic() - start
    if wrong:
        sys.exit(f"{wrong} totals differ from the bundle's")
    # Of the second run: the first one also loads DuckDB and what the files are read from.
    print(seconds)
