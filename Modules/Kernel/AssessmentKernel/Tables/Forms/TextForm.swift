import AssessmentValues

/// Free text; its slot locates the bytes in the block.
struct TextForm: ColumnForm {
    let contents = LocalText("文本", "text")

    func print(_ slot: Int64, _ texts: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(contentsOf: texts[RowBlock.textRange(slot)])
    }

    func slot(of text: String, into block: inout RowBlock) -> Int64? { CodeForm().slot(of: text, into: &block) }
}
