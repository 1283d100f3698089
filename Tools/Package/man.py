"""Writes the manual page of kaohe from what its commands declare.

    kaohe --experimental-dump-help | python3 man.py --language en --version 0.1.0 --date @1633350600 --output DIR

The declarations come in the language in which kaohe was asked for them; the headings here must be told.
"""

import argparse
import datetime
import json
import re
import sys

HEADINGS = {
    "en": {
        "name": "NAME", "synopsis": "SYNOPSIS", "description": "DESCRIPTION", "commands": "COMMANDS",
        "options": "OPTIONS OF ALL COMMANDS", "environment": "ENVIRONMENT", "files": "FILES", "see": "SEE ALSO",
        "title": "User Commands", "default": " (default: {})",
    },
    "zh": {
        "name": "名称", "synopsis": "概要", "description": "说明", "commands": "命令",
        "options": "各命令共有的选项", "environment": "环境变量", "files": "文件", "see": "另见",
        "title": "用户命令", "default": "（默认：{}）",
    },
}
TEXTS = {
    "en": {
        "environment": [
            ("KAOHE_WORKSPACE", "the workspace, where --workspace does not name one"),
            ("KAOHE_LANGUAGE", "zh or en, where --language does not say"),
            ("KAOHE_OPERATOR", "the name for the journal, where --operator does not say"),
            ("NO_COLOR", "set to anything, no colours are printed"),
        ],
        "files": [
            ("ledger.sqlite", "in a workspace: the records, and what was decided on them"),
            ("rulebooks/", "the rulebooks in force"),
            ("imports/", "the files that were imported, as they came"),
            ("closings/", "the results of each closing, and the bundle for the district"),
        ],
        "desk": "open the desk of the township in a browser",
        "desk-text": "Opens the desk of the workspace 网格员考核 in the user's documents, or of the folder that "
        "KAOHE_WORKSPACE names. It is what the icon of the desktop starts. Further arguments are those of kaohe serve.",
    },
    "zh": {
        "environment": [
            ("KAOHE_WORKSPACE", "未写 --workspace 时的工作区"),
            ("KAOHE_LANGUAGE", "未写 --language 时的输出语言：zh 或 en"),
            ("KAOHE_OPERATOR", "未写 --operator 时记入日志的经办人"),
            ("NO_COLOR", "设置后输出不带颜色"),
        ],
        "files": [
            ("ledger.sqlite", "工作区的账本：全部记录，以及据此作出的决定"),
            ("rulebooks/", "施行的细则"),
            ("imports/", "导入过的文件，原样留存"),
            ("closings/", "每次结算的结果，以及上报包"),
        ],
        "desk": "在浏览器中打开工作台",
        "desk-text": "打开“文档”文件夹中“网格员考核”工作区的工作台；KAOHE_WORKSPACE 可指定其他文件夹。桌面图标启动的就是它。"
        "其余参数同 kaohe serve。",
    },
}
# Chinese has no spaces that could be stretched to the margin.
ADJUSTED = {"en": "", "zh": ".ad l\n"}


def escaped(text):
    """A text as roff shows it: no request at the beginning of a line, no escape, hyphens that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return re.sub(r"^\.", r"\\&.", text, flags=re.M)


def shown(names):
    """An option's names as they are typed."""
    return ["-" + one["name"] if one["kind"] != "long" else "--" + one["name"] for one in names]


def arguments(command):
    return [one for one in command.get("arguments", []) if one.get("shouldDisplay", True)]


def key(argument):
    return tuple(shown(argument.get("names", []))) or argument.get("valueName")


def value(argument):
    return "\\fI" + escaped(argument["valueName"]) + "\\fR"


def usage(path, command, common):
    """One line that says how a command is called; what all commands have is left out."""
    words = ["\\fB" + escaped(" ".join(path)) + "\\fR"]
    if command.get("subcommands"):
        words.append("…")
    for one in arguments(command):
        if key(one) in common:
            continue
        if one["kind"] == "positional":
            word = value(one) + (" …" if one["isRepeating"] else "")
        else:
            word = "\\fB" + escaped(shown([one["preferredName"]])[0]) + "\\fR"
            if one["kind"] == "option":
                word += " " + value(one)
            if one["isRepeating"]:
                word += " …"
        words.append("[" + word + "]" if one["isOptional"] else word)
    return " ".join(words)


