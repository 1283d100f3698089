public import AssessmentKernel
import Disk

/// The contents of `bag-info.txt`: labels with their values, in order; a label may occur more than once.
public struct BagInfo: Hashable, Sendable {
    /// A label with its value.
    public struct Line: Hashable, Sendable {
        /// Letters, digits and hyphens of ASCII.
        public let label: String
        /// One line of text.
        public let value: String
    }

    /// The labels of our bundles.
    public enum Label {
        /// The bundle's name, `2021Q3-r1`.
        public static let name = "External-Identifier"
        /// The township that made the bundle.
        public static let township = "Source-Organization"
        /// The program and version that made it.
        public static let product = "Bag-Software-Agent"
        /// The period, `2021Q3` or `2021`.
        public static let period = "Kaohe-Period"
        /// The revision, from 1.
        public static let revision = "Kaohe-Revision"
        /// The rulebook's name.
        public static let rulebook = "Kaohe-Rulebook"
        /// The SHA-256 of `data/rulebook.yaml`.
        public static let rulebookDigest = "Kaohe-Rulebook-SHA256"
        /// An item module: its key, a space, its version; one line each.
        public static let item = "Kaohe-Item"
        /// The SHA-256 of the bundle before this one; the first has none.
        public static let previous = "Kaohe-Previous-SHA256"
        /// The bundle of the revision before.
        public static let revises = "Kaohe-Revises-SHA256"
        /// Why it revises an earlier closing; a first closing has none.
        public static let reason = "Kaohe-Reason"
        /// A closing on which a review depends: its name and, if it has a bundle, the bundle's digest.
        public static let restsOn = "Kaohe-Rests-On"
        /// The last entry of the township's journal before the closing: its number, a space, its digest.
        public static let journal = "Kaohe-Journal-Head"
        /// The SHA-256 of the latest receipt of the district that the township has entered into its journal.
        public static let receipt = "Kaohe-Receipt-SHA256"
        /// Added by ``BundleWriter``: the payload's bytes and files.
        public static let oxum = "Payload-Oxum"
        /// Added by ``BundleWriter``: the identifier of the bag's profile.
        public static let profile = "BagIt-Profile-Identifier"
    }

    /// The lines in their order.
    public private(set) var lines: [Line] = []

    /// Makes an empty one.
    public init() {}

    /// Describes a bundle.
    ///
    /// - Parameters:
    ///   - name: the bundle's name, which is also its folder's.
    ///   - product: the program and its version.
    ///   - items: keys and versions of the item modules.
    ///   - previous: the SHA-256 of the previous bundle; nil for the first.
    /// - Throws: a value that is blank or contains a line break or another control character.
    public init(
        name: String, period: String, revision: Int, township: String, product: String, rulebook: String,
        rulebookDigest: String, items: [(key: String, version: String)], previous: String?
    ) throws(Problem) {
        try add(Label.name, name)
        try add(Label.township, township)
        try add(Label.product, product)
        try add(Label.period, period)
        try add(Label.revision, String(revision))
        try add(Label.rulebook, rulebook)
        try add(Label.rulebookDigest, rulebookDigest)
        for item in items { try add(Label.item, item.key + " " + item.version) }
        if let previous { try add(Label.previous, previous) }
    }

    /// Appends a line.
    ///
    /// - Throws: an invalid label; a value that is blank, begins or ends with white space, is longer than 1,000 bytes,
    ///   or contains a line break (Unicode's included) or another control character.
    public mutating func add(_ label: String, _ value: String) throws(Problem) {
        guard BagInfo.isLabel(label) else {
            throw Problem(
                .fault, LocalText("bag-info 标签无效", "this is no label of a bag-info line"), at: .init(key: label))
        }
        guard BagInfo.isValue(value) else {
            throw Problem(
                .badInput,
                LocalText("值为空、过长或含换行等控制字符", "the value is blank, too long, or has a line break or control character"),
                at: .init(file: Tag.info, key: label), next: LocalText("更正该值", "correct the value"))
        }
        lines.append(Line(label: label, value: value))
    }

    /// Appends a line unless its value is one that this file cannot hold.
    public mutating func addIfPossible(_ label: String, _ value: String) throws(Problem) {
        if BagInfo.isValue(value) { try add(label, value) }
    }

    /// The values of a label, in their order.
    public subscript(_ label: String) -> [String] { lines.filter { $0.label == label }.map(\.value) }

    /// The only value of a label; nil when there is none or more than one.
    public func only(_ label: String) -> String? {
        let values = self[label]
        return values.count == 1 ? values[0] : nil
    }

    /// Reads lines of labels and values.
    ///
    /// - Throws: bytes that are not UTF-8, or an invalid line, with its number as the row.
    public init(_ bytes: [UInt8]) throws(Problem) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(.badInput, LocalText("不是 UTF-8 文本", "this is no UTF-8 text"))
        }
        let (info, badLine) = BagInfo.read(text)
        if let badLine {
            throw Problem(
                .badInput, LocalText("不是“标签: 值”的一行", "a line that is no label and value"), at: .init(row: badLine))
        }
        self = info
    }

    /// The file's bytes.
    public var bytes: [UInt8] { Array(lines.map { $0.label + ": " + $0.value + "\n" }.joined().utf8) }

    static func isLabel(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
                default: false
                }
            }
    }

    static func isValue(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, text.utf8.count <= 1_000
        else {
            return false
        }
        if first.properties.isWhitespace || last.properties.isWhitespace || first == "\u{FEFF}" { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }

    /// Parses the file; also returns the number of the first invalid line, from 1, or nil.
    ///
    /// A line that begins with white space continues the value before it (RFC 8493).
    static func read(_ text: String) -> (info: BagInfo, badLine: Int?) {
        var info = BagInfo()
        for (place, line) in TextLines.of(text).enumerated() {
            if let first = line.utf8.first, first == 0x20 || first == 0x09, let last = info.lines.popLast() {
                let value = last.value + " " + TextLines.trimmed(line)
                guard isValue(value) else { return (info, place + 1) }
                info.lines.append(Line(label: last.label, value: value))
                continue
            }
            guard let colon = line.utf8.firstIndex(of: 0x3A) else { return (info, place + 1) }
            let label = String(line[..<colon])
            let value = TextLines.trimmed(line[line.utf8.index(after: colon)...])
            guard isLabel(label), isValue(value) else { return (info, place + 1) }
            info.lines.append(Line(label: label, value: value))
        }
        return (info, nil)
    }
}
