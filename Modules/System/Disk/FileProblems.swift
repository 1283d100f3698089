package import AssessmentKernel
import Foundation

// Problems with advice for a clerk, one wording per system error.

extension Problem {
    /// A problem of reading.
    package static func reading(_ code: Int32, _ path: String) -> Problem {
        let place = Place(file: path)
        switch code {
        case ENOENT, ENOTDIR:
            return Problem(
                .notFound, LocalText("没有此文件或文件夹", "no such file or folder"), at: place,
                next: LocalText("检查名称和路径", "check the name and the folder"))
        case EISDIR:
            return Problem(
                .inputOutput, LocalText("这是文件夹，不是文件", "this is a folder, not a file"), at: place,
                next: LocalText("移走它，或指定其中的文件", "move it away, or name a file inside it"))
        case EACCES, EPERM:
            return Problem(
                .inputOutput, LocalText("无法读取（没有权限）", "cannot be read (permission denied)"), at: place,
                next: checkRights)
        case EMFILE, ENFILE: return .tooManyFiles(at: place)
        default:
            let detail = String(cString: strerror(code))
            return Problem(
                .inputOutput, LocalText("无法读取（\(detail)）", "cannot be read (\(detail))"), at: place,
                next: checkDisk)
        }
    }

    /// A problem of writing, moving or removing.
    package static func writing(_ code: Int32, _ path: String) -> Problem {
        let place = Place(file: path)
        let detail = String(cString: strerror(code))
        switch code {
        case ENOENT, ENOTDIR:
            return Problem(
                .cannotWrite, LocalText("无法写入（没有此文件夹）", "cannot be written (no such folder)"), at: place,
                next: LocalText("检查路径", "check the folder"))
        case ENOSPC, EDQUOT, EFBIG: return .diskFull(at: place)
        case EMFILE, ENFILE: return .tooManyFiles(at: place)
        case EEXIST: return .alreadyThere(path)
        case EACCES, EPERM, EROFS, EISDIR, ENOTEMPTY:
            return Problem(
                .cannotWrite, LocalText("无法写入（\(detail)）", "cannot be written (\(detail))"), at: place,
                next: checkRights)
        default:
            return Problem(
                .inputOutput, LocalText("写入失败（\(detail)）", "writing failed (\(detail))"), at: place,
                next: checkDisk)
        }
    }

    /// A device, pipe or socket in the place of a file.
    package static func notPlain(_ path: String) -> Problem {
        Problem(
            .badInput, LocalText("不是普通文件", "this is no plain file"), at: Place(file: path),
            next: LocalText("先存为文件，再指定它", "save it as a file first, and name that"))
    }

    /// A file where a new one is to be written.
    package static func alreadyThere(_ path: String) -> Problem {
        Problem(
            .cannotWrite, LocalText("文件已存在，未覆盖", "the file is there already and was not overwritten"),
            at: Place(file: path), next: LocalText("另取名称，或先移走它", "choose another name, or move it away"))
    }

    /// More files at once than the system allows.
    package static func tooManyFiles(at place: Place) -> Problem {
        Problem(
            .inputOutput, LocalText("同时打开的文件数已达系统上限", "no more files can be opened at once"), at: place,
            next: LocalText(
                "先关闭其他程序，或执行 ulimit -n \(OpenFiles.enough)，再重试",
                "end other programs, or run ulimit -n \(OpenFiles.enough), and run the command again"))
    }

    /// Maps any error to a problem with a file; a problem passes unchanged.
    package static func from(_ error: any Error, _ path: String) -> Problem {
        if let problem = error as? Problem { return problem }
        if let code = (error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError {
            return writing(code.code.rawValue, path)
        }
        return Problem(
            .inputOutput, LocalText("读写失败（\(error)）", "reading or writing failed (\(error))"), at: Place(file: path))
    }

    private static let checkRights = LocalText("检查权限", "check the permissions of the file and its folder")
    static let checkDisk = LocalText("检查磁盘后重试", "check the disk and run the command again")
}

/// Runs a body that reads the file; `path` is the name in problems.
func reading<Result>(_ path: String, _ body: () throws(SystemError) -> Result) throws(Problem) -> Result {
    do throws(SystemError) { return try body() } catch { throw .reading(error.code, path) }
}

/// Runs a body that writes the file; `path` is the name in problems.
func writing<Result>(_ path: String, _ body: () throws(SystemError) -> Result) throws(Problem) -> Result {
    do throws(SystemError) { return try body() } catch { throw .writing(error.code, path) }
}
