import AssessmentKernel
import Closing
import PaperParts
import Reports
import ResultTables

/// 发放表: by office with subtotals, to be signed by whom is paid.
struct PayrollPaper {
    private let words: PaperWords
    private let pay: PaySheet
    private let amounts: [PaySheet.Column]
    private let withAccounts: Bool

    private init(_ words: PaperWords, withAccounts: Bool) {
        self.words = words
        self.withAccounts = withAccounts
        let pay = PaySheet(words.about.quarter.months, words.about.amounts)
        self.pay = pay
        amounts = pay.columns(for: words.about.members.map { $0.sums(on: pay, words.about.amounts) })
    }

    /// - Parameter withAccounts: whether identity and bank account are shown.
    static func paper(_ words: PaperWords, withAccounts: Bool) -> Paper {
        PayrollPaper(words, withAccounts: withAccounts).paper
    }

    private var paper: Paper {
        let about = words.about
        let title = words(
            "\(words.township)\(words.quarter)网格员补贴发放表", "\(words.township): pay of grid members, \(words.quarter)")
        var paper = Paper(
            title: title, sheet: .landscape, numbering: words.numbering, foot: words.foot(words("发放表", "Pay sheet")))
        paper.add(.text(.init(title, Looks.title, .centre, below: 2)))
        paper.add(
            .text(.init(words.basis + words("　单位：元", "; in yuan"), Looks.basis, .centre, below: 2)))
        var table = PaperTable(
            columns, look: .init(.text, 10), headLook: .init(.head, 9.5), below: 0)
        table.head(heads)
        var number = 0
        for (office, members) in about.offices {
            table.add([
                .label(
                    ShownWord.line(office) + words("（\(members.count) 人）", " (\(members.count))"), span: columns.count)
            ])
            for (place, member) in members.enumerated() {
                number += 1
                // An office's name is not left alone at the foot of a page.
                table.add(cells(of: member, number), height: 10, isKept: place == 0)
            }
            table.add(sum(words("小计", "Subtotal"), of: members), height: 8, isKept: true)
        }
        paper.add(.table(table))
        var total = PaperTable(columns, look: .init(.text, 10), headLook: .init(.head, 9.5), below: 2)
        total.add(sum(words("合计", "Total"), of: about.members), height: 9)
        let capital =
            words.isChinese
            ? "合计人民币（大写）：\(CapitalNumerals.of(about.due))　　￥\(about.due)" : "Total: ￥\(about.due)"
        total.add(
            [.init(capital, span: columns.count, look: .init(.head, 12), alignment: .leading)], height: 10, isKept: true
        )
        // Who signs, signs below the sum.
        paper.add(
            .together([
                .table(total),
                .text(
                    .init(
                        words(
                            "注：应发不足扣减的部分结转下期扣款；绩效为负的，按月从基本补贴中扣减。",
                            "What the pay cannot cover is carried forward; negative performance pay is taken off the base."
                        ),
                        Paper.Look(.text, 9.5), below: 4)),
                .table(signers),
            ]))
        return paper
    }

    private var columns: [PaperTable.Column] {
        // What comes in is the longest figure: a township's sum stands on one line.
        let taken = withAccounts ? 15.0 : 17.0
        var signature = withAccounts ? 30.0 : 40.0
        // Long names take from the room to sign, of which enough is left; figures never give way.
        let people = words.about.members.map(\.member)
        func room(_ texts: [String], atMost most: Double) -> Double {
            let more = min(max(0, ColumnShares.width(texts) * 3.6 + 3 - 18), most, signature - 28)
            signature -= more
            return 18 + more
        }
        let name = room(people.map(\.name.string), atMost: 8)
        var columns: [PaperTable.Column] = [.init(10, .centre), .init(17.5, .centre), .init(name, .centre)]
        // A number of identity or account stands on one line.
        columns.append(withAccounts ? .init(44) : .init(room(people.map(\.village.string), atMost: 6)))
        columns += amounts.map { column in
            switch column.content {
            case .part(let amount): .init(amount.isTaken ? taken : 20, .trailing)
            case .month: .init(17, .trailing)
            case .due: .init(21, .trailing)
            case .after: .init(taken, .trailing)
            }
        }
        return columns + [.init(signature)]
    }

    private var heads: [PaperTable.Cell] {
        var heads = [words("序号", "No."), words("工号", "Code"), words("姓名", "Name")]
        heads.append(withAccounts ? words("身份证号、开户行及账号", "Identity, bank and account") : words("村", "Village"))
        heads += amounts.map { column in
            switch column.content {
            case .part(let amount), .after(let amount): words(amount.title)
            case .month(let month): words.month(month) + words("应发", " due")
            case .due: words("应发合计", "Due")
            }
        }
        return (heads + [words("领款人签字", "Signature")]).map { .init($0) }
    }

    private func cells(of member: PaperMember, _ number: Int) -> [PaperTable.Cell] {
        let person = member.member
        var texts = [String(number), ShownWord.line(person.code.string), ShownWord.line(person.name.string)]
        texts.append(withAccounts ? account(member.account) : ShownWord.line(person.village.string))
        texts += figures([member])
        let cells = texts.enumerated().map { place, text in
            withAccounts && place == 3 ? PaperTable.Cell(text, look: .init(.text, 9)) : .init(text)
        }
        return cells + [.init("")]
    }

    private func account(_ account: PaperMember.Account?) -> String {
        guard let account else { return "" }
        return [account.idNumber, account.bank, account.number].map { ShownWord.line($0) }.filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    private func figures(_ members: [PaperMember]) -> [String] {
        let sums = members.reduce(into: pay.none) { $0 += $1.sums(on: pay, words.about.amounts) }
        return amounts.map { column in
            let amount = column.figure(sums)
            switch column.content {
            case .part, .after: return amount == .zero ? "—" : amount.description
            case .month, .due: return amount.description
            }
        }
    }

    private func sum(_ title: String, of members: [PaperMember]) -> [PaperTable.Cell] {
        [.label(title, span: 4)] + figures(members).map { .init($0, look: .init(.head, 9.5), isShaded: true) }
            + [.init("", isShaded: true)]
    }

    /// 制表、审核、财务、主要领导, each with room to sign.
    private var signers: PaperTable {
        let settings = words.settings
        let roles = [
            (words("制表", "Prepared by"), settings.preparer), (words("审核", "Checked by"), settings.reviewer),
            (words("财务", "Paid by"), settings.accountant), (words("主要领导", "Approved by"), settings.leader),
        ]
        var table = PaperTable(
            roles.map { _ in .init(1) }, look: .init(.text, 12), isRuled: false, below: 0)
        table.add(
            roles.map { role, name in
                .init(
                    role + words("：", ": ")
                        + (name.isEmpty ? "" : words("（\(ShownWord.line(name))）", "(\(ShownWord.line(name)))")))
            }, height: 12)
        table.add(
            [
                .init(words.issuer + words("（盖章）", " (seal)"), span: 2),
                .init(words.longDay(words.settings.date), span: 2, alignment: .trailing),
            ],
            height: 10, isKept: true)
        return table
    }
}
