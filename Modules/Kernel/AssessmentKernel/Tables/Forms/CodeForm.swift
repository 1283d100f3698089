import AssessmentValues

/// The text of a key or a name; its slot locates the bytes in the block.
struct CodeForm: ColumnForm {
    let contents = LocalText("编码", "code")

    func print(_ slot: Int64, _ texts: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(contentsOf: texts[RowBlock.textRange(slot)])
    }

    func slot(of text: String, into block: inout RowBlock) -> Int64? {
        Text(text).withBytes { $0.count <= RowBlock.longestText ? block.store($0) : nil }
    }
}
