"""Lets the comments of one module link to the types of others: qualify.py GRAPHS MODULE KNOWN…

A comment writes ``Problem`` wherever it stands. docc finds it in the same module alone; what another documented module
declares is written with the module's name here, and what none of them does as plain code.
"""
import json
import pathlib
import re
import sys

folder, module, *known = sys.argv[1:]
graphs = pathlib.Path(folder)


def symbols(name):
    for path in sorted((graphs / name).glob("*.symbols.json")):
        yield path, json.loads(path.read_text(encoding="utf-8"))


def declared(name):
    """The first words of the paths of a module's symbols."""
    return {one["pathComponents"][0] for _, graph in symbols(name) for one in graph["symbols"]}


own = declared(module)
homes = {}
for name in known:
    for first in declared(name):
        homes.setdefault(first, name)


def linked(match):
    first = match.group(1).split("/")[0].split("(")[0]
    if first in own or first == module or first in inner:
        return match.group(0)
    if first in homes:
        return f"``/{homes[first]}/{match.group(1)}``"
    return match.group(0) if match.group(1)[0].islower() or first in known else f"`{match.group(1)}`"


for path, graph in symbols(module):
    for one in graph["symbols"]:
        inner = set()
        for other in graph["symbols"]:
            if other["pathComponents"][: len(one["pathComponents"]) - 1] == one["pathComponents"][:-1]:
                inner.add(other["pathComponents"][-1].split("(")[0])
        for line in one.get("docComment", {}).get("lines", []):
            line["text"] = re.sub(r"``([^`]+)``", linked, line["text"])
    path.write_text(json.dumps(graph, ensure_ascii=False), encoding="utf-8")
