import Foundation

/// The machine's cores.
package enum Cores {
    /// The number of cores that are available.
    package static var count: Int { ProcessInfo.processInfo.activeProcessorCount }
}

extension Cores {
    /// Lets threads share the C library's areas of memory, of which each thread otherwise gets one of its own.
    ///
    /// A pipeline hands memory from thread to thread, and what one frees for another stays in the area where it was made:
    /// dozens of areas would keep a few megabytes each. To be called before the first thread is begun.
    package static func shareMemory() {
        #if canImport(Glibc)
            // Declared in a header that Swift's module of the C library leaves out.
            typealias SetOption = @convention(c) (_ option: Int32, _ value: Int32) -> Int32
            let mostAreas: Int32 = -8
            guard let found = dlsym(nil, "mallopt") else { return }
            _ = unsafeBitCast(found, to: SetOption.self)(mostAreas, Int32(clamping: max(2, count)))
        #endif
    }
}
