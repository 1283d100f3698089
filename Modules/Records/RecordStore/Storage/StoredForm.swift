import AssessmentKernel
import Foundation

/// How one kind of column is stored in SQLite.
struct StoredForm: Sendable {
    /// How a cell is converted between a slot and SQLite.
    enum Carriage: Sendable {
        /// The slot unchanged.
        case integer
        /// Eight digits, `YYYYMMDD`.
        case day
        /// Fourteen digits, `YYYYMMDDhhmmss`.
        case moment
        /// The bytes that the slot points to.
        case bytes
        /// The choice's key, whose place in the list is the slot.
        case key
    }

    let carriage: Carriage
    /// The keys of a choice.
    let keys: [String]
    /// The SQL condition on a value, by the column's quoted name; empty when any value is valid.
    ///
    /// NULL satisfies it, by SQL's own rule.
    let check: @Sendable (_ name: String) -> String

    private init(
        _ carriage: Carriage, keys: [String] = [], _ check: @escaping @Sendable (_ name: String) -> String = { _ in "" }
    ) {
        self.carriage = carriage
        self.keys = keys
        self.check = check
    }

    /// The SQLite type name.
    var type: String { carriage == .bytes || carriage == .key ? "TEXT" : "INTEGER" }

    /// The form of every kind.
    static let each = EachForm<StoredForm>(
        code: StoredForm(.bytes) { "length(\($0)) > 0" },
        text: StoredForm(.bytes),
        date: StoredForm(.day) { "\($0) BETWEEN 10101 AND 99991231" },
        dateTime: StoredForm(.moment) { "\($0) BETWEEN 10101000000 AND 99991231235959" },
        number: StoredForm(.integer) { "\($0) >= 0" },
        percent: StoredForm(.integer) { "\($0) BETWEEN 0 AND 10000" },
        whole: StoredForm(.integer) { "\($0) >= 0" },
        yesNo: StoredForm(.integer) { "\($0) BETWEEN 0 AND 1" },
        choice: { options in
            // An `IN` list would be rebuilt for every written row.
            StoredForm(.key, keys: options.map(\.key)) { name in
                options.map { "\(name) = '\($0.key.replacingOccurrences(of: "'", with: "''"))'" }
                    .joined(separator: " OR ")
            }
        })
}
