import AssessmentKernel
import Closing
import Foundation
import PaperWriter
import Papers
import TestValues
import Testing

private let faces = try? Typefaces()

/// Reminders and the papers of a year, read back.
@Suite(.enabled(if: faces != nil && Poppler.isThere, "papers are read back with poppler, in Chinese letters"))
struct HandedOutTests {
    private static let longName = "阿卜杜热西提·麦麦提图尔荪"
    private static let longVillage = "买里斯达斡尔族乡哈尔村社区"

    private func member(_ name: String = longName, _ village: String = longVillage) -> Member {
        Member(
            code: "FM0024", name: Text(name), post: .fullTime, office: "隆南街道综合服务办事处", village: Text(village),
            grid: "第一网格", joinedOn: day("2020-01-01"), leftOn: nil, removedOn: nil)
    }

    private func words(_ path: String) throws -> String { try Poppler.text(path).filter { !$0.isWhitespace } }

    private func reminder(_ matters: Int, _ name: String = longName) throws -> String {
        let scratch = try Scratch()
        let told = PaperReminder(
            member: member(name),
            figures: [
                .init("目前", total: "81.5", band: "合格"), .init("照此进度，季末约", total: "63.3", band: "不合格"),
                .init("最好仍可", total: "85.5", band: "良好"),
            ], alarm: "照此进度将落入最低等次",
            losses: (0..<matters).map {
                .init(item: "第\($0)项", maximum: Points(10), lost: Points(2), recoverable: $0 == 0 ? Points(1) : .zero)
            },
            matters: (0..<matters).map { .init("第\($0)件事将于8月25日到期", points: Points(3)) }, note: "说明一句。")
        let about = PaperOutlook(
            township: "冯卯镇", quarter: try quarter("2021Q3"), asOf: day("2021-08-15"), rules: ("细则", "文号"),
            reminders: [told])
        var settings = PaperSettings()
        settings.telephone = "0632-1234567"
        let maker = try ReminderMaker(about, settings, .chinese, try #require(faces))
        let file = try maker.file(at: scratch.path("a.pdf"))
        try maker.add(told, to: file)
        try file.finish()
        for font in try Poppler.fonts(scratch.path("a.pdf")) { #expect(font.contains("yes"), "\(font)") }
        try maker.writePicture(told, to: scratch.path("a.png"))
        #expect(try scratch.bytes("a.png").prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
        #expect(maker.missing.isEmpty)
        return try words(scratch.path("a.pdf"))
    }

    @Test(
        "A reminder tells how a member stands, what matters and whom to call, however much it is",
        arguments: [0, 6, 100])
    func reminders(_ count: Int) throws {
        let text = try reminder(count)
        for part in [
            HandedOutTests.longName, HandedOutTests.longVillage, "截至2021年8月15日", "81.5", "63.3", "85.5",
            "请注意：照此进度将落入最低等次。",
            "0632-1234567", "本人签收", "说明一句。",
        ] { #expect(text.contains(part), "\(part)") }
        for place in 0..<count { #expect(text.contains("第\(place)件事将于8月25日到期")) }
        #expect(text.contains("目前没有要特别留意的事项") == (count == 0))
        #expect(text.contains("至今没有扣分") == (count == 0))
        #expect(text.contains("可挽回1") == (count > 0))
    }

    @Test("A name with rare characters stands on it", arguments: ["𠮷䶮", "王"])
    func rareNames(_ name: String) throws { #expect(try reminder(1, name).contains(name)) }

    /// A year of some members, of whom the first is excellent and some have obstacles, by their places.
    private func yearMaker(
        _ count: Int, _ language: Language = .chinese, obstacles: [Int: [AwardObstacle]] = [:]
    ) throws -> (YearMaker, PaperYear) {
        let low = PaperMember.Finding(
            title: LocalText("满意度低", "Low satisfaction"), basis: LocalText("二分之一", "0/2"),
            clause: LocalText("第三条", "clause 3"))
        var members: [PaperYear.Result] = []
        for place in 0..<count {
            let member = Member(
                code: Text("M\(place)x"), name: Text("名\(place)氏"), post: .fullTime, office: "一办", village: "东村",
                grid: "1", joinedOn: day("2020-01-01"), leftOn: nil, removedOn: nil)
            let hindered = obstacles[place]
            members.append(
                PaperYear.Result(
                    member: member, totals: [1: Points(90), 3: Points(80)], quarters: Points(85), months: Points(84),
                    composite: Points(84), satisfaction: place == 0 ? nil : Points(95), stars: hindered == nil ? 3 : 0,
                    isExcellent: place == 0, isEligible: hindered == nil, obstacles: hindered ?? [],
                    findings: place == 1 ? [low] : []))
        }
        let about = PaperYear(
            township: "冯卯镇", year: try #require(Year(2021)), name: "2021-r1", reason: "", closedOn: day("2022-01-05"),
            rules: ("细则", "文号"), members: members,
            grids: [.init(village: "东村", grid: "1", composite: Points(84), stars: 3)], leastForStar: Points(60))
        return (try YearMaker(about, PaperSettings(), language, try #require(faces)), about)
    }

    @Test("The papers of a year name everybody they are about, few or many", arguments: [1, 5, 400])
    func year(_ count: Int) throws {
        let scratch = try Scratch()
        let (maker, about) = try yearMaker(count)
        try maker.write(.circular, to: scratch.path("a.pdf"))
        var text = try words(scratch.path("a.pdf"))
        for place in 0..<count { #expect(text.contains("名\(place)氏")) }
        #expect(text.contains("关于2021年度网格员考评情况的通报") && text.contains("三星1个"))
        try maker.write(.posting, to: scratch.path("a.pdf"))
        text = try words(scratch.path("a.pdf"))
        #expect(text.contains("2021年度优秀网格员推荐名单公示") && text.contains("名0氏") && text.contains("★★★"))
        #expect(!text.contains("名1氏"))
        try maker.write(.posting, to: scratch.path("a.pdf"), .init(isMasked: true))
        #expect(try !words(scratch.path("a.pdf")).contains("名0氏"))
        try maker.write(.findings, to: scratch.path("a.pdf"))
        #expect(try words(scratch.path("a.pdf")).contains(count > 1 ? "满意度低" : "2021年度没有认定事项"))
        let file = try maker.file(at: scratch.path("a.pdf"))
        try maker.add(about.members[0], to: file)
        try file.finish()
        text = try words(scratch.path("a.pdf"))
        for part in ["第二季度总分未评等", "第三季度总分80", "无评议", "推荐", "沿此线剪下", "★★★"] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("Who is not recommended reads why, with what it takes, and why a grid has no star")
    func reasons() throws {
        let scratch = try Scratch()
        let quarter = try #require(Year(2021)).quarters[1]
        let all: [AwardObstacle] = [
            .notFullTime, .fewQuarters(2, least: 3), .lowComposite(Points(84), least: Points(90)), .meritFlag,
            .failing([quarter]), .removed(day("2021-08-15")),
        ]
        func slip(_ place: Int, _ language: Language = .chinese) throws -> String {
            let (maker, about) = try yearMaker(4, language, obstacles: [2: all, 3: []])
            let file = try maker.file(at: scratch.path("a.pdf"))
            try maker.add(about.members[place], to: file)
            try file.finish()
            return try words(scratch.path("a.pdf"))
        }
        #expect(try slip(1).contains("未入选优秀：按综合得分择优，入选者最低84分，本人84分。"))
        let text = try slip(2)
        for part in [
            "岗位不是专职", "全年评等的季度2个，须满3个", "综合得分84分，须满90分", "取消评优", "第二季度评为最低等次", "8月15日已更换",
            "网格综合得分84分，一星须满60分",
        ] { #expect(text.contains(part), "\(part): \(text)") }
        #expect(try slip(3).contains("考评以后名册有更改"))
        #expect(try slip(0).contains("未入选") == false)
        let english = try slip(2, .english)
        #expect(
            english.contains("Noteligible:thepostisnotfull-time") && english.contains("onestartakes60"), "\(english)")
    }

    @Test("In English no Chinese word of ours is left", arguments: PaperKind.ofYear)
    func english(_ kind: PaperKind) throws {
        let scratch = try Scratch()
        let (maker, about) = try yearMaker(2, .english)
        if kind == .slips {
            let file = try maker.file(at: scratch.path("a.pdf"))
            try maker.add(about.members[1], to: file)
            try file.finish()
        } else {
            let receipt = PaperReceipt(bundle: "2021-r1", district: "D", receivedAt: "2022-01-06 09:00", sha256: "ab")
            try maker.write(kind, to: scratch.path("a.pdf"), receipt: receipt)
        }
        var text = try words(scratch.path("a.pdf"))
        for own in ["冯卯镇", "细则", "文号", "名0氏", "名1氏", "一办", "东村"] { text = text.replacingOccurrences(of: own, with: "") }
        #expect(!text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text)")
    }
}
