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
            guard let file = try visit.office.files(of: summary).first(where: { $0.name == name }) else {
                return .notFound
            }
            return .bytes(file.bytes, type: "application/octet-stream", keepAs: "\(period)-\(name)")
        }
        values["answer"] = AnswerView(say: say).html(
            SummaryAnswer(summary, writtenTo: nil, items: visit.office.items).page(in: say))
        values["files"] = try visit.office.files(of: summary).map { file in
            ["address": "/summary/\(period)/\(file.name)", "words": words(file.name, say)]
        }
        let receipts = overview.receipts.filter { $0.period == period }
        if !receipts.isEmpty {
            values["receipts"] = [
                "title": say("回执", "Receipts"), "answer": ReceiptTable(visit).html(receipts),
                "words": say("回执和签名两个文件一起发还乡镇。", "Send both files back to the township, receipt and signature."),
            ]
        }
        return .page("summary", title: say("\(period) 汇总", "Summary of \(period)"), values: values)
    }

    /// What a file of a summary is called.
    private func words(_ file: String, _ say: Language) -> String {
        switch file {
        case "townships.csv": say("下载乡镇表（CSV）", "Keep the townships (CSV)")
        case "members.csv": say("下载网格员排名（CSV）", "Keep the members (CSV)")
        case "summary.xlsx": say("下载汇总工作簿", "Keep the workbook")
        case "summary.html": say("下载汇总网页", "Keep the page")
        default: file
        }
    }
}
