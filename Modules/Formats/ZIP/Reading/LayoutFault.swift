public import AssessmentKernel

/// What in a ZIP file differs from the layout that a plain writer makes, so that two programs could read two contents.
public enum LayoutFault: Hashable, Sendable {
    /// A number that stands at the entry and in the directory.
    public enum Field: String, Hashable, Sendable {
        /// The name.
        case name
        /// The general flags.
        case flags = "set of flags"
        /// The compression method.
        case method
        /// The size of the packed bytes.
        case packedSize = "packed size"
        /// The size of the plain bytes.
        case size
        /// The checksum.
        case checksum = "CRC"
    }

    /// Bytes precede the first entry.
    case beginsLate
    /// Bytes lie between the entry before and this one, or this one stands in another order than in the directory.
    case gap(name: String)
    /// There is no entry header at the place that the directory names.
    case noHeader(name: String)
    /// The entry's own header and the directory differ.
    case headersDiffer(name: String, Field)
    /// The bytes behind an entry are not the data descriptor that its flags announce.
    case descriptor(name: String)
    /// A stored entry has a data descriptor: a program that reads from the front cannot find its end.
    case storedWithDescriptor(name: String)
    /// It sets flags that change how an entry is read.
    case flags(name: String)
    /// It asks for a later version of the format than that of this layout, or names a system whose names read otherwise.
    case version(name: String)
    /// Its attributes say folder, its name says file, or the reverse; or they mark what some programs leave out.
    case attributes(name: String)
    /// Its name is outside ASCII without the flag for UTF-8.
    case unmarkedName(name: String)
    /// An extra field that is neither ZIP64 nor a time stamp.
    case extraField(name: String, id: Int)
    /// A 64-bit number that is not needed, or differs from the 32-bit one; the name is empty for the archive's own.
    case wide(name: String)
    /// An entry has a comment.
    case entryComment(name: String)
    /// The archive has a comment.
    case comment
    /// There are two end records.
    case twoEnds
    /// Bytes follow the end record.
    case bytesBehind
    /// The directory does not lie between the last entry and the end record.
    case directoryElsewhere
    /// The end record names another number of entries than the directory has, or another disk.
    case end
    /// Bytes lie behind the deflated ones within an entry.
    case bytesBehindDeflate(name: String)

    /// What is wrong, in one sentence without a final stop.
    public var reason: LocalText {
        switch self {
        case .beginsLate: LocalText("ZIP 第一个条目之前有多余字节", "bytes precede the first entry of the ZIP")
        case .gap(let name):
            LocalText("条目 \(name.shown) 之前有多余字节，或次序与目录不同", "the entry \(name.shown) does not touch the one before it")
        case .noHeader(let name):
            LocalText("目录所指之处没有条目 \(name.shown)", "the entry \(name.shown) is not where the directory says")
        case .headersDiffer(let name, let field):
            LocalText(
                "条目 \(name.shown) 在条目处与在目录中的\(field.chinese)不同",
                "the entry \(name.shown) has another \(field.rawValue) in the directory")
        case .descriptor(let name):
            LocalText("条目 \(name.shown) 的数据描述符不对", "the entry \(name.shown) lacks the data descriptor that it declares")
        case .storedWithDescriptor(let name):
            LocalText("条目 \(name.shown) 未压缩却带数据描述符", "the entry \(name.shown) is stored with a data descriptor")
        case .flags(let name):
            LocalText("条目 \(name.shown) 的标志位不受支持", "the entry \(name.shown) has flags that are not read")
        case .version(let name):
            LocalText(
                "条目 \(name.shown) 的格式版本或来源系统不受支持", "the entry \(name.shown) is of a version or system that is not read")
        case .attributes(let name):
            LocalText("条目 \(name.shown) 的属性与名称不符", "the entry \(name.shown) has attributes that contradict its name")
        case .unmarkedName(let name):
            LocalText("条目 \(name.shown) 的名称未标明 UTF-8", "the name of the entry \(name.shown) is not marked as UTF-8")
        case .extraField(let name, let id):
            LocalText(
                "条目 \(name.shown) 含不许有的附加字段（0x\(LayoutFault.hex(id))）",
                "the entry \(name.shown) has an extra field that is not allowed (0x\(LayoutFault.hex(id)))")
        case .wide(let name) where name.isEmpty:
            LocalText("ZIP64 结尾记录不必要或不一致", "the ZIP64 end record is not needed, or contradicts the other")
        case .wide(let name):
            LocalText(
                "条目 \(name.shown) 的 ZIP64 字段不必要或不一致",
                "the entry \(name.shown) has a ZIP64 field that is not needed, or contradicts its header")
        case .entryComment(let name): LocalText("条目 \(name.shown) 带有注释", "the entry \(name.shown) has a comment")
        case .comment: LocalText("ZIP 带有注释", "the ZIP has a comment")
        case .twoEnds: LocalText("ZIP 有两个结尾记录", "the ZIP has two end records")
        case .bytesBehind: LocalText("ZIP 结尾之后有多余字节", "bytes follow the end of the ZIP")
        case .directoryElsewhere:
            LocalText(
                "ZIP 目录不在最后一个条目与结尾记录之间", "the directory does not lie between the last entry and the end of the ZIP")
        case .end: LocalText("ZIP 结尾记录与目录不符", "the end record of the ZIP contradicts its directory")
        case .bytesBehindDeflate(let name):
            LocalText("条目 \(name.shown) 的压缩数据之后有多余字节", "the entry \(name.shown) has bytes behind its packed ones")
        }
    }

    private static func hex(_ id: Int) -> String {
        let digits = String(id, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension LayoutFault.Field {
    fileprivate var chinese: String {
        switch self {
        case .name: "名称"
        case .flags: "标志位"
        case .method: "压缩方式"
        case .packedSize: "压缩后长度"
        case .size: "长度"
        case .checksum: "校验码（CRC）"
        }
    }
}
