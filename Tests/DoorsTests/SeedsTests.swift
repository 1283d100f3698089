import Doors
import Foundation
import TestValues
import Testing

/// What strangers send is read without harm: the seeds, and a fixed number of changed ones.
///
/// `Tools/fuzz` looks further, with coverage and the address sanitizer. A crash here ends the run of all tests.
@Suite struct SeedsTests {
    private static let folder = URL(filePath: #filePath).appending(path: "../../../Tools/Fuzz/Seeds")
        .standardizedFileURL

    private static func seeds(_ door: Door) throws -> [[UInt8]] {
        let folder = folder.appending(path: door.rawValue).path()
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
            Array(try Data(contentsOf: URL(filePath: folder + "/" + $0)))
        }
    }

    @Test("Each door has its seeds, and a folder of seeds has its door")
    func folders() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        #expect(names.sorted() == Door.allCases.map(\.rawValue).sorted())
        for door in Door.allCases { #expect(try Self.seeds(door).count >= 2, "\(door)") }
    }

    @Test("Every seed and many changes of it are read", arguments: Door.allCases)
    func changes(_ door: Door) throws {
        let scratch = NSTemporaryDirectory() + "doors-\(door)-\(getpid())"
        defer { unlink(scratch) }
        var dice = SeededNumbers(state: 20_210_701)
        let seeds = try Self.seeds(door)
        for seed in seeds { door.read(seed, scratch: scratch) }
        for turn in 0..<400 {
            var bytes = seeds[turn % seeds.count]
            for _ in 0...Int.random(in: 0..<4, using: &dice) { Self.change(&bytes, &dice) }
            door.read(bytes, scratch: scratch)
        }
    }

    /// Turns a bit, puts in, takes out, doubles or cuts off.
    private static func change(_ bytes: inout [UInt8], _ dice: inout SeededNumbers) {
        guard let place = bytes.indices.randomElement(using: &dice) else {
            bytes.append(.random(in: 0...255, using: &dice))
            return
        }
        let part = bytes[place...].prefix(.random(in: 1...16, using: &dice))
        switch Int.random(in: 0..<6, using: &dice) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        case 1: bytes[place] = [0, 0x22, 0x2C, 0x0A, 0x7F, 0xFF].randomElement(using: &dice) ?? 0
        case 2: bytes.insert(contentsOf: part, at: place)
        case 3: bytes.removeSubrange(part.indices)
        case 4: bytes.removeSubrange(place...)
        default: bytes += part
        }
    }
}
