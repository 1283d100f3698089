package import Bundle
import Disk

/// Parses keys on the command line: the path of a file, or the key itself.
package enum TrustedKey {
    package static func read(_ argument: String) throws -> PublicKey {
        Files.exists(argument) ? try PublicKey(file: argument) : try PublicKey(argument)
    }
}
