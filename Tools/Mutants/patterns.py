"""Small changes of the sources, made by pattern: each is what a slip of the hand would make.

A mutant stands behind a switch, so that all of them are compiled at once and one is chosen when the tests run:
`guard a < b else` becomes `guard (isMutant(17) ? (a <= b) : (a < b)) else`.
"""

import re

TURNED = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "==": "!=", "!=": "=="}
MOVED = {"<": "<=", ">": ">=", "<=": "<", ">=": ">"}
OPERATOR = re.compile(r"(?<=\s)(==|!=|<=|>=|<|>)(?=\s)")
HEAD = re.compile(r"^(\s*)(guard |if |while |\} else if |return )(.*)$")
CALL = re.compile(r"^(\s*)((?:try )?[a-z][\w.?]*\([^{}]*\))$")
# A line that goes on with the expression before it.
GOES_ON = re.compile(r"^\s*(?!//)(?:\|\||&&|[.?:+*/-]|[<>=!]=|[<>] )")
NO_CALL = re.compile(r"^\s*(?:try )?(?:return|throw|super|self\.init|init|precondition|assert|fatalError|defer)\b")


class Mutant:
    """One change: the file, the line, how it was made, and the two texts."""

    def __init__(self, path, line, kind, before, after):
        self.path, self.line, self.kind, self.before, self.after = path, line, kind, before, after

    def __str__(self):
        return f"{self.path}:{self.line}: {self.kind}: {self.before.strip()}  →  {self.after.strip()}"


def clauses(text):
    """The parts of a condition between commas, as ranges; None where the line ends in the midst of one."""
    depth, start, parts, place = 0, 0, [], 0
    while place < len(text):
        sign = text[place]
        if sign == '"':
            place += 1
            while place < len(text) and text[place] != '"':
                place += 2 if text[place] == "\\" else 1
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
            if depth < 0:
                return None
        elif sign == "," and depth == 0:
            parts.append((start, place))
            start = place + 1
        place += 1
    return parts + [(start, len(text))] if depth == 0 else None


def plain(clause):
    """Whether a clause is a value and nothing else: no binding, no pattern, no closure, no text."""
    return not re.search(r"\b(let|var|case|await|is|as)\b|[{}\"#?]|->", clause) and clause.strip()


def conditions(line):
    """The conditions of a line: where each begins and ends."""
    match = HEAD.match(line)
    if not match:
        return
    body, end = match.group(3), len(line)
    if match.group(2) == "guard ":
        cut = body.find(" else {")
        body = body[:cut] if cut >= 0 else body
    elif match.group(2) != "return ":
        cut = body.rfind(" {")
        if cut < 0 or not body.endswith("{"):
            return
        body = body[:cut]
    parts = clauses(body)
    offset = match.start(3)
    for first, last in parts or []:
        clause = body[first:last]
        skipped = len(clause) - len(clause.lstrip())
        if plain(clause):
            yield match.group(2).strip(), offset + first + skipped, offset + first + len(clause.rstrip())


def choices(number, clause, changed):
    """The clause behind its switch; `try` covers both sides."""
    word = "try " if clause.startswith("try ") else ""
    return f"{word}(isMutant({number}) ? ({changed[len(word):]}) : ({clause[len(word):]}))"


def mutants(path, text):
    """All mutants of a file as (mutant, how the line is written with the switch of a number)."""
    found = []
    in_text = False
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.count('"""') % 2:
            in_text = not in_text
            continue
        if in_text or line.strip().startswith("//"):
            continue
        for word, start, end in conditions(line):
            clause = line[start:end]
            operators = list(OPERATOR.finditer(clause))
            if len(operators) == 1 and "&&" not in clause and "||" not in clause:
                sign = operators[0]
                for kind, table in (("comparison turned", TURNED), ("bound moved", MOVED)):
                    if sign.group() in table:
                        changed = clause[: sign.start()] + table[sign.group()] + clause[sign.end():]
                        found.append(made(path, number, kind, line, start, end, clause, changed))
            if word == "guard":
                found.append(made(path, number, "guard removed", line, start, end, clause, "true"))
        call = CALL.match(line)
        if call and not NO_CALL.match(line) and not GOES_ON.match((lines + [""])[number]):
            indent, statement = call.groups()
            found.append(
                (
                    Mutant(path, number, "call dropped", line, indent + "// " + statement),
                    lambda id, indent=indent, statement=statement: f"{indent}if !isMutant({id}) {{ {statement} }}",
                )
            )
    return found


def made(path, number, kind, line, start, end, clause, changed):
    after = line[:start] + changed + line[end:]

    def switched(id):
        return line[:start] + choices(id, clause, ("try " if clause.startswith("try ") and not changed.startswith("try ") else "") + changed) + line[end:]

    return Mutant(path, number, kind, line, after), switched


SWITCH = """#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

private let chosen = getenv("KAOHE_MUTANT").flatMap { Int(String(cString: $0)) } ?? 0

/// Whether a mutant is chosen for this run.
@inline(never) func isMutant(_ number: Int) -> Bool { number == chosen }
"""
