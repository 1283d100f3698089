import Age
import AssessmentKernel
import Bundle
import Disk

/// A file that was handed in, before anything of it is believed.
struct SubmittedFile: Sendable {
    /// Its path as submitted.
    let path: String
    /// The path of the bundle: the file itself, or what it was decrypted to.
    let clear: String
    /// Why it could not be decrypted; nil when it could, or did not need to be.
    let sealed: LocalText?
    /// What it says of itself; nil when that cannot be read.
    let preview: BundlePreview?

    private var previous: String { preview?.info.only(BagInfo.Label.previous) ?? "" }

    /// Looks at a file, decrypting it into a folder where it is encrypted.
    init(_ path: String, identities: () throws(Problem) -> [Age.Identity], scratch: String) throws(Problem) {
        self.path = path
        guard Files.isPlain(path) else {
            guard Files.exists(path) else {
                throw Problem(
                    .notFound, LocalText("没有这个文件", "there is no such file"), at: .init(file: path),
                    next: LocalText("核对文件名", "check its name"))
            }
            throw Problem(
                .badInput, LocalText("不是普通文件", "this is no plain file"), at: .init(file: path),
                next: LocalText("给出上报包的 .zip 文件或其文件夹", "name the bundle's .zip file, or its folder"))
        }
        guard Age.isEncrypted(path) else {
            (clear, sealed, preview) = (path, nil, BundlePreview(path))
            return
        }
        let opened = Files.draft(in: scratch)
        do throws(Problem) { try Age.decrypt(path, to: opened, with: try identities()) } catch {
            guard error.kind == .badInput else { throw error }
            (clear, sealed, preview) = (path, error.what, nil)
            return
        }
        (clear, sealed, preview) = (opened, nil, BundlePreview(opened))
    }

    /// Puts files into the order of their chains, so that each comes after the one that it names; otherwise as given.
    static func inOrder(_ files: [SubmittedFile]) -> [SubmittedFile] {
        var places: [String: Int] = [:]
        for (place, file) in files.enumerated() {
            if let preview = file.preview, places[preview.identity] == nil { places[preview.identity] = place }
        }
        var ordered: [SubmittedFile] = []
        var isDone = Array(repeating: false, count: files.count)
        for start in files.indices {
            // Back to the first of the chain that is here and not done, then forward again.
            var chain: [Int] = []
            var place: Int? = start
            while let here = place, !isDone[here] {
                isDone[here] = true
                chain.append(here)
                place = places[files[here].previous]
            }
            ordered += chain.reversed().map { files[$0] }
        }
        return ordered
    }
}

/// The files that are meant by paths: files themselves, and the bundles of folders.
enum SubmittedPaths {
    /// How deep folders are searched.
    private static let deepest = 8

    /// The paths of files, those of a folder in the order of their names.
    ///
    /// - Returns: for each path, or each bundle in a folder: the file, or why there is none.
    static func files(_ paths: [String]) -> [(path: String, fault: Problem?)] {
        paths.flatMap { path -> [(path: String, fault: Problem?)] in
            guard Files.isFolder(path) else { return [(path, nil)] }
            do throws(Problem) {
                let found = try bundles(in: path, depth: 0)
                guard found.isEmpty else { return found.map { ($0, nil) } }
                throw Problem(
                    .notFound, LocalText("文件夹中没有上报包", "the folder has no bundle"), at: .init(file: path),
                    next: LocalText("上报包以 .zip 或 .zip.age 结尾", "bundles end in .zip or .zip.age"))
            } catch {
                return [(path, error)]
            }
        }
    }

    private static func bundles(in folder: String, depth: Int) throws(Problem) -> [String] {
        var found: [String] = []
        for name in try Files.names(in: folder).sorted(by: { Text($0) < Text($1) }) where !name.hasPrefix(".") {
            let path = folder + "/" + name
            if Files.isFolder(path) {
                if depth < deepest, !Files.isLink(path) { found += try bundles(in: path, depth: depth + 1) }
            } else if name.hasSuffix(".zip") || name.hasSuffix(".zip.age") {
                found.append(path)
            }
        }
        return found
    }
}
