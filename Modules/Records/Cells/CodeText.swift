public import AssessmentKernel

/// The text of a code as it is compared.
public enum CodeText {
    /// A cell's code: without white space around, with ASCII for full-width forms, and what `="FM0001"` or `'0012` wraps.
    public static func code(_ cell: some Collection<UInt8>) -> Text {
        let bytes = CellText.normalised(cell)
        return Text(utf8: bytes.withUnsafeBufferPointer { WrappedCode.unwrapped($0) } ?? bytes)
    }
}
