import AssessmentKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Converts a stream of GB18030 to UTF-8 with the C library's converter.
///
/// Invalid bytes end the stream with an error, after all text before them was returned, so that the reader knows the
/// row.
final class GB18030Decoder: TextDecoder {
    private let source: any ByteSource
    private let converter: iconv_t?
    private let input: UnsafeMutableRawBufferPointer
    private var inputRange = 0..<0
    private let output: UnsafeMutableRawBufferPointer
    private var outputRange = 0..<0
    private var isExhausted = false
    private var isBroken = false

    init(_ source: any ByteSource) {
        self.source = source
        // The call reports failure as the pointer −1.
        let converter = iconv_open("UTF-8", "GB18030")
        self.converter = Int(bitPattern: converter) == -1 ? nil : converter
        input = .allocate(byteCount: 1 << 18, alignment: 16)
        output = .allocate(byteCount: 1 << 19, alignment: 16)
    }

    deinit {
        if let converter { iconv_close(converter) }
        input.deallocate()
        output.deallocate()
    }

    /// Puts the next UTF-8 bytes at the front of the buffer; returns 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let converter else { throw TextDamage.noConverter }
        while outputRange.isEmpty {
            if isBroken { throw TextDamage.noSuchCharacter(.gb18030) }
            if isExhausted && inputRange.isEmpty { return 0 }
            if !isExhausted { try refill() }
            convert(converter)
        }
        let count = min(buffer.count, outputRange.count)
        let end = outputRange.lowerBound + count
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: output[outputRange.lowerBound..<end]))
        outputRange = end..<outputRange.upperBound
        return count
    }

    /// Moves unconverted bytes to the front and reads more after them.
    private func refill() throws(Problem) {
        let left = inputRange.count
        if left > 0 { input.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[inputRange])) }
        let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: input[left...]))
        if count == 0 { isExhausted = true }
        inputRange = 0..<(left + count)
    }

    private func convert(_ converter: iconv_t) {
        var from = input.baseAddress?.advanced(by: inputRange.lowerBound).assumingMemoryBound(to: CChar.self)
        var fromCount = inputRange.count
        var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        // A quarter is left free for characters that grow below.
        let room = output.count / 4 * 3
        var toCount = room
        let result = iconv(converter, &from, &fromCount, &to, &toCount)
        let code = errno
        inputRange = (inputRange.upperBound - fromCount)..<inputRange.upperBound
        outputRange = 0..<PrivateCharacters.replace(in: output, count: room - toCount)
        guard result == -1 else { return }
        // With a full buffer, conversion resumes here once the output was returned. A truncated character waits for
        // more input, unless there is none.
        if code == EILSEQ || (code == EINVAL && isExhausted) { isBroken = true }
    }
}
