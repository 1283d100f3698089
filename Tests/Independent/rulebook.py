"""The rulebook: a built-in default, overrides as nested JSON, and the YAML that the product reads.

Numbers are Fractions, everything else text or lists of text."""
import copy
import json
import re
from fractions import Fraction
from values import show_points

DEFAULT = json.loads("""{
"rulebook": "fengmao-2021-71", "title": "冯卯镇社会治理网格化服务管理工作考核细则", "source": "冯政发〔2021〕71号",
"effective_from": "2021-01-01", "total": 100, "assessed_posts": ["full-time"], "base_pay": 200,
"bands": [
  {"name": "top", "title": "优秀", "above": 95, "amount": 200},
  {"name": "good", "title": "良好", "from": 86, "through": 95, "amount": 100},
  {"name": "fair", "title": "合格", "from": 76, "through": 85, "amount": 0},
  {"name": "poor", "title": "较差", "from": 66, "through": 75, "amount": -100},
  {"name": "failing", "title": "不合格", "through": 65, "amount": -200}],
"gap_scores": "round", "failing_penalty": "per-month",
"failing_streak": {"months": 3, "basis": "monthly-scores"},
"proration": "calendar-days", "registered_leave": "excuses", "minimum_duty_days": 10,
"items": {
  "training": {"maximum": 10, "steps": [2, 5, 10], "leave_limit": 2, "excess_leave": "absence", "disqualify_at": 3},
  "collection": {"maximum": 10, "per_missing_patrol": 2, "per_finding": 2},
  "publicity": {"maximum": 4, "per_task": 1},
  "hazards": {"maximum": 10, "per_late": 1, "report_within_hours": 24},
  "activity": {"maximum": 20, "events_per_day": 2, "visits_per_day": 2, "per_missing": 1, "per_void": 2,
    "per_overdue": 0, "per_missing_general": 0, "appointed_per_week": 3, "per_missing_appointed": 0,
    "quota_basis": "day", "duplicates": "review", "required_elements": ["place", "persons", "description"]},
  "mediation": {"maximum": 6, "per_dispute": 2},
  "supervision": {"maximum": 15, "per_late": 1, "per_dissatisfied": 2, "satisfaction_standard": 80},
  "attendance": {"maximum": 10, "per_late": 0.5, "per_offline": 1, "per_spot_offline": 1, "missing_record": "missed"},
  "satisfaction": {"maximum": 5, "weights": {"satisfied": 1, "fairly": 0.6, "dissatisfied": 0},
    "groups": {"committee": 0.5, "resident": 0.5}, "round_to": 0.1},
  "duties": {"maximum": 10, "per_late": 2, "per_absence": 2}},
"annual": {"weights": {"quarters": 0.7, "months": 0.1, "satisfaction": 0.2},
  "stars": {"5": 95, "4": 90, "3": 80, "2": 70, "1": 60}, "minimum_quarters": 4, "minimum_composite": 90,
  "excellent_share": 0.2, "low_satisfaction": 0.5, "low_satisfaction_raters": ["resident"]}
}""", parse_float=Fraction, parse_int=Fraction)


def exact_json(text):
    return json.loads(text, parse_float=Fraction, parse_int=Fraction)


def merged(base, changes):
    """Nested: a dict goes into a dict, anything else replaces; null removes the key."""
    result = copy.deepcopy(base)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result


# ---- writing YAML in the shape of the contract --------------------------------------------------------------

def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join("%s: %s" % (k, flow(v)) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return show_points(value) if isinstance(value, (int, Fraction)) else value


def to_yaml(book):
    lines = []
    for key, value in book.items():
        if key == "bands":
            lines += ["bands:"] + ["  - " + flow(band) for band in value]
        elif key in ("items", "annual"):
            lines += [key + ":"] + ["  %s: %s" % (k, flow(v)) for k, v in value.items()]
        else:
            lines.append("%s: %s" % (key, flow(value)))
    return "\n".join(lines) + "\n"


# ---- reading that shape back (and JSON) ---------------------------------------------------------------------

def parse_flow(text):
    """A scalar, [a, b] or {k: v} on one line."""
    text = text.strip()
    if text[:1] in "[{" and text:
        parts, depth, start = [], 0, 1
        for i, c in enumerate(text):
            depth += c in "[{"
            depth -= c in "]}"
            if (c == "," and depth == 1) or (depth == 0 and i == len(text) - 1):
                if text[start:i].strip():
                    parts.append(text[start:i])
                start = i + 1
        if text[0] == "[":
            return [parse_flow(p) for p in parts]
        pairs = [p.split(":", 1) for p in parts]
        return {k.strip(): parse_flow(v) for k, v in pairs}
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return Fraction(text)
    return text.strip("\"'")


def from_yaml(text):
    """Only the shape written above; the register is skipped."""
    book, top = {}, None
    for line in text.splitlines():
        line = re.sub(r"(^|\s)#.*$", "", line).rstrip()
        if not line:
            continue
        if line[0] != " ":
            top, rest = line.split(":", 1)
            if rest.strip():
                book[top] = parse_flow(rest)
        elif top == "interpretations":
            continue
        elif line.strip().startswith("- "):
            book.setdefault(top, []).append(parse_flow(line.strip()[2:]))
        else:
            key, value = line.strip().split(":", 1)
            book.setdefault(top, {})[key] = parse_flow(value)
    return book


def load(path=None, changes=None):
    book = copy.deepcopy(DEFAULT)
    if path:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        book = merged(book, exact_json(text)) if text.lstrip().startswith("{") else from_yaml(text)
    return merged(book, changes or {})
