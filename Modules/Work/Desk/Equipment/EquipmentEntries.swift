public import AssessmentKernel
public import Closing
import Importing
import Ledger
import RecordStore
import Rulebook
public import TownshipTables
public import Workspace

/// An entry about equipment in one member's care (§5).
public struct EquipmentWish: Sendable {
    /// The member's code.
    public var member: String
    /// The pieces by name.
    public var assets: [String]
    /// What happened to them.
    public var change: EquipmentChange
    /// When.
    public var date: CivilDate
    /// The serial number; only for a single piece.
    public var serial: String?
    /// Whether a loss or damage is the member's fault; nil while nobody has decided.
    public var atFault: Bool?
    /// The cost of the loss or damage in yuan, as it was typed.
    public var cost: String?
    /// The number of the entry, only for a single piece; nil for the next free one.
    public var entry: String?

    /// Says what happened to some pieces.
    public init(member: String, assets: [String], change: EquipmentChange, date: CivilDate) {
        self.member = member
        self.assets = assets
        self.change = change
        self.date = date
    }
}

/// The result of an entry about equipment.
public struct EquipmentReport: Sendable {
    /// The member.
    public let member: Member
    /// The entries: number and piece.
    public let entries: [(entry: String, piece: Piece)]
    /// Things a person should check; the entries are kept anyway.
    public let remarks: [LocalText]
    /// Whether they were kept.
    public let isKept: Bool
}

extension Workspace {
    /// Enters what happened to pieces of equipment, as rows of the equipment table.
    ///
    /// An entry without a number gets the next free `EQ-<date>-<n>`. If the member holds only one piece of a name, the
    /// name alone identifies it.
    ///
    /// - Throws: ``Problem`` when the roster has no such member, a name matches several pieces, or the import rejects a
    ///   row; then nothing is written.
    public func enterEquipment(
        _ wish: EquipmentWish, isRehearsal: Bool = false, now: String
    ) throws(Problem) -> EquipmentReport {
        try changing { ledger in
            let schema = EquipmentTable.shared.schema
            let member = try self.member(wish.member, in: ledger)
            let book = try CustodyBook(ledger)
            let kit = try kit(on: wish.date)
            var numbers = book.numbers(on: wish.date)
            var remarks: [LocalText] = []
            var entered = EnteredRows(.equipment(wish.change.verb, about: "\(wish.date) \(member.code)"), schema)
            var entries: [(entry: String, piece: Piece)] = []
            for asset in try wish.checkedAssets() {
                let piece = try book.piece(asset, wish, of: member)
                let number = try wish.entry ?? numbers.next()
                remarks += kit.map { EquipmentRemark.unnamed(piece, in: $0) } ?? []
                remarks += book.remarks(on: piece, wish, of: member, entry: Text(number))
                entries.append((number, piece))
                entered.add([
                    "entry": number, "member": member.code.string, "date": wish.date.description,
                    "asset": piece.asset.string, "change": wish.change.option.key,
                    "at_fault": wish.atFault.map { $0 ? "yes" : "no" } ?? "", "cost": wish.cost ?? "",
                    "serial": piece.serial?.string ?? "",
                ])
            }
            if wish.change.canBeCharged, wish.atFault == nil { remarks.append(EquipmentRemark.undecided) }
            let report = try enter(entered, amend: false, isRehearsal: isRehearsal, now: now, in: ledger)
            if report.counts.unchanged > 0 { remarks.append(EquipmentRemark.nothingNew) }
            return EquipmentReport(member: member, entries: entries, remarks: remarks, isKept: report.isKept)
        }
    }

