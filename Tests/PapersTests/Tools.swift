import Foundation
import Testing

/// A file's place that is removed with the object.
final class Scratch {
    let folder = FileManager.default.temporaryDirectory.path + "/papers-tests-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    func bytes(_ name: String) throws -> Data { try #require(FileManager.default.contents(atPath: path(name))) }
}

/// The programs of poppler, where they are installed.
enum Poppler {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext")

    /// The words of a PDF in reading order.
    static func text(_ path: String) throws -> String { try run("pdftotext", [path, "-"]) }

    /// What a PDF's fonts are, a line each.
    static func fonts(_ path: String) throws -> [[Substring]] {
        try run("pdffonts", [path]).split(separator: "\n").dropFirst(2).map { $0.split(separator: " ") }
    }

    /// A page as it is drawn, as grey dots, and its width.
    static func picture(_ path: String, page: Int, in scratch: Scratch) throws -> (dots: [UInt8], width: Int) {
        _ = try run(
            "pdftoppm",
            ["-gray", "-r", "36", "-f", "\(page)", "-l", "\(page)", "-singlefile", path, scratch.path("page")])
        let bytes = [UInt8](try scratch.bytes("page.pgm"))
        // P5, the sizes, the largest value, each on a line of its own.
        var lines: [[UInt8]] = []
        var place = 0
        while lines.count < 3, let end = bytes[place...].firstIndex(of: 0x0A) {
            lines.append(Array(bytes[place..<end]))
            place = end + 1
        }
        let size = String(decoding: lines[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        return (Array(bytes[place...]), try #require(size.first))
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/" + program)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
