public import AssessmentValues

/// Why points are deducted, in the words that a member is told: what was expected, what the records are, how the
/// points follow.
///
/// ```swift
/// Reason(
///     expected: LocalText("应于8月18日前完成", "due by 2021-08-18"),
///     found: LocalText("8月20日完成", "done on 2021-08-20"))
/// ```
/// Each part is short, names days, times, counts and the record's own code, and holds no free text of a record: a slip
/// is read by others too.
public struct Reason: Hashable, Sendable {
    private struct Parts: Hashable, Sendable { let expected, found, points, told: LocalText? }
    private let parts: Shared<Parts>

    /// What was expected; nil where the kind's title says it.
    public var expected: LocalText? { parts.value.expected }
    /// What the records of that day are.
    public var found: LocalText? { parts.value.found }
    /// How the points follow, where they are not the same each time.
    public var points: LocalText? { parts.value.points }
    /// The parts on one line, which are read several times; nil without any.
    public var told: LocalText? { parts.value.told }

    /// Gives the parts.
    public init(expected: LocalText? = nil, found: LocalText? = nil, points: LocalText? = nil) {
        let all = [expected, found, points].compactMap(\.self)
        let told = all.dropFirst().reduce(all.first) { told, part in
            told.map { LocalText($0.chinese + "；" + part.chinese, $0.english + "; " + part.english) }
        }
        parts = Shared(Parts(expected: expected, found: found, points: points, told: told))
    }
}

extension CivilDate {
    /// The day as a reason names it: `8月18日`, `2021-08-18`.
    public var told: LocalText { LocalText("\(parts.month)月\(parts.day)日", description) }
}

extension CivilDateTime {
    /// The moment as a reason names it: `8月18日 14:05`, `2021-08-18 14:05`.
    public var told: LocalText {
        let (hour, minute) = (secondOfDay / 3600, secondOfDay / 60 % 60)
        let time = "\(hour):\(minute < 10 ? "0" : "")\(minute)"
        return LocalText("\(date.told.chinese) \(time)", "\(date) \(time)")
    }
}

extension Row {
    /// The record's own code, as a reason names it; of a natural key its first part that is not the member's code.
    public var told: String {
        evidence.block.schema.naturalKey.first.flatMap { evidence.block.canonicalText(place, $0) } ?? ""
    }
}

extension Reason {
    /// Codes of records on one line, five at most: `SJ1、SJ2 等`.
    public static func codes<Table>(_ rows: some Sequence<Row<Table>>) -> LocalText {
        var codes: [String] = []
        for row in rows {
            if codes.count == 5 {
                return LocalText(codes.joined(separator: "、") + " 等", codes.joined(separator: ", ") + " …")
            }
            codes.append(row.told)
        }
        return LocalText(codes.joined(separator: "、"), codes.joined(separator: ", "))
    }

    /// A task with its due date and the day on which it was done.
    public static func deadline(
        _ code: String, due: CivilDate, done: CivilDate?, chinese verb: String, english past: String
    ) -> Reason {
        Reason(
            expected: LocalText("\(code) 应于\(due.told.chinese)前\(verb)", "\(code) to be \(past) by \(due)"),
            found: done.map { LocalText("\($0.told.chinese)才\(verb)", "\(past) on \($0)") }
                ?? LocalText("至今未\(verb)", "not \(past)"))
    }
}
