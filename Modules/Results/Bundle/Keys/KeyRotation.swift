public import AssessmentKernel
import Disk

/// A township's statement that it replaces its signing key by another: signed with the old key, and with the new one to
/// show that it has it.
///
/// ```swift
/// let statement = try KeyRotation.statement(of: "冯卯镇", from: old, to: new, at: now)
/// let rotation = try KeyRotation(statement)      // throws unless both signatures are good
/// ```
public struct KeyRotation: Sendable {
    /// The township.
    public let township: String
    /// The key that signed the statement.
    public let old: PublicKey
    /// The key that takes its place.
    public let new: PublicKey
    /// When the statement was made, ISO 8601 in UTC, as it says.
    public let madeAt: String
    /// The statement as text.
    public let text: String

    private enum Label {
        static let township = "Kaohe-Rotation-Township"
        static let old = "Kaohe-Rotation-Old-Key"
        static let new = "Kaohe-Rotation-New-Key"
        static let time = "Kaohe-Rotation-Time"
        static let byOld = "Kaohe-Rotation-Signed-By-Old"
        static let byNew = "Kaohe-Rotation-Signed-By-New"
    }

    private static let comment = "kaohe key rotation"
    private static let longest = 16 << 10

    /// Makes a statement.
    ///
    /// - Throws: a name that is blank or has control characters.
    public static func statement(
        of township: String, from old: SigningKey, to new: SigningKey, at time: String
    ) throws(Problem) -> [UInt8] {
        var lines = BagInfo()
        try lines.add(Label.township, township)
        try lines.add(Label.old, old.publicKey.line)
        try lines.add(Label.new, new.publicKey.line)
        try lines.add(Label.time, time)
        let signed = lines.bytes
        try lines.add(Label.byOld, old.sign(signed, comment: comment).line)
        try lines.add(Label.byNew, new.sign(signed, comment: comment).line)
        return lines.bytes
    }

    /// Reads a statement from its file.
    ///
    /// - Throws: ``Problem`` for a file that is not a rotation, or whose signatures are not good.
    public init(file path: String) throws(Problem) {
        let bytes = try Files.read(path, limit: KeyRotation.longest)
        do throws(Problem) { try self.init(bytes) } catch {
            throw Problem(error.kind, error.what, at: .init(file: path), next: error.next)
        }
    }

    /// Reads a statement.
    ///
    /// - Throws: ``Problem`` for bytes that are none, or whose signatures are not good.
    public init(_ bytes: [UInt8]) throws(Problem) {
        let next = Advice(
            "请乡镇\(by: .replaceKey)重新生成声明并原样报送", "have the township make it \(by: .replaceKey) and send it as it is")
        guard let lines = try? BagInfo(bytes), let township = lines.only(Label.township),
            let old = lines.only(Label.old).flatMap({ try? PublicKey($0) }),
            let new = lines.only(Label.new).flatMap({ try? PublicKey($0) }), let time = lines.only(Label.time),
            let byOld = lines.only(Label.byOld).flatMap({ Signature(line: $0, comment: KeyRotation.comment) }),
            let byNew = lines.only(Label.byNew).flatMap({ Signature(line: $0, comment: KeyRotation.comment) })
        else { throw Problem(.badInput, LocalText("不是更换密钥的声明", "this is no statement of a new key"), next: next) }
        var signed = BagInfo()
        try signed.add(Label.township, township)
        try signed.add(Label.old, old.line)
        try signed.add(Label.new, new.line)
        try signed.add(Label.time, time)
        guard byOld.verdict(on: signed.bytes, by: old) == .good, byNew.verdict(on: signed.bytes, by: new) == .good,
            old != new
        else {
            throw Problem(
                .checkFailed, LocalText("声明的签名不对", "the statement's signatures are not good"), next: next)
        }
        self.township = township
        self.old = old
        self.new = new
        madeAt = time
        text = String(decoding: bytes, as: UTF8.self)
    }
}
