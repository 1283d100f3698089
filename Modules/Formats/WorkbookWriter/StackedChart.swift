import CXlsxWriter

/// Charts in which several numbers stand on one another.
extension SheetWriter {
    /// One of the numbers of a stacked chart.
    public struct StackedSeries: Sendable {
        let name: String
        let values: Int
        let colour: UInt32

        /// Describes a series of cells in this sheet.
        ///
        /// - Parameters:
        ///   - name: what the legend calls it.
        ///   - values: the column of the numbers.
        ///   - colour: the colour of its parts, `0xRRGGBB`.
        public init(name: String, values: Int, colour: UInt32) {
            self.name = name
            self.values = values
            self.colour = colour
        }
    }

    /// Inserts a chart of columns, each made of one part per series, with its upper left corner in a cell.
    ///
    /// - Parameters:
    ///   - rows: the rows of the numbers.
    ///   - names: the column of the names.
    ///   - width: in pixels.
    ///   - height: in pixels.
    public func draw(
        stack series: [StackedSeries], title: String, rows: ClosedRange<Int>, names: Int, row: Int, column: Int,
        width: Int, height: Int
    ) {
        let kind = UInt8(LXW_CHART_COLUMN_STACKED.rawValue)
        guard let book = workbook.handle, let drawn = workbook_add_chart(book, kind) else {
            return note(LXW_ERROR_MEMORY_MALLOC_FAILED)
        }
        for one in series {
            guard let part = chart_add_series(drawn, nil, nil) else { return note(LXW_ERROR_MEMORY_MALLOC_FAILED) }
            fill(part, one.name, colour: one.colour, rows: rows, names: names, values: one.values)
        }
        chart_set_series_gap(drawn, 60)
        chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
        name(drawn, title)
        chart_axis_set_min(drawn.pointee.y_axis, 0)
        insert(drawn, row: row, column: column, width: width, height: height)
    }
}
