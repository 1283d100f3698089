extension ZIPReader {
    /// Adds up what the entries of a file declare, and holds it against the limits.
    struct Tally {
        private let limits: Limits
        private let most: UInt64
        private var total: UInt64 = 0

        /// - Parameter fileSize: the bytes of the file; `.max` where its size shall not count.
        init(_ limits: Limits, fileSize: UInt64) {
            self.limits = limits
            let (room, isHuge) = fileSize.multipliedReportingOverflow(by: limits.ratio)
            let (most, isHuger) = room.addingReportingOverflow(limits.smallTotal)
            self.most = isHuge || isHuger ? .max : most
        }

        /// Counts an entry.
        mutating func add(_ name: String, size: UInt64, packed: UInt64) throws(ZIPFault) {
            if size > limits.entryBytes { throw .tooLarge(name: name, bytes: size) }
            if size > limits.smallEntry, size / limits.ratio > packed { throw .bomb(name: name) }
            // Cannot overflow: each is within its limit, and there are few.
            total += size
            if total > limits.totalBytes { throw .tooLarge(name: name, bytes: total) }
        }

        /// Compares the sum of all entries with the size of the file.
        func finish() throws(ZIPFault) { if total > most { throw .outOfProportion(bytes: total) } }
    }
}
