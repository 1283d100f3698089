import AssessmentKernel
import Crypto
import Disk
import ZIP

/// Checks the bag in a ZIP whose names are known to be safe: its tag files, manifests and payload.
struct BagChecks {
    /// The largest tag file that is read as a whole, in bytes.
    static let longestTag = 4 << 20

    /// The entries by their paths in the bag.
    let files: [String: ZIPReader.Entry]
    /// The digests by path; a file that cannot be unpacked has none.
    let digests: [String: String]
    /// The bytes of the tag files that were read.
    let tags: [String: [UInt8]]
    /// The contents of `bag-info.txt`; nil when it cannot be read.
    private(set) var info: BagInfo?
    /// The payload's digests in the manifest.
    private(set) var listed: [String: String] = [:]

    init(_ files: [String: ZIPReader.Entry], _ digests: [String: String], _ tags: [String: [UInt8]]) {
        self.files = files
        self.digests = digests
        self.tags = tags
    }

    /// The SHA-256 of the tag manifest, in lower-case hex.
    var identity: String { SHA256.hash(data: tags[Tag.tagManifest] ?? []).hex }

    var payload: [String] { files.keys.filter { $0.hasPrefix(Tag.payload) }.sorted { Text($0) < Text($1) } }
    private var tagFiles: [String] { files.keys.filter { !$0.hasPrefix(Tag.payload) }.sorted { Text($0) < Text($1) } }

    /// Runs all checks of the bag.
    mutating func run(folder: String, _ log: inout CheckLog) {
        checkDeclaration(&log)
        checkInfo(folder: folder, &log)
        checkOxum(&log)
        checkManifest(&log)
        checkPayload(&log)
        checkTagManifest(&log)
        checkProfile(&log)
        checkRulebook(&log)
    }

    /// The text of a tag file; nil after logging why there is none.
    private func text(_ name: String, _ id: CheckID, _ log: inout CheckLog) -> String? {
        log.look(id)
        guard files[name] != nil else {
            log.fail(id, "缺少 \(name)", "\(name) is missing")
            return nil
        }
        guard let bytes = tags[name] else {
            log.fail(id, "\(name) 过大或无法读取", "\(name) is too long or cannot be read")
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            log.fail(id, "\(name) 不是 UTF-8", "\(name) is not UTF-8")
            return nil
        }
        return text
    }

    private func checkDeclaration(_ log: inout CheckLog) {
        guard let text = text(Tag.declaration, .bagDeclaration, &log) else { return }
        if TextLines.of(text) != TextLines.of(Tag.declarationText) {
            log.fail(
                .bagDeclaration, "bagit.txt 声明的不是 BagIt 1.0 与 UTF-8", "bagit.txt does not declare BagIt 1.0 and UTF-8")
        }
    }

    private mutating func checkInfo(folder: String, _ log: inout CheckLog) {
        guard let text = text(Tag.info, .bagInfo, &log) else { return }
        let (info, badLine) = BagInfo.read(text)
        if let badLine {
            log.fail(.bagInfo, "bag-info.txt 第 \(badLine) 行无效", "line \(badLine) of bag-info.txt is invalid")
            return
        }
        self.info = info
        if let name = info.only(BagInfo.Label.name), name != folder {
            log.fail(
                .bagInfo, "文件夹名 \(folder) 与 \(BagInfo.Label.name)（\(name.shown)）不符",
                "the folder \(folder) is not the \(BagInfo.Label.name) (\(name.shown))")
        }
    }

    private func checkOxum(_ log: inout CheckLog) {
        guard let info else { return }
        log.look(.bagOxum)
        let bytes = payload.reduce(UInt64(0)) { $0 + (files[$1]?.size ?? 0) }
        let found = "\(bytes).\(payload.count)"
        guard let said = info.only(BagInfo.Label.oxum) else {
            log.fail(.bagOxum, "Payload-Oxum 缺失或重复", "Payload-Oxum is missing or there more than once")
            return
        }
        if said != found {
            log.fail(
                .bagOxum, "Payload-Oxum 为 \(said.shown)，实为 \(found)", "Payload-Oxum says \(said.shown), found \(found)")
        }
    }

    /// The lines of a manifest by path; logs its faults.
    private func lines(_ name: String, _ id: CheckID, _ log: inout CheckLog) -> [String: String]? {
        let kind = String(name.prefix { $0 != "-" }) + "-"
        for other in tagFiles where other.hasPrefix(kind) && other != name && other != Tag.signature {
            log.fail(id, "\(other) 用的不是 SHA-256", "\(other) is of another algorithm than SHA-256")
        }
        guard let text = text(name, id, &log) else { return nil }
        let (manifest, badLine) = Manifest.read(text)
        if let badLine { log.fail(id, "\(name) 第 \(badLine) 行无效", "line \(badLine) of \(name) is invalid") }
        var lines: [String: String] = [:]
        for line in manifest.lines {
            if let fault = PathFault(line.path) {
                let shown = line.path.shown
                log.fail(
                    id, "\(name)：\(shown) \(fault.reason.chinese)", "\(name): \(shown) \(fault.reason.english)")
                continue
            }
            if lines.updateValue(line.sha256, forKey: line.path) != nil {
                log.fail(id, "\(name) 重复列出 \(line.path.shown)", "\(name) lists \(line.path.shown) twice")
            }
        }
        return lines
    }

