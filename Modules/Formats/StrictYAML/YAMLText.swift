import AssessmentKernel

/// The text of a YAML file, checked before it is parsed.
///
/// A rulebook or a profile may come from a stranger, so its size, its nesting and the work that it can cause are
/// limited here.
struct YAMLText {
    /// The maximum file size in bytes; a full rulebook has about twenty thousand.
    static let maximumSize = 1 << 20
    /// The maximum number of lines; a full rulebook has about three hundred.
    static let maximumLines = 20_000
    /// The maximum number of `[` and `{` in a file; a file in its shortest form has about thirty.
    static let maximumBrackets = 256
    /// The maximum indentation in columns, `- ` and `? ` included.
    static let maximumIndentation = 64
    /// A private-use character that no file may contain, so that ``YAMLTree`` can mark a key with it.
    static let marker: Unicode.Scalar = "\u{E000}"

    /// The file's name in messages.
    let file: String
    /// The lines of the text, without their ends.
    private(set) var lines: [[Unicode.Scalar]]

    /// Checks a file's size, UTF-8, characters and nesting, and that it has no aliases.
    init(_ bytes: [UInt8], file: String) throws(Problem) {
        self.file = file
        guard bytes.count <= YAMLText.maximumSize else {
            throw YAMLText.problem(
                LocalText("文件超过 1 MiB", "the file is larger than 1 MiB"), file, line: nil)
        }
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let string = String(validating: bytes, as: UTF8.self) else {
            let line = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
                .firstIndex { String(validating: $0, as: UTF8.self) == nil }
            throw YAMLText.problem(
                LocalText("文件不是 UTF-8 编码", "the file is not UTF-8"), file, line: line.map { $0 + 1 },
                next: LocalText("请以 UTF-8 编码另存", "save the file as UTF-8"))
        }
        guard bytes.count(where: { $0 == 0x0A || $0 == 0x0D }) < YAMLText.maximumLines else {
            throw YAMLText.problem(
                LocalText(
                    "文件超过 \(YAMLText.maximumLines) 行",
                    "the file has more than \(YAMLText.maximumLines) lines"), file, line: nil)
        }
        lines = YAMLText.lines(of: string)
        try checkCharacters()
        try checkNesting()
        try checkAliases()
    }

    /// The text for the parser.
    ///
    /// It is always long enough for Swift to store it on the heap: Yams keeps the address of its bytes.
    var string: String {
        var text: [UInt8] = []
        for line in lines {
            for scalar in line { text.append(contentsOf: scalar.utf8) }
            text.append(0x0A)
        }
        return String(decoding: text, as: UTF8.self) + String(repeating: "\n", count: 16)
    }

    /// The character at a line and column, both counted from 1; nil beyond the text.
    func character(line: Int, column: Int) -> Unicode.Scalar? {
        guard lines.indices.contains(line - 1), lines[line - 1].indices.contains(column - 1) else { return nil }
        return lines[line - 1][column - 1]
    }

    /// Inserts the marker at a line and column; returns false beyond the text.
    mutating func mark(line: Int, column: Int) -> Bool {
        guard character(line: line, column: column) != nil else { return false }
        lines[line - 1].insert(YAMLText.marker, at: column - 1)
        return true
    }

    static func problem(_ what: LocalText, _ file: String, line: Int?, key: String? = nil, next: LocalText? = nil)
        -> Problem
    {
        Problem(.badInput, what, at: Problem.Place(file: file, row: line, key: key), next: next)
    }

    /// Splits at LF, CR LF and CR, the line ends that editors count.
    private static func lines(of string: String) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        var previous: Unicode.Scalar?
        for scalar in string.unicodeScalars {
            if scalar == "\n" && previous == "\r" {
                previous = scalar
                continue
            }
            previous = scalar
            if scalar == "\n" || scalar == "\r" { lines.append([]) } else { lines[lines.count - 1].append(scalar) }
        }
        return lines
    }

    /// Refuses characters that YAML does not allow, and line ends that editors do not count.
    private func checkCharacters() throws(Problem) {
        for (number, line) in lines.enumerated() {
            guard let stranger = line.first(where: { !YAMLText.isAllowed($0) }) else { continue }
            let digits = String(stranger.value, radix: 16, uppercase: true)
            let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
            throw YAMLText.problem(
                LocalText("文件中有不允许的字符 \(name)", "the file holds the character \(name), which is not allowed"),
                file, line: number + 1)
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x20...0x7E: true
        case 0x2028, 0x2029, marker.value, 0xFEFF, 0xFFFE, 0xFFFF: false
        default: scalar.value >= 0xA0
        }
    }

    /// Limits the depth: each flow collection has a bracket, each block level a column.
    private func checkNesting() throws(Problem) {
        let fillers: Set<Unicode.Scalar> = [" ", "\t", "-", "?", ":"]
        var brackets = 0
        for (number, line) in lines.enumerated() {
            brackets += line.count { $0 == "[" || $0 == "{" }
            let indentation = line.prefix { fillers.contains($0) }.count
            guard brackets > YAMLText.maximumBrackets || indentation > YAMLText.maximumIndentation else {
                continue
            }
            throw YAMLText.problem(
                LocalText("文件嵌套过深或括号过多", "the file is nested too deeply or has too many brackets"),
                file, line: number + 1)
        }
    }

    /// Refuses an alias and its anchor, `*name` and `&name`, before the parser could expand them.
    ///
    /// Only a name that occurs with both signs can repeat a part of the file; a single one is refused with its place in
    /// ``YAMLTree``.
    private func checkAliases() throws(Problem) {
        let anchors = Set(names(after: "&").map(\.name))
        guard !anchors.isEmpty, let alias = names(after: "*").first(where: { anchors.contains($0.name) }) else {
            return
        }
        throw YAMLTree.unsupported(file, line: alias.line, key: nil)
    }

    /// The names directly after a sign that is not itself inside a word.
    private func names(after sign: Unicode.Scalar) -> [(name: String, line: Int)] {
        var names: [(name: String, line: Int)] = []
        for (number, line) in lines.enumerated() {
            for index in line.indices where line[index] == sign {
                if index > 0, YAMLText.isNamePart(line[index - 1]) || !line[index - 1].isASCII { continue }
                let name = line[(index + 1)...].prefix { YAMLText.isNamePart($0) || $0 == "-" }
                if !name.isEmpty { names.append((String(String.UnicodeScalarView(name)), number + 1)) }
            }
        }
        return names
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }
}
