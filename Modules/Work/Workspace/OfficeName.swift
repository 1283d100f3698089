public import AssessmentKernel

/// The name of a township or of a district's office, as it stands on papers, in bundles and in receipts.
public enum OfficeName {
    /// The most characters of a name.
    public static let longest = 60

    /// Checks a name when it is given: one line of 1 to 60 characters, none of which is invisible.
    ///
    /// Marks that control a terminal or turn the direction of what follows, and white space at either end, would make
    /// two names look like one.
    ///
    /// - Parameter choice: what the name was said as.
    /// - Throws: ``Problem`` of kind `.usage` that says what is wrong with it.
    public static func check(_ name: String, as choice: Deed) throws(Problem) {
        func refusal(_ chinese: String, _ english: String) -> Problem {
            Problem(
                .usage, LocalText(chinese, english), at: .init(choice: choice),
                next: LocalText(
                    "写一行 1 至 \(longest) 字的名称，如 冯卯镇", "give one line of 1 to \(longest) characters, such as 冯卯镇"))
        }
        let scalars = name.unicodeScalars
        if scalars.isEmpty || scalars.allSatisfy(\.properties.isWhitespace) {
            throw refusal("名称是空的", "the name is empty")
        }
        if scalars.count > longest {
            throw refusal("名称超过 \(longest) 字", "the name is longer than \(longest) characters")
        }
        if scalars.contains(where: isInvisible) {
            throw refusal("名称中有换行或不可见的字符", "the name has a line break or an invisible character")
        }
        if scalars.first?.properties.isWhitespace == true || scalars.last?.properties.isWhitespace == true {
            throw refusal("名称的开头或结尾有空格", "the name begins or ends with a space")
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
