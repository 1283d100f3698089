#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@main
struct SampleTownship {
    static let help = """
        usage: sample-township DIR [--members N] [--quarter 2021Q3] [--seed S]

        Writes a quarter's exports of an invented township into DIR, as the two platforms would deliver them.
        Files of the same names are replaced. Equal arguments give equal bytes.

          --members N    grid members, 1 to \(Cast.mostMembers) (default 43)
          --quarter Q    2019Q1 to 2026Q4 (default 2021Q3)
          --seed S       a whole number, for other people and other luck (default 71)
          --help         this text

        """

    static func main() {
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            if arguments.contains("--help") || arguments.contains("-h") { return write(help, to: STDOUT_FILENO) }
            let options = try Options(arguments)
            let summary = try Township.write(
                to: options.folder, members: options.members, quarter: options.quarter, seed: options.seed)
            write(summary.text, to: STDERR_FILENO)
        } catch Failure.usage(let reason) {
            write("sample-township: \(reason); see --help\n", to: STDERR_FILENO)
            exit(64)
        } catch Failure.cannotWrite(let reason) {
            write("sample-township: cannot write: \(reason)\n", to: STDERR_FILENO)
            exit(73)
        } catch {
            write("sample-township: \(error)\n", to: STDERR_FILENO)
            exit(70)
        }
    }

    /// Writes to the descriptor: the C library's `stderr` is a global variable, which Swift 6 rejects.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private struct Options {
    var folder = ""
    var members = 43
    var quarter = Quarter(year: 2021, index: 3)
    var seed = 71

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--members":
                let text = try Options.value(of: argument, &rest)
                guard let number = Int(text), (1...Cast.mostMembers).contains(number) else {
                    throw Failure.usage("--members is a number from 1 to \(Cast.mostMembers), not '\(text)'")
                }
                members = number
            case "--quarter":
                let text = try Options.value(of: argument, &rest)
                guard let read = Quarter(text) else {
                    throw Failure.usage("--quarter is one of 2019Q1 to 2026Q4, not '\(text)'")
                }
                quarter = read
            case "--seed":
                let text = try Options.value(of: argument, &rest)
                guard let number = Int(text) else { throw Failure.usage("--seed is a whole number, not '\(text)'") }
                seed = number
            case _ where argument.hasPrefix("-"):
                throw Failure.usage("unknown option '\(argument)'")
            default:
                guard folder.isEmpty else { throw Failure.usage("one folder only, not '\(argument)' too") }
                folder = argument
            }
        }
        if folder.isEmpty { throw Failure.usage("the folder to write to is missing") }
    }

    private static func value(of option: String, _ rest: inout ArraySlice<String>) throws -> String {
        guard let value = rest.popFirst() else { throw Failure.usage("\(option) needs a value") }
        return value
    }
}

extension Summary {
    fileprivate var text: String {
        let profiles = Profile.allCases.map { "\($0) \(byProfile[$0.rawValue])" }.joined(separator: ", ")
        return """
            \(files) files, \(rows) rows, \(members) members
            planned: \(profiles) (of these \(partTime) part-time, \(unrated) unrated)

            """
    }
}
