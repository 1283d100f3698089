import Sheets

/// The directory of a compound file (OLE 2), the container of old workbooks: streams by name, each in a chain of
/// sectors.
///
/// Every chain is bounded by the number of sectors in the file, so that one that leads back to itself ends.
struct CompoundFile {
    /// A stream in the folder of the root.
    struct Stream {
        let name: String
        let start: UInt32
        let size: Int
    }

    /// The first bytes of a compound file.
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    /// The size of the largest file that is read: what the old format could hold.
    static let mostBytes = 2 << 30

    private static let mostEntries = 1 << 14
    private static let endOfChain: UInt32 = 0xFFFF_FFFE
    private static let noSector: UInt32 = 0xFFFF_FFFA

    /// The streams at the top, in the order of the directory.
    let streams: [Stream]
    private let file: SheetFile
    private let size: Int
    private let sector: Int
    private let table: [UInt32]
    private let smallTable: [UInt32]
    private let smallLimit: Int
    private let container: Extents

    /// Reads the tables of sectors and the directory.
    init(_ file: SheetFile, size: Int) throws(WorkbookFault) {
        let whole = ExtentReader(file, Extents(wholeFile: size), window: 1 << 13)
        let head = try whole.bytes(at: 0, count: 512)
        guard head.count == 512 else { throw .cut() }
        let shift = head.u16(30)
        guard shift == 9 || shift == 12, head.u16(32) == 6 else { throw .broken("sector size") }
        let sector = 1 << shift
        self.file = file
        self.size = size
        self.sector = sector
        let most = size / sector + 1
        // The sectors that hold the table: 109 in the head, the others in a chain of their own.
        var places: [UInt32] = (0..<109).map { head.u32(76 + 4 * $0) }
        var next = head.u32(68)
        let directoryStart = head.u32(48)
        smallLimit = Int(min(head.u32(56), 1 << 16))
        let smallStart = head.u32(60)
        var steps = 0
        while next < CompoundFile.noSector {
            let more = try whole.bytes(at: (Int(next) + 1) * sector, count: sector)
            guard more.count == sector else { throw .cut() }
            for place in 0..<(sector / 4 - 1) { places.append(more.u32(4 * place)) }
            next = more.u32(sector - 4)
            steps += 1
            guard steps <= most / (sector / 4) + 1 else { throw .broken("sector chain") }
        }
        let needed = (most + sector / 4 - 1) / (sector / 4)
        places = Array(places.filter { $0 < CompoundFile.noSector }.prefix(needed + 1))
        var table: [UInt32] = []
        table.reserveCapacity(places.count * sector / 4)
        for place in places {
            let part = try whole.bytes(at: (Int(place) + 1) * sector, count: sector)
            guard part.count == sector else { throw .cut() }
            for entry in 0..<(sector / 4) { table.append(part.u32(4 * entry)) }
        }
        self.table = table
        func chain(_ start: UInt32, _ limit: Int) throws(WorkbookFault) -> Extents {
            try CompoundFile.chain(start, table, sector, size, limit)
        }
        let directory = ExtentReader(file, try chain(directoryStart, .max))
        let entries = try CompoundFile.entries(directory, isLong: shift == 12)
        streams = CompoundFile.top(entries)
        let root = entries.first { $0.kind == 5 }
        container = try root.map { (root) throws(WorkbookFault) in try chain(root.start, root.size) } ?? Extents()
        let small = ExtentReader(file, try chain(smallStart, .max))
        var smallTable: [UInt32] = []
        var place = 0
        while place + 4 <= small.count {
            let part = try small.bytes(at: place, count: min(sector, small.count - place))
            for entry in 0..<(part.count / 4) { smallTable.append(part.u32(4 * entry)) }
            place += sector
        }
        self.smallTable = smallTable
    }

    /// Where the bytes of a stream are in the file.
    func extents(of stream: Stream) throws(WorkbookFault) -> Extents {
        if stream.size >= smallLimit {
            return try CompoundFile.chain(stream.start, table, sector, size, stream.size, isWhole: true)
        }
        // A short stream lies in pieces of 64 bytes in the container.
        var extents = Extents()
        var next = stream.start
        var steps = 0
        while next < CompoundFile.noSector, extents.count < stream.size {
            guard steps <= smallTable.count, Int(next) < smallTable.count else { throw .broken("short stream") }
            let count = min(64, stream.size - extents.count)
            guard container.add(Int(next) * 64, count, to: &extents) else { throw .cut() }
            next = smallTable[Int(next)]
            steps += 1
        }
        guard extents.count == stream.size else { throw .cut() }
        return extents
    }

    /// Follows a chain of sectors.
    ///
    /// - Parameter isWhole: whether a chain shorter than the limit is a fault.
    private static func chain(
        _ start: UInt32, _ table: [UInt32], _ sector: Int, _ size: Int, _ limit: Int, isWhole: Bool = false
    ) throws(WorkbookFault) -> Extents {
        var extents = Extents()
        var next = start
        var steps = 0
        while next < noSector, extents.count < limit {
            guard steps <= table.count, Int(next) < table.count else { throw .broken("sector chain") }
            let place = (Int(next) + 1) * sector
            // Some programs leave out the unused end of the last sector.
            let count = min(sector, limit - extents.count, max(0, size - place))
            guard count > 0 else { throw .cut() }
            extents.add(place, count)
            next = table[Int(next)]
            steps += 1
        }
        if isWhole, extents.count < limit { throw .cut() }
        return extents
    }

    // MARK: Directory

    private struct Entry {
        let name: String
        let kind: UInt8
        let left: UInt32
        let right: UInt32
        let child: UInt32
        let start: UInt32
        let size: Int
    }

    private static func entries(_ directory: ExtentReader, isLong: Bool) throws(WorkbookFault) -> [Entry] {
        var entries: [Entry] = []
        var place = 0
        while place + 128 <= directory.count, entries.count < mostEntries {
            let bytes = try directory.bytes(at: place, count: 128)
            let length = max(0, min(64, bytes.u16(64)) / 2 - 1)
            let name = String(decoding: (0..<length).map { UInt16(bytes.u16(2 * $0)) }, as: UTF16.self)
            let high = isLong ? Int(bytes.u32(124)) : 0
            entries.append(
                Entry(
                    name: name, kind: UInt8(bytes.u8(66)), left: bytes.u32(68), right: bytes.u32(72),
                    child: bytes.u32(76), start: bytes.u32(116),
                    size: high == 0 ? Int(bytes.u32(120)) : mostBytes))
            place += 128
        }
        return entries
    }

    /// The streams in the folder of the root; those of embedded objects are not among them.
    private static func top(_ entries: [Entry]) -> [Stream] {
        var found: [Stream] = []
        var seen: Set<UInt32> = []
        var open = entries.first.map { $0.kind == 5 ? [$0.child] : [] } ?? []
        while let next = open.popLast() {
            guard Int(next) < entries.count, seen.insert(next).inserted else { continue }
            let entry = entries[Int(next)]
            open += [entry.left, entry.right]
            if entry.kind == 1 || entry.kind == 2 {
                found.append(Stream(name: entry.name, start: entry.start, size: entry.kind == 2 ? entry.size : 0))
            }
        }
        return found
    }
}