def described(argument, words):
    text = escaped(argument.get("abstract", ""))
    if argument.get("defaultValue") not in (None, "", "false"):
        text += escaped(words["default"].format(argument["defaultValue"]))
    if argument["kind"] == "positional":
        head = value(argument)
    else:
        head = ", ".join("\\fB" + escaped(name) + "\\fR" for name in shown(argument["names"]))
        if argument["kind"] == "option":
            head += " " + value(argument)
    return f".TP\n{head}\n{text or '.'}\n"


def leaves(command, path=()):
    """Every command that can be run, with its words, in the order of the help."""
    path = path + (command["commandName"],)
    below = [one for one in command.get("subcommands", []) if one.get("shouldDisplay", True)]
    if not below:
        yield path, command
    for one in below:
        if one["commandName"] != "help":
            yield from leaves(one, path)


def page(root, language, version, date):
    words, texts = HEADINGS[language], TEXTS[language]
    every = list(leaves(root))
    common = set.intersection(*(set(map(key, arguments(one))) for _, one in every))
    out = [f'.TH KAOHE 1 "{date}" "kaohe {version}" "{words["title"]}"\n', ADJUSTED[language]]
    out.append(f'.SH {words["name"]}\nkaohe \\- {escaped(root["abstract"])}\n')
    out.append(f'.SH {words["synopsis"]}\n\\fBkaohe\\fR …\n')
    if root.get("discussion"):
        out.append(f'.SH {words["description"]}\n.nf\n{escaped(root["discussion"])}\n.fi\n')
    out.append(f'.SH {words["commands"]}\n')
    for path, command in every:
        out.append(f".SS {escaped(' '.join(path))}\n{escaped(command['abstract'])}\n.PP\n")
        out.append(f".RS\n{usage(path, command, common)}\n.RE\n")
        if command.get("discussion"):
            out.append(f".PP\n{escaped(command['discussion'])}\n")
        out += [described(one, words) for one in arguments(command) if key(one) not in common]
    out.append(f'.SH {words["options"]}\n')
    first = arguments(every[0][1])
    out += [described(one, words) for one in first if key(one) in common]
    for part in ("environment", "files"):
        out.append(f".SH {words[part]}\n")
        out += [f".TP\n\\fB{escaped(name)}\\fR\n{escaped(text)}\n" for name, text in texts[part]]
    out.append(f'.SH {words["see"]}\n.BR kaohe\\-desk (1)\n')
    return "".join(out)


def desk_page(language, version, date):
    words, texts = HEADINGS[language], TEXTS[language]
    return (
        f'.TH KAOHE\\-DESK 1 "{date}" "kaohe {version}" "{words["title"]}"\n{ADJUSTED[language]}'
        f'.SH {words["name"]}\nkaohe\\-desk \\- {escaped(texts["desk"])}\n'
        f'.SH {words["synopsis"]}\n\\fBkaohe\\-desk\\fR …\n'
        f'.SH {words["description"]}\n{escaped(texts["desk-text"])}\n'
        f'.SH {words["see"]}\n.BR kaohe (1)\n'
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--language", choices=HEADINGS, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--date", required=True, help="seconds since 1970, after an @")
    parser.add_argument("--output", required=True)
    options = parser.parse_args()
    moment = datetime.datetime.fromtimestamp(int(options.date.lstrip("@")), datetime.timezone.utc)
    root = json.load(sys.stdin)["command"]
    for name, text in (
        ("kaohe.1", page(root, options.language, options.version, moment.date().isoformat())),
        ("kaohe-desk.1", desk_page(options.language, options.version, moment.date().isoformat())),
    ):
        with open(f"{options.output}/{name}", "w", encoding="utf-8") as file:
            file.write(text)


main()
