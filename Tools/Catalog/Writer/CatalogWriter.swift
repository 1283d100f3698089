import Foundation

/// Writes the Swift source that lists each module's item, the type that bears the module's name.
///
/// `catalog-writer OUTPUT MODULE…`
@main enum CatalogWriter {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.first else {
            FileHandle.standardError.write(Data("usage: catalog-writer OUTPUT MODULE…\n".utf8))
            exit(64)
        }
        let modules = arguments.dropFirst().sorted()
        let source = """
            import AssessmentKernel
            \(modules.map { "import \($0)" }.joined(separator: "\n"))

            /// One entry per module below Plugins/, by name; the catalog sorts them by number.
            let installedItems: [any AssessmentItem.Type] = [
            \(modules.map { "    \($0).self," }.joined(separator: "\n"))
            ]

            """
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }
}
