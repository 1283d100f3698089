package import AssessmentKernel
import Foundation

/// Files that programs leave beside those of a clerk.
package enum Bystander {
    /// Why a file or folder is passed over, by its name alone; nil for one that may hold tables.
    package static func reason(_ name: String) -> LocalText? {
        let last = (name as NSString).lastPathComponent
        let lower = last.lowercased()
        if last.hasPrefix("~$") || last.hasPrefix(".~") {
            return LocalText("表格软件的临时文件", "a temporary file of a spreadsheet program")
        }
        if last.hasPrefix("._") || system.contains(lower) { return LocalText("系统文件", "a system file") }
        if last.hasPrefix(".") { return LocalText("隐藏文件", "a hidden file") }
        let ending = (lower as NSString).pathExtension
        if unfinished.contains(ending) { return LocalText("未下载完或临时的文件", "an unfinished download or a temporary file") }
        if otherArchives.contains(ending) {
            return LocalText(
                "不能读取这种压缩包，请解压后导入", "an archive of a kind that is not read; unpack it and import the files")
        }
        return nil
    }

    private static let system: Set<String> = [
        ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information",
        ".trash", ".spotlight-v100", ".fseventsd", "icon\r",
    ]
    private static let unfinished: Set<String> = ["tmp", "crdownload", "part", "download", "lnk"]
    private static let otherArchives: Set<String> = ["rar", "7z", "tar", "gz", "tgz", "bz2", "xz"]
}
