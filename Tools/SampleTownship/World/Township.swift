#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// All files of the export, open at once: the members are written one after the other and none is kept.
struct Exports {
    private let exports: [[Export]]

    init(folder: String, quarter: Quarter) throws {
        try makeFolder(folder)
        for month in 0..<3 { try makeFolder("\(folder)/\(quarter.folder(ofMonth: month))") }
        exports = try Table.allCases.map { table in
            try table.styles.enumerated().map { month, style in
                let place = table.styles.count == 1 ? folder : "\(folder)/\(quarter.folder(ofMonth: month))"
                return try Export(path: "\(place)/\(table.title).csv", header: table.columns, style: style)
            }
        }
    }

    subscript(table: Table) -> Export { exports[table.rawValue][0] }
    subscript(table: Table, month: Int) -> Export { exports[table.rawValue][month] }

    var files: Int { exports.joined().count }
    var rows: Int { exports.joined().reduce(0) { $0 + $1.rows } }

    func close() throws {
        for export in exports.joined() { try export.close() }
    }
}

/// What a run has written.
struct Summary {
    var files = 0
    var rows = 0
    /// Rows of the roster; the other counts are of those in post in the quarter.
    var members = 0
    var byProfile = [Int](repeating: 0, count: Profile.allCases.count)
    var partTime = 0
    var unrated = 0
}

enum Township {
    static func write(to folder: String, members: Int, quarter: Quarter, seed: Int) throws -> Summary {
        let exports = try Exports(folder: folder, quarter: quarter)
        let season = Season(quarter, seed: seed)
        try writeCalendar(season, to: exports[.calendar])
        var summary = Summary()
        try Cast(count: members, year: quarter.year, seed: seed).forEachMember { member in
            guard member.joined <= quarter.last else { return }
            summary.count(member, in: quarter)
            var work = MemberQuarter(member, season: season, exports: exports)
            try work.write()
        }
        try exports.close()
        summary.files = exports.files
        summary.rows = exports.rows
        return summary
    }

    private static func writeCalendar(_ season: Season, to export: Export) throws {
        for local in season.localDays {
            export.day(local.day)
            export.text(local.kind == .workday ? "工作日" : "休息日")
            export.text(local.note)
            try export.end()
        }
    }
}

extension Summary {
    fileprivate mutating func count(_ member: Member, in quarter: Quarter) {
        members += 1
        guard member.last >= quarter.first else { return }
        byProfile[member.profile.rawValue] += 1
        if member.role == .partTime { partTime += 1 }
        if member.role == .joinsInSeptember, quarter.index == 3 { unrated += 1 }
    }
}

/// Makes the folder and those above it.
private func makeFolder(_ path: String) throws {
    var end = path.startIndex
    repeat {
        end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
        guard mkdir(String(path[..<end]), 0o777) == 0 || errno == EEXIST || errno == EISDIR else {
            throw Failure.system(path)
        }
    } while end < path.endIndex
}
