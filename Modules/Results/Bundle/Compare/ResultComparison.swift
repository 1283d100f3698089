package import AssessmentKernel

/// Compares a result file of a bundle with recomputed lines, piece by piece.
package final class ResultComparison {
    private let path: String
    private let stream: BundleStream
    private var line = 1
    /// The first difference; nil as long as all is equal.
    package private(set) var difference: LocalText?

    /// Opens a result file by its path in the bundle.
    package init(_ path: String, in bundle: OpenBundle) throws(Problem) {
        self.path = path
        stream = try bundle.open(path)
    }

    /// Compares the next whole lines.
    package func expect(_ bytes: [UInt8]) throws(Problem) {
        guard difference == nil, !bytes.isEmpty else { return }
        let found = try read(bytes.count)
        if found == bytes {
            line += bytes.count { $0 == 0x0A }
            return
        }
        let same = zip(found, bytes).prefix { $0 == $1 }.count
        let start = bytes[..<same].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let number = line + bytes[..<start].count { $0 == 0x0A }
        tell(
            number, found: Array(found[min(start, found.count)...]) + (try read(512)), expected: Array(bytes[start...]))
    }

    /// Checks that the file ends here.
    package func finish() throws(Problem) {
        guard difference == nil, case let rest = try read(512), !rest.isEmpty else { return }
        tell(line, found: rest, expected: [])
    }

    private func tell(_ number: Int, found: [UInt8], expected: [UInt8]) {
        let (found, expected) = (ResultComparison.line(found), ResultComparison.line(expected))
        difference = LocalText(
            "\(path) 第 \(number) 行：包内为“\(found)”，重算为“\(expected)”",
            "\(path), line \(number): the bundle has “\(found)”, computed again it is “\(expected)”")
    }

    private static func line(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix { $0 != 0x0A }.prefix(300), as: UTF8.self)
    }

    private func read(_ count: Int) throws(Problem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        var problem: Problem?
        bytes.withUnsafeMutableBytes { space in
            while filled < count {
                do throws(Problem) {
                    let read = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: space[filled...]))
                    if read == 0 { return }
                    filled += read
                } catch {
                    problem = error
                    return
                }
            }
        }
        if let problem { throw problem }
        return Array(bytes.prefix(filled))
    }
}
