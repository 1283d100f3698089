import AssessmentKernel

/// The head of a request: what is asked for, and the headers.
package struct RequestHead: Sendable {
    /// GET, POST and so on, in capitals.
    package let method: String
    /// The parts of the path between slashes, decoded; none of them is `.`, `..` or empty.
    package let path: [String]
    /// The fields behind the question mark, decoded; of a field that is there twice the first.
    package let query: [String: String]
    /// The headers by their names in small letters.
    package let headers: [String: String]

    /// How many bytes follow; zero without a body.
    package let length: Int

    /// The most bytes of a head.
    static let longest = 16 << 10

    /// Why a head is refused.
    enum Fault: Error {
        /// It is not HTTP/1.1, or ambiguous.
        case malformed
        /// It does not say how long its body is.
        case noLength
    }

    /// Reads a head, without the blank line at its end.
    ///
    /// Whatever two programs could read in two ways is refused: header names that are there twice, folded lines, blanks
    /// before a colon, control characters.
    init(_ bytes: ArraySlice<UInt8>) throws(Fault) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        guard let first = lines.popFirst() else { throw .malformed }
        let words = first.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0",
            !words[0].isEmpty, words[0].utf8.allSatisfy({ (0x41...0x5A).contains($0) })
        else { throw .malformed }
        method = String(words[0])
        var headers: [String: String] = [:]
        for line in lines {
            guard let colon = line.utf8.firstIndex(of: 0x3A) else { throw .malformed }
            let name = line[..<colon].lowercased()
            guard !name.isEmpty, name.utf8.allSatisfy(RequestHead.isToken) else { throw .malformed }
            let value = line[line.utf8.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" }),
                headers.updateValue(String(value).trimmedEnd, forKey: name) == nil
            else { throw .malformed }
        }
        self.headers = headers
        let target = words[1]
        guard target.utf8.first == 0x2F else { throw .malformed }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path: [String] = []
        for part in parts[0].split(separator: "/") {
            guard let name = FormFields.decoded(part, plusIsBlank: false), name != ".", name != "..",
                !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "/" || $0 == "\\" || $0.value == 0x7F })
            else { throw .malformed }
            path.append(name)
        }
        self.path = path
        query = parts.count > 1 ? FormFields.fields(String(parts[1])) : [:]
        if headers["transfer-encoding"] != nil { throw .noLength }
        if let written = headers["content-length"] {
            guard written.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(written) else {
                throw .malformed
            }
            self.length = length
        } else {
            guard method == "GET" || method == "HEAD" else { throw .noLength }
            length = 0
        }
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// The value of a cookie.
    package func cookie(_ name: String) -> String? {
        for pair in (headers["cookie"] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, String(parts[0]).trimmedStart == name { return String(parts[1]) }
        }
        return nil
    }
}

extension String {
    fileprivate var trimmedStart: String { String(drop { $0 == " " }) }

    fileprivate var trimmedEnd: String {
        var rest = self[...]
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return String(rest)
    }
}

/// The fields of a form, as a browser sends them in an address or a body.
package enum FormFields {
    /// The fields by name; of a field that is there several times the first.
    package static func fields(_ text: String) -> [String: String] {
        Dictionary(list(text), uniquingKeysWith: { first, _ in first })
    }

    /// All fields in order, also those of one name.
    package static func list(_ text: String) -> [(String, String)] {
        text.split(separator: "&").prefix(10_000).compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(parts[0], plusIsBlank: true),
                let value = parts.count > 1 ? decoded(parts[1], plusIsBlank: true) : ""
            else { return nil }
            return (name, value)
        }
    }

    /// A text without its percent signs; nil when it is no UTF-8 or a sign is not followed by two digits.
    package static func decoded(_ text: some StringProtocol, plusIsBlank: Bool) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x25 {
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(byte == 0x2B && plusIsBlank ? 0x20 : byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// A text with percent signs, so that it is one part of an address.
    package static func encoded(_ text: String) -> String {
        var made = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                made.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = Array("0123456789ABCDEF")
                made += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return made
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
