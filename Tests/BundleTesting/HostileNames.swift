import Bundle

/// Names that lead outside the folder, or that can be mistaken for another.
extension HostileBundle {
    static let names = [
        HostileBundle(
            "a path that climbs out", .zipNames, "2021Q3-r1/../../evil.csv 用 .. 指向文件夹之外",
            "2021Q3-r1/../../evil.csv leads out of the folder with ..", with(top + "../../evil.csv")),
        HostileBundle(
            "an absolute path", .zipNames, "/tmp/evil.csv 是绝对路径", "/tmp/evil.csv is an absolute path",
            with("/tmp/evil.csv")),
        HostileBundle(
            "a drive letter", .zipNames, "C:/evil.csv 名称以盘符开头", "C:/evil.csv begins with a drive letter",
            with("C:/evil.csv")),
        HostileBundle(
            "a backslash", .zipNames, "2021Q3-r1/..\\evil.csv 名称含反斜杠",
            "2021Q3-r1/..\\evil.csv has a backslash in its name",
            with(top + "..\\evil.csv")),
        HostileBundle(
            "a control character", .zipNames, "2021Q3-r1/data/\\u{1b}[2J.csv 名称含控制字符",
            "2021Q3-r1/data/\\u{1b}[2J.csv has a control character in its name", with(top + "data/\u{1B}[2J.csv")),
        HostileBundle(
            "a zero byte in a name", .zipSound, "第 14 个条目的名称含零字节", "the name of entry 14 has a zero byte",
            with(top + "data/a.csv\u{0}.txt")),
        HostileBundle(
            "a device's name", .zipNames, "2021Q3-r1/data/nul.csv 名称在某些系统上是设备名",
            "2021Q3-r1/data/nul.csv has the name of a device on some systems", with(top + "data/nul.csv")),
        HostileBundle(
            "a link", .zipNames, "2021Q3-r1/data/link.csv 是链接或特殊文件",
            "2021Q3-r1/data/link.csv is a link or another special file", with(top + "data/link.csv", mode: 0o120777)),
        HostileBundle(
            "a name twice", .zipSound, "条目 2021Q3-r1/data/rulebook.yaml 出现不止一次",
            "the entry 2021Q3-r1/data/rulebook.yaml is there more than once", with(top + "data/rulebook.yaml")),
        HostileBundle(
            "names that differ by case", .zipNames,
            "2021Q3-r1/data/Rulebook.yaml 与 2021Q3-r1/data/rulebook.yaml 仅大小写不同",
            "2021Q3-r1/data/Rulebook.yaml differs from 2021Q3-r1/data/rulebook.yaml by case alone",
            with(top + "data/Rulebook.yaml")),
        HostileBundle(
            "names that normalise alike", .zipNames,
            "2021Q3-r1/data/ｒulebook.yaml 与 2021Q3-r1/data/rulebook.yaml 归一化后相同",
            "2021Q3-r1/data/ｒulebook.yaml and 2021Q3-r1/data/rulebook.yaml normalise alike",
            with(top + "data/ｒulebook.yaml")),
        HostileBundle(
            "a file that is a folder too", .zipNames, "2021q3-r1/data/rulebook.yaml 既是文件又是文件夹",
            "2021q3-r1/data/rulebook.yaml is both a file and a folder", with(top + "data/rulebook.yaml/x.csv")),
        HostileBundle(
            "a second folder", .bagFolder, "不止一个文件夹或文件（2021Q3-r1, other）",
            "there is more than one folder or file at the top (2021Q3-r1, other)", with("other/x.csv")),
    ]
}
