package import AssessmentValues

extension RowBlock {
    /// The rows as they were known at the end of a day, by their own days.
    ///
    /// - A row dated up to the day is known. One dated later is known only where that day is a deadline and its other
    ///   required days have passed: a task that was assigned and is not due yet.
    /// - An optional day or moment after the day is still blank, unless it is a deadline.
    package func known(on day: CivilDate) -> RowBlock {
        let days = schema.columns.indices.filter { column in
            let shape = schema.columns[column]
            return (shape.kind == .date || shape.kind == .dateTime) && !shape.isDeadline
                && !schema.attribution.contains(column)
        }
        let required = days.filter { schema.columns[$0].isRequired }
        let optional = days.filter { !schema.columns[$0].isRequired }
        let rows = (0..<count).filter { isKnown($0, on: day, required) }
        if rows.count == count, !rows.contains(where: { row in optional.contains { isLater(row, $0, than: day) } }) {
            return self
        }
        var known = RowBlock(schema, rowCapacity: rows.count)
        // The slots keep pointing into the same bytes.
        bytes.withUnsafeBufferPointer { _ = known.store($0) }
        for row in rows {
            var slots = schema.columns.indices.map { slot(row, $0) }
            for column in optional where isLater(row, column, than: day) { slots[column] = RowBlock.empty }
            slots.withUnsafeBufferPointer { known.append($0) }
        }
        return known
    }

    private func isKnown(_ row: Int, on day: CivilDate, _ required: [Int]) -> Bool {
        for date in schema.dates {
            let slot = slot(row, date.column)
            guard slot != RowBlock.empty else { continue }
            return date.day(slot) <= day
                || schema.columns[date.column].isDeadline && !required.contains { isLater(row, $0, than: day) }
        }
        return true
    }

    private func isLater(_ row: Int, _ column: Int, than day: CivilDate) -> Bool {
        let slot = slot(row, column)
        guard slot != RowBlock.empty else { return false }
        return DateColumn(column: column, isMoment: schema.columns[column].kind == .dateTime).day(slot) > day
    }
}
