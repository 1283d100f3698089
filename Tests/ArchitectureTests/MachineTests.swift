import Testing

/// Only two modules touch the machine: `Disk` for files, `Parallel` for threads.
@Suite struct MachineTests {
    /// Files that call the system or a library that opens files by path, each with the reason.
    private static let filesElsewhere = [
        "Modules/Formats/ZIP/Reading/FileArchive.swift": "libzip opens an archive by its path",
        "Modules/Formats/ZIP/Reading/ZIPReader.swift": "libzip opens an archive by its path",
        "Modules/Formats/ZIP/Writing/ZIPWriter.swift": "libzip makes an archive at a path",
        "Modules/Formats/WorkbookWriter/WorkbookFile.swift": "libxlsxwriter makes a workbook at a path",
        "Modules/Records/Ledger/Imports/BulkJournal.swift": "SQLite opens a database by its path",
        "Modules/Records/Ledger/Ledger.swift": "SQLite opens a database by its path",
        "Modules/Records/LedgerTables/Schema/LedgerSchema.swift": "SQLite makes a database in memory, to count columns",
        "Modules/Records/LedgerTables/Schema/FreshLedger.swift": "SQLite makes a ledger in memory, to compare tables",
        "Modules/Records/Register/Register.swift": "SQLite opens a database by its path",
        "Modules/Records/Register/Chain/RegisterCheck.swift": "SQLite makes a register in memory, to compare tables",
        "Modules/Work/Workspace/OriginalStore.swift": "zlib opens a gzip file by its path",
        "Modules/Fronts/CommandParts/Progress.swift": "the terminal is no file of ours",
    ]

    /// Calls of the system, and of libraries that open files themselves.
    private static let fileCalls: Set<String> = [
        "fopen", "fdopen", "freopen", "fread", "fwrite", "fclose", "fseek", "fseeko", "ftell", "opendir", "mkstemp",
        "mkstemps", "mkdtemp", "unlink", "rmdir", "mkdir", "rename", "fsync", "pread", "pwrite", "stat", "lstat",
        "fstat", "flock", "fcntl", "ftruncate", "chmod", "fchmod", "symlink", "gzopen", "zip_open",
        "zip_source_file_create", "workbook_new", "workbook_new_opt", "DatabaseQueue", "DatabasePool",
    ]

    /// Other Foundation calls that touch a file, and a draft's name in a text.
    private static let fileWords = [
        "O_RDONLY", "O_WRONLY", "O_RDWR", "O_CREAT", "FileManager", "FileHandle", "NSTemporaryDirectory",
        "(contentsOf: URL", ".write(to: URL", ".partial\"",
    ]

    /// Calls that start a thread or make one wait.
    private static let threadWords = [
        "Thread(", "Thread.", "DispatchQueue", "DispatchGroup", "DispatchSemaphore", "NSCondition", "NSLock",
        "NSRecursiveLock", "OperationQueue", "pthread_",
        "Task {", "Task.detached",
    ]

    private static var sources: [String] {
        Sources.swift(below: "Modules").filter { !$0.hasPrefix("Modules/System/") }
            + Sources.swift(below: "Plugins").filter { !$0.contains("/Tests/") }
    }

    @Test("Files are opened, moved and removed in Disk; exceptions have a reason")
    func files() throws {
        var found: Set<String> = []
        for source in Self.sources {
            let code = try Sources.code(source)
            let calls = Sources.calls(in: code, of: Self.fileCalls)
            let touches = Set(calls + Self.fileWords.filter(code.contains)).sorted()
            guard !touches.isEmpty else { continue }
            found.insert(source)
            #expect(Self.filesElsewhere[source] != nil, "\(source) has \(touches): that is Disk's")
        }
        #expect(Set(Self.filesElsewhere.keys).subtracting(found) == [], "these need no exception")
    }

    @Test("Threads are started and blocked only in Parallel")
    func threads() throws {
        for source in Self.sources {
            // A task of a group ends with the group, and blocks nothing.
            let code = try Sources.code(source).replacing("group.addTask {", with: "")
            #expect(Self.threadWords.filter(code.contains) == [], "\(source): that is Parallel's")
        }
    }

    @Test("Unchecked sendable types say why they are safe")
    func unchecked() throws {
        for source in Sources.swift() where !source.hasPrefix("Tests/ArchitectureTests/") {
            let lines = try Sources.text(source).split(separator: "\n", omittingEmptySubsequences: false)
            for (place, line) in lines.enumerated() where line.contains("@unchecked") {
                let comment = lines[..<place].reversed().prefix { $0.drop { $0 == " " }.hasPrefix("//") }
                #expect(comment.contains { $0.contains("Unchecked, because ") }, "\(source), line \(place + 1)")
            }
        }
    }
}
