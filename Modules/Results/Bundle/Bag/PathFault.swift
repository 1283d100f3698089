public import AssessmentKernel

/// Why a path is not allowed in a bundle.
///
/// A bundle's paths consist of ASCII letters, digits, `.`, `_` and `-` between slashes: they have the same meaning on
/// every system, and no system treats them specially.
public enum PathFault: Hashable, Sendable, CaseIterable {
    /// It is empty.
    case empty
    /// A control character, a line break or a zero byte.
    case control
    /// A backslash, which some systems treat as a slash.
    case backslash
    /// A drive letter, as in `C:`.
    case drive
    /// It begins with a slash.
    case absolute
    /// A part is `..`, which leads out of the folder.
    case climbs
    /// A part is empty or `.`.
    case hollow
    /// A character outside ASCII.
    case foreign
    /// Another character that is not allowed.
    case character
    /// A part ends with a dot, which some systems drop.
    case finalDot
    /// A part is the name of a device on some systems, such as `con` or `nul`.
    case device
    /// More than 200 bytes.
    case tooLong

    /// The longest path in bytes.
    static let longest = 200

    /// Checks a path; nil when it is valid.
    public init?(_ path: some StringProtocol) {
        let bytes = Array(path.utf8)
        let parts = bytes.split(separator: 0x2F, omittingEmptySubsequences: false)
        if bytes.isEmpty {
            self = .empty
        } else if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            self = .control
        } else if bytes.contains(0x5C) {
            self = .backslash
        } else if bytes.count > 1, bytes[1] == 0x3A {
            self = .drive
        } else if bytes[0] == 0x2F {
            self = .absolute
        } else if parts.contains(where: { $0.elementsEqual("..".utf8) }) {
            self = .climbs
        } else if parts.contains(where: { $0.isEmpty || $0.elementsEqual(".".utf8) }) {
            self = .hollow
        } else if bytes.contains(where: { $0 >= 0x80 }) {
            self = .foreign
        } else if !bytes.allSatisfy({ PathFault.isPlain($0) || $0 == 0x2F }) {
            self = .character
        } else if parts.contains(where: { $0.last == 0x2E }) {
            self = .finalDot
        } else if parts.contains(where: PathFault.isDevice) {
            self = .device
        } else if bytes.count > PathFault.longest {
            self = .tooLong
        } else {
            return nil
        }
    }

    /// The fault, as the end of a sentence that begins with the path.
    public var reason: LocalText {
        switch self {
        case .empty: LocalText("名称为空", "has no name")
        case .control: LocalText("名称含控制字符", "has a control character in its name")
        case .backslash: LocalText("名称含反斜杠", "has a backslash in its name")
        case .drive: LocalText("名称以盘符开头", "begins with a drive letter")
        case .absolute: LocalText("是绝对路径", "is an absolute path")
        case .climbs: LocalText("用 .. 指向文件夹之外", "leads out of the folder with ..")
        case .hollow: LocalText("路径中有空段或 .", "has an empty part or . in its path")
        case .foreign: LocalText("名称含非 ASCII 字符", "has characters outside ASCII in its name")
        case .character:
            LocalText("名称只能含字母、数字和 . _ -", "has other characters in its name than letters, digits and . _ -")
        case .finalDot: LocalText("名称以点结尾", "has a name that ends with a dot")
        case .device: LocalText("名称在某些系统上是设备名", "has the name of a device on some systems")
        case .tooLong: LocalText("路径过长（超过 200 字节）", "has a path of more than 200 bytes")
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    private static func isDevice(_ part: ArraySlice<UInt8>) -> Bool {
        let stem = String(decoding: part.prefix { $0 != 0x2E }, as: UTF8.self).lowercased()
        if ["con", "prn", "aux", "nul"].contains(stem) { return true }
        return stem.utf8.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt"))
            && stem.utf8.last.map { (0x31...0x39).contains($0) } == true
    }
}
