import AssessmentKernel
import CZlib
import Disk

/// The objects of a PDF, written one after the other; where each lies is told at the end.
final class PDFObjects {
    private let file: FileWriter
    private var places: [Int] = []
    private var count = 0

    init(_ path: String) throws(Problem) {
        file = try FileWriter(path)
        try put(Array("%PDF-1.5\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A])
    }

    /// Takes the next object's number; it is to be written once.
    func allocate() -> Int {
        places.append(0)
        return places.count
    }

    private func put(_ bytes: [UInt8]) throws(Problem) {
        try file.write(bytes)
        count += bytes.count
    }

    /// Writes an object.
    func write(_ number: Int, _ text: String) throws(Problem) {
        places[number - 1] = count
        try put(Array("\(number) 0 obj\n\(text)\nendobj\n".utf8))
    }

    /// Writes an object of packed bytes.
    func stream(_ number: Int, _ entries: String, _ bytes: [UInt8]) throws(Problem) {
        let packed = try PDFObjects.packed(bytes)
        places[number - 1] = count
        try put(Array("\(number) 0 obj\n<< /Filter /FlateDecode /Length \(packed.count) \(entries) >>\nstream\n".utf8))
        try put(packed)
        try put(Array("\nendstream\nendobj\n".utf8))
    }

    private static func packed(_ bytes: [UInt8]) throws(Problem) -> [UInt8] {
        var isPacked = false
        let packed = [UInt8](unsafeUninitializedCapacity: Int(compressBound(UInt(bytes.count)))) { room, count in
            var size = UInt(room.count)
            isPacked = compress2(room.baseAddress, &size, bytes, UInt(bytes.count), 4) == Z_OK
            count = isPacked ? Int(size) : 0
        }
        guard isPacked else { throw Problem.noPaper }
        return packed
    }

    /// Writes where all objects lie and closes the file.
    func finish(root: Int, info: Int) throws(Problem) {
        let start = count
        var table = "xref\n0 \(places.count + 1)\n0000000000 65535 f \n"
        for place in places {
            let digits = String(place)
            table += String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits + " 00000 n \n"
        }
        table +=
            "trailer\n<< /Size \(places.count + 1) /Root \(root) 0 R /Info \(info) 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        try put(Array(table.utf8))
        try file.close(isKept: false)
    }

    /// A text as PDF holds it: UTF-16, so that any character can be in it.
    static func text(_ text: String) -> String { "<FEFF" + text.utf16.map { Hex.four($0) }.joined() + ">" }
}
