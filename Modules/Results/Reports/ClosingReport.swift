public import AssessmentKernel

/// A report of a closing: what people read, as one file or several in the closing's folder.
///
/// A new one is a type like this and its entry in ``ClosingReports/all``:
///
/// ```swift
/// final class NameList: ClosingReport {
///     let prepare: @Sendable (MemberReport) -> String = { $0.result.member.name.string + "\n" }
///     private let file: FileWriter
///     init(_ head: ReportHead, into folder: String) throws(Problem) { file = try FileWriter(folder + "/names.html") }
///     func add(_ piece: String) throws(Problem) { try file.write(Array(piece.utf8)) }
///     func finish(_ summary: ReportSummary) throws(Problem) -> [String] {
///         try file.close()
///         return ["names.html"]
///     }
/// }
/// ```
///
/// A township may have a hundred thousand members: a report keeps a few numbers of each in memory at most, and equal
/// closings give equal bytes. It is used on one thread at a time, but for ``prepare``.
public protocol ClosingReport: AnyObject {
    /// What the report needs of one member.
    associatedtype Piece: Sendable

    /// Makes a member's piece: on the core that decided about the member, beside other members, in any order.
    var prepare: @Sendable (MemberReport) -> Piece { get }

    /// Adds the next member.
    ///
    /// Members come in the order of their codes' bytes, those who are not assessed among them.
    func add(_ piece: Piece) throws(Problem)

    /// Writes what needs everybody and ends the files.
    ///
    /// - Returns: the files by their names in the folder, ASCII whatever the members are called, and of a kind that a bundle
    ///   takes (`PayloadKind`). What stands in a folder of its own, such as `slips/0001.html`, does not go into the bundle.
    func finish(_ summary: ReportSummary) throws(Problem) -> [String]
}
