public import AssessmentKernel

/// Why a ZIP file or an entry cannot be read, with a message for the sender.
public enum ZIPFault: Error, Hashable, Sendable {
    /// The file cannot be opened or read: the system's error number.
    case unreadable(Int32)
    /// Not a ZIP file, or a truncated one: its directory is not at the end.
    case noArchive
    /// The directory and the entries are inconsistent, or one of them is damaged; with the library's message.
    case inconsistent(String)
    /// It is not laid out as a plain writer lays it out.
    case layout(LayoutFault)
    /// It declares more entries than the limit.
    case tooManyEntries(Int)
    /// An entry's name is not UTF-8.
    case badName(entry: Int)
    /// An entry's name contains a zero byte, at which some programs end it.
    case zeroInName(entry: Int)
    /// Two entries have the same name.
    case sameName(name: String)
    /// Two entries overlap.
    case overlapping(name: String)
    /// An entry, or all of them together, would unpack to more bytes than the limit.
    case tooLarge(name: String, bytes: UInt64)
    /// An entry's compression ratio is so high that it can only be a ZIP bomb.
    case bomb(name: String)
    /// All entries together would unpack to more bytes than a file of its size can honestly hold.
    case outOfProportion(bytes: UInt64)
    /// An entry is encrypted.
    case encrypted(name: String)
    /// An entry's compression method is not supported: neither stored nor deflated.
    case unknownMethod(name: String)
    /// An entry unpacks to more or fewer bytes than it declares.
    case wrongSize(name: String)
    /// An entry's checksum does not match its bytes.
    case wrongChecksum(name: String)
    /// An entry's compressed bytes are invalid.
    case damaged(name: String)

    /// What is wrong, in one sentence without a final stop.
    public var reason: LocalText {
        switch self {
        case .unreadable: LocalText("文件无法读取", "the file cannot be read")
        case .noArchive: LocalText("不是 ZIP 文件，或文件不完整", "this is no ZIP file, or it is cut off")
        case .inconsistent(let detail):
            LocalText("ZIP 文件内部不一致（\(detail)）", "the ZIP file contradicts itself (\(detail))")
        case .layout(let fault): fault.reason
        case .tooManyEntries(let count): LocalText("ZIP 条目过多（\(count)）", "the ZIP file has too many entries (\(count))")
        case .badName(let entry):
            LocalText("第 \(entry + 1) 个条目的名称不是 UTF-8", "the name of entry \(entry + 1) is not UTF-8")
        case .zeroInName(let entry):
            LocalText("第 \(entry + 1) 个条目的名称含零字节", "the name of entry \(entry + 1) has a zero byte")
        case .sameName(let name):
            LocalText("条目 \(name.shown) 出现不止一次", "the entry \(name.shown) is there more than once")
        case .overlapping(let name):
            LocalText("条目 \(name.shown) 与另一条目重叠", "the entry \(name.shown) lies over another")
        case .tooLarge(let name, let bytes):
            LocalText(
                "条目 \(name.shown) 解压后过大（\(bytes) 字节）", "the entry \(name.shown) is too large unpacked (\(bytes) bytes)")
        case .bomb(let name):
            LocalText("条目 \(name.shown) 压缩比异常，疑为压缩炸弹", "the entry \(name.shown) is packed like a bomb")
        case .outOfProportion(let bytes):
            LocalText(
                "解压后共 \(bytes) 字节，与文件大小不相称",
                "it would unpack to \(bytes) bytes, far more than a file of its size can hold")
        case .encrypted(let name): LocalText("条目 \(name.shown) 已加密", "the entry \(name.shown) is encrypted")
        case .unknownMethod(let name):
            LocalText("条目 \(name.shown) 的压缩方式不受支持", "the entry \(name.shown) is packed in a way that is not read")
        case .wrongSize(let name):
            LocalText("条目 \(name.shown) 的实际长度与声明不符", "the entry \(name.shown) does not have the size that it declares")
        case .wrongChecksum(let name):
            LocalText("条目 \(name.shown) 的校验码（CRC）不符", "the checksum (CRC) of the entry \(name.shown) is wrong")
        case .damaged(let name):
            LocalText("条目 \(name.shown) 已损坏，无法解压", "the entry \(name.shown) is damaged and cannot be unpacked")
        }
    }
}

extension String {
    /// The name of an entry for a message: without control characters, and at most a line long.
    public var shown: String {
        var text = ""
        for scalar in unicodeScalars.prefix(120) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                text += "\\u{" + Swift.String(scalar.value, radix: 16) + "}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return unicodeScalars.count > 120 ? text + "…" : text
    }
}
