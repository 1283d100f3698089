import AssessmentKernel
import StrictYAML

/// Reads the values of a rulebook.
extension YAMLEntry {
    /// The problem for a fault below this place, as reported by an item or a parameter's type.
    func refused(_ fault: ParameterFault) -> Problem {
        let path = [path, fault.path].filter { !$0.isEmpty }.joined(separator: ".")
        let line = fault.line > 0 ? fault.line : line
        return Problem(.badInput, fault.reason, at: Problem.Place(file: file, row: line, key: path))
    }

    /// Reads a value of a parameter's type.
    func value<Value: ParameterValue>(_ type: Value.Type = Value.self) throws(Problem) -> Value {
        do { return try Value(node) } catch { throw refused(error) }
    }

    /// Reads an amount of money with at most two decimals; negative only where allowed.
    func yuan(canBeNegative: Bool) throws(Problem) -> Yuan {
        if case .scalar(let text, false) = node.content {
            let isNegative = canBeNegative && text.utf8.first == UInt8(ascii: "-")
            if let fen = ExactDecimal.units(text.utf8.dropFirst(isNegative ? 1 : 0), places: 2) {
                return Yuan(fen: isNegative ? -fen : fen)
            }
        }
        throw canBeNegative
            ? refused("应为至多两位小数的金额（元）", "must be an amount of yuan, at most two decimals")
            : refused("应为不小于 0、至多两位小数的金额（元）", "must be an amount of yuan, not negative, at most two decimals")
    }

    /// Reads a day written as `2021-07-01`.
    func date() throws(Problem) -> CivilDate {
        if case .scalar(let text, false) = node.content,
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let date = CivilDate(iso: text)
        {
            return date
        }
        throw refused("应为日期，如 2021-07-01", "must be a day such as 2021-07-01")
    }

    /// Reads a name that outputs print as a key: lower-case letters and digits, with `-`, `_` or `.` between them.
    func name() throws(Problem) -> String {
        let text = try text()
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        let joints = Array("-_.".utf8)
        guard text.utf8.count <= 64, let first = text.utf8.first, let last = text.utf8.last, letters.contains(first),
            letters.contains(last), text.utf8.allSatisfy({ letters.contains($0) || joints.contains($0) })
        else {
            throw refused(
                "应为小写字母、数字和 - _ . 组成的名称，至多 64 个字符",
                "must be a name of lower-case letters, digits and - _ ., at most 64 characters")
        }
        return text
    }
}
