import Age
public import AssessmentKernel
public import Bundle
import Disk
public import Register
public import Rulebook

/// What an office holds, as a person who opens it wants to see it.
public struct OfficeOverview: Sendable {
    /// The district's name.
    public let district: String
    /// The age recipient to which townships encrypt.
    public let recipient: String
    /// The key with which townships check receipts.
    public let key: PublicKey
    /// The periods of which something was received or is on hold, the latest first.
    public let periods: [String]
    /// The receipts, the latest first.
    public let receipts: [Receipt]
    /// The bundles on hold, in order of arrival.
    public let held: [HeldBundle]
}

/// A rulebook that is not approved, and the bundles that wait for it.
public struct HeldRulebook: Sendable {
    /// The rulebook, beside the nearest one that is approved.
    public let rulebook: UnapprovedRulebook
    /// The bundles, in order of arrival.
    public let bundles: [HeldBundle]
}

extension DistrictOffice {
    /// Whether the folder is an office's already.
    public var isMade: Bool { Files.exists(registerPath) }

    /// The district's name.
    public func district() throws(Problem) -> String { try Register(opening: registerPath).district() }

    /// Looks into the register.
    public func overview() throws(Problem) -> OfficeOverview {
        let register = try Register(opening: registerPath)
        let (receipts, held) = (try register.receipts(), try register.heldBundles())
        let periods = Set(receipts.map(\.period) + held.map(\.period)).subtracting([""])
        return OfficeOverview(
            district: try register.district(),
            recipient: try Age.Identity.read(identityPath).first?.recipient.text ?? "",
            key: try PublicKey(file: publicKeyPath), periods: periods.sorted { Text($0) > Text($1) },
            receipts: receipts.reversed(), held: held)
    }

    /// The name of a receipt's file; its signature's has `.minisig` after it.
    public func fileName(of receipt: Receipt) -> String {
        String(receiptPath(receipt).dropFirst(receiptsFolder.count + 1))
    }

    /// The path of a receipt or of its signature; nil if no file has this name.
    public func receiptFile(_ name: String) throws(Problem) -> String? {
        guard Files.isFolder(receiptsFolder), try Files.names(in: receiptsFolder).contains(name) else { return nil }
        return receiptsFolder + "/" + name
    }

    /// The rulebooks for which bundles wait, in order of arrival.
    public func heldRulebooks() throws(Problem) -> [HeldRulebook] {
        let register = try Register(opening: registerPath)
        let (held, books) = (try register.heldBundles(), try register.rulebooks())
        var found: [HeldRulebook] = []
        for bundle in held where !found.contains(where: { $0.rulebook.sha256 == bundle.rulebook }) {
            // A bundle that waits for another one may be under an approved rulebook.
            if books.contains(where: { $0.isApproved && $0.sha256 == bundle.rulebook }) { continue }
            let yaml = try HeldFiles.rulebook(heldFolder + "/" + bundle.sha256 + ".zip", name: bundle.name)
            found.append(
                HeldRulebook(
                    rulebook: UnapprovedRulebook(yaml, among: books, items: items),
                    bundles: held.filter { $0.rulebook == bundle.rulebook }))
        }
        return found
    }

    /// Compares a rulebook's file with those that are approved.
    ///
    /// - Throws: ``Problem`` when the file is no rulebook.
    public func compareRulebook(_ path: String) throws(Problem) -> (book: Rulebook, beside: UnapprovedRulebook) {
        let yaml = try Files.read(path, limit: DistrictOffice.longestRulebook)
        let book = try Rulebook(yaml: yaml, file: path, installed: items)
        return (book, UnapprovedRulebook(yaml, among: try Register(opening: registerPath).rulebooks(), items: items))
    }

    /// A summary's files by their names, as they are written into a folder.
    public func files(of summary: DistrictSummary) throws(Problem) -> [(name: String, bytes: [UInt8])] {
        let scratch = try ScratchPlace()
        let folder = scratch.path + "/summary"
        try write(summary, to: folder)
        return try Files.names(in: folder).sorted { Text($0) < Text($1) }.map { name throws(Problem) in
            (name, try Files.read(folder + "/" + name, limit: 1 << 30))
        }
    }
}
