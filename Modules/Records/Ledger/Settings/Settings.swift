public import AssessmentKernel
import GRDB
import RecordStore

/// What the township's papers say besides the results.
public enum SettingKey: String, Sendable, CaseIterable {
    /// Who issues the papers.
    case issuer
    /// The telephone for objections.
    case telephone
    /// The place for objections.
    case place
    /// The workdays of a posting.
    case postingDays = "posting-days"
    /// The workdays within which a member may appeal.
    case appealDays = "appeal-days"
    /// Who prepares the papers.
    case preparer
    /// Who checks them.
    case reviewer
    /// Who pays.
    case accountant
    /// Who leads.
    case leader

    /// Its name in the ledger's table of settings.
    var stored: String { "paper." + rawValue }

    /// What it is called.
    public var title: LocalText {
        switch self {
        case .issuer: LocalText("落款单位", "Issuer")
        case .telephone: LocalText("联系电话", "Telephone")
        case .place: LocalText("受理地点", "Place")
        case .postingDays: LocalText("公示天数（工作日）", "Days of posting (workdays)")
        case .appealDays: LocalText("申诉天数（工作日）", "Days of appeal (workdays)")
        case .preparer: LocalText("制表", "Prepared by")
        case .reviewer: LocalText("审核", "Checked by")
        case .accountant: LocalText("财务", "Paid by")
        case .leader: LocalText("主要领导", "Approved by")
        }
    }

    /// Whether it is a number of days.
    public var isDays: Bool { self == .postingDays || self == .appealDays }
}

extension Ledger {
    /// What is set, by its key; what is not set is missing.
    public func settings() throws(Problem) -> [SettingKey: String] { try read { try Ledger.settings($0) } }

    private static func settings(_ db: Database) throws -> [SettingKey: String] {
        var values: [SettingKey: String] = [:]
        for key in SettingKey.allCases {
            values[key] = try String.fetchOne(
                db, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key.stored])
        }
        return values
    }

    /// Sets values, each with an entry of the journal; one that is as it was changes nothing.
    ///
    /// - Parameter values: an empty text removes a setting.
    public func set(_ values: [SettingKey: String], by author: Author) throws(Problem) {
        try write { db in
            let before = try Ledger.settings(db)
            for key in SettingKey.allCases {
                guard let value = values[key], value != before[key, default: ""] else { continue }
                if value.isEmpty {
                    try db.execute(sql: "DELETE FROM setting WHERE key = ?", arguments: [key.stored])
                } else {
                    try db.execute(
                        sql: "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
                        arguments: [key.stored, value])
                }
                try Journal.add(
                    db, .setting, key.rawValue, by: author, [("before", before[key, default: ""]), ("now", value)])
            }
        }
    }
}
