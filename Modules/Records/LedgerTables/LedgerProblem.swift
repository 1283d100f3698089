package import AssessmentKernel
import GRDB

/// Maps SQLite's errors to problems that a clerk can act on.
package enum LedgerProblem {
    /// Runs a body and maps the database's errors; a ``Problem`` passes unchanged.
    package static func mapped<Result>(_ path: String, _ body: () throws -> Result) throws(Problem) -> Result {
        do { return try body() } catch { throw problem(error, path) }
    }

    package static func problem(_ error: any Error, _ path: String) -> Problem {
        if let problem = error as? Problem { return problem }
        guard let error = error as? DatabaseError else {
            return Problem(
                .fault, LocalText("账本出错：\(error)", "the ledger failed: \(error)"), at: .init(file: path))
        }
        let detail = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_FULL:
            return .diskFull(at: .init(file: path))
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
            return Problem(
                .cannotWrite,
                LocalText("账本无法打开或写入（\(detail)）", "the ledger cannot be opened or written (\(detail))"),
                at: .init(file: path),
                next: LocalText("检查文件夹的写入权限", "check the right to write in this folder"))
        case .SQLITE_NOTADB: return notALedger(path)
        case .SQLITE_CORRUPT:
            return Problem(
                .badInput, LocalText("账本已损坏（\(detail)）", "the ledger is damaged (\(detail))"),
                at: .init(file: path), next: LocalText("从备份恢复", "restore it from a backup"))
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return Problem(
                .cannotWrite, LocalText("账本正被其他程序占用", "another program holds the ledger"),
                at: .init(file: path), next: LocalText("待其结束后重试", "run the command again when it has ended"))
        case .SQLITE_IOERR:
            return Problem(
                .inputOutput, LocalText("读写账本失败（\(detail)）", "reading or writing the ledger failed (\(detail))"),
                at: .init(file: path), next: LocalText("检查磁盘后重试", "check the disk and run the command again"))
        default:
            return Problem(
                .fault, LocalText("账本出错（\(error.description)）", "the ledger failed (\(error.description))"),
                at: .init(file: path))
        }
    }

    /// A value of the ledger that nothing of kaohe's can have written.
    package static func unreadable(_ table: String, _ column: String, _ value: String) -> Problem {
        Problem(
            .badInput,
            LocalText("账本中有无法识别的值“\(value)”", "the ledger holds a value that cannot be read: “\(value)”"),
            at: .init(key: "\(table).\(column)"),
            next: LocalText("从备份恢复账本", "restore the ledger from a backup"))
    }

    package static func notALedger(_ path: String) -> Problem {
        Problem(
            .badInput, LocalText("不是 kaohe 账本", "not a kaohe ledger"), at: .init(file: path),
            next: Advice("\(by: .makeWorkspace)新建工作区", "make a workspace \(by: .makeWorkspace)"))
    }

    package static func newer(_ path: String, _ version: Int) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "账本由更新版本的 kaohe 写成（版本 \(version)，本程序至 \(LedgerSchema.version)）",
                "the ledger was written by a newer kaohe (version \(version), this one knows \(LedgerSchema.version))"),
            at: .init(file: path), next: LocalText("升级 kaohe", "upgrade kaohe"))
    }
}
