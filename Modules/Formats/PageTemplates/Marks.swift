import AssessmentKernel

/// Fills in what is known late: marks in a page that was filled before are replaced.
///
/// A mark is a byte from 1 to 3, which no text of a page has.
enum Marks {
    /// The page with each mark replaced by its text.
    static func filled(_ page: [UInt8], _ text: (UInt8) -> [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(page.count + 64)
        page.withUnsafeBufferPointer { bytes in
            var start = 0
            while let place = bytes.firstPlace(from: start, { $0.below(4) }, { 1...3 ~= bytes[$0] }) {
                result += UnsafeBufferPointer(rebasing: bytes[start..<place])
                result += text(bytes[place])
                start = place + 1
            }
            result += UnsafeBufferPointer(rebasing: bytes[start...])
        }
        return result
    }
}

/// The texts of a member's piece of a page that are known once all members are: number and rank.
package struct LateText {
    /// Stand for a member's rank and number in a template; no text of a record can contain them.
    package static let (rankMark, numberMark) = ("\u{1}", "\u{3}")
    private static let numberByte: UInt8 = 3

    private let number: [UInt8]
    private let rank: [UInt8]

    /// - Parameter rank: the rank in words.
    package init(number: Int, rank: String) {
        self.number = Array(String(number).utf8)
        self.rank = Array(rank.utf8)
    }

    /// The piece with the marks replaced.
    package func filled(_ piece: [UInt8]) -> [UInt8] {
        Marks.filled(piece) { $0 == Self.numberByte ? number : rank }
    }
}

/// The parts of a page before and after what is only known later, as its members are.
package struct PageFrame {
    /// Stands for it in the page; no text of a record can contain it.
    package static let mark = "\u{2}"
    private static let byte: UInt8 = 2

    /// What comes before it.
    package let before: [UInt8]
    /// What comes after it.
    package let after: [UInt8]

    /// Takes a page in UTF-8 apart at its mark.
    package init(_ page: [UInt8]) {
        let place = page.withUnsafeBufferPointer { bytes in
            bytes.firstPlace(from: 0, { $0.below(4) }, { bytes[$0] == PageFrame.byte }) ?? bytes.count
        }
        before = Array(page[..<place])
        after = Array(page[place...].dropFirst())
    }
}
