import Bundle

/// Archives that lie about themselves.
extension HostileBundle {
    static let archives = [
        HostileBundle("no ZIP at all", .zipSound, "不是 ZIP 文件，或文件不完整", "this is no ZIP file, or it is cut off") { _ in
            Array("工号,姓名\n".utf8)
        },
        HostileBundle("half of the file", .zipSound, "不是 ZIP 文件，或文件不完整", "this is no ZIP file, or it is cut off") {
            bag in
            let bytes = bag.zip.bytes
            return Array(bytes[..<(bytes.count / 2)])
        },
        HostileBundle(
            "a bomb of 10 GB", .zipSound, "条目 2021Q3-r1/data/evidence/bomb.csv 解压后过大（10485760000 字节）",
            "the entry 2021Q3-r1/data/evidence/bomb.csv is too large unpacked (10485760000 bytes)"
        ) { bag in bomb(bag, megabytes: 10_000) },
        HostileBundle(
            "a bomb of 300 MB", .zipSound, "条目 2021Q3-r1/data/evidence/bomb.csv 压缩比异常，疑为压缩炸弹",
            "the entry 2021Q3-r1/data/evidence/bomb.csv is packed like a bomb"
        ) { bag in bomb(bag, megabytes: 300) },
        HostileBundle(
            "a bomb that says it is small", .zipSound, "条目 2021Q3-r1/data/evidence/bomb.csv 的实际长度与声明不符",
            "the entry 2021Q3-r1/data/evidence/bomb.csv does not have the size that it declares"
        ) { bag in bomb(bag, megabytes: 300, declared: 1_000) },
        HostileBundle(
            "an archive in the archive", .bagProfile, "data/reports/nested.zip 不是存档可有的文件类型",
            "data/reports/nested.zip is of a kind that no bundle has"
        ) { bag in
            let inner = bomb(bag, megabytes: 300)
            return changed(recomputed: true) { $0["data/reports/nested.zip"] = inner }(bag)
        },
        HostileBundle(
            "entries over one another", .zipSound, "条目 2021Q3-r1/data/evidence/copy.csv 与另一条目重叠",
            "the entry 2021Q3-r1/data/evidence/copy.csv lies over another"
        ) { bag in
            var zip = bag.zip
            let place = zip.entries.firstIndex { $0.name.elementsEqual((top + "data/evidence/sample.csv").utf8) } ?? 0
            var copy = zip.entries[place]
            copy.name = Array((top + "data/evidence/copy.csv").utf8)
            copy.sharesBytesOf = place
            zip.entries.append(copy)
            return zip.bytes
        },
        HostileBundle(
            "a size too large", .zipSound, "条目 2021Q3-r1/data/rulebook.yaml 的实际长度与声明不符",
            "the entry 2021Q3-r1/data/rulebook.yaml does not have the size that it declares",
            lying("data/rulebook.yaml") { $0.size = 1_000 }),
        HostileBundle(
            "a size too small", .zipSound, "条目 2021Q3-r1/data/rulebook.yaml 的实际长度与声明不符",
            "the entry 2021Q3-r1/data/rulebook.yaml does not have the size that it declares",
            lying("data/rulebook.yaml") { $0.size = 3 }),
        HostileBundle(
            "two sizes for one entry", .zipSound, "条目 2021Q3-r1/data/rulebook.yaml 在条目处与在目录中的长度不同",
            "the entry 2021Q3-r1/data/rulebook.yaml has another size in the directory",
            lying("data/rulebook.yaml") { $0.localSize = 3 }),
        HostileBundle(
            "two names for one entry", .zipSound, "条目 2021Q3-r1/data/rulebook.yaml 在条目处与在目录中的名称不同",
            "the entry 2021Q3-r1/data/rulebook.yaml has another name in the directory",
            lying("data/rulebook.yaml") { $0.localName = Array("../evil".utf8) }),
        HostileBundle(
            "a wrong CRC", .zipSound, "条目 2021Q3-r1/data/rulebook.yaml 的校验码（CRC）不符",
            "the checksum (CRC) of the entry 2021Q3-r1/data/rulebook.yaml is wrong",
            lying("data/rulebook.yaml") { $0.checksum = 1 }),
        HostileBundle(
            "an encrypted entry", .zipSound, "条目 2021Q3-r1/data/rulebook.yaml 已加密",
            "the entry 2021Q3-r1/data/rulebook.yaml is encrypted", lying("data/rulebook.yaml") { $0.flags = 1 }),
        HostileBundle(
            "another way of packing", .zipSound, "条目 2021Q3-r1/data/rulebook.yaml 的压缩方式不受支持",
            "the entry 2021Q3-r1/data/rulebook.yaml is packed in a way that is not read",
            lying("data/rulebook.yaml") { $0.method = 12 }),
        HostileBundle("60,000 entries", .zipSound, "ZIP 条目过多（60000）", "the ZIP file has too many entries (60000)") {
            bag in
            var zip = bag.zip
            zip.count = 60_000
            return zip.bytes
        },
        HostileBundle(
            "two directories", .zipSound, "ZIP 有两个结尾记录", "the ZIP has two end records"
        ) { bag in
            var zip = bag.zip
            zip.comment = [0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18)
            return zip.bytes
        },
    ]

    static func bomb(_ bag: LooseBag, megabytes: Int, declared: UInt32? = nil) -> [UInt8] {
        var zip = bag.zip
        var entry = RawZIP.Entry(top + "data/evidence/bomb.csv", [UInt8]())
        // Sizes beyond 4 GiB are in a 64-bit field.
        if megabytes >= 4_096 {
            entry.packed = Array(repeating: 0, count: 64)
            entry.wideSize = UInt64(megabytes) << 20
        } else {
            let zeros = RawZIP.deflatedZeros(megabytes: megabytes)
            entry.packed = zeros.packed
            entry.checksum = zeros.checksum
            entry.size = declared ?? UInt32(megabytes) << 20
        }
        zip.entries.append(entry)
        return zip.bytes
    }
}
