package import AssessmentKernel

extension RecordOrigin {
    /// What a report tells of a record: where it came from and what identifies it, or, of votes, nothing but its kind,
    /// so that nobody is shown which row is which.
    ///
    /// - Parameters:
    ///   - place: the record's place in the block.
    ///   - file: the file that it came from; nil when unknown.
    ///   - row: its row there.
    package init(_ block: RowBlock, _ place: Int = 0, file: String?, row: Int?) {
        let schema = block.schema
        if schema.disclosure == .records {
            self.init(file: file, row: row, table: schema.title, cells: block.shownCells(place))
        } else {
            self.init(counted: schema)
        }
    }

    /// What a report tells of a vote: that it is there.
    package init(counted schema: TableSchema) { self.init(file: nil, row: nil, table: schema.title, cells: "") }
}

extension RowBlock {
    /// The identifying cells of a row, in Chinese, on one line.
    ///
    /// Free texts are left out: they may mention residents, and many people read a report.
    fileprivate func shownCells(_ row: Int) -> String {
        var line: [UInt8] = []
        line.reserveCapacity(160)
        func add(_ text: String) { Text(text).withBytes { line.append(contentsOf: $0) } }
        for (place, column) in schema.columns.enumerated() where place != schema.memberColumn {
            let slot = slot(row, place)
            if column.kind == .text || column.isRemark || slot == RowBlock.empty { continue }
            if !line.isEmpty { add("，") }
            add(column.title.chinese)
            add(" ")
            let start = line.count
            schema.forms[place].print(slot, bytes, to: &line)
            // Most are shown as they are printed, on the line itself.
            let printed = String(decoding: line[start...], as: UTF8.self)
            let shown = ShownText.short(schema.forms[place].shown(printed).chinese, to: 40)
            if Text(shown) == Text(printed) { continue }
            line.removeSubrange(start...)
            add(shown)
        }
        return String(decoding: line, as: UTF8.self)
    }
}
