import AssessmentKernel
import Bundle
import Disk
import Reports
import WorkbookWriter
import Workspace

/// The reports of a bundle, made again and compared with those in it.
struct RemadeReports {
    /// What came of them.
    enum Outcome {
        /// They were compared; these differ.
        case compared([LocalText])
        /// They were not, and why.
        case skipped(LocalText)
    }

    /// A folder for those that are made again.
    let folder: ScratchPlace
    private let bundle: OpenBundle
    /// The names of those in the bundle.
    private let names: Set<String>

    /// Prepares the comparison.
    ///
    /// - Parameter strangers: whether an item of the bundle is installed in another version, or not at all.
    /// - Throws: ``Skipped`` when another product made the reports, or there are none.
    init(_ bundle: OpenBundle, strangers: Bool) throws {
        self.bundle = bundle
        let place = BundlePath.report("")
        names = Set(bundle.files.map(\.path).filter { $0.hasPrefix(place) }.map { String($0.dropFirst(place.count)) })
        if names.isEmpty { throw Skipped(LocalText("包内没有报告", "the bundle has no reports")) }
        let product = bundle.info.only(BagInfo.Label.product) ?? ""
        if strangers || product != "kaohe " + productVersion {
            throw Skipped(
                LocalText(
                    "报告由 \(product) 制作，本机是 kaohe \(productVersion) 或考核项版本不同，未作比对",
                    "they were made by \(product), here is kaohe \(productVersion) or another version of an item; not compared"
                ))
        }
        let revision = bundle.info.only(BagInfo.Label.revision)
        let isQuarter = bundle.info.only(BagInfo.Label.period).flatMap { Quarter(text: $0) } != nil
        if revision != "1", bundle.info.only(BagInfo.Label.reason) == nil, isQuarter {
            throw Skipped(
                LocalText(
                    "包内没有更正的理由（旧版本制作），报告未作比对",
                    "the bundle does not say why it revises, as older ones do not; not compared"))
        }
        folder = try ScratchPlace()
    }

    /// Why the reports are not compared.
    struct Skipped: Error {
        let reason: LocalText
        init(_ reason: LocalText) { self.reason = reason }
    }

    /// The township, as the bundle names it.
    var township: String { bundle.info.only(BagInfo.Label.township) ?? "" }

    /// Compares the files that were made again with those in the bundle.
    func compare(_ made: [ReportFile]) throws -> [LocalText] {
        // Slips of single members lie in a folder of their own, which no bundle has.
        let made = made.filter { !$0.name.contains("/") }
        var differences: [LocalText] = []
        for file in made.sorted(by: { Text($0.name) < Text($1.name) }) {
            let (name, path) = (file.name, BundlePath.report(file.name))
            guard names.contains(name) else {
                differences.append(LocalText("缺少 \(path)", "\(path) is missing"))
                continue
            }
            if try isEqual(file) { continue }
            if name.hasSuffix(".xlsx"), try hasEqualParts(name) { continue }
            differences.append(
                LocalText("\(path) 与重新制作的不同", "\(path) is not what comes out when it is made again"))
        }
        for name in names.subtracting(made.map(\.name)).sorted(by: { Text($0) < Text($1) }) {
            let path = BundlePath.report(name)
            differences.append(
                LocalText("重新制作时没有 \(path)", "\(path) does not come out when the reports are made again"))
        }
        return differences
    }

    private func isEqual(_ made: ReportFile) throws -> Bool {
        guard let file = bundle.file(BundlePath.report(made.name)) else { return false }
        return try (made.digest ?? Files.digest(folder.path + "/" + made.name)).sha256 == file.sha256
    }

    /// Whether a workbook holds the same parts: it may be packed by another version of a library, and ours is not packed at all.
    private func hasEqualParts(_ name: String) throws -> Bool {
        let (ours, theirs) = (folder.path + "/" + name, folder.path + "/bundled-" + name)
        let stream = try bundle.open(BundlePath.report(name))
        let copy = try FileWriter(theirs)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { room.deallocate() }
        while case let count = try stream.read(into: room), count > 0 {
            try copy.write(UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
        try copy.close()
        return try WorkbookSketch(ours).isEqual(to: theirs)
    }
}
