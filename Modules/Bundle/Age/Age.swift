import AssessmentKernel

/// Encrypts a bundle to those who may read it, in the format of the tool `age`.
public enum Age {
    /// Somebody who may read: the public half of an age key, `age1…`.
    public struct Recipient: Hashable, Sendable {
        let key: [UInt8]

        /// Reads a recipient.
        ///
        /// - Throws: a text that is none.
        public init(_ text: String) throws(Problem) {
            throw Problem(.fault, LocalText("尚未实现", "not built yet"))
        }
    }

    /// The secret half of an age key, `AGE-SECRET-KEY-1…`.
    public struct Identity: Sendable {
        let key: [UInt8]

        /// Reads the identities of a file as `age-keygen` makes it.
        ///
        /// - Throws: a file that holds none.
        public static func read(_ path: String) throws(Problem) -> [Identity] {
            throw Problem(.fault, LocalText("尚未实现", "not built yet"))
        }
    }

    /// Encrypts a file; the target is there whole or not at all.
    public static func encrypt(_ path: String, to target: String, for recipients: [Recipient]) throws(Problem) {
        throw Problem(.fault, LocalText("尚未实现", "not built yet"))
    }

    /// Decrypts a file; the target is there whole, once its last byte has been found to be genuine, or not at all.
    public static func decrypt(_ path: String, to target: String, with identities: [Identity]) throws(Problem) {
        throw Problem(.fault, LocalText("尚未实现", "not built yet"))
    }
}
