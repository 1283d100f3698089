import AssessmentKernel
import Cells
import FileFormats
import Patterns

/// One thing that is wrong with a row.
private struct RowFault {
    /// The schema's column; nil when no column is at fault.
    let column: Int?
    let code: String
    let reason: LocalText
}

/// What is done with a row that is no valid record: out of the way of the valid ones.
extension RowChecker {
    /// Rejects a row, unless it holds no record at all.
    @inline(never)
    mutating func refuse(_ record: Record, into batch: inout RowBatch) {
        if isDelivered {
            if isRepeatedHeader(record.cells) {
                noticed.headers += 1
                return
            }
            if isFooter(record.cells) {
                noticed.totals += 1
                return
            }
            if isUnfilled(record) {
                noticed.unfilled += 1
                return
            }
        }
        let mark = batch.block.bytes.count
        let faults = faults(of: record, &batch.block)
        batch.block.forgetTexts(from: mark)
        guard let first = faults.first else { return unread(record, into: &batch) }
        let cell = first.column.flatMap { header.places[$0] }.flatMap { place in
            place < record.cells.count ? record.cells[place] : nil
        }
        let value = cell.map { String(decoding: $0, as: UTF8.self) } ?? ""
        let reject = Reject(
            file: file, row: record.row, column: first.column.map { schema.columns[$0].key } ?? "", value: value,
            code: first.code, reason: reason(faults))
        if first.column == memberColumn, repeats(reject, in: &batch) { return }
        batch.rejectedBytes += value.utf8.count
        batch.rejects.append(reject)
    }

    /// Whether a reject is the one before it again: a row with a column for each day has one member, who is wrong once.
    ///
    /// The one before then says how many records of the row it is about.
    private mutating func repeats(_ reject: Reject, in batch: inout RowBatch) -> Bool {
        guard let last = batch.rejects.last, last.row == reject.row, last.column == reject.column,
            last.code == reject.code, last.value.utf8.elementsEqual(reject.value.utf8)
        else {
            sameMember = (reject.reason, 1)
            return false
        }
        sameMember.count += 1
        let (reason, count) = sameMember
        batch.rejects[batch.rejects.count - 1] = Reject(
            file: file, row: reject.row, column: reject.column, value: reject.value, code: reject.code,
            reason: LocalText(
                "\(reason.chinese)（本行共 \(count) 条记录）", "\(reason.english) (\(count) records of this row)"))
        return true
    }

    /// Rejects a row of which nothing better can be said, so that it is not lost.
    private func unread(_ record: Record, into batch: inout RowBatch) {
        batch.rejects.append(
            Reject(
                file: file, row: record.row, column: "", value: "", code: "unread",
                reason: LocalText("此行无法读取", "this row cannot be read")))
    }

    /// All that is wrong, the first fault as it is and the others with their columns.
    private func reason(_ faults: [RowFault]) -> LocalText {
        guard let first = faults.first else { return LocalText("", "") }
        var (chinese, english) = (first.reason.chinese, first.reason.english)
        for fault in faults.dropFirst() {
            guard let column = fault.column, fault.code != CellFault.missing.code else {
                chinese += "；另有\(fault.reason.chinese)"
                english += "; also, \(fault.reason.english)"
                continue
            }
            let title = schema.columns[column].title
            chinese += "；另有“\(title.chinese)”：\(fault.reason.chinese)"
            english += "; also, \(title.english): \(fault.reason.english)"
        }
        return LocalText(chinese, english)
    }

    /// All faults of a row in the order of the checks.
    private mutating func faults(of record: Record, _ block: inout RowBlock) -> [RowFault] {
        var faults: [RowFault] = []
        if record.cells.count != width {
            faults.append(cellCount(record))
            // With cells missing, nothing is where it seems to be.
            if record.cells.count < width { return faults }
        }
        var failed: Set<Int> = []
        var inCells: [(place: Int, fault: RowFault)] = []
        for known in known {
            let cell = record.cells[known.place]
            do throws(CellFault) {
                if let (_, fault) = record.faults.first(where: { $0.place == known.place }) { throw fault }
                slots[known.column] = try parser.parse(cell, column: known.column, into: &block)
            } catch {
                slots[known.column] = RowBlock.empty
                failed.insert(known.column)
                let column = schema.columns[known.column]
                let isChoice = column.kind.options != nil
                if isChoice, suggestions > 0 { suggestions -= 1 }
                let isTold = cell.count <= 200 && (!isChoice || suggestions > 0)
                let reason = error.reason(in: column, value: isTold ? String(decoding: cell, as: UTF8.self) : "")
                inCells.append((known.place, RowFault(column: known.column, code: error.code, reason: reason)))
            }
        }
        if let rule, rule.isCellRule, let column = brokenRule(rule, failed) {
            inCells.append(
                (header.places[column] ?? .max, RowFault(column: column, code: rule.code, reason: rule.reason)))
        }
        if let (column, row) = caseConflict(in: block, except: failed) {
            let reason = LocalText(
                "与第 \(row) 行的编码只有字母大小写不同，请核对改为一致",
                "it differs from the code in row \(row) only in the case of its letters")
            inCells.append(
                (
                    header.places[column] ?? .max,
                    RowFault(column: column, code: Reject.Code.otherCase.rawValue, reason: reason)
                ))
        }
        faults += inCells.sorted { $0.place < $1.place }.map(\.fault)
        if let roster { faults += memberFaults(roster, failed, &block) }
        if cases != nil, let other = conflictingCase(in: block), let column = schema.memberColumn {
            faults.append(
                RowFault(
                    column: column, code: Reject.Code.otherCase.rawValue,
                    reason: LocalText(
                        "与名册中的工号“\(other)”只有字母大小写不同，请按名册填写",
                        "it differs from the roster's code \(other) only in the case of its letters")))
        }
        if let rule, !rule.isCellRule, let column = brokenRule(rule, failed) {
            faults.append(RowFault(column: column, code: rule.code, reason: rule.reason))
        }
        return faults
    }

