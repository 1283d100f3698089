import AssessmentKernel
import Foundation
import ZIP

/// Checks a bundle as if an enemy had made it: in bounded memory, with nothing written anywhere.
public enum BundleVerifier {
    /// Looks at a bundle and reports every check.
    ///
    /// - Parameters:
    ///   - path: where the ZIP is.
    ///   - trusted: the keys whose signature counts; with none given, a signature is looked for but not judged.
    ///   - threads: how many entries are unpacked at once.
    /// - Throws: a file that is not there or cannot be read. Whatever is wrong with what it holds is in the report.
    public static func verify(
        _ path: String, trusted: [PublicKey] = [], threads: Int = ProcessInfo.processInfo.activeProcessorCount
    ) throws(Problem) -> VerificationReport {
        throw Problem(.fault, LocalText("尚未实现", "not built yet"))
    }
}
