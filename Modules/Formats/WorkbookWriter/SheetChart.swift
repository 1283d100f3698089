import CXlsxWriter

/// Charts of a sheet.
extension SheetWriter {
    /// A chart of one series of numbers.
    public struct Chart: Sendable {
        /// The chart type.
        public enum Kind: Sendable {
            /// Vertical columns.
            case columns
            /// Horizontal bars, the first row on top.
            case bars
        }

        let kind: Kind
        let title: String
        let axis: String
        let rows: ClosedRange<Int>
        let names: Int
        let values: Int
        let colour: UInt32

        /// Describes a chart of cells in this sheet.
        ///
        /// - Parameters:
        ///   - title: the chart's title.
        ///   - axis: the name of the number axis.
        ///   - rows: the rows of the numbers.
        ///   - names: the column of the names.
        ///   - values: the column of the numbers.
        ///   - colour: the bars' colour, `0xRRGGBB`.
        public init(
            _ kind: Kind, title: String, axis: String, rows: ClosedRange<Int>, names: Int, values: Int,
            colour: UInt32 = 0x3B6EA5
        ) {
            self.kind = kind
            self.title = title
            self.axis = axis
            self.rows = rows
            self.names = names
            self.values = values
            self.colour = colour
        }

        /// The same chart for other rows.
        public func over(rows: ClosedRange<Int>) -> Chart {
            Chart(kind, title: title, axis: axis, rows: rows, names: names, values: values, colour: colour)
        }
    }

    /// Inserts a chart with its upper left corner in a cell.
    ///
    /// - Parameters:
    ///   - width: in pixels.
    ///   - height: in pixels.
    public func draw(_ chart: Chart, row: Int, column: Int, width: Int, height: Int) {
        let kind = chart.kind == .columns ? LXW_CHART_COLUMN : LXW_CHART_BAR
        guard let book = workbook.handle, let drawn = workbook_add_chart(book, UInt8(kind.rawValue)),
            let series = chart_add_series(drawn, nil, nil)
        else { return note(LXW_ERROR_MEMORY_MALLOC_FAILED) }
        fill(
            series, chart.axis, colour: chart.colour, rows: chart.rows, names: chart.names, values: chart.values)
        chart_series_set_labels(series)
        chart_set_series_gap(drawn, 60)
        chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
        name(drawn, chart.title)
        // Horizontal bars have their names on the vertical axis. The labels show the numbers, so a scale is redundant.
        let isLying = chart.kind == .bars
        if isLying { chart_axis_set_reverse(drawn.pointee.y_axis) }
        let amounts = isLying ? drawn.pointee.x_axis : drawn.pointee.y_axis
        chart_axis_major_gridlines_set_visible(amounts, 0)
        chart_axis_set_min(amounts, 0)
        chart_axis_off(amounts)
        insert(drawn, row: row, column: column, width: width, height: height)
    }

    /// Fills a series from columns of this sheet.
    func fill(
        _ series: UnsafeMutablePointer<lxw_chart_series>, _ title: String, colour: UInt32, rows: ClosedRange<Int>,
        names: Int, values: Int
    ) {
        let (first, last): (lxw_row_t, lxw_row_t) = (place(rows.lowerBound), place(rows.upperBound))
        chart_series_set_categories(series, name, first, place(names), last, place(names))
        chart_series_set_values(series, name, first, place(values), last, place(values))
        chart_series_set_name(series, title)
        var fill = lxw_chart_fill()
        fill.color = lxw_color_t(colour)
        chart_series_set_fill(series, &fill)
    }

    /// Gives a chart its title and its fonts.
    func name(_ drawn: UnsafeMutablePointer<lxw_chart>, _ title: String) {
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
    }

    /// Inserts a chart with its upper left corner in a cell; its size is in pixels.
    func insert(_ drawn: UnsafeMutablePointer<lxw_chart>, row: Int, column: Int, width: Int, height: Int) {
        var options = lxw_chart_options()
        // The library's default chart size is 480 by 288 pixels.
        options.x_scale = Double(width) / 480
        options.y_scale = Double(height) / 288
        note(worksheet_insert_chart_opt(handle, place(row), place(column), drawn, &options))
    }
}
