import AssessmentKernel
import CSV
import Rulebook

/// The kind of a column's values: how they are printed, read, shown and typed in a data package.
///
/// Each kind is described once, below; nothing else asks which one it is.
public struct ResultKind: Sendable {
    /// The name of the type of its values in a Table Schema, as a data package names it: `string`, `number`.
    public let packageType: String
    /// Whether its columns are titled for people in a data package, and not by their keys.
    ///
    /// Part of the bytes of every bundle since the first: equal results must give equal bundles.
    public let isTitledInPackage: Bool
    /// The number of smallest units in one whole: 100 for points and yuan.
    public let scale: Int64
    /// Whether its values are numbers rather than texts.
    public let isNumber: Bool
    /// Whether its values are amounts of something, so that a missing one is worth a sign.
    var isQuantity: Bool { look == .number }
    /// Whether its values are amounts of money.
    public let isMoney: Bool
    /// Whether its values name members of the roster.
    public let isMember: Bool
    /// The words that its values are; nil for other kinds.
    public let words: ResultWords?
    /// How its cells stand in a table when their column does not say otherwise.
    let look: ResultLook.Cell
    private let printed: @Sendable (Int64) -> String
    /// The same as bytes, for a kind of which a closing writes many; nil for others.
    private let appended: (@Sendable (Int64, inout [UInt8]) -> Void)?
    private let read: @Sendable (String) -> ResultValue?
    /// How a value is told by a rulebook; asked once for a column, not for each of its cells.
    private let telling: @Sendable (Rulebook?) -> @Sendable (ResultValue) -> ShownCell
    private let encoded: @Sendable (Int64) -> any Encodable & Sendable

    private init(
        _ packageType: String, titled: Bool = false, scale: Int64 = 1, isNumber: Bool = false, isMoney: Bool = false,
        isMember: Bool = false, words: ResultWords? = nil, look: ResultLook.Cell = .plain,
        printed: @escaping @Sendable (Int64) -> String = { String($0) },
        appended: (@Sendable (Int64, inout [UInt8]) -> Void)? = nil,
        read: @escaping @Sendable (String) -> ResultValue? = { .text($0) },
        encoded: (@Sendable (Int64) -> any Encodable & Sendable)? = nil,
        telling: (@Sendable (Rulebook?) -> @Sendable (ResultValue) -> ShownCell)? = nil
    ) {
        self.packageType = packageType
        isTitledInPackage = titled
        self.scale = scale
        self.isNumber = isNumber
        self.isMoney = isMoney
        self.isMember = isMember
        self.words = words
        self.look = look
        self.printed = printed
        self.appended = appended
        self.read = read
        self.encoded = encoded ?? { printed($0) }
        self.telling = telling ?? { _ in { ShownCell(ResultKind.text(of: $0, printed)) } }
    }

    /// The code of a member of the roster.
    static let member = ResultKind("string", isMember: true)
    /// A text, such as a code, a clause or references of records.
    static let text = ResultKind("string")
    /// One of a few keys.
    static func word(_ words: ResultWords) -> ResultKind {
        ResultKind(
            "string", titled: true, words: words, look: .centred,
            telling: { rulebook in
                let titles = rulebook.map(words.titles) ?? [:]
                return { value in
                    guard case .text(let key) = value else { return .none }
                    return .text(titles[key] ?? LocalText(key, key))
                }
            })
    }
    /// Points, exact to 0.01.
    static let points = decimal(
        printed: { Points(hundredths: $0).description },
        appended: { ExactDecimal.appendShortest($0, places: 2, to: &$1) }, read: { Points(text: $0)?.hundredths })
    /// An amount, exact to the fen.
    static let yuan = decimal(
        isMoney: true, printed: { Yuan(fen: $0).description },
        appended: { ExactDecimal.appendFixed($0, places: 2, to: &$1) },
        read: { Yuan(text: $0)?.fen })
    /// A whole number.
    static let count = ResultKind(
        "integer", titled: true, isNumber: true, look: .number, read: { Int64($0).map { .number($0) } },
        encoded: { $0 },
        telling: { _ in { if case .number(let count) = $0 { .whole(count) } else { .none } } })
    /// A day.
    static let date = ResultKind(
        "date", titled: true, isNumber: true, look: .centred, printed: { CivilDate(packed: $0)?.description ?? "" },
        appended: { CivilDate(packed: $0)?.append(to: &$1) }, read: { CivilDate(iso: $0).map { .number($0.packed) } })
    /// A month.
    static let month = ResultKind(
        "yearmonth", titled: true, look: .centred, read: { Month(text: $0).map { .text($0.description) } })
    /// Yes or no.
    static let flag = ResultKind(
        "boolean", isNumber: true, printed: { $0 == 0 ? "no" : "yes" },
        read: { ["yes": .number(1), "no": .number(0)][$0] }, encoded: { $0 != 0 },
        telling: { _ in { $0 == .number(1) ? .text(LocalText("是", "yes")) : .none } })

    private static func decimal(
        isMoney: Bool = false, printed: @escaping @Sendable (Int64) -> String,
        appended: (@Sendable (Int64, inout [UInt8]) -> Void)? = nil, read: @escaping @Sendable (String) -> Int64?
    ) -> ResultKind {
        ResultKind(
            "number", scale: 100, isNumber: true, isMoney: isMoney, look: .number, printed: printed, appended: appended,
            read: { read($0).map { .number($0) } },
            telling: { _ in
                { if case .number(let number) = $0 { .hundredths(number, isMoney: isMoney, sign: "") } else { .none } }
            })
    }

    private static func text(of value: ResultValue, _ printed: (Int64) -> String) -> String {
        switch value {
        case .none: ""
        case .text(let text): text
        case .number(let number): printed(number)
        }
    }

    /// The value as the cell of a file; empty without one.
    public func text(_ value: ResultValue) -> String { ResultKind.text(of: value, printed) }

    /// Writes the value as the cell of a file.
    func write(_ value: ResultValue, to line: inout CSVWriter) {
        if case .number(let number) = value, let appended {
            line.cell { appended(number, &$0) }
        } else {
            line.cell(text(value))
        }
    }

    /// Reads the cell of a file; nil when it is invalid for this kind.
    public func value(_ cell: String) -> ResultValue? { cell.isEmpty ? ResultValue.none : read(cell) }

    /// How a person reads its values, by the words of a rulebook.
    func shown(by rulebook: Rulebook?) -> @Sendable (ResultValue) -> ShownCell { telling(rulebook) }

    /// The value in JSON: counts and answers as such, everything else as the cell of a file.
    func json(_ value: ResultValue) -> any Encodable & Sendable {
        if case .number(let number) = value { encoded(number) } else { text(value) }
    }
}
