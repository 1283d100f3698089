public import AssessmentKernel

extension CellFault {
    /// What a person is told about a cell of a column: the column by its title, and what it takes where that is a list.
    public func reason(in column: ColumnSchema) -> LocalText {
        switch (self, column.kind) {
        case (.missing, _): return LocalText("“\(column.title.chinese)”未填写", "\(column.title.english) is not filled in")
        case (.choice, .choice(let options)):
            return LocalText(
                "只能填：" + options.map(\.title.chinese).joined(separator: "、"),
                "must be one of: " + options.map(\.key).joined(separator: ", "))
        default: return reason
        }
    }
}
