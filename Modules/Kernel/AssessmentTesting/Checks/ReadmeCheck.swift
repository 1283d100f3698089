public import AssessmentKernel

/// Checks a module's README against its item in both languages.
///
/// It compares the heading, the tables of parameters, deductions and columns, and the sample rows.
///
/// ```swift
/// #expect(ReadmeCheck(Hazards.self, readme: text).failures() == [])
/// ```
/// A README has the form used under `Plugins/`: Chinese first, then a line `---`, then English.
public struct ReadmeCheck {
    private let item: any AssessmentItem.Type
    private let readme: String

    /// Makes a check from an item and the text of its README.
    public init(_ item: any AssessmentItem.Type, readme: String) {
        self.item = item
        self.readme = readme
    }

    /// Where the README differs from the code; empty when they agree.
    ///
    /// Each failure shows the expected line.
    public func failures() -> [String] {
        let lines = readme.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let divide = lines.firstIndex(of: "---"), !lines[(divide + 1)...].contains("---") else {
            return ["a line --- must stand once, between Chinese and English"]
        }
        let (chinese, english) = (Array(lines[..<divide]), Array(lines[(divide + 1)...]))
        return failures(in: chinese, .chinese) + failures(in: english, .english)
    }

    private func failures(in lines: [String], _ language: Language) -> [String] {
        let said = lines.filter { $0.hasPrefix("#") || $0.hasPrefix("|") || $0.hasPrefix(identityStart(language)) }
        let expected = self.expected(language)
        var failures: [String] = []
        for place in 0..<max(said.count, expected.count) where failures.isEmpty {
            let (is_, should) = (place < said.count ? said[place] : nil, place < expected.count ? expected[place] : nil)
            if is_ != should {
                failures.append("README has \(is_ ?? "nothing more"), and should have \(should ?? "nothing more")")
            }
        }
        return failures + sampleFailures(in: lines)
    }

    private func identityStart(_ language: Language) -> String { language == .chinese ? "模块 `" : "Module `" }

    /// The headings and the rows of tables, in their order.
    private func expected(_ language: Language) -> [String] {
        let about = item.about
        let isChinese = language == .chinese
        func pick(_ chinese: String, _ english: String) -> String { isChinese ? chinese : english }
        var lines = [
            pick(
                "# \(about.clause.title.chinese) \(about.title.chinese)",
                "# Annex \(about.number): \(about.title.english)"),
            pick(
                "模块 `\(item)`，键 `\(about.key)`，满分 `\(item.usualMaximum)`。",
                "Module `\(item)`, key `\(about.key)`, maximum `\(item.usualMaximum)`."),
            pick("## 条文要求", "## What the clause asks"), pick("## 参数", "## Parameters"),
        ]
        lines += table(
            pick("参数 常用值 条款 含义", "parameter usual_value clause meaning"),
            item.parameters.map { ["`\($0.key)`", "`\($0.usual)`", $0.clause.title[language], $0.title[language]] })
        lines.append(pick("## 扣分", "## Deductions"))
        lines += table(
            pick("代码 条款 说明", "code clause meaning"),
            item.deductions.map { ["`\($0.code)`", $0.clause.title[language], $0.title[language]] })
        if !item.measures.isEmpty {
            lines.append(pick("## 月通报", "## Monthly notice"))
            lines += table(
                pick("代码 条款 说明", "code clause meaning"),
                item.measures.map { ["`\($0.code)`", $0.clause.title[language], $0.title[language]] })
        }
        let remarks =
            item.findings.map { ($0.key, $0.title) } + item.warnings.map { ($0.code, $0.title) }
        if !remarks.isEmpty {
            lines.append(pick("## 认定与提示", "## Findings and warnings"))
            lines += table(
                pick("代码 说明", "code meaning"), remarks.map { ["`\($0)`", $1[language]] })
        }
        if !item.fairnessExceptions.isEmpty {
            lines.append(pick("## 公平的例外", "## Exceptions to fairness"))
            lines += table(
                pick("性质 情形 条款 扣分 对照", "property evidence clause points compared"),
                item.fairnessExceptions.map {
                    [
                        $0.property.title[language], $0.example.title[language], $0.clause.title[language],
                        $0.points.description, $0.comparison[language],
                    ]
                })
        }
        lines.append(pick("## 表", "## Tables"))
        for schema in item.tables {
            lines.append("### `\(schema.key)` \(schema.title[language])")
            lines += table(
                pick("列 标题 记号 内容", "column title mark content"),
                schema.columns.indices.map { place in
                    let column = schema.columns[place]
                    return [
                        "`\(column.key)`", column.title[language], mark(place, of: schema), column.contents[language],
                    ]
                })
        }
        return lines + [
            pick("## 申诉成立", "## Upheld appeals"), pick("## 需要裁量之处", "## Judgement calls"),
        ]
    }

    private func table(_ heads: String, _ rows: [[String]]) -> [String] {
        let heads = heads.split(separator: " ").map { String($0.replacing("_", with: " ")) }
        return ([heads, heads.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    }

    private func mark(_ place: Int, of schema: TableSchema) -> String {
        (schema.naturalKey.contains(place) ? "●" : "") + (schema.attribution.contains(place) ? "⏱" : "")
            + (schema.columns[place].isRequired ? "" : "?")
    }

    /// The sample rows: one block per table, headed by the Chinese titles, with rows as an import accepts them.
    private func sampleFailures(in lines: [String]) -> [String] {
        var blocks: [[String]] = []
        var isOpen = false
        for line in lines {
            if line == "```csv" { blocks.append([]) }
            if line.hasPrefix("```") {
                isOpen = line == "```csv"
            } else if isOpen {
                blocks[blocks.count - 1].append(line)
            }
        }
        guard blocks.count == item.tables.count else {
            return ["there are \(blocks.count) blocks of sample rows for \(item.tables.count) tables"]
        }
        return zip(item.tables, blocks).compactMap { schema, block in
            let head = schema.columns.map(\.title.chinese).joined(separator: ",")
            guard block.first == head else { return "the sample rows of \(schema.key) must be headed \(head)" }
            guard block.count > 1 else { return "the table \(schema.key) has no sample row" }
            let rows = block.dropFirst().map { row in
                row.utf8.split(separator: 0x2C, omittingEmptySubsequences: false).map(Array.init)
            }
            guard rows.allSatisfy({ $0.count == schema.columns.count }) else {
                return "a sample row of \(schema.key) has not as many cells as its header"
            }
            do { _ = try SceneTable(schema, rows) } catch { return "a sample row: \(error)" }
            return nil
        }
    }
}
