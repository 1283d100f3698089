import PaperParts

/// The letters of the papers, in one place.
enum Looks {
    /// A paper's title.
    static let title = Paper.Look(.title, 20)
    /// What is below the title.
    static let basis = Paper.Look(.text, 10.5)
    /// The text of an official paper: size three (三号).
    static let body = Paper.Look(.text, 16)
    /// Text among tables.
    static let plain = Paper.Look(.text, 12)
    /// A head among tables.
    static let head = Paper.Look(.head, 12)
    /// A figure to be seen from afar.
    static let figure = Paper.Look(.head, 22)
}

extension PaperTable.Cell {
    /// A row's title.
    static func label(_ text: String, span: Int = 1) -> PaperTable.Cell {
        PaperTable.Cell(text, span: span, look: Paper.Look(.head, 10.5), alignment: .centre, isShaded: true)
    }
}
