public import AssessmentKernel
import Disk
import Foundation
import GRDB

/// The district office's register: the keys it trusts and the bundles it has received.
///
/// ```swift
/// let register = try Register(opening: "district.sqlite")
/// try register.trust("冯卯镇", key: line, number: number, at: now, by: "王")
/// try register.add(receipt, standings: rows)
/// ```
/// One SQLite file. Received data is permanent: triggers refuse every change and deletion.
public final class Register: Sendable {
    private let pool: DatabaseQueue

    /// Marks the file as a register ("kaod" in ASCII).
    private static let applicationID: Int32 = 0x6B61_6F64
    private static var version: Int { RegisterSchema.steps.count }

    /// Opens a register.
    ///
    /// - Throws: ``Problem`` when there is no register, or it cannot be read.
    public init(opening path: String) throws(Problem) {
        guard Files.exists(path) else {
            throw Problem(
                .notFound, LocalText("此文件夹不是区级登记簿", "this folder is no district register"), at: .init(file: path),
                next: Advice("\(by: .makeRegister)新建", "make one \(by: .makeRegister)"))
        }
        pool = try Register.mapped(path) {
            let pool = try DatabaseQueue(path: path, configuration: Register.configuration)
            let (mark, version) = try pool.read { db in
                (
                    try Int32.fetchOne(db, sql: "PRAGMA application_id"),
                    try Int.fetchOne(db, sql: "PRAGMA user_version")
                )
            }
            guard mark == Register.applicationID, let version, version >= 1 else {
                throw Problem(.badInput, LocalText("不是区级登记簿", "this is no district register"), at: .init(file: path))
            }
            guard version <= Register.version else {
                throw Problem(
                    .badInput,
                    LocalText("登记簿由更新版本的程序写成", "the register was written by a newer version of the program"),
                    at: .init(file: path), next: LocalText("请先升级本程序", "upgrade this program first"))
            }
            if version < Register.version {
                try pool.write { db in
                    for step in RegisterSchema.steps.dropFirst(version) { try step(db) }
                    try db.execute(sql: "PRAGMA user_version = \(Register.version)")
                }
            }
            return pool
        }
    }

    /// Creates a new register; the file must not exist yet.
    public static func create(at path: String, district: String) throws(Problem) {
        try Files.create(path, [], mode: 0o600)
        try mapped(path) {
            let pool = try DatabaseQueue(path: path, configuration: configuration)
            try pool.write { db in
                for step in RegisterSchema.steps { try step(db) }
                try db.execute(sql: "INSERT INTO setting (key, value) VALUES ('district', ?)", arguments: [district])
                try RegisterChain.add(db, .setting, "district", at: "", by: "")
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(version)")
            }
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// The district's name.
    public func district() throws(Problem) -> String {
        try read { try String.fetchOne($0, sql: "SELECT value FROM setting WHERE key = 'district'") ?? "" }
    }

    func read<Result>(_ body: (Database) throws -> Result) throws(Problem) -> Result {
        try Register.mapped(pool.path) { try pool.read(body) }
    }

    func write<Result>(_ body: (Database) throws -> Result) throws(Problem) -> Result {
        try Register.mapped(pool.path) { try pool.write(body) }
    }

    /// Runs a body that changes the register many times, each time in a transaction of its own.
    ///
    /// The file by which an unfinished change is taken back stays between the changes; making and removing it each time
    /// would cost as much as the change.
    public func changingOften<Result>(_ body: () throws -> Result) throws -> Result {
        func keep(_ mode: String) throws {
            try pool.writeWithoutTransaction { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = \(mode)") }
        }
        try Register.mapped(pool.path) { try keep("TRUNCATE") }
        defer { try? keep("DELETE") }
        return try body()
    }

    private static func mapped<Result>(_ path: String, _ body: () throws -> Result) throws(Problem) -> Result {
        do { return try body() } catch {
            if let problem = error as? Problem { throw problem }
            let code = (error as? DatabaseError)?.resultCode
            let place = Problem.Place(file: path)
            switch code {
            case .SQLITE_FULL: throw Problem.diskFull(at: place)
            case .SQLITE_NOTADB, .SQLITE_CORRUPT:
                throw Problem(
                    .badInput, LocalText("登记簿已损坏", "the register is damaged"), at: place,
                    next: LocalText("从备份恢复", "restore it from a backup"))
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_BUSY:
                throw Problem(
                    .cannotWrite, LocalText("登记簿无法写入", "the register cannot be written"), at: place,
                    next: LocalText("检查权限，或待其他程序结束后重试", "check the rights, or wait for another program to end"))
            default:
                throw Problem(.inputOutput, LocalText("登记簿出错：\(error)", "the register failed: \(error)"), at: place)
            }
        }
    }
}
