import AssessmentKernel

/// What a code may not be, and what is read for one that is wrapped.
enum CodeCheck {
    /// The slot of a code that begins as few codes do.
    ///
    /// - Throws: why the code is rejected.
    @inline(never)
    static func slot(of cell: UnsafeBufferPointer<UInt8>, _ block: inout RowBlock) throws(CellFault) -> Int64 {
        if cell.first == 0x27 || cell.first == 0x3D, let inner = WrappedCode.unwrapped(cell) {
            return try inner.withUnsafeBufferPointer { (bytes) throws(CellFault) in
                try checkDamage(bytes)
                return bytes.isEmpty ? RowBlock.empty : block.store(bytes)
            }
        }
        try checkDamage(cell)
        return block.store(cell)
    }

    private static func checkDamage(_ code: UnsafeBufferPointer<UInt8>) throws(CellFault) {
        if WrappedCode.isScientific(code) { throw .scientific }
        if WrappedCode.isErrorValue(code) { throw .formulaError }
    }
}
