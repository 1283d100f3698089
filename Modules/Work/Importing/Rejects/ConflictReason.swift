import AssessmentKernel
import RecordStore
import Reports
import TownshipTables

/// Says what is wrong with a row that the ledger refuses: which values differ, and where the others stand.
///
/// The advice is safe to follow. A row that differs in who or when it is about probably belongs to another record with
/// the same number, so the number is to be checked first; rows that contradict each other are never to be amended.
struct ConflictReason {
    let schema: TableSchema
    /// The name of the row's file.
    let file: String
    /// For each column of the table, its place in the file; nil where the file lacks it.
    let places: [Int?]
    /// Whether a person entered the row with a command, so that there is no file to look at.
    let isEntered: Bool
    /// The name of a file, and the number of its import, by its number in the journal; nil for an unknown one.
    let origin: (Int64) throws -> (name: String, batch: Int)?

    /// The columns in which a row differs, as the file has them from left to right.
    func differences(_ refused: RefusedRow) -> [RefusedRow.Difference] {
        refused.differences.sorted { left, right in
            let (first, second) = (places[left.column] ?? .max, places[right.column] ?? .max)
            return first != second ? first < second : left.column < right.column
        }
    }

    /// Whether the row may well correct the ledger's record: it differs from that alone, and not in who or when.
    func isCorrection(_ refused: RefusedRow) -> Bool {
        !refused.isDisputed && !refused.differences.isEmpty
            && refused.differences.allSatisfy { $0.isInLedger && !isIdentity($0.column) }
    }

    /// The message for the user.
    func reason(_ refused: RefusedRow) throws -> LocalText {
        if let twin = refused.twin {
            let code = shown(twin.code, twin.column).chinese
            return LocalText(
                "与账本或本次导入其他文件中的“\(code)”只有字母大小写不同，请核对改为一致",
                "it differs from “\(code)” in the ledger, or in another file of this import, only in the case of its letters; check it and write both alike"
            )
        }
        let differences = differences(refused)
        let key = key(refused)
        var (chinese, english): ([String], [String]) = ([], [])
        for place in distinct(differences.map(\.place)) {
            let said = differences.filter { $0.place == place }.map { values($0) }
            let other = try self.place(place)
            let (first, last) = (
                said.map(\.chinese).joined(separator: "；"), said.map(\.english).joined(separator: "; ")
            )
            if case .ledger = place {
                chinese.append("与账本\(other.chinese)不同：\(first)")
                english.append("differs from the ledger\(other.english): \(last)")
            } else {
                chinese.append("与本次导入的\(other.chinese)互相矛盾：\(first)")
                english.append("contradicts \(other.english) of this import: \(last)")
            }
        }
        let advice = advice(refused, differences)
        let name = ShownText.plain(file)
        let own =
            isEntered
            ? LocalText("所填内容", "what was entered")
            : LocalText("本行（\(name) 第 \(refused.row) 行）", "this row (\(name), row \(refused.row))")
        return LocalText(
            "\(key.chinese)：\(own.chinese)\(chinese.joined(separator: "；又"))。\(advice.chinese)",
            "\(key.english): \(own.english) \(english.joined(separator: "; and ")). \(advice.english)")
    }

    /// What to do next.
    private func advice(_ refused: RefusedRow, _ differences: [RefusedRow.Difference]) -> LocalText {
        if !differences.allSatisfy(\.isInLedger) {
            return LocalText("请核实哪一行正确，改正或删去另一行", "Find out which one is right; correct or delete the other")
        }
        if refused.isDisputed {
            return LocalText(
                "本次导入中还有同一记录而内容不同的行，请核实后只留正确的一行",
                "Other rows of this import say otherwise about this record; keep only the one that is right")
        }
        let cleared = refused.cleared.map { self.cleared($0) }
        let warning = LocalText(
            cleared.isEmpty
                ? "" : "（更正时也会清空本行留空的\(cleared.map(\.chinese).joined(separator: "、"))）",
            cleared.isEmpty
                ? ""
                : " (a correction also clears what this row leaves blank: \(cleared.map(\.english).joined(separator: ", ")))"
        )
        if let name = differences.first(where: { isName($0.column) }) {
            let owner = ShownText.plain(name.other)
            return LocalText(
                "这个工号是“\(owner)”的，一个工号只能给一个人：请先核对工号；确是同一人改名，才更正账本\(warning.chinese)",
                "This code belongs to “\(owner)”, and a code is one person's: check the code first; only for the same person"
                    + " under a new name, correct the ledger by the file\(warning.english)")
        }
        if differences.contains(where: { isIdentity($0.column) }) {
            return LocalText(
                "像是另一条记录用了同一编号：请先核对编号；确是同一条记录，才更正账本\(warning.chinese)",
                "This looks like another record under the same number: check the number first; only to correct the same"
                    + " record, correct the ledger by the file\(warning.english)")
        }
        if isEntered {
            // How to correct it is said beside this, in the words of the front.
            return LocalText("请核对\(warning.chinese)", "Check it\(warning.english)")
        }
        return LocalText(
            "请核对；确要按本行更正账本，只留核对过的行，选“更正账本”导入\(warning.chinese)",
            "Check it; to correct the ledger by this row, keep only rows that were checked and import them to"
                + " correct it\(warning.english)")
    }

