import BundleTesting

/// Changes archives by their structure: headers, offsets, sizes, names, end records, and what lies between.
///
/// Half of the changes are ones that an honest packer may make too, so that many archives are accepted and can be compared
/// with what other programs read.
struct ArchiveMutation {
    let bag: LooseBag
    /// Archives of other packers, whole.
    let seeds: [[UInt8]]
    var dice: Dice

    /// The next archive.
    mutating func next() -> [UInt8] {
        if !seeds.isEmpty, dice.once(in: 4) {
            let bytes = dice.pick(seeds) ?? []
            return dice.once(in: 8) ? bytes : poked(bytes)
        }
        var zip = small
        for _ in 0...dice.below(4) { honest(&zip) }
        if dice.once(in: 2) { for _ in 0...dice.below(2) { hostile(&zip) } }
        var bytes = zip.bytes
        if dice.once(in: 3) { bytes = poked(bytes) }
        if dice.once(in: 12) { bytes = small.bytes + bytes }
        if dice.once(in: 12) { bytes += small.bytes }
        return bytes
    }

    /// The bag with fewer and shorter files.
    private var small: RawZIP {
        var zip = bag.zip
        for place in zip.entries.indices where zip.entries[place].bytes.count > 4_096 {
            zip.entries[place].bytes = Array(zip.entries[place].bytes.prefix(4_096))
        }
        return zip
    }

    private static let stamps: [[UInt8]] = [
        [0x55, 0x54, 5, 0, 1, 0, 0, 0, 0x20], [0x55, 0x54, 9, 0, 3, 0, 0, 0, 0x20, 0, 0, 0, 0x20],
        [0x75, 0x78, 11, 0, 1, 4, 0xE8, 3, 0, 0, 4, 0xE8, 3, 0, 0], [0xFE, 0xCA, 0, 0],
        [0x0A, 0, 32, 0, 0, 0, 0, 0, 1, 0, 24, 0] + [UInt8](repeating: 7, count: 24),
        [0x58, 0x55, 8, 0, 0, 0, 0, 0x20, 0, 0, 0, 0x20],
    ]

    /// Changes what a plain writer is free to choose.
    private mutating func honest(_ zip: inout RawZIP) {
        guard let place = zip.entries.indices.randomElement(using: &dice) else { return }
        switch dice.below(10) {
        case 0: zip.entries[place].isDeflated.toggle()
        case 1: if zip.entries[place].isDeflated { zip.entries[place].flags |= 8 }
        case 2: zip.entries[place].extra += dice.pick(ArchiveMutation.stamps) ?? []
        case 3: zip.entries[place].localExtra += dice.pick(ArchiveMutation.stamps) ?? []
        case 4: zip.entries[place].madeBy = dice.pick([0x0014, 0x0314, 0x033F, 0x0A3F, 0x0014, 0x131E]) ?? 0
        case 5: zip.entries[place].version = dice.pick([10, 20, 45]) ?? 20
        case 6: zip.entries[place].flags |= dice.pick([2, 4, 6, 0x800]) ?? 0
        case 7: zip.entries[place].attributes = dice.pick([0x20, 0x21, 0x80, 0x8020]) ?? 0
        case 8: zip.entries[place].bytes = (0..<dice.below(300)).map { _ in UInt8(dice.below(256)) }
        default:
            var folder = RawZIP.Entry("2021Q3-r1/data/f\(dice.below(9))/", [UInt8]())
            if dice.once(in: 2) { folder.mode = 0 }
            zip.entries.insert(folder, at: place)
        }
    }

    private static let names = [
        "2021Q3-r1/data/rulebook.yaml", "2021Q3-r1/data/a.csv", "2021Q3-r1/data/A.csv", "2021Q3-r1/data", "x", "/x",
        "2021Q3-r1/../x", "2021Q3-r1/data/a.csv\u{0}b", "2021Q3-r1/data/é.csv", "2021Q3-r1\\x", "2021Q3-r1/bagit.txt/",
        "META-INF/", "2021Q3-r1/data/a.csv ", "2021Q3-r1/./a.csv", "",
    ]
    private static let numbers: [UInt32] = [0, 1, 22, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF]