    /// The column at which a rule fails, unless its cell does not parse anyway.
    private func brokenRule(_ rule: TableSchema.RowRule, _ failed: Set<Int>) -> Int? {
        rule.check(UnsafeBufferPointer(slots)).flatMap { failed.contains($0) ? nil : $0 }
    }

    private func cellCount(_ record: Record) -> RowFault {
        let base = Reject.Code.cellCount
        var reason = base.reason
        let beyond = record.cells.indices.dropFirst(width).first { !CellText.isBlank(record.cells[$0]) }
        if let beyond {
            let letters = TableHeader.letters(beyond)
            let text = String(String(decoding: record.cells[beyond].prefix(120), as: UTF8.self).prefix(20))
            reason = LocalText(
                "\(reason.chinese)：表头右侧的 \(letters) 列有内容“\(text)”；如属多余请删去，如是错列请改正",
                "\(reason.english): column \(letters), beside the header, has \(text)")
        }
        return RowFault(column: nil, code: base.rawValue, reason: reason)
    }

    /// What is wrong with the row's member and its day.
    private mutating func memberFaults(
        _ roster: Roster, _ failed: Set<Int>, _ block: inout RowBlock
    ) -> [RowFault] {
        guard !failed.contains(memberColumn) else { return [] }
        var ordinal = roster.ordinal(of: slots[memberColumn], in: block)
        if ordinal < 0 {
            let text = Text(utf8: block.bytes[RowBlock.textRange(slots[memberColumn])])
            guard let named = memberByName(in: &block) else { return [unknownMember(text)] }
            ordinal = named
        }
        // Only the first date that is given decides; when it does not parse, nothing is known of the post.
        for date in schema.dates {
            if failed.contains(date.column) { return [] }
            if slots[date.column] != RowBlock.empty { break }
        }
        guard let column = dateOutOfPost(ordinal, roster) else { return [] }
        let code = Reject.Code.notInPost
        let member = roster.members[Int(ordinal)]
        let last = member.lastDay.map { LocalText("，最后一天 \($0)", ", the last day \($0)") } ?? LocalText("", "")
        let reason = LocalText(
            "\(code.reason.chinese)（\(member.joinedOn) 上岗\(last.chinese)）",
            "\(code.reason.english) (from \(member.joinedOn)\(last.english))")
        return [RowFault(column: column, code: code.rawValue, reason: reason)]
    }

    private mutating func unknownMember(_ text: Text) -> RowFault {
        let namesakes = rosterIndex()?.members(named: text) ?? []
        if namesakes.count > 1 {
            let shown = namesakes.prefix(10)
            return RowFault(
                column: memberColumn, code: Reject.Code.severalMembers.rawValue,
                reason: LocalText(
                    "“\(text)”有 \(namesakes.count) 人（工号 \(shown.joined(separator: "、"))），请改填工号",
                    "\(namesakes.count) members are named \(text) (\(shown.joined(separator: ", "))); give the code"))
        }
        let code = Reject.Code.unknownMember
        var reason = code.reason
        if let other = index?.code(inOtherCase: text) {
            reason = LocalText(
                "\(reason.chinese)；与“\(other)”只有字母大小写不同，请按名册填写",
                "\(reason.english); it differs from \(other) only in the case of its letters")
        } else if let near = index?.nearest(to: text) {
            reason = LocalText("\(reason.chinese)；是不是“\(near)”？", "\(reason.english); did you mean \(near)?")
            if let difference = LookAlikes.difference(text, from: near) {
                reason = LocalText(
                    reason.chinese + difference.chinese, "\(reason.english) \(difference.english)")
            }
        }
        return RowFault(column: memberColumn, code: code.rawValue, reason: reason)
    }

    private mutating func rosterIndex() -> RosterIndex? {
        if index == nil, let roster { index = RosterIndex(roster) }
        return index
    }

    /// The ordinal of the one member whose name stands in the member's column, whose code then replaces it.
    @inline(never)
    mutating func memberByName(in block: inout RowBlock) -> Int32? {
        guard isDelivered, slots[memberColumn] != RowBlock.empty else { return nil }
        let name = Text(utf8: block.bytes[RowBlock.textRange(slots[memberColumn])])
        guard let namesakes = rosterIndex()?.members(named: name), namesakes.count == 1, let roster,
            let ordinal = roster.ordinal(of: Text(namesakes[0]))
        else { return nil }
        slots[memberColumn] = Text(namesakes[0]).withBytes { block.store($0) }
        return Int32(ordinal)
    }

    /// The code of the roster that the row's code equals but for the case of its letters.
    mutating func conflictingCase(in block: RowBlock) -> String? {
        guard let column = schema.memberColumn, slots[column] != RowBlock.empty else { return nil }
        return cases?.take(Text(utf8: block.bytes[RowBlock.textRange(slots[column])]))
    }
}
