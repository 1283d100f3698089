import Bundle
import BundleTesting

/// Mutates a sound bundle as an attacker or a faulty disk would.
struct Mutation {
    let bag: LooseBag
    let file: [UInt8]
    var dice: Dice

    /// The bytes of the next case, and what was done.
    mutating func next() -> (bytes: [UInt8], what: String) {
        switch dice.below(5) {
        case 0: return (scribbled(file), "bytes")
        case 1: return (scribbled(bag.zip.bytes), "bytes of a rewritten archive")
        case 2: return (archive(), "entries")
        case 3: return (text(), "text")
        default: return (structure(), "files")
        }
    }

    /// Flips, cuts, inserts and duplicates bytes.
    private mutating func scribbled(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...dice.below(6) where !bytes.isEmpty {
            let place = dice.below(bytes.count)
            let count = min(dice.below(64), bytes.count - place)
            switch dice.below(7) {
            case 0, 1: bytes[place] ^= 1 << UInt8(dice.below(8))
            case 2: bytes[place] = dice.pick([0, 0xFF, 0x7F, 0x80, 0x50, 0x2F, 0x2E, 0x0A]) ?? 0
            case 3: bytes.removeSubrange(place..<(place + count))
            case 4: bytes.insert(contentsOf: (0..<count).map { _ in UInt8(dice.below(256)) }, at: place)
            case 5: bytes.insert(contentsOf: bytes[place..<(place + count)], at: dice.below(bytes.count))
            default: if dice.once(in: 4) { bytes.removeLast(bytes.count - place) }
            }
        }
        return bytes
    }

    private static let names = [
        "../evil", "/etc/evil", "C:evil", "..\\evil", "2021Q3-r1/data/../../evil", "2021Q3-r1/DATA/rulebook.yaml",
        "2021Q3-r1/data/rulebook.yaml", "2021Q3-r1//x.csv", "2021Q3-r1/data/nul.csv", "2021Q3-r1/data/é.csv",
        "2021Q3-r1/data/e\u{301}.csv", "2021Q3-r1/data", "2021Q3-r1/fetch.txt", "2021Q3-r1/manifest-md5.txt", "",
        "2021Q3-r1/data/evil.zip", "x", "2021Q3-r1/data/a\u{0}b.csv", "2021Q3-r1/data/results/", "\u{1B}[31m",
    ]
    private static let numbers: [UInt32] = [0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFE, 1 << 20, 1 << 31]

    /// Falsifies the headers.
    private mutating func archive() -> [UInt8] {
        var zip = bag.zip
        for _ in 0...dice.below(3) {
            let place = dice.below(zip.entries.count)
            switch dice.below(12) {
            case 0: zip.entries[place].name = Array((dice.pick(Mutation.names) ?? "").utf8)
            case 1: zip.entries[place].localName = Array((dice.pick(Mutation.names) ?? "").utf8)
            case 2: zip.entries[place].size = dice.pick(Mutation.numbers)
            case 3: zip.entries[place].localSize = dice.pick(Mutation.numbers)
            case 4: zip.entries[place].checksum = dice.pick(Mutation.numbers)
            case 5: zip.entries[place].method = UInt16(dice.below(100))
            case 6: zip.entries[place].flags = UInt16(truncatingIfNeeded: dice.next())
            case 7: zip.entries[place].mode = dice.pick([0o120777, 0o060644, 0o040755, 0, 0o100000]) ?? 0
            case 8: if place > 0 { zip.entries[place].sharesBytesOf = dice.below(place) }
            case 9: zip.entries[place].packed = scribbled(RawZIP.deflated(zip.entries[place].bytes))
            case 10: zip.entries.append(zip.entries[place])
            default: zip.count = dice.below(70_000)
            }
        }
        return zip.bytes
    }

    /// Changes one file and perhaps hides the change.
    private mutating func text() -> [UInt8] {
        var bag = bag
        let place = dice.below(bag.files.count)
        if dice.once(in: 2) {
            bag.files[place].bytes = scribbled(bag.files[place].bytes)
        } else {
            var lines = bag.files[place].bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
            let (one, other) = (dice.below(lines.count), dice.below(lines.count))
            switch dice.below(4) {
            case 0: lines.remove(at: one)
            case 1: lines.insert(lines[other], at: one)
            case 2: lines.swapAt(one, other)
            default: lines[one] = scribbled(lines[one])
            }
            bag.files[place].bytes = Array(lines.joined(separator: [0x0A]))
        }
        return hidden(bag)
    }

    /// Removes, adds and renames files.
    private mutating func structure() -> [UInt8] {
        var bag = bag
        for _ in 0...dice.below(2) where !bag.files.isEmpty {
            let place = dice.below(bag.files.count)
            switch dice.below(4) {
            case 0: bag.files.remove(at: place)
            case 1: bag.files[place].name = dice.pick(Mutation.names) ?? ""
            case 2: bag.files.append((dice.pick(Mutation.names) ?? "", bag.files[place].bytes))
            default: bag.files.swapAt(place, dice.below(bag.files.count))
            }
        }
        return hidden(bag)
    }

    /// Perhaps with recomputed manifests, and perhaps signed by a stranger.
    private mutating func hidden(_ bag: LooseBag) -> [UInt8] {
        var bag = bag
        if dice.once(in: 2) { bag.recomputeManifests() }
        if dice.once(in: 4) { bag.sign(SampleBundle.strangeKey) }
        return bag.zip.bytes
    }
}
