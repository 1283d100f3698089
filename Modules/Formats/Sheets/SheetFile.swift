import AssessmentKernel
import Disk
import Foundation

/// A file that stays open, so that its sheets can be read several times.
package final class SheetFile {
    /// Its length in bytes.
    package let count: Int
    private let file: OpenFile

    /// Opens a file.
    package init(path: String) throws(WorkbookFault) {
        do throws(SystemError) {
            file = try OpenFile(path, for: .reading)
            count = try file.status().length
        } catch {
            throw SheetFile.unreadable(error)
        }
    }

    /// Fills a buffer with the bytes from a place on; returns how many there were, fewer only at the end.
    package func read(at place: Int, into room: UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int {
        do throws(SystemError) { return try file.read(at: place, into: room) } catch {
            throw SheetFile.unreadable(error)
        }
    }

    /// The first bytes.
    package func head(_ count: Int) throws(WorkbookFault) -> [UInt8] {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 1)
        defer { room.deallocate() }
        return Array(room[..<(try read(at: 0, into: room))])
    }

    /// Reads a part of the file from its first byte to its last.
    package func reading(_ range: Range<Int>? = nil) -> XMLStream.Reading {
        var place = range?.lowerBound ?? 0
        let end = range?.upperBound ?? .max
        return { [self] (room) throws(WorkbookFault) in
            let wanted = UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, end - place)])
            let count = try read(at: place, into: wanted)
            place += count
            return count
        }
    }

    private static func unreadable(_ error: SystemError) -> WorkbookFault {
        let detail = String(cString: strerror(error.code))
        return WorkbookFault(
            "unreadable", LocalText("无法读取（\(detail)）", "cannot be read (\(detail))"),
            next: LocalText("检查磁盘和权限后重试", "check the disk and the permissions and try again"))
    }
}
