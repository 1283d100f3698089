public import AssessmentKernel
public import Closing
import Disk
import Parallel

/// All reports of a closing, written at the same time in one pass over the members.
///
/// ```swift
/// let reports = try ClosingReports(of: head, into: folder)
/// let prepare = reports.prepare
/// for member in members { try reports.add(prepare(member)) }     // prepare: on any thread
/// let files = try reports.finish(standings: standings, warnings: warnings, payDue: closing.payDue)
/// ```
public final class ClosingReports {
    /// Begins a report of a closing in an existing folder.
    public typealias Maker = @Sendable (_ head: ReportHead, _ folder: String) throws(Problem) -> any ClosingReport

    /// The reports of every closing.
    public static let all: [Maker] = [
        ClosingWorkbook.init(_:into:), ClosingPage.init(_:into:), ClosingSlips.init(_:into:),
    ]

    /// The reports of every closing, which are in Chinese, and in another language the same again in a folder of their own.
    ///
    /// What is in the folder does not go into the bundle: whoever closes in whatever language makes the same bundle.
    public static func all(in language: Language) -> [Maker] {
        guard language != .chinese else { return all }
        return all + all.map { translated($0, language) }
    }

    /// A report in another language, in the folder of that language.
    private static func translated(_ make: @escaping Maker, _ language: Language) -> Maker {
        @Sendable func made(_ head: ReportHead, _ folder: String) throws(Problem) -> any ClosingReport {
            var head = head
            head.language = language
            let inner = folder + "/" + language.rawValue
            if !Files.isFolder(inner) { try Files.makeFolder(inner) }
            let report = try make(head, inner)
            return nested(report, in: language)
        }
        return made
    }

    private static func nested(_ report: some ClosingReport, in language: Language) -> any ClosingReport {
        NestedReport(report, in: language)
    }

    /// A member's pieces for all reports.
    public struct Prepared: Sendable {
        fileprivate let result: MemberResult
        /// One piece per report, in the order of the reports.
        fileprivate let pieces: [any Sendable]
    }

    /// Makes a member's pieces, on any thread and in any order.
    public let prepare: @Sendable (MemberReport) -> Prepared
    private let head: ReportHead
    private let reports: [any ClosingReport]
    private var losses = Losses()

    /// Begins the reports of a closing in an existing folder.
    public init(_ makers: [Maker] = all, of head: ReportHead, into folder: String) throws(Problem) {
        self.head = head
        var reports: [any ClosingReport] = []
        for make in makers { reports.append(try make(head, folder)) }
        self.reports = reports
        let prepares = reports.map { ClosingReports.prepare(of: $0) }
        prepare = { member in Prepared(result: member.result, pieces: prepares.map { $0(member) }) }
    }

    private static func prepare(of report: some ClosingReport) -> @Sendable (MemberReport) -> any Sendable {
        let prepare = report.prepare
        return { prepare($0) }
    }

    /// Adds the next member, in the byte order of the codes.
    public func add(_ member: Prepared) throws(Problem) {
        losses.add(member.result)
        for (report, piece) in zip(reports, member.pieces) { try ClosingReports.add(piece, to: report) }
    }

    private static func add<Report: ClosingReport>(_ piece: any Sendable, to report: Report) throws(Problem) {
        guard let piece = piece as? Report.Piece else {
            throw Problem(.fault, LocalText("报告内容与报告不符", "a report was given another's piece"))
        }
        try report.add(piece)
    }

    /// Finishes all reports.
    ///
    /// - Parameters:
    ///   - standings: the assessed members in the order in which they were added.
    ///   - warnings: the closing's warnings, sorted.
    ///   - payDue: what the closing pays, over all members and months.
    ///   - written: called with the files of each report as soon as they are there, on a thread of each report.
    /// - Returns: the files by their names in the folder, in the byte order of the names.
    @discardableResult
    public func finish(
        standings: [QuarterClosing.Standing], warnings: [Warning], payDue: Yuan,
        written: @escaping @Sendable ([ReportFile]) throws(Problem) -> Void = { _ in }
    ) throws(Problem) -> [ReportFile] {
        guard standings.count == losses.members else {
            throw Problem(
                .fault, LocalText("报告的人数与结算不符", "the reports and the closing disagree on who is assessed"))
        }
        let summary = ReportSummary(
            head, losses, standings: standings, warnings: warnings, payDue: payDue)
        // The workbook is built while the pages are written. All are awaited: the folder may be removed after an error.
        let endings = reports.map { report in
            BesideThis((report, files: [ReportFile]())) { ending throws(Problem) in
                ending.files = try ending.0.finish(summary)
                try written(ending.files)
            }
        }.map { ending in Result { () throws(Problem) in try ending.wait().files } }
        var files: [ReportFile] = []
        for ending in endings { files += try ending.get() }
        return files.sorted { Text($0.name) < Text($1.name) }
    }
}
