public import AssessmentKernel
import Disk
import Foundation
public import Register
public import Rulebook

extension DistrictOffice {
    /// The folder of bundles on hold.
    var heldFolder: String { folder + "/held" }

    /// Approves a rulebook and takes the bundles that waited for it.
    ///
    /// - Parameters:
    ///   - path: its file, as the townships use it: the approval is for these bytes.
    ///   - now: the time for the register, ISO 8601 in UTC.
    ///   - decided: called with the outcome of each bundle that waited.
    /// - Returns: the rulebook.
    /// - Throws: ``Problem`` when the file is no rulebook, or the register cannot be written.
    @discardableResult
    public func approveRulebook(
        _ path: String, now: String, decided: (ReceivedBundle) -> Void = { _ in }
    ) throws(Problem) -> Rulebook {
        let yaml = try Files.read(path, limit: DistrictOffice.longestRulebook)
        let book = try Rulebook(yaml: yaml, file: path, installed: items)
        try approve(yaml, file: (path as NSString).lastPathComponent, now: now, decided)
        return book
    }

    /// Approves the rulebook of a bundle on hold, as it lies in it.
    ///
    /// - Parameter digest: its SHA-256, or the first eight digits or more.
    public func approveHeldRulebook(
        _ digest: String, now: String, decided: (ReceivedBundle) -> Void = { _ in }
    ) throws(Problem) -> Rulebook {
        let held = try Register(opening: registerPath).heldBundles().filter {
            digest.utf8.count >= 8 && $0.rulebook.hasPrefix(digest.lowercased())
        }
        guard let bundle = held.first, Set(held.map(\.rulebook)).count == 1 else {
            throw Problem(
                .usage, LocalText("没有暂存的包用此细则", "no bundle on hold is under this rulebook"), at: .init(key: digest),
                next: Advice(
                    "给出细则文件，或\(by: .listRulebooks)查看", "name the rulebook's file, or see \(deed: .listRulebooks)"))
        }
        let yaml = try HeldFiles.rulebook(heldFolder + "/" + bundle.sha256 + ".zip", name: bundle.name)
        guard ApprovedRulebook.digest(yaml) == bundle.rulebook else {
            throw Problem(
                .badInput, LocalText("暂存的包被改动", "the bundle on hold was changed"), at: .init(file: bundle.name),
                next: LocalText("请乡镇重报", "have it sent again"))
        }
        let book = try Rulebook(yaml: yaml, file: bundle.name, installed: items)
        try approve(yaml, file: book.key + ".yaml", now: now, decided)
        return book
    }

    /// The largest rulebook in bytes.
    static let longestRulebook = 1 << 20

    private func approve(
        _ yaml: [UInt8], file: String, now: String, _ decided: (ReceivedBundle) -> Void
    ) throws(Problem) {
        let waiting = try changing { register in
            try register.approve(yaml, file: file, at: now, by: operatorName)
            return try register.heldBundles()
        }
        let paths = waiting.map { heldFolder + "/" + $0.sha256 + ".zip" }.filter { Files.exists($0) }
        if !paths.isEmpty { try receive(paths, now: now, decided: decided) }
    }

    /// The rulebooks that are or were approved.
    public func approvedRulebooks() throws(Problem) -> [ApprovedRulebook] {
        try Register(opening: registerPath).rulebooks()
    }

    /// The bundles on hold, in order of arrival.
    public func heldBundles() throws(Problem) -> [HeldBundle] { try Register(opening: registerPath).heldBundles() }

    /// Withdraws the approval of a rulebook; what was received under it stays.
    ///
    /// - Parameter name: the file's name, the first eight or more digits of its SHA-256, or its file.
    /// - Returns: the rulebook as it was approved.
    /// - Throws: ``Problem`` when none or several are meant.
    public func withdrawRulebook(_ name: String, reason: String, now: String) throws(Problem) -> ApprovedRulebook {
        guard !CellText.isBlank(reason.utf8) else {
            throw Problem(
                .usage, LocalText("须写明理由", "a reason is needed"),
                next: Advice("\(by: .reason)写明", "say it \(by: .reason)"))
        }
        let digest =
            Files.isPlain(name)
            ? ApprovedRulebook.digest(try Files.read(name, limit: DistrictOffice.longestRulebook)) : name.lowercased()
        return try changing { register in
            let meant = try register.rulebooks().filter {
                $0.isApproved && ($0.file == name || (digest.utf8.count >= 8 && $0.sha256.hasPrefix(digest)))
            }
            guard let book = meant.first, meant.count == 1 else {
                throw Problem(
                    .usage,
                    meant.isEmpty
                        ? LocalText("没有核准过这份细则", "this rulebook is not approved")
                        : LocalText("同名的核准细则不止一份", "several approved rulebooks are called so"), at: .init(key: name),
                    next: Advice(
                        "\(by: .listRulebooks)查看校验值并写出前 8 位",
                        "see the check values \(by: .listRulebooks) and give the first eight digits"))
            }
            try register.withdraw(rulebook: book.sha256, reason: reason, at: now, by: operatorName)
            return book
        }
    }
}
