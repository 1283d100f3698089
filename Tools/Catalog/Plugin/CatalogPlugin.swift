import Foundation
import PackagePlugin

/// Writes the list of installed items for the module that depends on them.
///
/// The items are the target's dependencies below `Plugins/`, so the one list in `Package.swift` is the only one.
@main
struct CatalogPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) async throws -> [Command] {
        let modules = target.dependencies.compactMap { dependency -> String? in
            guard case .target(let item) = dependency,
                item.directoryURL.deletingLastPathComponent().lastPathComponent == "Plugins"
            else { return nil }
            return item.name
        }
        let output = context.pluginWorkDirectoryURL.appending(path: "InstalledItems.swift")
        return [
            .buildCommand(
                displayName: "Listing \(modules.count) items",
                executable: try context.tool(named: "catalog-writer").url,
                arguments: [output.path] + modules, outputFiles: [output])
        ]
    }
}
