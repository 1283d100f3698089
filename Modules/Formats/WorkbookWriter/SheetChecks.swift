import AssessmentKernel
import CXlsxWriter

/// Comments and input validation.
extension SheetWriter {
    /// A validation rule for a column.
    public enum Check: Sendable {
        /// One of a list; a list too long for the file format (255 characters) is not validated.
        case oneOf([String])
        /// A day, 1990 to 2100.
        case day
        /// A day with or without a time, 1990 to 2100.
        case moment
        /// A decimal number in a range.
        case decimal(ClosedRange<Int>)
        /// A whole number in a range.
        case whole(ClosedRange<Int>)
    }

    /// Adds a comment to a cell.
    public func comment(_ text: String, row: Int, column: Int) {
        var options = lxw_comment_options()
        options.width = 240
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.reduce(0) { $0 + max(1, ($1.unicodeScalars.count + 16) / 17) }
        options.height = UInt16(clamping: 20 + 17 * rows)
        "宋体".withCString { font in
            options.font_name = UnsafeMutablePointer(mutating: font)
            options.font_size = 9
            note(worksheet_write_comment_opt(handle, place(row), place(column), text, &options))
        }
    }

    /// Validates the input in a column's rows; empty cells are allowed.
    ///
    /// - Parameter message: the message for invalid input.
    public func check(_ check: Check, rows: ClosedRange<Int>, column: Int, message: String) {
        var validation = lxw_data_validation()
        validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
        validation.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
        validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
        switch check {
        case .oneOf(let options):
            // The file format stores the list as one text, joined by commas.
            guard !options.contains(where: { $0.contains(",") || $0.isEmpty }),
                options.joined(separator: ",").unicodeScalars.count <= 255
            else { return }
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_NONE.rawValue)
            validation.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
            return withCStrings(options) { list in
                validation.value_list = list
                apply(&validation, rows, column, message)
            }
        case .day, .moment:
            validation.validate = UInt8(LXW_VALIDATION_TYPE_DATE.rawValue)
            validation.minimum_datetime = lxw_datetime(year: 1990, month: 1, day: 1, hour: 0, min: 0, sec: 0)
            validation.maximum_datetime = lxw_datetime(year: 2100, month: 12, day: 31, hour: 0, min: 0, sec: 0)
        case .decimal(let range):
            validation.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
            validation.minimum_number = Double(range.lowerBound)
            validation.maximum_number = Double(range.upperBound)
        case .whole(let range):
            validation.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
            validation.minimum_number = Double(range.lowerBound)
            validation.maximum_number = Double(range.upperBound)
        }
        apply(&validation, rows, column, message)
    }

    private func apply(
        _ validation: inout lxw_data_validation, _ rows: ClosedRange<Int>, _ column: Int, _ message: String
    ) {
        String(message.unicodeScalars.prefix(255)).withCString { message in
            validation.error_message = UnsafeMutablePointer(mutating: message)
            note(
                worksheet_data_validation_range(
                    handle, place(rows.lowerBound), place(column), place(rows.upperBound), place(column), &validation))
        }
    }

    /// Calls the body with a nil-terminated list of C strings.
    private func withCStrings(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Void
    ) {
        var bytes: [CChar] = []
        for text in texts { bytes += text.utf8CString }
        bytes.withUnsafeMutableBufferPointer { bytes in
            var list: [UnsafeMutablePointer<CChar>?] = []
            var start = 0
            for text in texts {
                list.append(bytes.baseAddress.map { $0 + start })
                start += text.utf8.count + 1
            }
            list.append(nil)
            list.withUnsafeMutableBufferPointer { body($0.baseAddress) }
        }
    }
}
