public import AssessmentKernel
import Disk
import Foundation
import Ledger
public import Profile
public import Workspace

/// A profile that an import can use by its name: saved in the workspace, or shipped.
public struct ShelvedProfile: Sendable {
    /// The name: of its file without `.yaml`, or as shipped.
    public let name: String
    /// The path of a saved one; nil for a shipped one.
    public let path: String?
    /// What it reads; nil for a saved one.
    public let about: LocalText?
    /// The profile as YAML.
    public let text: String
    /// The keys of its tables; empty when it cannot be read.
    public let tables: [String]
    /// Why it cannot be read, or is not complete.
    public let problem: Problem?

    /// Whether it came with the product.
    public var isShipped: Bool { path == nil }
}

extension Workspace {
    /// The folder of the township's own profiles.
    public var profilesFolder: String { folder + "/profiles" }

    /// The saved profiles in the order of their names, then the shipped ones.
    ///
    /// - Throws: ``Problem`` when the folder cannot be read.
    public func shelvedProfiles() throws(Problem) -> [ShelvedProfile] { try savedProfiles() + shippedProfiles() }

    /// The saved profiles in the order of their names.
    func savedProfiles() throws(Problem) -> [ShelvedProfile] {
        guard Files.isFolder(profilesFolder) else { return [] }
        var found: [ShelvedProfile] = []
        for file in try Files.names(in: profilesFolder).sorted(by: { Text($0) < Text($1) }) {
            let isDraft = file.hasPrefix(".")
            guard !isDraft, file.hasSuffix(".yaml") || file.hasSuffix(".yml") else { continue }
            let path = profilesFolder + "/" + file
            let bytes = try Files.read(path)
            var (tables, problem): ([String], Problem?) = ([], nil)
            do throws(Problem) {
                tables = try Profile(yaml: bytes, file: "profiles/" + file, tables: self.tables).tableKeys
            } catch {
                problem = error
            }
            found.append(
                ShelvedProfile(
                    name: (file as NSString).deletingPathExtension, path: path, about: nil,
                    text: String(decoding: bytes, as: UTF8.self), tables: tables, problem: problem))
        }
        return found
    }

    /// The shipped profiles whose tables are installed.
    private func shippedProfiles() -> [ShelvedProfile] {
        ShippedProfile.all.compactMap { shipped in
            guard let sign = shipped.sign(tables: tables) else { return nil }
            let open =
                shipped.needsDuty
                ? Problem(
                    .badInput, LocalText("需填写上下班时间", "the hours of duty must be filled in"),
                    next: Advice(
                        "\(deed: .draftProfile(.init(needsDuty: true, savedAs: "")))",
                        "\(deed: .draftProfile(.init(needsDuty: true, savedAs: "")))"))
                : nil
            return ShelvedProfile(
                name: shipped.name, path: nil, about: shipped.about, text: shipped.text, tables: sign.tableKeys,
                problem: open)
        }
    }

    /// A profile by its name.
    ///
    /// - Throws: ``Problem`` when none has it.
    public func shelvedProfile(named name: String) throws(Problem) -> ShelvedProfile {
        let wanted = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
        let all = try shelvedProfiles()
        if let found = all.first(where: { Text($0.name) == Text(wanted) }) { return found }
        throw Problem(
            .notFound, LocalText("没有此文件，也没有名为“\(name)”的对照文件", "there is no such file, and no profile of this name"),
            at: .init(file: name),
            next: Advice("\(by: .listProfiles)查看", "\(deed: .listProfiles) shows them"))
    }

    /// Reads a profile, which maps a platform's export to a table: a file, or the name of a saved or shipped one.
    ///
    /// - Throws: ``Problem`` when it cannot be read or understood.
    public func profile(at path: String) throws(Problem) -> Profile {
        if Files.exists(path) { return try Profile(yaml: try Files.read(path), file: path, tables: tables) }
        let found = try shelvedProfile(named: path)
        if let problem = found.problem { throw problem }
        return try Profile(yaml: Array(found.text.utf8), file: found.path ?? found.name, tables: tables)
    }

    /// Saves a profile in the workspace, where an import finds it by the header of a file.
    ///
    /// - Parameters:
    ///   - name: the name without `.yaml`.
    ///   - replacing: whether it takes the place of a profile of this name.
    /// - Returns: the path.
    /// - Throws: ``Problem`` when the profile is not complete, the name is taken or no file's name, or it cannot be
    ///   written.
    @discardableResult
    public func saveProfile(
        _ text: String, named name: String, replacing: Bool = false
    ) throws(Problem) -> String {
        let stem = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
        let isName =
            !Text(stem).isBlank && !stem.hasPrefix(".") && stem.utf8.count <= 120
            && !stem.unicodeScalars.contains { $0 == "/" || $0 == "\\" || $0.value < 0x20 }
        guard isName else {
            throw Problem(
                .usage, LocalText("不能作文件名", "this is no file's name"), at: .init(key: name),
                next: LocalText("只写名称，如 考勤日报", "give a name alone, such as attendance"))
        }
        _ = try openLedger(toRead: true).close()
        let path = profilesFolder + "/" + stem + ".yaml"
        if Files.exists(path), !replacing {
            throw Problem(
                .cannotWrite,
                LocalText("已有同名的对照文件，未作更改", "a profile of this name is there already; nothing was changed"),
                at: .init(file: path), next: LocalText("换一个名称，或先移走它", "choose another name, or move it away"))
        }
        _ = try Profile(yaml: Array(text.utf8), file: "profiles/" + stem + ".yaml", tables: tables)
        try Files.makeFolder(profilesFolder)
        try Files.writeWhole(Array(text.utf8), to: path, replacing: replacing)
        return path
    }
}

extension Profile {
    /// The keys of the tables that it makes, each once.
    var tableKeys: [String] {
        var seen: Set<String> = []
        return parts.map(\.schema.key).filter { seen.insert($0).inserted }
    }
}
