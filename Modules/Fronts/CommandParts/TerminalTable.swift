import AssessmentKernel

/// A terminal table whose columns are aligned by display width, Chinese characters included.
///
/// ```swift
/// var table = TerminalTable([.init("工号"), .init("总分", .right)])
/// table.add(["FM0001", "96.5"])
/// print(table.text())
/// ```
struct TerminalTable: Sendable {
    /// A column's title and alignment.
    struct Column: Sendable {
        /// The alignment of its cells.
        enum Side: Sendable {
            /// Texts.
            case left
            /// Numbers.
            case right
        }

        let title: String
        let side: Side

        /// Describes a column.
        init(_ title: String, _ side: Side = .left) {
            self.title = title
            self.side = side
        }
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    /// Creates a table without rows.
    init(_ columns: [Column]) { self.columns = columns }

    /// Whether it has no row.
    var isEmpty: Bool { rows.isEmpty }

    /// Adds a row: one cell per column.
    ///
    /// Line breaks and other control characters in a cell become blanks, so that text from a file cannot control the
    /// terminal.
    mutating func add(_ cells: [String]) {
        rows.append(
            cells.map { cell in
                // The bytes of controls and of separators between lines, or of a few marks like them; most cells have none.
                let isPlain = cell.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 && $0 != 0xE2 }
                return isPlain ? cell : String(cell.map { TerminalTable.isControl($0) ? " " : $0 })
            })
    }

    private static func isControl(_ character: Character) -> Bool {
        character.isNewline || character.unicodeScalars.first?.properties.generalCategory == .control
    }

    /// The table as lines, each ending in a line break.
    ///
    /// - Parameter width: the terminal's columns; the widest text columns are cut to fit, but not below eight columns.
    ///   Nil for no limit.
    func text(width: Int? = nil) -> String {
        var widths = columns.indices.map { place in
            ([columns[place].title] + rows.map { $0[place] }).map { DisplayWidth.of($0) }.max() ?? 0
        }
        if let width {
            var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - width
            while excess > 0,
                let widest = widths.indices.filter({ columns[$0].side == .left && widths[$0] > 8 })
                    .max(by: { widths[$0] < widths[$1] })
            {
                widths[widest] -= 1
                excess -= 1
            }
        }
        let rule = widths.map { String(repeating: "─", count: $0) }
        return ([columns.map(\.title), rule] + rows).map { line($0, widths) }.joined()
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var parts: [String] = []
        for (place, cell) in cells.enumerated() {
            let cell = DisplayWidth.cut(cell, to: widths[place])
            switch columns[place].side {
            case .left: parts.append(place == cells.count - 1 ? cell : DisplayWidth.padded(cell, to: widths[place]))
            case .right: parts.append(DisplayWidth.leftPadded(cell, to: widths[place]))
            }
        }
        return parts.joined(separator: "  ") + "\n"
    }
}