    /// Decides who is at fault for a loss or damage that is already entered.
    ///
    /// - Parameters:
    ///   - cost: the cost in yuan; nil keeps the cost of the entry.
    ///   - amend: whether an earlier decision may be replaced.
    /// - Throws: ``Problem`` when there is no such entry, it is not a loss or damage, or the import rejects the row.
    public func decideEquipment(
        _ entry: String, atFault: Bool, cost: String?, amend: Bool, isRehearsal: Bool = false, now: String
    ) throws(Problem) -> EquipmentReport {
        try changing { ledger in
            let schema = EquipmentTable.shared.schema
            let reference = RecordReference(
                table: schema.key, parts: [String(decoding: CellText.normalised(entry), as: UTF8.self)])
            guard let record = try ledger.reading({ try $0.record(reference, of: schema) }),
                let row = Array(Rows<EquipmentTable>(all: TableEvidence(record.block) { _, _ in [] })).first
            else {
                throw Problem(
                    .badInput, LocalText("设备台账中没有登记号 \(entry)", "there is no equipment entry \(entry)"),
                    next: Advice("\(by: .listEquipment)查看登记号", "\(deed: .listEquipment) shows the entries"))
            }
            guard row.change.canBeCharged else {
                throw Problem(
                    .badInput,
                    LocalText("登记号 \(entry) 不是遗失或损坏", "the entry \(entry) is no loss or damage"))
            }
            var cells = ["at_fault": atFault ? "yes" : "no"]
            if let cost { cells["cost"] = cost }
            var entered = EnteredRows(.fault("\(row.date) \(row.entry)"), schema)
            entered.add(record.block, changing: cells)
            let report = try enter(entered, amend: amend, isRehearsal: isRehearsal, now: now, in: ledger)
            return EquipmentReport(
                member: try member(row.member.string, in: ledger),
                entries: [(row.entry.string, Piece(asset: row.asset, serial: row.serial))],
                remarks: report.counts.unchanged > 0 ? [EquipmentRemark.nothingNew] : [], isKept: report.isKept)
        }
    }

    /// The piece names of the kit in the rulebook in force on a day; nil without a rulebook, or when it names none.
    package func kit(on day: CivilDate) throws(Problem) -> [Text]? {
        let kit = try rulebooks().rulebooks.last { $0.isInForce(on: day) }?.kit ?? []
        return kit.isEmpty ? nil : kit
    }
}

extension EquipmentWish {
    /// The names of the pieces, as codes.
    fileprivate func checkedAssets() throws(Problem) -> [Text] {
        let names = assets.map { Text(utf8: CellText.normalised($0)) }
        guard !names.isEmpty, !names.contains(where: \.isBlank) else {
            throw Problem(.usage, LocalText("须写明设备名称", "name the equipment"))
        }
        guard names.count == 1 || (serial == nil && entry == nil) else {
            throw Problem(
                .usage, LocalText("序列号和登记号只能用于一件设备", "a serial number or an entry's number is for one piece only"))
        }
        guard (atFault == nil && cost == nil) || change.canBeCharged else {
            throw Problem(
                .usage, LocalText("责任和费用只用于遗失或损坏", "fault and cost are for a loss or damage only"))
        }
        return names
    }
}

extension EquipmentChange {
    /// The word on the command line.
    public var verb: String {
        switch self {
        case .issued: "issue"
        case .returned: "return"
        case .faulty: "fault"
        case .lost: "loss"
        case .damaged: "damage"
        }
    }
}

/// All equipment entries of the ledger: who holds what, and which numbers are taken.
struct CustodyBook {
    private(set) var custodies: [Text: Custody] = [:]
    private var entries: [Text] = []

    /// Reads all entries, or those up to a day.
    init(_ ledger: Ledger, through day: CivilDate? = nil) throws(Problem) {
        let block = try ledger.reading { try $0.wholeTable(EquipmentTable.shared.schema) }
        // They lie by member, day and number.
        for entry in Rows<EquipmentTable>(all: TableEvidence(block) { _, _ in [] }) {
            entries.append(entry.entry)
            if let day, entry.date > day { continue }
            custodies[entry.member, default: Custody()].take(entry)
        }
    }

    /// The free entry numbers of a day.
    func numbers(on day: CivilDate) -> EntryNumbers { EntryNumbers(day, taken: entries) }

    /// The piece that is meant: the one with the serial number, otherwise the only one of the name that the member
    /// holds.
    func piece(_ asset: Text, _ wish: EquipmentWish, of member: Member) throws(Problem) -> Piece {
        if let serial = wish.serial {
            return Piece(asset: asset, serial: Text(utf8: CellText.normalised(serial)))
        }
        let inHand = wish.change == .issued ? [] : custodies[member.code]?.inHand ?? []
        let held = inHand.filter { $0.piece.asset == asset }
        guard held.count > 1 else { return held.first?.piece ?? Piece(asset: asset, serial: nil) }
        let serials = held.map { $0.piece.serial?.string ?? "—" }.joined(separator: " ")
        throw Problem(
            .usage,
            LocalText(
                "工号 \(member.code) 持有 \(held.count) 件“\(asset)”", "\(member.code) holds \(held.count) of \(asset)"),
            next: Advice("\(by: .serial)指明序列号：\(serials)", "say which \(by: .serial): \(serials)"))
    }