    /// Changes what two programs could read differently.
    private mutating func hostile(_ zip: inout RawZIP) {
        guard let place = zip.entries.indices.randomElement(using: &dice) else { return }
        let other = zip.entries[dice.below(zip.entries.count)]
        let number = dice.once(in: 2) ? dice.pick(ArchiveMutation.numbers) ?? 0 : UInt32(dice.below(2_000))
        let noise = (0...dice.below(40)).map { _ in UInt8(dice.below(256)) }
        switch dice.below(32) {
        case 0: zip.entries[place].name = Array((dice.pick(ArchiveMutation.names) ?? "").utf8)
        case 1: zip.entries[place].localName = Array((dice.pick(ArchiveMutation.names) ?? "").utf8)
        case 2: zip.entries[place].name = other.name
        case 3: zip.entries[place].localName = other.name
        case 4: zip.entries[place].size = number
        case 5: zip.entries[place].localSize = number
        case 6: zip.entries[place].packedSize = number
        case 7: zip.entries[place].localPackedSize = number
        case 8: zip.entries[place].checksum = number
        case 9: zip.entries[place].localChecksum = number
        case 10: zip.entries[place].flags ^= 1 << UInt16(dice.below(16))
        case 11: zip.entries[place].localFlags = zip.entries[place].flags ^ (1 << UInt16(dice.below(16)))
        case 12: zip.entries[place].method = dice.pick([0, 8, 9, 12, 14]) ?? 0
        case 13: zip.entries[place].localMethod = dice.pick([0, 8, 9]) ?? 0
        case 14: zip.entries[place].wideSize = dice.once(in: 2) ? UInt64(other.bytes.count) : UInt64(number) << 8
        case 15: zip.entries[place].offset = number
        case 16: if place > 0 { zip.entries[place].sharesBytesOf = dice.below(place) }
        case 17: zip.entries[place].packed = RawZIP.deflated(zip.entries[place].bytes) + noise
        case 18: zip.entries[place].packed = RawZIP.deflated(other.bytes)
        case 19: zip.entries[place].before = dice.once(in: 2) ? noise : RawZIP([other]).bytes
        case 20: zip.entries[place].comment = noise
        case 21: zip.entries[place].attributes = UInt16(dice.below(65_536))
        case 22: zip.entries[place].mode = UInt32(dice.below(65_536))
        case 23: zip.entries[place].madeBy = UInt16(dice.below(65_536))
        case 24: zip.entries[place].version = UInt16(dice.below(256))
        case 25: zip.entries[place].extra += wideField(noise)
        case 26: zip.entries[place].localExtra += wideField(noise)
        case 27: zip.entries[place].descriptor = noise
        case 28: zip.comment = dice.once(in: 2) ? noise : RawZIP([other]).bytes
        case 29: zip.hasWideEnd = true
        case 30: zip.directoryOffset = Int(number)
        default: edges(&zip, noise)
        }
    }

    private mutating func edges(_ zip: inout RawZIP, _ noise: [UInt8]) {
        switch dice.below(6) {
        case 0: zip.beforeDirectory = noise
        case 1: zip.beforeEnd = noise
        case 2: zip.behind = noise
        case 3: zip.count = dice.below(zip.entries.count * 2)
        case 4: zip.directoryOrder = Array(zip.entries.indices).shuffled(using: &dice)
        default: zip.behind = RawZIP([]).bytes
        }
    }

    /// A field of ZIP64, of another name, or of nothing known.
    private mutating func wideField(_ noise: [UInt8]) -> [UInt8] {
        let bytes = Array(noise.prefix(dice.pick([0, 8, 16, 24, 28, 9]) ?? 0))
        let id: UInt16 = dice.pick([1, 0x7075, 0x6375, 0x9901, 0x5455, 0x000A]) ?? 1
        return [UInt8(id & 0xFF), UInt8(id >> 8), UInt8(bytes.count), 0] + bytes
    }

    /// Overwrites bytes in headers and end records.
    private mutating func poked(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var headers: [(place: Int, length: Int)] = []
        for place in bytes.indices.dropLast(4) where bytes[place] == 0x50 && bytes[place + 1] == 0x4B {
            switch (bytes[place + 2], bytes[place + 3]) {
            case (3, 4): headers.append((place, 30))
            case (1, 2): headers.append((place, 46))
            case (5, 6): headers.append((place, 22))
            case (6, 6): headers.append((place, 56))
            case (6, 7): headers.append((place, 20))
            case (7, 8): headers.append((place, 16))
            default: break
            }
        }
        for _ in 0...dice.below(2) {
            guard let header = dice.pick(headers) else { return bytes }
            let place = header.place + dice.below(header.length + 40)
            guard place < bytes.count else { continue }
            switch dice.below(4) {
            case 0: bytes[place] ^= 1 << UInt8(dice.below(8))
            case 1: bytes[place] = dice.pick([0, 1, 0xFF, 0x80, 0x7F]) ?? 0
            case 2: bytes[place] &+= dice.once(in: 2) ? 1 : 0xFF
            default: bytes.insert(UInt8(dice.below(256)), at: place)
            }
        }
        return bytes
    }
}
