public import AssessmentValues

extension ParameterNode {
    /// The text of an unquoted scalar, for amounts and keys.
    public func plain(_ expected: LocalText) throws(ParameterFault) -> String {
        guard case .scalar(let text, false) = content else { throw refusal(expected) }
        return text
    }

    /// The parts of a list.
    public func parts(_ expected: LocalText) throws(ParameterFault) -> [ParameterNode] {
        guard case .list(let parts) = content else { throw refusal(expected) }
        return parts
    }

    /// The values of a mapping that has exactly the given keys.
    public func values(_ keys: [String]) throws(ParameterFault) -> [ParameterNode] {
        guard case .mapping(let pairs) = content else { throw refusal(LocalText("键值映射", "a mapping")) }
        for (place, pair) in pairs.enumerated() where pairs.prefix(place).contains(where: { $0.key == pair.key }) {
            throw ParameterFault(path: pair.key, line: pair.line, reason: LocalText("重复的键", "the key stands twice"))
        }
        if let stranger = pairs.first(where: { !keys.contains($0.key) }) {
            throw ParameterFault(path: stranger.key, line: stranger.line, reason: LocalText("未知的键", "no such key"))
        }
        var values: [ParameterNode] = []
        for key in keys {
            guard let pair = pairs.first(where: { $0.key == key }) else {
                throw ParameterFault(path: key, line: line, reason: LocalText("缺少此键", "the key is missing"))
            }
            values.append(pair.node)
        }
        return values
    }

    /// The fault for a node that does not have a form.
    public func refusal(_ form: LocalText) -> ParameterFault {
        ParameterFault(line: line, reason: LocalText("应为\(form.chinese)", "must be \(form.english)"))
    }
}

extension ParameterFault {
    /// The same fault below a key.
    public func below(_ key: String) -> ParameterFault {
        ParameterFault(path: path.isEmpty ? key : key + "." + path, line: line, reason: reason)
    }
}

extension Points: ParameterValue {
    /// An amount of points.
    public static let form = LocalText("不小于 0、至多两位小数的分值", "points, not negative, at most two decimals")

    /// Reads an amount of points; a negative one is refused.
    public init(_ node: ParameterNode) throws(ParameterFault) {
        guard let points = Points(text: try node.plain(Points.form)) else { throw node.refusal(Points.form) }
        self = points
    }
}

extension Share: ParameterValue {
    /// A share.
    public static let form = LocalText("0 至 1 的小数", "a decimal from 0 to 1, at most six decimals")

    /// Reads a share from 0 to 1.
    public init(_ node: ParameterNode) throws(ParameterFault) {
        guard let share = Share(text: try node.plain(Share.form)), share <= .one else { throw node.refusal(Share.form) }
        self = share
    }
}

extension Int: ParameterValue {
    /// A whole number.
    public static let form = LocalText("不小于 0 的整数", "a whole number, not negative")

    /// Reads a whole number from 0 to one million.
    public init(_ node: ParameterNode) throws(ParameterFault) {
        let text = try node.plain(Int.form)
        guard let units = ExactDecimal.units(text.utf8, places: 0), units <= 1_000_000 else {
            throw node.refusal(Int.form)
        }
        self = Int(units)
    }
}

extension Hundredths: ParameterValue {
    /// A number of two decimals.
    public static let form = LocalText("不小于 0、至多两位小数的数", "a number, not negative, at most two decimals")

    /// Reads a number.
    public init(_ node: ParameterNode) throws(ParameterFault) {
        guard let units = ExactDecimal.units(try node.plain(Hundredths.form).utf8, places: 2) else {
            throw node.refusal(Hundredths.form)
        }
        self.init(units)
    }
}

extension Array: ParameterValue where Element: ParameterValue {
    /// A list.
    public static var form: LocalText {
        LocalText("列表，每项为\(Element.form.chinese)", "a list, each of it \(Element.form.english)")
    }

    /// Reads a list.
    public init(_ node: ParameterNode) throws(ParameterFault) {
        self = []
        for part in try node.parts(Self.form) { append(try Element(part)) }
    }
}

/// A parameter with a closed list of words: an enumeration of strings.
///
/// ```swift
/// enum QuotaBasis: String, ParameterChoice { case day, period }
/// ```
public protocol ParameterChoice: ParameterValue, RawRepresentable<String>, CaseIterable {}

extension ParameterChoice {
    /// The words.
    public static var form: LocalText {
        let words = allCases.map(\.rawValue)
        return LocalText(words.joined(separator: "、") + " 之一", "one of " + words.joined(separator: ", "))
    }

    /// Reads one of the words.
    public init(_ node: ParameterNode) throws(ParameterFault) {
        guard case .scalar(let word, _) = node.content, let choice = Self(rawValue: word) else {
            throw node.refusal(Self.form)
        }
        self = choice
    }
}