    /// What is odd about an entry, given the existing entries.
    func remarks(on piece: Piece, _ wish: EquipmentWish, of member: Member, entry: Text) -> [LocalText] {
        var remarks: [LocalText] = []
        let standing = custodies[member.code]?[piece]
        if wish.change == .issued {
            if standing?.isInHand == true { remarks.append(EquipmentRemark.heldAlready(piece, by: member.code)) }
            if piece.serial != nil {
                for (code, custody) in custodies.sorted(by: { $0.key < $1.key })
                where code != member.code && custody[piece]?.isInHand == true {
                    remarks.append(EquipmentRemark.heldAlready(piece, by: code))
                }
            }
        } else if standing?.isInHand != true {
            remarks.append(EquipmentRemark.notHeld(piece, by: member.code))
        }
        if let standing, (wish.date, entry) < (standing.date, standing.entry) {
            remarks.append(EquipmentRemark.later(standing))
        }
        return remarks
    }
}

/// Generates `EQ-<date>-<n>` with at least four digits, so that byte order is the order of creation.
struct EntryNumbers {
    /// The largest number with four digits.
    private static let most = 9999

    private let prefix: String
    private var last: Int

    init(_ day: CivilDate, taken: [Text]) {
        let prefix = "EQ-\(day)-"
        self.prefix = prefix
        last = taken.reduce(0) { last, entry in
            guard entry.string.hasPrefix(prefix), let number = Int(entry.string.dropFirst(prefix.count)),
                (1...EntryNumbers.most).contains(number)
            else { return last }
            return max(last, number)
        }
    }

    /// The next free one.
    ///
    /// - Throws: ``Problem`` when the day's numbers are used up.
    mutating func next() throws(Problem) -> String {
        guard last < EntryNumbers.most else {
            throw Problem(
                .badInput, LocalText("当日登记号已用完（\(prefix)9999）", "the day's numbers are used up (\(prefix)9999)"),
                next: Advice("\(by: .entryNumber)自定登记号", "name one \(by: .entryNumber)"))
        }
        last += 1
        let digits = String(last)
        return prefix + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}

/// Remarks about an odd entry that is kept anyway.
enum EquipmentRemark {
    static func unnamed(_ piece: Piece, in kit: [Text]) -> [LocalText] {
        if kit.contains(piece.asset) { return [] }
        let names = kit.map(\.string)
        return [
            LocalText(
                "“\(piece.asset)”不在七件套之内（\(names.joined(separator: "、"))）",
                "\(piece.asset) is not in the kit (\(names.joined(separator: ", ")))")
        ]
    }

    static func heldAlready(_ piece: Piece, by member: Text) -> LocalText {
        LocalText("“\(piece.name)”已在工号 \(member) 手中", "\(piece.name) is in the hand of \(member) already")
    }

    static func notHeld(_ piece: Piece, by member: Text) -> LocalText {
        LocalText(
            "按台账“\(piece.name)”不在工号 \(member) 手中",
            "\(piece.name) is not in the hand of \(member), by the entries")
    }

    static func later(_ holding: Custody.Holding) -> LocalText {
        let (change, piece) = (holding.change.option.title, holding.piece.name)
        return LocalText(
            "“\(piece)”另有更晚的登记 \(holding.entry)（\(holding.date) \(change.chinese)），以其为准",
            "the later entry \(holding.entry) (\(holding.date), \(change.english)) stands for \(piece)")
    }

    static let undecided = LocalText(
        "责任未定，暂不扣款，定责后再扣", "nobody has decided about the fault, so nothing is charged until somebody does")
    static let nothingNew = LocalText("与台账已有内容相同", "the entry says what is there already")
}

extension Piece {
    /// Name and serial number, for display.
    public var name: String { serial.map { "\(asset) \($0)" } ?? asset.string }
}
