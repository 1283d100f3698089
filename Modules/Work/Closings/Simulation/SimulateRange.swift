public import AssessmentKernel
public import Workspace

/// A parameter that is tried at several values: `items.activity.per_missing=0..2:0.25`.
///
/// The values begin with the first and go on by the step, up to the last where the step meets it.
public struct ParameterRange: Hashable, Sendable {
    /// The parameter's dotted path.
    public let path: String
    /// The values, as a rulebook writes them; at least two.
    public let values: [String]

    /// The most values of a range.
    public static let most = 41
    /// The decimals that a value may have, which is what a share has.
    private static let places = 6

    /// Reads a setting that is written as a range; nil for one that names a single value.
    ///
    /// - Throws: ``Problem`` for a range that is written wrongly, has a single value, or too many.
    public init?(setting: String) throws(Problem) {
        let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let dots = parts[1].firstRange(of: "..") else { return nil }
        let origin = Deed.setting(setting)
        let ends = parts[1][dots.upperBound...].split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(ends.count), let first = Self.units(parts[1][..<dots.lowerBound]),
            let last = Self.units(ends[0]), let step = ends.count == 2 ? Self.units(ends[1]) : Self.one, step > 0
        else {
            throw Problem(
                .usage,
                LocalText("一段数值应写成 起..止:步长，如 0..2:0.25", "a range is written FIRST..LAST:STEP, such as 0..2:0.25"),
                at: .init(choice: origin))
        }
        let count = first > last ? 0 : (last - first) / step + 1
        guard (2...Int64(Self.most)).contains(count) else {
            throw Problem(
                .usage,
                LocalText(
                    "这段数值有 \(count) 个，应为 2 至 \(Self.most) 个",
                    "the range has \(count) values; 2 to \(Self.most) can be tried"),
                at: .init(choice: origin), next: LocalText("改起止或步长", "change its ends or its step"))
        }
        path = parts[0]
        values = (0..<count).map { ExactDecimal.shortest(first + $0 * step, places: Self.places) }
    }

    private static let one: Int64 = 1_000_000

    private static func units(_ text: Substring) -> Int64? {
        let isNegative = text.utf8.first == 0x2D
        let units = ExactDecimal.units(text.utf8.dropFirst(isNegative ? 1 : 0), places: places)
        return units.map { isNegative ? -$0 : $0 }
    }
}

/// Quarters with a parameter at one of several values.
public struct SimulatedValue: Sendable {
    /// The value, as a rulebook writes it.
    public let value: String
    /// The quarters, in order.
    public let results: [SimulatedQuarter]
}

extension SimulationWish {
    /// The range among the settings, and the wish without it; nil when each names a single value.
    ///
    /// - Throws: ``Problem`` for more than one range, for a range that cannot be read, or with an output folder.
    public func range() throws(Problem) -> (range: ParameterRange, rest: SimulationWish)? {
        var rest = self
        rest.settings = []
        var ranges: [ParameterRange] = []
        for setting in settings {
            if let range = try ParameterRange(setting: setting) {
                ranges.append(range)
            } else {
                rest.settings.append(setting)
            }
        }
        guard let range = ranges.first else { return nil }
        guard ranges.count == 1 else {
            throw Problem(
                .usage, LocalText("一次只能试一个参数的一段数值", "only one parameter can be tried over a range at a time"),
                next: LocalText("其余参数各定一个数", "give the others a single value each"))
        }
        guard output == nil else {
            throw Problem(
                .usage, LocalText("试一段数值时不写文件夹", "files are not written for a range of values"),
                next: LocalText("选定一个数再写", "choose one of the values first"))
        }
        return (range, rest)
    }
}

extension Workspace {
    /// Computes quarters with a parameter at each value of a range, beside the rules in force.
    ///
    /// - Parameters:
    ///   - wish: what else is changed; without a range and an output folder.
    ///   - progress: called from time to time with the quarter, the members done and the total.
    /// - Throws: ``Problem`` when a value is refused, before anything is computed of the first quarter.
    public func simulate(
        _ quarters: [Quarter], _ wish: SimulationWish, over range: ParameterRange, today: CivilDate,
        progress: @escaping (Quarter, Int, Int) -> Void = { _, _, _ in }
    ) throws -> [SimulatedValue] {
        let wishes = range.values.map { value in
            var one = wish
            one.settings.append("\(range.path)=\(value)")
            return one
        }
        let results = try simulate(quarters, baseline: wish.baseline, wishes, today: today, progress: progress)
        return zip(range.values, results).map { SimulatedValue(value: $0, results: $1) }
    }
}
