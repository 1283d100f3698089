package import AssessmentKernel
import Disk

/// How many members and rows a bundle of its size can honestly have.
///
/// A key holder could pack millions of equal rows into a small file and so keep the office busy for hours. A member costs
/// a bundle some lines in each result, and a row costs it a few bytes however well it packs.
package struct SizeBounds {
    /// Members of the roster.
    package let members: Int
    /// Rows of evidence.
    package let rows: Int
    /// The files that can have been imported.
    package static let imports = 20_000
    /// The carried values per member: a year's months and quarters, or debts and the months of a streak.
    private static let carriedPerMember = 40
    /// The decisions per member.
    package static let decisionsPerMember = 40
    /// What a township has besides its members', of carried values and decisions.
    package static let besides = 400

    /// The bounds of a bundle.
    package init(_ bundle: OpenBundle) throws(Problem) {
        let packed: Int
        do throws(SystemError) { packed = try OpenFile(bundle.path, for: .reading).status().length } catch {
            throw Problem.reading(error.code, bundle.path)
        }
        self.init(packed: packed)
    }

    /// The bounds of a ZIP.
    ///
    /// - Parameter packed: the bytes of the ZIP.
    package init(packed: Int) {
        members = 500 + packed / 64
        rows = 100_000 + packed / 2
    }

    /// The carried values that a township of so many members can have.
    package static func carried(of members: Int) -> Int { besides + carriedPerMember * members }

    /// What is said of a bundle with more.
    package static func problem(_ what: LocalText, _ path: String) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "\(what.chinese)太多，与文件大小不相称", "it has more \(what.english) than a bundle of its size can hold"),
            at: .init(file: path))
    }
}
