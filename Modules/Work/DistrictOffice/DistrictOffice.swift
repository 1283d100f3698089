import Age
public import AssessmentKernel
import Bundle
import Disk
import Foundation
import Register
import Workspace

/// A district office's folder: its register, its keys, the bundles it received and the receipts it issued.
///
/// ```swift
/// let office = DistrictOffice(at: "shanting", items: ItemCatalog.items)
/// try office.trust("冯卯镇", key: key, now: now)
/// let received = try office.receive(["2021Q3-r1.zip"], now: now)
/// ```
public struct DistrictOffice: Sendable {
    /// The folder.
    public let folder: String
    /// The installed items, for the replay.
    public let items: [any AssessmentItem.Type]
    /// The person at work.
    public var operatorName = ""

    /// Names an office's folder without opening anything.
    public init(at folder: String, items: [any AssessmentItem.Type]) {
        self.folder = folder
        self.items = items
    }

    var registerPath: String { folder + "/district.sqlite" }
    var bundlesFolder: String { folder + "/bundles" }
    /// The folder of signed receipts, which go back to the townships.
    public var receiptsFolder: String { folder + "/receipts" }
    private var keysFolder: String { folder + "/keys" }
    var signingKeyPath: String { keysFolder + "/district.key" }
    /// The public key with which townships check receipts.
    public var publicKeyPath: String { keysFolder + "/district.pub" }
    /// The age identity that opens encrypted bundles.
    var identityPath: String { keysFolder + "/district.age" }

    /// Makes an office's folder with its keys.
    ///
    /// - Returns: the age recipient to which townships encrypt.
    /// - Throws: ``Problem`` when the folder is already an office's, cannot be written, or receipts cannot contain the
    ///   name.
    public func initialise(name: String) throws(Problem) -> String {
        try OfficeName.check(name, as: .office)
        var receipt = BagInfo()
        do throws(Problem) { try receipt.add(DistrictReceipt.district, name) } catch {
            throw Problem(.usage, error.what, at: .init(choice: .office), next: error.next)
        }
        guard !Files.exists(registerPath) else {
            throw Problem(
                .cannotWrite,
                LocalText("此文件夹已是区级登记簿，未作更改", "this folder is a district register already; nothing was changed"),
                at: .init(file: folder))
        }
        for folder in [folder, bundlesFolder, receiptsFolder, keysFolder] { try Files.makeFolder(folder) }
        let lock = try FolderLock(folder)
        defer { lock.release() }
        let key = SigningKey.make()
        let identity = Age.Identity.make()
        for path in [signingKeyPath, publicKeyPath, identityPath] { try Files.remove(path) }
        try key.publicKey.write(to: publicKeyPath)
        try key.write(to: signingKeyPath)
        try identity.write(to: identityPath)
        // Moved to its own name last: the folder is an office's once its register exists.
        let draft = Files.draft(of: registerPath)
        try Files.remove(draft)
        try Register.create(at: draft, district: name)
        try Files.move(draft, to: registerPath)
        try signHead(try Register(opening: registerPath))
        return identity.recipient.text
    }

    /// Opens the register for writing, under the folder's lock.
    func changing<Result>(_ body: (Register) throws -> Result) throws(Problem) -> Result {
        let register = try Register(opening: registerPath)
        let lock = try FolderLock(folder)
        defer { lock.release() }
        // What a killed run left; this one holds the lock.
        for folder in [folder, bundlesFolder, receiptsFolder, keysFolder] { try Files.removeStrays(in: folder) }
        do {
            let result = try body(register)
            // A head that is behind is still right, so a full disk takes nothing back here.
            try? signHead(register)
            return result
        } catch {
            // What was written before the fault is signed too.
            try? signHead(register)
            throw Problem.from(error, folder)
        }
    }
}
