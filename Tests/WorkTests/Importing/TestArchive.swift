import Foundation

/// A ZIP file as programs on Windows and others write it, made byte by byte: names in any encoding, entries stored.
struct TestArchive {
    private var entries: [(name: [UInt8], data: [UInt8], flags: UInt16)] = []

    /// Adds an entry under the bytes of a name.
    mutating func add(_ name: [UInt8], _ data: [UInt8], isLocked: Bool = false) {
        entries.append((name, data, isLocked ? 1 : 0))
    }

    /// Adds a text under a UTF-8 name.
    mutating func add(_ name: String, _ text: String, isLocked: Bool = false) {
        add(Array(name.utf8), Array(text.utf8), isLocked: isLocked)
    }

    /// The whole file.
    var bytes: [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        func two(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
        func four(_ number: Int) -> [UInt8] { two(number & 0xFFFF) + two(number >> 16) }
        for (name, data, flags) in entries {
            let place = file.count
            let head =
                two(20) + two(Int(flags)) + two(0) + four(0x5321_0000) + four(Int(TestArchive.crc(data)))
                + four(data.count) + four(data.count) + two(name.count)
            file += [0x50, 0x4B, 3, 4] + head + two(0) + name + data
            directory +=
                [0x50, 0x4B, 1, 2] + two(20) + head + two(0) + two(0) + two(0) + two(0) + four(0) + four(place) + name
        }
        let start = file.count
        let count = two(entries.count)
        return file + directory + [0x50, 0x4B, 5, 6] + two(0) + two(0) + count + count + four(directory.count)
            + four(start) + two(0)
    }

    func write(to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