    /// Whether a column says who or when a record is about.
    private func isIdentity(_ column: Int) -> Bool {
        column == schema.memberColumn || schema.attribution.contains(column) || isName(column)
    }

    /// Whether it is the name of the roster, which says whose a code is.
    private func isName(_ column: Int) -> Bool {
        schema.key == MemberTable.shared.schema.key && column == MemberTable.shared.name.index
    }

    /// The natural key with its titles.
    private func key(_ refused: RefusedRow) -> LocalText {
        let parts = zip(schema.naturalKey, refused.key).map { column, text in
            let (title, shown) = (schema.columns[column].title, self.shown(text, column))
            return LocalText("\(title.chinese)“\(shown.chinese)”", "\(title.english) “\(shown.english)”")
        }
        return LocalText(
            parts.map(\.chinese).joined(separator: "、"), parts.map(\.english).joined(separator: ", "))
    }

    private func values(_ difference: RefusedRow.Difference) -> LocalText {
        let title = schema.columns[difference.column].title
        let (own, other) = (shown(difference.own, difference.column), shown(difference.other, difference.column))
        let there =
            difference.isInLedger ? LocalText("账本", "the ledger has") : LocalText("另一行", "the other has")
        return LocalText(
            "“\(title.chinese)”\(isEntered ? "所填" : "本行")为“\(own.chinese)”，\(there.chinese)为“\(other.chinese)”",
            "\(title.english) is “\(own.english)”, \(there.english) “\(other.english)”")
    }

    private func cleared(_ difference: RefusedRow.Difference) -> LocalText {
        let title = schema.columns[difference.column].title
        let value = shown(difference.other, difference.column)
        return LocalText("“\(title.chinese)”（现为“\(value.chinese)”）", "\(title.english) (now “\(value.english)”)")
    }

    /// Where another value stands.
    private func place(_ place: RefusedRow.Place) throws -> LocalText {
        switch place {
        case .ledger(let importID, let row):
            guard let (name, batch) = try origin(importID) else { return LocalText("", "") }
            let shown = ShownText.plain(name)
            return LocalText(
                "（导入 \(batch)：\(shown) 第 \(row) 行）", " (import \(batch): \(shown), row \(row))")
        case .delivered(let importID, let row):
            let shown = ShownText.plain(try origin(importID)?.name ?? "")
            return LocalText(" \(shown) 第 \(row) 行", "\(shown), row \(row),")
        }
    }

    /// A value as people read it, on one line.
    private func shown(_ text: String, _ column: Int) -> LocalText {
        let shown = schema.forms[column].shown(text)
        return LocalText(ConflictReason.oneLine(shown.chinese), ConflictReason.oneLine(shown.english))
    }

    /// A text on one line, in which a line break can still be seen.
    private static func oneLine(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "⏎").replacing("\n", with: "⏎").replacing("\r", with: "⏎")
        return ShownText.plain(lines)
    }

    private func distinct(_ places: [RefusedRow.Place]) -> [RefusedRow.Place] {
        var seen: Set<RefusedRow.Place> = []
        return places.filter { seen.insert($0).inserted }
    }
}

extension RefusedRow.Difference {
    /// Whether the other value stands in the ledger.
    fileprivate var isInLedger: Bool {
        if case .ledger = place { return true }
        return false
    }
}
