import AssessmentKernel

extension Scene {
    /// The scene with one more record; nil when it has one of this key.
    func adding(_ row: [[UInt8]], to schema: TableSchema) -> Scene? {
        guard let more = try? SceneTable(schema, [row]) else { return nil }
        var tables = tables
        if let place = tables.firstIndex(where: { $0.schema === schema }) {
            guard let table = tables[place].adding(more) else { return nil }
            tables[place] = table
        } else {
            tables.append(more)
        }
        return Scene(title: title, setting, tables)
    }

    /// The scene without a record.
    func removing(_ reference: RecordReference) -> Scene {
        Scene(title: title, setting, tables.map { $0.removing(reference) })
    }

    /// The scene without an excuse, given as the reference of a record or as a day.
    func withoutExcuse(_ excuse: String) -> Scene {
        let records = setting.excusedRecords.filter { $0.text != Text(excuse) }
        let days = setting.excusedDays.filter { Text($0.description) != Text(excuse) }
        return Scene(title: title, setting.with(excusedRecords: records, excusedDays: days), tables)
    }

    /// The scene in which nothing but good records is there, several for each duty day, and nothing is excused.
    ///
    /// - Parameter times: how many of each kind of good record a day has.
    func done(_ samples: [ConductSample], times: Int) throws(ExampleFault) -> Scene {
        let setting = setting.with(excusedRecords: [], excusedDays: [])
        var number = 0
        var rows: [(schema: TableSchema, rows: [[[UInt8]]])] = []
        for sample in samples where sample.isGood {
            let place = rows.firstIndex { $0.schema === sample.schema } ?? rows.count
            if place == rows.count { rows.append((sample.schema, [])) } else if !sample.mayRepeat { continue }
            for day in setting.dutyDays {
                for _ in 0..<(sample.mayRepeat ? times : 1) {
                    number += 1
                    rows[place].rows.append(sample.row(number, on: day))
                }
            }
        }
        var tables: [SceneTable] = []
        for (schema, rows) in rows { tables.append(try SceneTable(schema, rows)) }
        return Scene(title: title, setting, tables)
    }

    /// The scene about another member, with other codes of records.
    ///
    /// - Parameter isReversed: whether the new codes are in reverse order, else in the same.
    /// - Returns: the scene, and the new reference of each record by the old one.
    func renamed(isReversed: Bool) throws(ExampleFault) -> (scene: Scene, names: [RecordReference: RecordReference]) {
        let member = Member(
            code: "网 9/乙", name: "欧阳丁", post: setting.member.post, office: "九办", village: "西村", grid: "末网格",
            joinedOn: setting.member.joinedOn, leftOn: setting.member.leftOn, removedOn: setting.member.removedOn)
        var tables: [SceneTable] = []
        var names: [RecordReference: RecordReference] = [:]
        for table in self.tables {
            let renamed = try table.renamed(to: member.code, isReversed: isReversed)
            for (old, new) in zip(table.references, renamed.references) { names[old] = new }
            tables.append(renamed)
        }
        let setting = setting.with(member, excusedRecords: Set(setting.excusedRecords.compactMap { names[$0] }))
        return (Scene(title: title, setting, tables), names)
    }
}

extension SceneTable {
    /// The table with the rows of another one too; nil when both have a key.
    func adding(_ other: SceneTable) -> SceneTable? {
        guard Set(references).isDisjoint(with: other.references) else { return nil }
        return SceneTable(
            schema, rows + other.rows, references: references + other.references, days: days + other.days)
    }

    /// The table without a record.
    func removing(_ reference: RecordReference) -> SceneTable {
        let kept = references.indices.filter { references[$0] != reference }
        return SceneTable(
            schema, kept.map { rows[$0] }, references: kept.map { references[$0] }, days: kept.map { days[$0] })
    }

    /// The cells of a record; nil when it is not there.
    func cells(of reference: RecordReference) -> [[UInt8]]? {
        references.firstIndex(of: reference).map { rows[$0] }
    }

    /// The table about another member, with other codes in its natural key.
    fileprivate func renamed(to member: Text, isReversed: Bool) throws(ExampleFault) -> SceneTable {
        var codes: [Int: [Text: Int]] = [:]
        for column in schema.naturalKey where column != schema.memberColumn && schema.columns[column].kind == .code {
            let all = Set(rows.map { Text(utf8: CellText.normalised($0[column])) }).sorted()
            codes[column] = Dictionary(
                uniqueKeysWithValues: zip(all, isReversed ? all.indices.reversed() : Array(all.indices)))
        }
        let renamed = rows.map { row in
            row.indices.map { column -> [UInt8] in
                if column == schema.memberColumn { return Array(member.utf8) }
                guard let number = codes[column]?[Text(utf8: CellText.normalised(row[column]))] else {
                    return row[column]
                }
                return Array("件\(1_000_000 + number)".utf8)
            }
        }
        return try SceneTable(schema, renamed)
    }
}
