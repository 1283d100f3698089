import Foundation

/// A door that strangers reach: bytes that somebody else wrote are read behind it.
///
/// Whatever the bytes are, a door returns: it does not crash, hang or take memory beyond its bounds.
public enum Door: String, CaseIterable, Sendable {
    /// A CSV file.
    case csv
    /// A delivered file of any format, opened and read as an import does.
    case workbook
    /// A ZIP and a bundle.
    case archive
    /// A rulebook and a profile.
    case yaml
    /// A signature, a public key, an age file, its recipients and its identities.
    case seal

    /// Reads bytes behind the door.
    ///
    /// - Parameter scratch: a path for a file that holds them, where only files are read; the caller removes it.
    public func read(_ bytes: [UInt8], scratch: String) {
        switch self {
        case .csv: readCSV(bytes)
        case .workbook: readWorkbook(bytes, scratch)
        case .archive: readArchive(bytes, scratch)
        case .yaml: readYAML(bytes)
        case .seal: readSeal(bytes, scratch)
        }
    }

    /// Writes the bytes to the scratch file; false where the disk is full.
    static func write(_ bytes: [UInt8], to scratch: String) -> Bool {
        (try? Data(bytes).write(to: URL(fileURLWithPath: scratch))) != nil
    }
}
