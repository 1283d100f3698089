package import AssessmentKernel
import Foundation

/// How many files this process may have open at once.
package enum OpenFiles {
    /// The number that every command manages with, on any number of cores.
    package static let enough = 256

    /// Raises the process's own limit as far as the system allows.
    ///
    /// - Throws: ``Problem`` when that is too low for any work: a library that cannot open a file ends the process.
    package static func raiseLimit() throws(Problem) {
        var limit = rlimit()
        #if canImport(Darwin)
            let files = RLIMIT_NOFILE
        #else
            let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #endif
        guard getrlimit(files, &limit) == 0 else { return }
        // More than any work needs; an unlimited number is not accepted everywhere.
        let wanted = min(limit.rlim_max, 4096)
        if limit.rlim_cur < wanted {
            limit.rlim_cur = wanted
            _ = setrlimit(files, &limit)
            _ = getrlimit(files, &limit)
        }
        guard limit.rlim_cur >= 64 else { throw .tooManyFiles(at: .init()) }
    }
}
