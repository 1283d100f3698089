import CSV

/// The output of a reader: its records with their row numbers, and the fault that ended it.
struct Outcome: Equatable {
    var rows: [[[UInt8]]] = []
    var fault: CSVFault?

    var texts: [[String]] { rows.map { $0.map { String(decoding: $0, as: UTF8.self) } } }
}

/// Reads bytes up to the end or the first fault, `step` bytes per call into a buffer of `buffer` bytes.
func read(
    _ bytes: [UInt8], delimiter: CSVReader.Delimiter = .byHeader, step: Int = .max, buffer: Int = 1 << 16,
    limits: CSVReader.Limits = .init()
) throws -> Outcome {
    var place = 0
    var reader = CSVReader(delimiter: delimiter, bufferSize: buffer, limits: limits) { room in
        let count = min(room.count, bytes.count - place, step)
        room.copyBytes(from: bytes[place..<(place + count)])
        place += count
        return count
    }
    var outcome = Outcome()
    do {
        while try reader.next() {
            outcome.rows.append(reader.cells.map { Array($0) })
            if reader.rowNumber != outcome.rows.count { throw Miscounted() }
        }
    } catch let fault as CSVFault {
        outcome.fault = fault
    }
    return outcome
}

/// Row numbers that do not count up.
struct Miscounted: Error {}

/// The ways to cut a file into pieces: some split every multi-byte sequence.
let cuts: [(step: Int, buffer: Int)] =
    [(.max, 1 << 16)] + (1...7).flatMap { size in [(size, 1 << 16), (.max, size), (size, size)] }
