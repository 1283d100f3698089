import AssessmentKernel
import Foundation
import ZIP

/// Checks that the names of a ZIP's entries are valid in a bundle and do not clash.
struct NameChecks {
    /// The folder that contains everything; nil when there is none or more than one.
    private(set) var folder: String?

    init(_ entries: [ZIPReader.Entry], _ log: inout CheckLog) {
        log.look(.zipNames)
        for entry in entries {
            let shown = entry.name.shown
            if entry.isSpecial {
                log.fail(.zipNames, "\(shown) 是链接或特殊文件", "\(shown) is a link or another special file")
            }
            // A folder's name ends with a slash, which is not part of its path.
            let path = entry.isFolder ? entry.name.dropLast() : entry.name[...]
            if let fault = PathFault(path) {
                log.fail(.zipNames, "\(shown) \(fault.reason.chinese)", "\(shown) \(fault.reason.english)")
            }
            if entry.isFolder, entry.size > 0 {
                log.fail(.zipNames, "\(shown) 是文件夹却有内容", "\(shown) is a folder with bytes of its own")
            }
        }
        NameChecks.compare(entries, &log)
        guard log.hasPassed(.zipNames) else { return }
        log.look(.bagFolder)
        let files = entries.filter { !$0.isFolder }
        let tops = Set(entries.map { $0.name.prefix { $0 != "/" } })
        let loose = files.filter { !$0.name.contains("/") }
        for file in loose {
            log.fail(
                .bagFolder, "\(file.name.shown) 不在文件夹中", "\(file.name.shown) lies outside the folder")
        }
        if files.isEmpty { log.fail(.bagFolder, "ZIP 中没有文件", "the ZIP has no files") }
        if tops.count > 1 {
            let names = tops.sorted().prefix(5).joined(separator: ", ")
            log.fail(
                .bagFolder, "不止一个文件夹或文件（\(names)）", "there is more than one folder or file at the top (\(names))")
        }
        if log.hasPassed(.bagFolder) { folder = tops.first.map(String.init) }
    }

    /// Looks for names that some system would treat as equal.
    private static func compare(_ entries: [ZIPReader.Entry], _ log: inout CheckLog) {
        var exact: Set<Text> = []
        var lowercased: [Text: String] = [:]
        var normalised: [Text: String] = [:]
        var files: Set<Text> = []
        for entry in entries {
            let shown = entry.name.shown
            let name = entry.isFolder ? String(entry.name.dropLast()) : entry.name
            guard exact.insert(Text(name)).inserted else {
                log.fail(.zipNames, "\(shown) 出现不止一次", "\(shown) is there more than once")
                continue
            }
            let small = Text(name.lowercased())
            if let other = lowercased.updateValue(name, forKey: small) {
                log.fail(
                    .zipNames, "\(shown) 与 \(other.shown) 仅大小写不同", "\(shown) differs from \(other.shown) by case alone")
                continue
            }
            let folded = Text(name.precomposedStringWithCompatibilityMapping.lowercased())
            if let other = normalised.updateValue(name, forKey: folded) {
                log.fail(
                    .zipNames, "\(shown) 与 \(other.shown) 归一化后相同", "\(shown) and \(other.shown) normalise alike")
            }
            if !entry.isFolder { files.insert(small) }
        }
        for entry in entries {
            // Every parent folder of an entry, by its bytes.
            let bytes = Array(entry.name.lowercased().utf8)
            for (place, byte) in bytes.enumerated() where byte == 0x2F && place < bytes.count - 1 {
                let above = String(decoding: bytes[..<place], as: UTF8.self)
                if files.contains(Text(above)) {
                    log.fail(
                        .zipNames, "\(above.shown) 既是文件又是文件夹", "\(above.shown) is both a file and a folder")
                }
            }
        }
    }
}
