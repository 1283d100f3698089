import AssessmentKernel
import Disk
import Drafting
import FileFormats
import Foundation
import Intake
import Profile
import Workspace

/// Finds the profile of a file that is no table by itself: by its header, among the saved ones, then the shipped ones.
///
/// A saved profile is the township's own word and goes before a shipped one. Two that fit are never chosen between.
struct ProfileFinder {
    private let workspace: Workspace
    private let saved: [(shelved: ShelvedProfile, profile: Profile)]
    private let broken: Problem?

    /// A profile that was found for a file.
    struct Found {
        let name: String
        let isShipped: Bool
        let profile: Profile
    }

    /// Reads the saved profiles; one that cannot be read is a problem only where a profile is needed.
    init(_ workspace: Workspace) throws(Problem) {
        self.workspace = workspace
        var saved: [(shelved: ShelvedProfile, profile: Profile)] = []
        var broken: Problem?
        for shelved in try workspace.savedProfiles() {
            do throws(Problem) {
                let file = "profiles/\(shelved.name).yaml"
                saved.append(
                    (shelved, try Profile(yaml: Array(shelved.text.utf8), file: file, tables: workspace.tables)))
            } catch {
                broken = broken ?? error
            }
        }
        self.saved = saved
        self.broken = broken
    }

    /// The profile of a file; nil when it needs none, none fits, or it cannot be read, which others say.
    ///
    /// - Parameters:
    ///   - table: the table that the caller named; nil when the file's and sheets' names decide.
    ///   - encoding: the file's encoding if it is a text.
    /// - Throws: ``Problem`` when several fit, or the one that fits is not complete.
    func profile(
        for path: String, named name: String, table: TableSchema?, encoding: DetectedEncoding
    ) throws(Problem) -> Found? {
        guard Files.isPlain(path), !isOwn(InputFile(path: path, name: name, encoding: encoding), table),
            let samples = try? SheetSamples(path, named: name, formats: workspace.formats, encoding: encoding).samples
        else { return nil }
        let stem = ((name as NSString).lastPathComponent as NSString).deletingPathExtension
        let wanted = table ?? TableMatch(stem, among: workspace.tables).table
        let fitting = saved.filter { fits($0.profile, stem, samples, wanted) }
        if fitting.count > 1 { throw several(fitting.map(\.shelved.name), path) }
        if let one = fitting.first { return Found(name: one.shelved.name, isShipped: false, profile: one.profile) }
        if let broken { throw broken }
        let shipped = ShippedProfile.all.compactMap { shipped -> (ShippedProfile, Profile)? in
            guard let sign = shipped.sign(tables: workspace.tables), fits(sign, stem, samples, wanted)
            else { return nil }
            return (shipped, sign)
        }
        if shipped.count > 1 { throw several(shipped.map(\.0.name), path) }
        guard let (one, sign) = shipped.first else { return nil }
        if one.needsDuty { throw needsDuty(one.name, path) }
        return Found(name: one.name, isShipped: true, profile: sign)
    }

    /// Whether a file, or one of its sheets, is a table by its name and its own header.
    private func isOwn(_ file: InputFile, _ table: TableSchema?) -> Bool {
        let stem = ((file.name as NSString).lastPathComponent as NSString).deletingPathExtension
        let byFile = TableMatch(stem, among: workspace.tables).table
        guard let format = try? workspace.formats.format(of: file), let workbook = try? format.open(file) else {
            return false
        }
        return workbook.sheets.contains { sheet in
            let bySheet = sheet.name.flatMap { TableMatch($0, among: workspace.tables).table }
            guard !sheet.isHidden, let schema = table ?? bySheet ?? byFile else { return false }
            let source = TableSource(file, in: format, sheet: sheet.name, header: .titles(schema))
            var reader = TableReader(source: source, schema: schema)
            return (try? reader.readHeader()) != nil
        }
    }

    /// Whether a profile's names, sheets, table and header are those of a file.
    private func fits(_ profile: Profile, _ stem: String, _ samples: [SheetSample], _ table: TableSchema?) -> Bool {
        profile.parts.contains { part in
            guard table == nil || table?.key == part.schema.key, part.takes(file: stem) else { return false }
            return samples.contains { sample in
                // A profile that names no sheet reads a file that has one.
                let isTaken = sample.sheet.flatMap { part.takes(sheet: $0) } ?? (samples.count == 1)
                return isTaken && part.headerRow(in: sample.rows) != nil
            }
        }
    }

    private func several(_ names: [String], _ path: String) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "这份文件与几份对照文件都相符：\(names.joined(separator: "、"))",
                "several profiles fit this file: \(names.joined(separator: ", "))"),
            at: .init(file: path),
            next: Advice("\(by: .profile)指定一份", "name one \(by: .profile)"))
    }

    private func needsDuty(_ name: String, _ path: String) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "这份文件的版式是自带的“\(name)”，按打卡时间判定，须先填写本乡镇的上下班时间",
                "the file has the shipped layout \(name), which is judged by times: the township's hours of duty are needed"
            ),
            at: .init(file: path),
            next: Advice(
                "\(deed: .draftProfile(.init(needsDuty: true, savedAs: "")))，核对后再导入",
                "\(deed: .draftProfile(.init(needsDuty: true, savedAs: ""))), check it, then import again"))
    }
}
