import AssessmentKernel
import Cells

/// The members whose roster rows an import rejects: their other rows fail only because of those.
package struct RejectedMembers {
    /// The most members that are remembered; a roster with more faults is wrong as a whole.
    private static let most = 100_000

    private var rows: [Text: (file: String, row: Int)] = [:]
    /// A roster that was refused as a whole.
    private var refusedFile: String?

    /// Begins without any.
    package init() {}

    /// Remembers a roster that was refused as a whole.
    package mutating func refuse(file: String) { refusedFile = refusedFile ?? file }

    /// Remembers a rejected row of the roster.
    package mutating func reject(_ member: some Collection<UInt8>, file: String, row: Int) {
        guard rows.count < RejectedMembers.most else { return }
        let code = CodeText.code(member)
        if !code.utf8.isEmpty, rows[code] == nil { rows[code] = (file, row) }
    }

    /// The same reject with its cause; nil for one that stands on its own.
    package func derived(_ reject: Reject) -> Reject? {
        guard reject.code == Reject.Code.unknownMember.rawValue, !(rows.isEmpty && refusedFile == nil) else {
            return nil
        }
        let reason: LocalText
        if let row = rows[CodeText.code(reject.value.utf8)] {
            reason = LocalText(
                "只因名册中该工号的行被拒（\(row.file) 第 \(row.row) 行）；改正那一行即可",
                "only because this member's row of the roster is rejected (\(row.file), row \(row.row)); correct that one"
            )
        } else if let refusedFile {
            reason = LocalText(
                "名册中没有此工号，而名册文件 \(refusedFile) 未能读入；先改正名册",
                "the roster has no such member, and the file \(refusedFile) with a roster was refused; correct that first"
            )
        } else {
            return nil
        }
        return Reject(
            file: reject.file, row: reject.row, column: reject.column, value: reject.value, code: reject.code,
            reason: reason)
    }
}
