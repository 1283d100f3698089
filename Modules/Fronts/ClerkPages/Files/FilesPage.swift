import AssessmentKernel
import Console
import Desk

/// The files of a closing, to open or to keep.
struct FilesPage: Page {
    let name = "files"
    let title = LocalText("文件", "Files")

    func show(_ visit: Visit) throws -> Reply {
        guard let name = visit.part(0) else { return .notFound }
        if visit.rest.count == 1, name.hasSuffix(".zip") {
            guard let path = try visit.workspace.bundleFile(of: String(name.dropLast(4))) else { return .notFound }
            return .file(path, type: "application/zip", keepAs: name)
        }
        if visit.rest.count == 1, name.hasSuffix(".zip.age") {
            guard let path = try visit.workspace.encryptedBundleFile(of: String(name.dropLast(8))) else {
                return .notFound
            }
            return .file(path, type: "application/octet-stream", keepAs: name)
        }
        let file = visit.rest.dropFirst().joined(separator: "/")
        guard let path = try visit.workspace.resultFile(file, of: name) else { return .notFound }
        // A page is looked at; everything else is kept, so that no browser guesses what it is.
        if file.hasSuffix(".html") { return .file(path, type: "text/html; charset=utf-8", keepAs: nil) }
        return .file(
            path, type: "application/octet-stream",
            keepAs: name + "-" + file.split(separator: "/").joined(separator: "-"))
    }
}
