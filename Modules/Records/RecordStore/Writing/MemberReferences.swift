import AssessmentKernel
package import GRDB

/// The members whom an import's records may name, each looked up once.
///
/// An import is written without SQLite's own check, which looks a member up again for each of a quarter's hundred
/// thousand records.
package final class KnownMembers {
    private let find: PreparedStatement
    private var known: Set<Text> = []

    package init(_ db: Database) throws {
        find = try PreparedStatement(db, "SELECT 1 FROM member WHERE member = ?")
    }

    /// Checks that a member is on the roster.
    ///
    /// - Throws: SQLite's own error when not.
    fileprivate func check(_ code: [UInt8]) throws {
        let member = Text(utf8: code)
        if known.contains(member) { return }
        var isThere = false
        find.bind(member)
        try find.forEachRow { _ in isThere = true }
        guard isThere else {
            throw DatabaseError(resultCode: .SQLITE_CONSTRAINT_FOREIGNKEY, message: "FOREIGN KEY constraint failed")
        }
        known.insert(member)
    }
}

/// Checks the members whom the new records of one table name.
struct MemberReferences {
    private let members: KnownMembers
    /// The column that names the member; nil in a table without, and in the roster itself.
    private let column: Int?
    /// The member of the record before: records mostly come member by member.
    private var last: [UInt8] = []

    init(_ schema: TableSchema, _ members: KnownMembers) {
        self.members = members
        column = schema.key == "member" ? nil : schema.columns.firstIndex { $0.key == "member" }
    }

    /// Checks a row of a block.
    ///
    /// - Throws: SQLite's own error where the member is not on the roster.
    @inline(__always)
    mutating func check(_ row: Int, of block: RowBlock) throws {
        guard let column else { return }
        let slot = block.slot(row, column)
        if slot == RowBlock.empty { return }
        let range = RowBlock.textRange(slot)
        if range.count == last.count, block.bytes[range].elementsEqual(last) { return }
        let code = Array(block.bytes[range])
        try members.check(code)
        last = code
    }
}
