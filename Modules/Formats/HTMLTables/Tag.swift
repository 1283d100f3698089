/// A tag of a page; valid while its handler runs.
struct Tag {
    /// Its name in lower case.
    let name: String
    /// Whether it ends an element.
    let isEnd: Bool
    private let rest: UnsafeBufferPointer<UInt8>

    /// Reads what stands between `<` and `>`; nil for what is no tag.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var place = 0
        isEnd = bytes.first == 0x2F
        if isEnd { place = 1 }
        let start = place
        var name: [UInt8] = []
        while place < bytes.count, !Tag.isSpace(bytes[place]), bytes[place] != 0x2F, bytes[place] != 0x3E {
            if place - start < 32 {
                name.append(bytes[place] >= 0x41 && bytes[place] <= 0x5A ? bytes[place] | 0x20 : bytes[place])
            }
            place += 1
        }
        guard let first = name.first, first >= 0x61, first <= 0x7A else { return nil }
        self.name = String(decoding: name, as: UTF8.self)
        rest = UnsafeBufferPointer(rebasing: bytes[place...])
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    /// The attributes by their names in lower case; of two with one name, the first.
    var attributes: [String: String] {
        var found: [String: String] = [:]
        var place = 0
        while place < rest.count, found.count < 64 {
            while place < rest.count, Tag.isSpace(rest[place]) || rest[place] == 0x2F { place += 1 }
            let start = place
            while place < rest.count, !Tag.isSpace(rest[place]), rest[place] != 0x3D, rest[place] != 0x2F { place += 1 }
            guard place > start else {
                place += 1
                continue
            }
            let name = String(decoding: UnsafeBufferPointer(rebasing: rest[start..<place]), as: UTF8.self).lowercased()
            while place < rest.count, Tag.isSpace(rest[place]) { place += 1 }
            var value = ""
            if place < rest.count, rest[place] == 0x3D {
                place += 1
                while place < rest.count, Tag.isSpace(rest[place]) { place += 1 }
                let quote = place < rest.count && (rest[place] == 0x22 || rest[place] == 0x27) ? rest[place] : 0
                if quote != 0 { place += 1 }
                let begin = place
                while place < rest.count, quote == 0 ? !Tag.isSpace(rest[place]) : rest[place] != quote { place += 1 }
                value = Entities.decoded(UnsafeBufferPointer(rebasing: rest[begin..<place]))
                if quote != 0 { place += 1 }
            }
            if found[name] == nil { found[name] = value }
        }
        return found
    }
}
