import Foundation

/// A folder of its own for files that nobody keeps; removed with its last reference.
package final class ScratchFolder: Sendable {
    /// Its path.
    package let path: String

    /// Makes one among the system's temporary files, for this user alone.
    package init() throws(SystemError) {
        var name = Array((NSTemporaryDirectory() + "/kaohe-XXXXXX").utf8CString)
        guard mkdtemp(&name) != nil else { throw .latest }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
