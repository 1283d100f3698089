import AssessmentKernel
import Closing
import Rulebook

/// A member's own sheet on the page, and the member's line in the ranking.
struct MemberView {
    let head: ReportHead
    let report: MemberReport
    let assessed: MemberResult.Assessed

    /// What the search looks at.
    static func searched(_ member: Member, _ band: String) -> String {
        ShownText.short(
            [member.name, member.code, member.office, member.village, member.grid].map(\.string).joined(separator: " "),
            to: 240) + " " + band
    }

    /// The values for `member.mustache`, number and rank left open.
    var values: [String: Any] {
        let member = report.result.member
        let band = head.bandTitle(assessed.band)
        let items = zip(head.rules.rulebook.items, assessed.quarter.items)
        let taken = items.compactMap { ruled, item in item.deductions.isEmpty ? nil : takenValues(ruled.about, item) }
        var values = MemberView.personValues(member)
        values["id"] = "m" + Stencil.numberMark
        values["search"] = MemberView.searched(member, band)
        values["dutyDays"] = assessed.dutyDays
        values["total"] = assessed.quarter.total.description
        values["band"] = band
        values["rung"] = head.rung(of: assessed.band)
        values["rank"] = Stencil.rankMark
        values["findings?"] = !report.result.findings.isEmpty
        values["findings"] = findingValues
        values["items"] = items.map { ruled, item -> [String: Any] in
            [
                "title": "\(ruled.about.number). \(ruled.about.title.chinese)", "score": item.score.description,
                "maximum": item.maximum.description,
                "width": BarScale.width(item.score.hundredths, of: item.maximum.hundredths),
            ]
        }
        values["months"] = assessed.months.map { "\($0.month.chinese) \($0.score.total)" }.joined(separator: "，")
        values["taken?"] = !taken.isEmpty
        values["taken"] = taken
        values.merge(PayView(assessed.pay).values) { $1 }
        return values
    }

    /// Who it is, as texts short enough for a line.
    static func personValues(_ member: Member) -> [String: Any] {
        [
            "name": ShownText.short(member.name.string), "code": ShownText.short(member.code.string),
            "office": ShownText.short(member.office.string), "village": ShownText.short(member.village.string),
            "grid": ShownText.short(member.grid.string), "post": member.post.option.title.chinese,
        ]
    }

    /// The findings in words.
    var findingValues: [[String: Any]] {
        report.result.findings.map {
            ["title": Finding.title(of: $0.key).chinese, "basis": ShownText.short(MemberView.basis($0), to: 400)]
        }
    }

    /// A finding's months, or the keys of its records.
    private static func basis(_ finding: Finding) -> String {
        finding.basis.split(separator: " ").map { word in
            RecordReference(String(word))?.parts.joined(separator: " ") ?? String(word)
        }.joined(separator: "、")
    }

    private func takenValues(_ about: ItemDescriptor, _ item: ItemScore) -> [String: Any] {
        let sum = item.deductions.reduce(Points.zero) { $0 + $1.points }
        let isCapped = sum > item.maximum
        return [
            "title": "\(about.number). \(about.title.chinese)",
            "sum": isCapped ? "扣分合计 \(sum)，以满分 \(item.maximum) 为限" : "扣 \(item.deducted)，得 \(item.score)",
            "deductions": item.deductions.map { deduction -> [String: Any] in
                [
                    "date": deduction.date.chinese, "points": deduction.points.description, "told": deduction.told,
                    "clause": deduction.kind.clause.citation,
                    "absence": SlipView.absence,
                    "records": recordValues(report.origins(of: deduction)),
                ]
            },
        ]
    }
}

extension MemberView {
    /// The most records of a deduction that are shown with their cells.
    private static let mostRecords = 3

    /// Records with their cells, or where there are many, as with ballots, their rows alone.
    private func recordValues(_ origins: [RecordOrigin]) -> [[String: Any]] {
        guard origins.count <= MemberView.mostRecords else {
            return [["place": SlipView.places(origins), "cells": false]]
        }
        return origins.map { origin -> [String: Any] in
            let cells: Any = origin.cells.isEmpty ? false : ShownText.short(origin.cells, to: 160)
            return ["place": origin.place, "cells": cells]
        }
    }
}

/// The widths of bars, in thousandths of the widest.
enum BarScale {
    static func width(_ part: Int64, of whole: Int64) -> String {
        guard whole > 0, part > 0 else { return "0" }
        return String(min(1_000, ExactDecimal.rounded(Int128(part) * 1_000, over: Int128(whole))))
    }
}

/// Three months' pay with only those columns that have something to say.
struct PayView {
    private let pay: [MonthPay]
    private let columns: [(title: String, amount: (MonthPay) -> Yuan)]

    init(_ pay: [MonthPay]) {
        self.pay = pay
        let all: [(title: String, amount: (MonthPay) -> Yuan)] = [
            ("设备扣款", { -$0.charges }), ("补差", { $0.adjustment }), ("已发", { -$0.alreadyPaid }),
            ("上期欠款", { -$0.broughtForward }), ("结转欠款", { $0.carriedForward }),
        ]
        columns = all.filter { column in pay.contains { column.amount($0) != .zero } }
    }

    /// The sum of what is paid out.
    var due: Yuan { pay.map(\.due).reduce(.zero, +) }

    /// `payColumns` and `pay` of a template.
    var values: [String: Any] {
        [
            "payColumns": columns.map(\.title),
            "pay": pay.map { row -> [String: Any] in
                [
                    "month": row.month.chinese, "days": row.daysInPost, "base": row.base.description,
                    "performance": row.performance.description,
                    "more": columns.map { $0.amount(row).description }, "due": row.due.description,
                ]
            },
        ]
    }
}
