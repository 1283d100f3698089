import Answers
import AssessmentKernel
import Console
import DistrictAnswers
import DistrictOffice
import Register

/// 汇总: a period's townships, ranked, what is missing, what to look at, and the receipts.
struct SummaryPage: Page {
    let name = "summary"
    let title = LocalText("汇总", "Summary")
    var templates: [String: [UInt8]] { ["summary": PackageResources.summary_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let overview = try visit.office.overview()
        if let asked = visit.query["period"] {
            let wanted = asked.filter { !$0.isWhitespace }
            guard let period = Quarter(text: wanted)?.description ?? Year(text: wanted)?.description else {
                throw Problem(
                    .usage, LocalText("不是季度或年度：\(asked)", "this is no quarter and no year: \(asked)"),
                    next: LocalText("写成 2021Q3 或 2021", "write 2021Q3 or 2021"))
            }
            return .redirect("/summary/\(period)")
        }
        var values: [String: Any] = [
            "periods-label": say("期间", "Periods"),
            "periods": overview.periods.map { period -> [String: Any] in
                ["address": "/summary/\(period)", "words": period, "here": period == visit.part(0)]
            }, "other": say("看其他季度（如 2021Q4）", "Another quarter, such as 2021Q4"), "go": say("看", "Show"),
        ]
        guard let part = visit.part(0) else {
            if let latest = overview.periods.first { return .redirect("/summary/\(latest)") }
            values["none"] = say("还没有收到上报包。", "Nothing was received yet.")
            return .page("summary", title: say(title), values: values)
        }
        guard let period = Quarter(text: part)?.description ?? Year(text: part)?.description else { return .notFound }
        let summary = try visit.office.summary(period)
        if let name = visit.part(1) {
            guard let file = visit.office.files(of: summary).first(where: { $0.name == name }) else { return .notFound }
            return .bytes(file.bytes, type: "text/csv; charset=utf-8", keepAs: "\(period)-\(name)")
        }
        values["answer"] = AnswerView(say: say).html(
            SummaryAnswer(summary, writtenTo: nil, items: visit.office.items).page(in: say))
        values["files"] = [
            ["address": "/summary/\(period)/townships.csv", "words": say("下载乡镇表（CSV）", "Keep the townships (CSV)")],
            ["address": "/summary/\(period)/members.csv", "words": say("下载网格员排名（CSV）", "Keep the members (CSV)")],
        ]
        let receipts = overview.receipts.filter { $0.period == period }
        if !receipts.isEmpty {
            values["receipts"] = [
                "title": say("回执", "Receipts"), "answer": ReceiptTable(visit).html(receipts),
                "words": say("回执和签名两个文件一起发还乡镇。", "Send both files back to the township, receipt and signature."),
            ]
        }
        return .page("summary", title: say("\(period) 汇总", "Summary of \(period)"), values: values)
    }
}
