"""Answers against the schemas of docs/json, and the commands against both."""
import json
import re

import jsonschema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def check(folder, told, draft=False):
    failures = []
    names = {name for name, has in told.commands.items() if has}
    readme = (folder / "README.md").read_text(encoding="utf-8") if (folder / "README.md").exists() else ""
    for name in sorted(set(told.commands) - names):
        if f"`kaohe {name.replace('-', ' ')}` has none" not in readme:
            failures.append(f"kaohe {name.replace('-', ' ')} has no --json, and docs/json/README.md does not say so")
    files = {path.stem: path for path in folder.glob("*.json")}
    if draft:
        for name in sorted(names - set(files)):
            values = [answer.value for answer in told.answers if answer.name == name]
            if values:
                files[name] = folder / f"{name}.json"
                files[name].write_text(written(name, values), encoding="utf-8")
    failures += [f"docs/json/{name}.json is missing" for name in sorted(names - set(files))]
    failures += [f"docs/json/{name}.json is of no command" for name in sorted(set(files) - names)]
    failures += [
        f"docs/json/README.md does not list {name}.json" for name in sorted(files) if f"({name}.json)" not in readme]
    failures += [
        f"no scene of the story runs kaohe {name.replace('-', ' ')} --json"
        for name in sorted(names - {answer.name for answer in told.answers})]
    for name, path in sorted(files.items()):
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        failures += [f"docs/json/{name}.json: {fault}" for fault in gaps(schema)]
        validator = jsonschema.Draft202012Validator(schema)
        for answer in told.answers:
            if answer.name == name:
                failures += [
                    f"{answer.line}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
                    for error in list(validator.iter_errors(answer.value))[:5]]
    return failures


def gaps(schema):
    """What a schema leaves open: a title, a word on each field, fields that nothing names."""
    found = [] if schema.get("title") and schema.get("$schema") == DIALECT else ["it has no title or another dialect"]

    def walk(part, path):
        if not isinstance(part, dict):
            return
        if "properties" in part:
            if part.get("additionalProperties", True) is True:
                found.append(f"{path or 'it'} takes fields that it does not name")
            for name, inner in part["properties"].items():
                if not inner.get("description"):
                    found.append(f"{path}/{name} is not described")
                walk(inner, f"{path}/{name}")
        for key in ("items", "additionalProperties"):
            walk(part.get(key), f"{path}/{key}")
        for key in ("oneOf", "anyOf"):
            for inner in part.get(key, []):
                walk(inner, path)
        for name, inner in part.get("$defs", {}).items():
            walk(inner, f"{path}#{name}")

    walk(schema, "")
    return found


# Drafting: what the answers of the story show.

DIGITS = re.compile(r"-?\d+(\.\d+)?")


def written(name, values):
    schema = {"$schema": DIALECT, "title": f"kaohe {name.replace('-', ' ')} --json"} | shape(values)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def shape(values):
    kinds = {kind(value) for value in values}
    if len(kinds) > 1:
        return {"oneOf": [shape([value for value in values if kind(value) == one]) for one in sorted(kinds)]}
    one = kinds.pop()
    if one == "array":
        below = [item for value in values for item in value]
        return {"type": "array"} | ({"items": shape(below)} if below else {})
    if one == "object":
        keys = sorted({key for value in values for key in value})
        if len(keys) > 30 or any(re.search(r"[^A-Za-z_0-9]", key) for key in keys):
            return {"type": "object", "additionalProperties": shape([inner for value in values for inner in value.values()])}
        return {
            "type": "object",
            "properties": {
                key: {"description": ""} | shape([value[key] for value in values if key in value]) for key in keys},
            "required": [key for key in keys if all(key in value for value in values)],
            "additionalProperties": False,
        }
    return {"type": one}


def kind(value):
    if isinstance(value, bool):
        return "boolean"
    return {dict: "object", list: "array", str: "string", int: "integer", float: "number", type(None): "null"}[type(value)]
