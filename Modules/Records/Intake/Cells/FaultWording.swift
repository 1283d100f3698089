public import AssessmentKernel

extension CellFault {
    /// The message for a cell of a column: the column's title, and its choices when it has a list of them.
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
