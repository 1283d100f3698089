public import AssessmentKernel

/// A report of a closing for people, as one or more files in the closing's folder.
///
/// A new one is a type like this and its entry in ``ClosingReports/all``:
///
/// ```swift
/// final class NameList: ClosingReport {
///     let prepare: @Sendable (MemberReport) -> String = { $0.result.member.name.string + "\n" }
///     private let file: FileWriter
///     init(_ head: ReportHead, into folder: String) throws(Problem) { file = try FileWriter(folder + "/names.html") }
///     func add(_ piece: String) throws(Problem) { try file.write(Array(piece.utf8)) }
///     func finish(_ summary: ReportSummary) throws(Problem) -> [ReportFile] {
///         try file.close()
///         return ["names.html"]
///     }
/// }
/// ```
///
/// A township may have a hundred thousand members: a report keeps at most a line per member in memory. Equal
/// closings give equal bytes. It is used on one thread at a time, except ``prepare``.
public protocol ClosingReport: AnyObject {
    /// What the report needs of one member.
    associatedtype Piece: Sendable

    /// Makes a member's piece, on any thread and in any order.
    var prepare: @Sendable (MemberReport) -> Piece { get }

    /// Adds the next member.
    ///
    /// Members come in the byte order of their codes, including those not assessed.
    func add(_ piece: Piece) throws(Problem)

    /// Writes what needs all members and closes the files.
    ///
    /// - Returns: the files, their names in the folder in ASCII whatever the members' names, and of a kind allowed
    ///   in a bundle (`PayloadKind`). Files in a subfolder, such as `slips/0001.html`, do not go into the bundle.
    func finish(_ summary: ReportSummary) throws(Problem) -> [ReportFile]
}

/// A file that a report has written; where files are not kept (``ReportHead/isKept``), its digest alone may be there.
public struct ReportFile: ExpressibleByStringLiteral, Sendable {
    /// Its name in the folder.
    public let name: String
    /// Its SHA-256 in lower-case hex and its length in bytes; nil where there is the file alone.
    package let digest: (sha256: String, bytes: Int)?

    package init(_ name: String, _ digest: (sha256: String, bytes: Int)? = nil) {
        (self.name, self.digest) = (name, digest)
    }

    /// A file of a name.
    public init(stringLiteral name: String) { self.init(name) }
}