    private mutating func checkManifest(_ log: inout CheckLog) {
        guard let lines = lines(Tag.manifest, .bagManifest, &log) else { return }
        listed = lines
        for path in payload where lines[path] == nil {
            log.fail(.bagManifest, "清单未列 \(path)", "the manifest does not list \(path)")
        }
        for path in lines.keys.sorted(by: { Text($0) < Text($1) }) where files[path] == nil {
            log.fail(.bagManifest, "缺少清单所列的 \(path.shown)", "\(path.shown) is listed and missing")
        }
        for path in lines.keys.sorted(by: { Text($0) < Text($1) }) where !path.hasPrefix(Tag.payload) {
            log.fail(
                .bagManifest, "清单列出 data/ 之外的 \(path.shown)", "the manifest lists \(path.shown) outside data/")
        }
    }

    private func checkPayload(_ log: inout CheckLog) {
        guard !listed.isEmpty else { return }
        log.look(.bagPayload)
        for path in payload {
            guard let said = listed[path] else { continue }
            guard let found = digests[path] else {
                log.fail(.bagPayload, "\(path) 无法解压", "\(path) cannot be unpacked")
                continue
            }
            if found != said { log.fail(.bagPayload, "\(path) 已被更改", "\(path) was changed") }
        }
    }

    private func checkTagManifest(_ log: inout CheckLog) {
        guard let lines = lines(Tag.tagManifest, .bagTagManifest, &log) else { return }
        // The tag manifest cannot list itself or the signature over it.
        for path in tagFiles where path != Tag.tagManifest && path != Tag.signature {
            guard let said = lines[path] else {
                log.fail(.bagTagManifest, "标签清单未列 \(path)", "the tag manifest does not list \(path)")
                continue
            }
            let found = tags[path].map { SHA256.hash(data: $0).hex } ?? digests[path]
            if found != said { log.fail(.bagTagManifest, "\(path) 已被更改", "\(path) was changed") }
        }
        for path in lines.keys.sorted(by: { Text($0) < Text($1) }) where files[path] == nil {
            log.fail(.bagTagManifest, "缺少标签清单所列的 \(path.shown)", "\(path.shown) is listed and missing")
        }
    }

    private func checkProfile(_ log: inout CheckLog) {
        guard let info else { return }
        log.look(.bagProfile)
        for rule in BagProfile.rules {
            let count = info[rule.label].count
            if count == 0, rule.isRequired {
                log.fail(.bagProfile, "bag-info.txt 缺少 \(rule.label)", "bag-info.txt lacks \(rule.label)")
            }
            if count > 1, !rule.isRepeatable {
                log.fail(
                    .bagProfile, "bag-info.txt 重复 \(rule.label)", "bag-info.txt has \(rule.label) more than once")
            }
        }
        let identifier = info.only(BagInfo.Label.profile) ?? BagProfile.identifier
        let right = BagProfile.bytes(of: identifier)
        if right == nil {
            log.fail(
                .bagProfile, "存档规范 \(identifier.shown) 不是本程序所知的", "the profile \(identifier.shown) is not known here")
        } else if tags[Tag.profile] != right {
            log.fail(.bagProfile, "\(Tag.profile) 缺失或不是所称的规范", "\(Tag.profile) is missing or not the one named")
        }
        let allowed = Set(Tag.listed + [Tag.tagManifest, Tag.signature])
        for path in tagFiles where !allowed.contains(path) {
            log.fail(.bagProfile, "规范不许有 \(path)", "the profile does not allow \(path)")
        }
        for path in payload where PayloadKind(path: path) == nil {
            log.fail(.bagProfile, "\(path) 不是存档可有的文件类型", "\(path) is of a kind that no bundle has")
        }
    }

    private func checkRulebook(_ log: inout CheckLog) {
        guard let said = info?.only(BagInfo.Label.rulebookDigest) else { return }
        log.look(.rulebookDigest)
        guard files[Tag.rulebook] != nil else {
            log.fail(.rulebookDigest, "缺少 \(Tag.rulebook)", "\(Tag.rulebook) is missing")
            return
        }
        if digests[Tag.rulebook] != said {
            log.fail(
                .rulebookDigest, "\(Tag.rulebook) 不是 bag-info.txt 所指的",
                "\(Tag.rulebook) is not the one that bag-info.txt names")
        }
    }
}
