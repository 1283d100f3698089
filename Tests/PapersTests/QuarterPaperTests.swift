import AssessmentKernel
import Closing
import Foundation
import PaperWriter
import Papers
import ResultTables
import Rulebook
import TestValues
import Testing

private let faces = try? Typefaces()

@Suite(.enabled(if: faces != nil && Poppler.isThere, "papers are read back with poppler, in Chinese letters"))
struct QuarterPaperTests {
    private static let item = ItemDescriptor(1, "sample", "样项", "Sample", version: "1")

    private func person(_ number: Int, name: String? = nil) -> PaperMember {
        let member = Member(
            code: Text("M\(number)x"), name: Text(name ?? "名\(number)氏"), post: .fullTime,
            office: Text("第\(number % 5)办事处"), village: "东村", grid: "1", joinedOn: day("2020-01-01"), leftOn: nil,
            removedOn: nil)
        let pay = ["2021-07", "2021-08", "2021-09"].compactMap { Month(text: $0) }.map {
            PaperMember.Pay(
                month: $0, days: 30, amounts: ["base": Yuan(200), "performance": Yuan(-100), "due": Yuan(100)])
        }
        return PaperMember(
            member: member, total: Points(90), band: "good", rank: 1, dutyDays: 60, lost: ["sample": Points(10)],
            pay: pay,
            charges: [
                .init(
                    date: day("2021-07-09"), asset: "手机终端", serial: "SJ7", change: LocalText("遗失", "Lost"),
                    cost: Yuan(860))
            ], findings: [], account: nil)
    }

