import AssessmentKernel
import Digests
import Disk
import ZIP

/// Checks the bag in a ZIP whose names are known to be safe: its tag files, manifests and payload.
struct BagChecks {
    /// The largest tag file that is read as a whole, in bytes.
    static let longestTag = 4 << 20

    /// The entries by their paths in the bag.
    let files: [String: ZIPReader.Entry]
    /// The digests by path, once the bag was unpacked; a file that cannot be unpacked has none.
    private(set) var digests: [String: String] = [:]
    /// The bytes of the payload by path, of a bundle that is held in memory.
    private(set) var held: [String: [UInt8]] = [:]
    /// The bytes of the tag files that were read.
    let tags: [String: [UInt8]]
    /// The contents of `bag-info.txt`; nil when it cannot be read.
    private(set) var info: BagInfo?
    /// The payload's digests in the manifest.
    private(set) var listed: [String: String] = [:]

    /// Reads the short tag files of a bag, and nothing else.
    init(of archive: ZIPReader, folder: String) {
        let start = folder.utf8.count + 1
        var files: [String: ZIPReader.Entry] = [:]
        for entry in archive.entries where !entry.isFolder {
            files[String(decoding: entry.name.utf8.dropFirst(start), as: UTF8.self)] = entry
        }
        var tags: [String: [UInt8]] = [:]
        for name in Tag.listed + [Tag.tagManifest, Tag.signature] {
            guard let entry = files[name] else { continue }
            tags[name] = try? archive.bytes(of: entry, limit: BagChecks.longestTag)
        }
        self.files = files
        self.tags = tags
    }

    /// Unpacks every entry once for its digest.
    ///
    /// - Parameters:
    ///   - room: the payload is held in memory if it has at most so many bytes.
    ///   - shown: the paths of files that were unpacked before and had their digests.
    mutating func unpack(
        _ archive: ZIPReader, _ path: String, threads: Int, holding room: UInt64, shown: Set<String>,
        _ log: inout CheckLog
    ) {
        log.look(.zipSound)
        let isHeld = room > 0 && payloadBytes <= room
        for path in shown { digests[path] = listed[path] }
        let files = files.filter { !shown.contains($0.key) }
        let places = isHeld ? Set(files.filter { $0.key.hasPrefix(Tag.payload) }.map(\.value.index)) : []
        let results = DigestRun.digests(path, Array(files.values), threads: threads) { places.contains($0.index) }
        for (path, entry) in files.sorted(by: { $0.value.index < $1.value.index }) {
            switch results[entry.index] {
            case .success(let unpacked):
                digests[path] = unpacked.digest
                held[path] = unpacked.bytes
            case .failure(let fault): log.fail(.zipSound, fault.reason)
            case nil: log.fail(.zipSound, ZIPFault.damaged(name: entry.name).reason)
            }
        }
        for entry in archive.entries where entry.isFolder {
            do { try archive.read(entry) { _ in } } catch {
                log.fail(.zipSound, (error as? ZIPFault ?? .damaged(name: entry.name)).reason)
            }
        }
    }

    /// The SHA-256 of the tag manifest, in lower-case hex.
    var identity: String { SHA256.hash(data: tags[Tag.tagManifest] ?? []).hex }

    var payload: [String] { files.keys.filter { $0.hasPrefix(Tag.payload) }.sorted { Text($0) < Text($1) } }
    var payloadBytes: UInt64 { payload.reduce(0) { $0 + (files[$1]?.size ?? 0) } }
    private var tagFiles: [String] { files.keys.filter { !$0.hasPrefix(Tag.payload) }.sorted { Text($0) < Text($1) } }

    /// Runs the checks that need no payload.
    mutating func runCheap(folder: String, _ log: inout CheckLog) {
        checkDeclaration(&log)
        checkInfo(folder: folder, &log)
        checkOxum(&log)
        checkManifest(&log)
        checkTagManifest(&log)
        checkProfile(&log)
    }

    /// Runs the checks of the unpacked payload.
    func runDear(_ log: inout CheckLog) {
        checkPayload(&log)
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
        checkIdentifier(info, &log)
    }

    /// The name must be the period and the revision, each in its one form: 1, 2, 3.
    private func checkIdentifier(_ info: BagInfo, _ log: inout CheckLog) {
        guard let period = info.only(BagInfo.Label.period), let revision = info.only(BagInfo.Label.revision) else {
            return
        }
        if Quarter(text: period)?.description != period, Year(text: period)?.description != period {
            log.fail(
                .bagInfo, "\(BagInfo.Label.period)（\(period.shown)）既不是季度也不是年度",
                "the \(BagInfo.Label.period) (\(period.shown)) is neither a quarter nor a year")
        }
        if (Int(revision).map { $0 >= 1 && String($0) == revision }) != true {
            log.fail(
                .bagInfo, "\(BagInfo.Label.revision)（\(revision.shown)）不是 1、2、3……",
                "the \(BagInfo.Label.revision) (\(revision.shown)) is not 1, 2, 3 …")
        }
        if let name = info.only(BagInfo.Label.name), name != "\(period)-r\(revision)" {
            log.fail(
                .bagInfo, "\(BagInfo.Label.name)（\(name.shown)）应为 \(period.shown)-r\(revision.shown)",
                "the \(BagInfo.Label.name) (\(name.shown)) must be \(period.shown)-r\(revision.shown)")
        }
    }

    private func checkOxum(_ log: inout CheckLog) {
        guard let info else { return }
        log.look(.bagOxum)
        let found = "\(payloadBytes).\(payload.count)"
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
            // Only these are tag files of a bundle; the profile's check refuses any other.
            guard let bytes = tags[path] else { continue }
            if SHA256.hash(data: bytes).hex != said { log.fail(.bagTagManifest, "\(path) 已被更改", "\(path) was changed") }
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
        for path in payload {
            if PayloadKind(path: path) == nil {
                log.fail(.bagProfile, "\(path) 不是存档可有的文件类型", "\(path) is of a kind that no bundle has")
            } else if !PayloadKind.isPlace(path) {
                log.fail(.bagProfile, "\(path) 不在存档可有的位置", "\(path) is in a place where no bundle has a file")
            }
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
