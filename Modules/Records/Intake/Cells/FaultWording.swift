public import AssessmentKernel

extension CellFault {
    /// What a person is told about a cell of a column: the column by its title, and what it takes where that is a list.
    public func reason(in column: ColumnSchema) -> LocalText {
        if self == .missing {
            return LocalText("“\(column.title.chinese)”未填写", "\(column.title.english) is not filled in")
        }
        guard self == .choice else { return reason }
        return LocalText(
            "只能填：" + column.contents.chinese.replacing("/", with: "、"),
            "must be one of: " + column.contents.english.replacing("/", with: ", "))
    }
}
