import AssessmentKernel

/// Fills in what is known late: marks in a page that was filled before are replaced.
///
/// A mark is a byte from 1 to 3, which no text of a page has.
package enum Marks {
    /// The page with each mark replaced by its text.
    package static func filled(_ page: [UInt8], _ text: (UInt8) -> [UInt8]) -> [UInt8] {
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