    private func maker(
        _ members: [PaperMember], _ language: Language = .chinese, amounts: [PayColumn] = PayColumn.all
    ) throws -> PaperMaker {
        let quarter = try quarter("2021Q3")
        let about = PaperQuarter(
            township: "冯卯镇", quarter: quarter, name: "2021Q3-r1", reason: "", closedOn: day("2021-10-08"),
            rules: ("细则", "文号"), bands: [.init(key: "good", title: "良好")],
            items: [(QuarterPaperTests.item, Points(100))], minimumDutyDays: 10, amounts: amounts,
            members: members,
            history: [.init(quarter: quarter, sum: Points(90), members: 1, bands: ["good": 1], totals: [:])], open: [])
        return try PaperMaker(about, PaperSettings(), language, try #require(faces))
    }

    /// The words of a paper, without white space: lines break where they must.
    private func words(_ path: String) throws -> String { try Poppler.text(path).filter { !$0.isWhitespace } }

    private func slip(_ member: PaperMember, _ deductions: [PaperDeduction]) throws -> String {
        let scratch = try Scratch()
        let maker = try maker([member])
        let file = try maker.file(at: scratch.path("a.pdf"))
        try maker.add((member, deductions), to: file)
        try file.finish()
        return try words(scratch.path("a.pdf"))
    }

    @Test(
        "A slip tells a hundred deductions, each with its reason, or says that there are none", arguments: [0, 1, 100])
    func deductions(_ count: Int) throws {
        let deductions = (0..<count).map { place in
            PaperDeduction(
                item: "sample", date: day("2021-07-01").advanced(by: place % 90), points: Points(1),
                title: LocalText("缺件", "Missing"), reason: LocalText("应有第\(place)件；当日没有", "none"))
        }
        let text = try slip(person(1), deductions)
        for place in 0..<count { #expect(text.contains("应有第\(place)件；当日没有")) }
        #expect(text.contains("本季没有扣分。") == (count == 0))
        #expect(text.contains("叁佰元整") && text.contains("7月9日手机终端（SJ7）遗失，本人责任，860.00元"))
        #expect(text.contains("沿此线剪下"))
    }

    @Test(
        "A name of any length and with rare characters stands on the slip and the papers",
        arguments: [
            "王", "𠮷䶮", String(repeating: "长", count: 24),
        ])
    func names(_ name: String) throws {
        #expect(try slip(person(1, name: name), []).contains(name))
    }

    @Test("An unrated member reads why")
    func unrated() throws {
        let rated = person(1)
        let member = PaperMember(
            member: rated.member, total: rated.total, band: "unrated", rank: nil, dutyDays: 4, lost: [:],
            pay: rated.pay,
            charges: [], findings: [], account: nil)
        #expect(try slip(member, []).contains("本季应到岗4天，不足10天，按细则不评等"))
    }

    @Test("Posting and pay sheet have everybody once, few or many", arguments: [1, 5, 1_000])
    func everybody(_ count: Int) throws {
        let scratch = try Scratch()
        let maker = try maker((0..<count).map { person($0) })
        for kind in [PaperKind.posting, .payroll] {
            try maker.write(kind, to: scratch.path("a.pdf"))
            let text = try words(scratch.path("a.pdf"))
            let names = text.components(separatedBy: "氏").dropLast().map { $0.components(separatedBy: "名").last ?? "" }
            let times = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
            for place in 0..<count { #expect(times[String(place)] == 1, "\(kind), \(place)") }
            #expect(text.contains("第1页共"))
        }
        try maker.write(.payroll, to: scratch.path("a.pdf"))
        let text = try words(scratch.path("a.pdf"))
        #expect(text.contains("领款人签字") && text.contains("合计人民币（大写）：") && text.contains("主要领导："))
        try maker.write(.brief, to: scratch.path("a.pdf"))
        #expect(try words(scratch.path("a.pdf")).contains("第1页共1页"))
    }

    @Test("An amount that the pay table declares is on slip and pay sheet, and one that nobody has is not")
    func declared() throws {
        let table = ClosingTables.pay.adding([
            .yuan("heat_bonus", "高温补贴", "Heat bonus") { $0.pay.base },
            .yuan("heat_fine", "高温扣款", "Heat fine") { $0.pay.base }.shown(taken: true),
            .yuan("cold_bonus", "低温补贴", "Cold bonus") { $0.pay.base },
            .yuan("inner", "内部数", "Inner") { $0.pay.base }.shown(to: []),
        ])
        let rated = person(1)
        let member = PaperMember(
            member: rated.member, total: rated.total, band: rated.band, rank: 1, dutyDays: 60, lost: [:],
            pay: rated.pay.map { month in
                let more = [
                    "heat_bonus": Yuan(31), "heat_fine": Yuan(7), "cold_bonus": Yuan.zero, "inner": Yuan(9_999),
                ]
                return .init(month: month.month, days: 30, amounts: month.amounts.merging(more) { $1 })
            }, charges: [], findings: [], account: nil)
        let scratch = try Scratch()
        let maker = try maker([member], amounts: PayColumn.of(table.schema.columns))
        let file = try maker.file(at: scratch.path("slip.pdf"))
        try maker.add((member, []), to: file)
        try file.finish()
        try maker.write(.payroll, to: scratch.path("payroll.pdf"))
        let slip = try words(scratch.path("slip.pdf"))
        #expect(slip.contains("高温补贴31.0031.0031.0093.00") && slip.contains("高温扣款-7.00-7.00-7.00-21.00"))
        let payroll = try words(scratch.path("payroll.pdf"))
        for text in ["高温补贴", "高温扣款", "93.00", "-21.00"] { #expect(payroll.contains(text)) }
        for text in ["低温补贴", "内部数", "9999"] { #expect(!slip.contains(text) && !payroll.contains(text)) }
        // The months are summed as the table says.
        #expect(slip.contains("基本补贴200.00200.00200.00600.00"))
    }

    @Test("Names on the posting are masked where that is asked for")
    func masked() throws {
        let scratch = try Scratch()
        let maker = try maker([person(1, name: "魏亚波"), person(2, name: "王芳"), person(3, name: "欧阳春晓")])
        try maker.write(.posting, to: scratch.path("a.pdf"), PaperMaker.Options(isMasked: true))
        let text = try words(scratch.path("a.pdf"))
        for name in ["魏*波", "王*", "欧**晓"] { #expect(text.contains(name)) }
        for name in ["魏亚波", "王芳", "欧阳春晓"] { #expect(!text.contains(name)) }
    }

    @Test(
        "In English no Chinese word of ours is left",
        arguments: [PaperKind.posting, .payroll, .circular, .brief, .findings])
    func english(_ kind: PaperKind) throws {
        let scratch = try Scratch()
        let maker = try maker([person(1)], .english)
        try maker.write(kind, to: scratch.path("a.pdf"))
        var text = try words(scratch.path("a.pdf"))
        for own in ["冯卯镇", "细则", "文号", "名1氏", "第1办事处", "东村"] { text = text.replacingOccurrences(of: own, with: "") }
        #expect(!text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text)")
    }

    @Test("A paper is found by its key and its Chinese title")
    func namesOfPapers() {
        for kind in PaperKind.allCases {
            #expect(PaperKind(named: kind.rawValue) == kind && PaperKind(named: kind.title.chinese) == kind)
        }
        #expect(PaperKind(named: "工资条") == nil)
    }

    @Test("A file's name is made and recognised alike")
    func fileNames() throws {
        let quarter = try quarter("2021Q3")
        for kind in PaperKind.allCases {
            for language in Language.allCases {
                let name = kind.fileName(of: quarter, in: language)
                for file in [name + ".pdf", name + ".docx", name + "/2021Q3-M1-王.芳.png"] {
                    #expect(PaperKind(file: file, of: quarter) == kind, "\(file)")
                    #expect(PaperKind(file: file, of: quarter.next) == nil, "\(file)")
                }
                #expect(PaperKind(file: name + "2.pdf", of: quarter) == nil)
            }
        }
        for file in ["", "/", ".pdf", "2021Q3-", "2021Q3-王芳.pdf"] { #expect(PaperKind(file: file, of: quarter) == nil) }
    }
}
