import AssessmentKernel
import TestValues
import Testing
import TextEncodings

@Suite struct TextEncodingTests {
    private func isValid(_ bytes: [UInt8], step: Int = .max) -> Bool {
        var validator = UTF8Validator()
        var place = 0
        while place < bytes.count {
            let end = min(bytes.count, place + min(step, bytes.count))
            bytes.withUnsafeBufferPointer { validator.feed(UnsafeBufferPointer(rebasing: $0[place..<end])) }
            place = end
        }
        return validator.finish()
    }

    @Test func everySequenceOfFourBytesAtTheEdgesIsJudgedAsByTheLanguage() {
        let edges: [UInt8] = [
            0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
            0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ]
        var wrong = 0
        for first in edges {
            for second in edges {
                for third in edges {
                    for fourth in edges {
                        let bytes = [first, second, third, fourth]
                        if isValid(bytes) != (String(validating: bytes, as: UTF8.self) != nil) { wrong += 1 }
                    }
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test func everyCharacterIsValidAndSurrogatesAreNot() {
        var wrong = 0
        for value in UInt32(0)...0x10FFFF {
            if let scalar = Unicode.Scalar(value) {
                if !isValid(Array(String(scalar).utf8)) { wrong += 1 }
            } else {
                let bytes = [0xED, UInt8(0x80 | value >> 6 & 0x3F), UInt8(0x80 | value & 0x3F)]
                if isValid(bytes) { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test func piecesDoNotMatter() {
        var numbers = SeededNumbers(state: 8)
        let parts = ["abcdefghijklmnopq", "工", "é", "𠀀", "\u{FFFD}", "\u{800}", "ࠀ퟿", "x"].map { Array($0.utf8) }
        for round in 0..<3_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &numbers) {
                bytes += parts[Int.random(in: 0..<parts.count, using: &numbers)]
            }
            if round % 2 == 0, !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            let expected = String(validating: bytes, as: UTF8.self) != nil
            #expect(isValid(bytes) == expected)
            for step in 1...7 { #expect(isValid(bytes, step: step) == expected) }
        }
    }

    @Test func aBrokenOffCharacterIsNotValid() {
        for text in ["é", "工", "𠀀", "aaaaaaaaaaaaaaaa工"] {
            #expect(isValid(Array(text.utf8)))
            #expect(!isValid(Array(text.utf8.dropLast())))
        }
        #expect(isValid([]))
    }

    @Test func theEncodingOfASourceIsTold() throws {
        #expect(try TextEncoding.detect(MemoryBytes(Array("工号".utf8), step: 2)) == .utf8)
        #expect(try TextEncoding.detect(MemoryBytes([UInt8]())) == .utf8)
        #expect(try TextEncoding.detect(MemoryBytes([0xB9, 0xA4] as [UInt8])) == .gb18030)
    }

    /// The header 编号,工号,时间,描述 in GB18030.
    private let header: [UInt8] = [
        0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xB9, 0xA4, 0xBA, 0xC5, 0x2C, 0xCA, 0xB1, 0xBC, 0xE4, 0x2C, 0xC3, 0xE8, 0xCA,
        0xF6,
        0x0A,
    ]

    private func row(_ description: [UInt8]) -> [UInt8] {
        Array("E-1,FM0001,2021-07-05 8:30,".utf8) + description + [0x0A]
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 1_000])
    func gb18030IsReadHoweverItIsCut(step: Int) throws {
        // 中, é (two bytes in GB18030), U+0080 and U+20000 (four bytes each), U+10FFFF.
        let description: [UInt8] = [
            0xD6, 0xD0, 0xA8, 0xA6, 0x81, 0x30, 0x81, 0x30, 0x95, 0x32, 0x82, 0x36, 0xE3, 0x32, 0x9A, 0x35,
        ]
        let bytes = header + row(description)
        let result = try intake(bytes, step: step)
        #expect(result.refusal == nil)
        #expect(result.rejects.isEmpty)
        #expect(result.rows == ["E-1|FM0001|2021-07-05 08:30:00|中é\u{80}𠀀\u{10FFFF}|-|-|-|-|-|-"])
    }

    @Test func aTrailByteThatLooksLikeADelimiterIsNone() throws {
        // 0x815C and 0x8140 end in a backslash and an at sign, 0x81308130 holds digits.
        let result = try intake(header + row([0x81, 0x5C, 0x81, 0x40]), encoding: .gb18030)
        #expect(result.rows == ["E-1|FM0001|2021-07-05 08:30:00|乗丂|-|-|-|-|-|-"])
    }

    @Test(arguments: [
        [0x80], [0xFF], [0xD6], [0x81, 0x30], [0x81, 0x30, 0x81], [0xD6, 0x20], [0xE3, 0x32, 0x9A, 0x36],
    ])
    func bytesOfNeitherEncodingRefuseTheFileAtTheirRow(broken: [UInt8]) throws {
        let sound = row([0xD6, 0xD0])
        for step in [1, 3, 1_000] {
            for tail in [[], [0x0A] + sound] {
                let bytes = header + sound + sound + row([0x61]).dropLast() + broken + tail
                let result = try intake(bytes, encoding: .gb18030, step: step)
                #expect(result.refusal == "4  encoding ")
            }
        }
    }

    @Test func aZeroByteRefusesTheFile() throws {
        let result = try intake(header + row([0]), encoding: .gb18030)
        #expect(result.refusal == "2  zero-byte ")
    }

    @Test func aLongFileIsReadWhole() throws {
        var bytes = header
        for _ in 0..<20_000 { bytes += row([0xD6, 0xD0, 0x95, 0x32, 0x82, 0x36]) }
        let result = try intake(bytes, encoding: .gb18030, step: 100_003)
        #expect(result.rows.count == 20_000)
        #expect(Set(result.rows) == ["E-1|FM0001|2021-07-05 08:30:00|中𠀀|-|-|-|-|-|-"])
    }
}
