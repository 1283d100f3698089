public import AssessmentValues

/// A type that a cell can be read as.
public protocol CellValue: Sendable {
    /// Reads a cell from its slot.
    ///
    /// Intake and the ledger refuse an empty required cell; if there is one, it reads as a default of the type.
    static func read(_ slot: Int64, in block: RowBlock) -> Self
}

/// A number with two decimals, held in hundredths.
public struct Hundredths: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number times a hundred.
    public let value: Int64
    /// Makes a number from its hundredths.
    public init(_ value: Int64) { self.value = value }
    /// The fewest decimals that are exact.
    public var description: String { ExactDecimal.shortest(value, places: 2) }
    /// Smaller numbers come first.
    public static func < (left: Hundredths, right: Hundredths) -> Bool { left.value < right.value }
}

/// A closed list of values for a column: an enumeration whose raw values count up from 0.
///
/// ```swift
/// enum Source: Int, Choice {
///     case own, inspection
///     var option: ChoiceOption {
///         switch self {
///         case .own: ChoiceOption("self", "自报", "Reported by the member")
///         case .inspection: ChoiceOption("inspection", "检查发现", "Found by inspection")
///         }
///     }
/// }
/// ```
public protocol Choice: RawRepresentable<Int>, CaseIterable, CellValue {
    /// The key and the titles.
    var option: ChoiceOption { get }
}

extension Choice {
    /// All options in the order of their raw values.
    public static var options: [ChoiceOption] { allCases.map(\.option) }

    /// Reads a choice from its place in the list.
    @inlinable
    public static func read(_ slot: Int64, in block: RowBlock) -> Self {
        // The slot was checked against the same list when it was parsed or read from the ledger.
        Self(rawValue: Int(truncatingIfNeeded: slot)) ?? Self.allCases[Self.allCases.startIndex]
    }
}

extension Text: CellValue {
    /// Reads a text cell.
    @inlinable
    public static func read(_ slot: Int64, in block: RowBlock) -> Text {
        slot == RowBlock.empty ? Text("") : Text(utf8: block.bytes[RowBlock.textRange(slot)])
    }
}
extension CivilDate: CellValue {
    /// Reads a day.
    @inlinable
    public static func read(_ slot: Int64, in block: RowBlock) -> CivilDate {
        CivilDate(dayNumber: Int32(truncatingIfNeeded: slot))
    }
}
extension CivilDateTime: CellValue {
    /// Reads a moment.
    @inlinable
    public static func read(_ slot: Int64, in block: RowBlock) -> CivilDateTime {
        CivilDateTime(seconds: slot == RowBlock.empty ? 0 : slot)
    }
}
extension Hundredths: CellValue {
    /// Reads a number.
    public static func read(_ slot: Int64, in block: RowBlock) -> Hundredths {
        Hundredths(slot == RowBlock.empty ? 0 : slot)
    }
}
extension Int: CellValue {
    /// Reads a whole number.
    public static func read(_ slot: Int64, in block: RowBlock) -> Int { slot == RowBlock.empty ? 0 : Int(slot) }
}
extension Bool: CellValue {
    /// Reads yes or no.
    public static func read(_ slot: Int64, in block: RowBlock) -> Bool { slot == 1 }
}
extension Optional: CellValue where Wrapped: CellValue {
    /// Reads a cell that may be empty.
    @inlinable
    public static func read(_ slot: Int64, in block: RowBlock) -> Wrapped? {
        slot == RowBlock.empty ? nil : Wrapped.read(slot, in: block)
    }
}
