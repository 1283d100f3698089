import AssessmentKernel
import Disk
import PaperWriter
import Papers

/// The folder that papers go to: files are made under drafts' names and get their own when all are made.
struct PaperFolder {
    /// Its path.
    let path: String
    /// A folder for drafts.
    let drafts: String
    /// The names of the files so far, in order.
    private(set) var names: [String] = []
    private var moves: [(draft: String, target: String)] = []
    private let replaces: Bool

    /// - Parameter replaces: whether files that are there are replaced.
    init(_ path: String, replaces: Bool) throws(Problem) {
        self.path = path
        self.replaces = replaces
        if !Files.isFolder(path) { try Files.makeFolder(path) }
        drafts = Files.draft(in: path)
        try Files.makeFolder(drafts)
    }

    /// Where a file is to be written.
    ///
    /// - Parameter inner: the folder within this one that it belongs to; nil for none.
    mutating func file(_ name: String, in inner: String? = nil) throws(Problem) -> String {
        let name = PaperFolder.safe(name)
        let target = path + "/" + (inner.map { $0 + "/" } ?? "") + name
        if !replaces, Files.exists(target) {
            try Files.remove(drafts)
            throw Problem(
                .cannotWrite, LocalText("文件已存在", "the file is there already"), at: .init(file: target),
                next: Advice(
                    "移走它，或\(by: .outputFolder)另选文件夹", "move it away, or name another folder \(by: .outputFolder)"))
        }
        let draft = "\(drafts)/\(moves.count)"
        moves.append((draft, target))
        let shown = inner.map { $0 + "/" } ?? name
        if !names.contains(shown) { names.append(shown) }
        return draft
    }

    /// Makes what each member is handed: one file of all and, where asked for, files and pictures of their own.
    ///
    /// - Parameters:
    ///   - name: the name of the file of all, and of the folder of the others.
    ///   - period: how the names of the others begin.
    ///   - members: whose it is, in the order of printing.
    ///   - progress: called from time to time with the members done and all.
    ///   - one: what is told to a member, by the place.
    mutating func handOut<Maker: HandsOut>(
        _ maker: Maker, _ options: PrintOptions, as name: String, of period: some CustomStringConvertible,
        _ members: [Member], _ progress: (Int, Int) -> Void, one: (Int) throws -> Maker.One
    ) throws {
        let all = try maker.file(at: try file(name + ".pdf"))
        for (place, member) in members.enumerated() {
            let told = try one(place)
            try maker.add(told, to: all)
            let own = "\(period)-\(member.code)-\(member.name)"
            if options.singly {
                let single = try maker.file(at: try file(own + ".pdf", in: name))
                try maker.add(told, to: single)
                try single.finish()
            }
            if options.pictures { try maker.writePicture(told, to: try file(own + ".png", in: name)) }
            if (place + 1) % 16 == 0 || place + 1 == members.count { progress(place + 1, members.count) }
        }
        try all.finish()
    }

    /// Gives the files their names.
    func publish() throws(Problem) {
        for (draft, target) in moves {
            let folder = target.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                separator: "/")
            if !Files.isFolder(folder) { try Files.makeFolder(folder) }
            try Files.move(draft, to: target)
        }
        try Files.remove(drafts)
        Files.syncFolder(path)
    }

    /// A name without what file systems, or those of others, do not take; at most 120 bytes before its ending.
    static func safe(_ name: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar {
            case "/", "\\", ":", "*", "?", "\"", "<", ">", "|": safe.append("_")
            default:
                if scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format {
                    safe.append(scalar)
                }
            }
        }
        let text = String(safe)
        guard text.utf8.count > 200, let dot = text.lastIndex(of: ".") else { return text }
        var head = text[..<dot]
        while head.utf8.count > 190 { head.removeLast() }
        return String(head) + String(text[dot...])
    }
}
