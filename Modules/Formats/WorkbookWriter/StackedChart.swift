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
            chart_series_set_categories(
                part, name, place(rows.lowerBound), place(names), place(rows.upperBound), place(names))
            chart_series_set_values(
                part, name, place(rows.lowerBound), place(one.values), place(rows.upperBound), place(one.values))
            chart_series_set_name(part, one.name)
            var fill = lxw_chart_fill()
            fill.color = lxw_color_t(one.colour)
            chart_series_set_fill(part, &fill)
        }
        chart_set_series_gap(drawn, 60)
        chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
        chart_title_set_name(drawn, title)
        "宋体".withCString { fontName in
            var font = lxw_chart_font()
            font.name = UnsafeMutablePointer(mutating: fontName)
            font.size = 12
            font.bold = 1
            chart_title_set_name_font(drawn, &font)
            font.size = 9
            font.bold = 0
            chart_axis_set_num_font(drawn.pointee.x_axis, &font)
            chart_axis_set_num_font(drawn.pointee.y_axis, &font)
        }
        chart_axis_set_min(drawn.pointee.y_axis, 0)
        var options = lxw_chart_options()
        // The library's default chart size is 480 by 288 pixels.
        options.x_scale = Double(width) / 480
        options.y_scale = Double(height) / 288
        note(worksheet_insert_chart_opt(handle, place(row), place(column), drawn, &options))
    }
}
