import Bundle

/// Archives in which two programs could find two contents.
extension HostileBundle {
    private static let rulebook = top + "data/rulebook.yaml"

    /// The sample with a change of its archive, refused for its layout.
    private static func archive(
        _ description: String, _ chinese: String, _ english: String,
        _ change: @escaping @Sendable (inout RawZIP) -> Void
    ) -> HostileBundle {
        HostileBundle(description, .zipSound, chinese, english) { bag in
            var zip = bag.zip
            change(&zip)
            return zip.bytes
        }
    }

    /// The sample with a change of its rulebook's entry, refused for its layout.
    private static func entry(
        _ description: String, _ chinese: String, _ english: String,
        _ change: @escaping @Sendable (inout RawZIP.Entry) -> Void
    ) -> HostileBundle {
        HostileBundle(
            description, .zipSound, "条目 \(rulebook) \(chinese)", "the entry \(rulebook) \(english)",
            lying("data/rulebook.yaml", change))
    }

    private static let elsewhere = (
        "ZIP 目录不在最后一个条目与结尾记录之间", "the directory does not lie between the last entry and the end of the ZIP"
    )

    static let layouts = [
        archive("bytes before the first entry", "ZIP 第一个条目之前有多余字节", "bytes precede the first entry of the ZIP") {
            $0.entries[0].before = Array("#!/bin/sh\n".utf8)
        },
        HostileBundle("a program before the archive", .zipSound, elsewhere.0, elsewhere.1) { bag in
            Array("#!/bin/sh\n".utf8) + bag.zip.bytes
        },
        HostileBundle("an archive behind another", .zipSound, elsewhere.0, elsewhere.1) { bag in
            RawZIP([RawZIP.Entry(rulebook, "other")]).bytes + bag.zip.bytes
        },
        archive(
            "bytes between two entries", "条目 2021Q3-r1/bag-info.txt 之前有多余字节，或次序与目录不同",
            "the entry 2021Q3-r1/bag-info.txt does not touch the one before it"
        ) { $0.entries[1].before = [0] },
        archive(
            "a directory in another order", "条目 2021Q3-r1/bagit-profile.json 之前有多余字节，或次序与目录不同",
            "the entry 2021Q3-r1/bagit-profile.json does not touch the one before it"
        ) { $0.directoryOrder = [0, 2, 1] + Array(3..<$0.entries.count) },
        archive("bytes before the directory", elsewhere.0, elsewhere.1) { $0.beforeDirectory = [0] },
        archive("bytes behind the directory", elsewhere.0, elsewhere.1) { $0.beforeEnd = [0] },
        archive("bytes behind the end", "ZIP 结尾之后有多余字节", "bytes follow the end of the ZIP") { $0.behind = [0x0A] },
        archive("a comment", "ZIP 带有注释", "the ZIP has a comment") { $0.comment = Array("hello".utf8) },
        archive("a second archive in the comment", "ZIP 有两个结尾记录", "the ZIP has two end records") {
            $0.comment = RawZIP([RawZIP.Entry(rulebook, "other")]).bytes
        },
        archive("a number of entries too small", "ZIP 结尾记录与目录不符", "the end record of the ZIP contradicts its directory")
        {
            $0.count = $0.entries.count - 1
        },
        archive(
            "a ZIP64 end record that is not needed", "ZIP64 结尾记录不必要或不一致",
            "the ZIP64 end record is not needed, or contradicts the other"
        ) { $0.hasWideEnd = true },
        entry("a comment of an entry", "带有注释", "has a comment") { $0.comment = Array("hello".utf8) },
        entry("two CRCs for one entry", "在条目处与在目录中的校验码（CRC）不同", "has another CRC in the directory") {
            $0.localChecksum = 1
        },
        entry("two methods for one entry", "在条目处与在目录中的压缩方式不同", "has another method in the directory") {
            $0.localMethod = 0
        },
        entry("two packed sizes for one entry", "在条目处与在目录中的压缩后长度不同", "has another packed size in the directory") {
            $0.localPackedSize = 3
        },
        entry("two sets of flags for one entry", "在条目处与在目录中的标志位不同", "has another set of flags in the directory") {
            $0.localFlags = 2
        },
        entry("a data descriptor that is missing", "的数据描述符不对", "lacks the data descriptor that it declares") {
            ($0.flags, $0.descriptor) = (8, [])
        },
        entry("a data descriptor that lies", "的数据描述符不对", "lacks the data descriptor that it declares") {
            ($0.flags, $0.descriptor) = (8, [0x50, 0x4B, 7, 8] + [UInt8](repeating: 1, count: 12))
        },
        entry("a stored entry with a data descriptor", "未压缩却带数据描述符", "is stored with a data descriptor") {
            ($0.flags, $0.isDeflated) = (8, false)
        },
        entry("a flag that hides the headers", "的标志位不受支持", "has flags that are not read") { $0.flags = 0x2000 },
        entry("a later version of the format", "的格式版本或来源系统不受支持", "is of a version or system that is not read") {
            $0.version = 63
        },
        entry("another name in an extra field", "含不许有的附加字段（0x7075）", "has an extra field that is not allowed (0x7075)")
        {
            $0.extra = [0x75, 0x70, 9, 0, 1, 0, 0, 0, 0] + Array("evil".utf8)
        },
        entry("an extra field twice", "含不许有的附加字段（0x5455）", "has an extra field that is not allowed (0x5455)") {
            $0.localExtra = [0x55, 0x54, 1, 0, 0, 0x55, 0x54, 1, 0, 0]
        },
        entry(
            "a ZIP64 field that is not needed", "的 ZIP64 字段不必要或不一致",
            "has a ZIP64 field that is not needed, or contradicts its header"
        ) { $0.wideSize = UInt64($0.bytes.count) },
        entry("bytes behind a deflate stream", "的压缩数据之后有多余字节", "has bytes behind its packed ones") {
            $0.packed = RawZIP.deflated($0.bytes) + Array("other".utf8)
        },
        entry("a file that is marked as a folder", "的属性与名称不符", "has attributes that contradict its name") {
            $0.attributes = 0x10
        },
        HostileBundle(
            "200 files of 60 MB of zeros", .zipSound, "解压后共 12000197635 字节，与文件大小不相称",
            "it would unpack to 12000197635 bytes, far more than a file of its size can hold"
        ) { bag in
            var zip = bag.zip
            for number in 0..<200 {
                var entry = RawZIP.Entry(top + "data/evidence/zeros\(number).csv", [UInt8]())
                (entry.packed, entry.size) = ([3, 0], 60_000_000)
                zip.entries.append(entry)
            }
            return zip.bytes
        },
    ]
}
