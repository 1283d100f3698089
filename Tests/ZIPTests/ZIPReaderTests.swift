import Foundation
import Testing
import ZIP

@Suite struct ZIPReaderTests {
    @Test("A file that is no ZIP is called so")
    func noArchive() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kaohe-\(UUID().uuidString)").path
        try Data("工号,姓名\n".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: ZIPFault.noArchive) { try ZIPReader(path: path) }
    }
}
