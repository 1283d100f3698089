public import AssessmentKernel
import Closing
import Foundation
import Importing
public import Ledger
import RecordStore
public import Workspace

/// The subject of an appeal, as `explain` prints it.
public enum AppealTarget: Sendable {
    /// A record by its reference, such as `training:S1/FM0001`.
    case record(String)
    /// A day of an item, the item by its key or title: for points deducted because of missing records.
    case day(CivilDate, item: String)
}

extension Workspace {
    /// Records a member's appeal against a record, or a day of an item, in a quarter's result.
    ///
    /// It changes nothing by itself: an upheld appeal excuses the record or day in the next closing or revision.
    ///
    /// - Parameters:
    ///   - ground: why the member appeals.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    /// - Returns: the appeal's number.
    /// - Throws: ``Problem`` when the quarter's result does not depend on the member, the record or the day, these cost
    ///   nothing, or the same appeal is already open.
    public func openAppeal(
        _ code: String, _ quarter: Quarter, _ target: AppealTarget, ground: String, now: String
    ) throws -> Int64 {
        try checkSaid(ground, LocalText("申诉理由", "the ground"))
        return try changing { ledger in
            let member = try member(code, in: ledger)
            let (item, record, day) = try named(target, by: member, quarter, ledger)
            let same = try ledger.appeals().first {
                $0.member == member.code && $0.item == item && $0.record == record && (record != nil || $0.day == day)
                    && $0.outcome?.isUpheld != false
            }
            if let same {
                throw Problem(
                    .usage,
                    LocalText(
                        "同一事项已有申诉 \(same.number)", "appeal \(same.number) is about the same already"),
                    next: Advice("\(by: .listAppeals)查看", "see \(deed: .listAppeals)"))
            }
            try checkCost(target, of: member, quarter, item: item, record: record, day: day, ledger)
            return try ledger.openAppeal(
                member: member.code, quarter: quarter, item: item, record: record, day: day, ground: ground,
                by: Author(operatorName, at: now))
        }
    }

    /// Decides an appeal.
    ///
    /// - Parameters:
    ///   - reason: why; stored with the appeal and passed on with the results.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    /// - Returns: the decided appeal, and whether its quarter is closed, so that a revision is needed.
    public func decideAppeal(
        _ number: Int64, upheld: Bool, reason: String, now: String
    ) throws -> (appeal: Appeal, isClosed: Bool) {
        try checkSaid(reason, LocalText("处理理由", "the reason"))
        return try changing { ledger in
            try ledger.decideAppeal(number, upheld: upheld, reason: reason, by: Author(operatorName, at: now))
            guard let appeal = try ledger.appeals().first(where: { $0.number == number }) else {
                throw Problem.unreachable
            }
            return (appeal, try ledger.closings().contains { $0.quarter == appeal.quarter })
        }
    }

    /// All appeals, by number.
    ///
    /// - Parameters:
    ///   - quarter: the quarter whose appeals are wanted; nil for all.
    ///   - onlyOpen: whether those that are decided are left out.
    public func appeals(_ quarter: Quarter? = nil, onlyOpen: Bool = false) throws -> [Appeal] {
        try openLedger(toRead: true).appeals().filter {
            (quarter == nil || $0.quarter == quarter) && !(onlyOpen && $0.outcome != nil)
        }
    }

    private func checkSaid(_ text: String, _ what: LocalText) throws(Problem) {
        guard CellText.isBlank(text.utf8) else { return }
        throw Problem(.usage, LocalText("须写明\(what.chinese)", "\(what.english) must be said"))
    }

    /// The subject of an appeal: the item, the record, and the day on which it counts.
    private func named(
        _ target: AppealTarget, by member: Member, _ quarter: Quarter, _ ledger: Ledger
    ) throws -> (item: String, record: RecordReference?, day: CivilDate) {
        switch target {
        case .day(let day, let name):
            let item = try item(named: name)
            guard quarter.range.contains(day), member.isInPost(on: day) else {
                throw Problem(
                    .badInput,
                    LocalText(
                        "\(day) 不是工号 \(member.code) 在 \(quarter) 的在岗日",
                        "\(day) is no day in post of \(member.code) in \(quarter)"),
                    next: Advice(
                        "按\(deed: .explain(member: nil, nil))显示的日期填写",
                        "name a day as \(deed: .explain(member: nil, nil)) shows it"))
            }
            return (item, nil, day)
        case .record(let written):
            guard let reference = RecordReference(written),
                let item = items.first(where: { $0.tables.contains { $0.key == reference.table } }),
                let schema = item.tables.first(where: { $0.key == reference.table }),
                let stored = try ledger.reading({ try $0.record(reference, of: schema) }),
                let day = stored.block.attributionDate(0)
            else { throw unknownRecord(written) }
            guard let column = schema.memberColumn, Text(utf8: stored.block.text(0, column)) == member.code else {
                throw Problem(
                    .badInput,
                    LocalText(
                        "记录 \(written) 不是工号 \(member.code) 的", "the record \(written) is not one of \(member.code)"),
                    next: LocalText("核对工号与记录", "check the member and the record"))
            }
            // An item may look back over the year, so a result may depend on a record of an earlier quarter.
            guard quarter.yearSoFar.contains(day) else {
                throw Problem(
                    .badInput,
                    LocalText(
                        "记录 \(written)（\(day)）与 \(quarter) 无关", "the record \(written) of \(day) is not in \(quarter)"),
                    next: LocalText("改用它所在的季度", "name the quarter in which it counts"))
            }
            return (item.about.key, reference, day)
        }
    }

    private func unknownRecord(_ written: String) -> Problem {
        Problem(
            .badInput, LocalText("账本中没有考核记录 \(written)", "the ledger has no item's record \(written)"),
            next: Advice(
                "按\(deed: .explain(member: nil, nil))显示的“记录”原样填写",
                "copy the record as \(deed: .explain(member: nil, nil)) shows it"))
    }
}
