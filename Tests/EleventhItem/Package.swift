// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "kaohe-town",
    platforms: [.macOS(.v15)],
    dependencies: [
        // A town names the repository here: .package(url: "…", from: "…")
        .package(name: "kaohe", path: "../..")
    ],
    targets: [
        .target(
            name: "FireSafety", dependencies: [.product(name: "AssessmentKernel", package: "kaohe")],
            path: "FireSafety"),
        .executableTarget(
            name: "kaohe-town",
            dependencies: [
                "FireSafety", .product(name: "ItemCatalog", package: "kaohe"),
                .product(name: "KaoheCommand", package: "kaohe"),
            ], path: "Town"),
        .testTarget(
            name: "FireSafetyTests",
            dependencies: [
                "FireSafety", .product(name: "AssessmentKernel", package: "kaohe"),
                .product(name: "AssessmentTesting", package: "kaohe"),
            ], path: "Tests"),
    ],
    swiftLanguageModes: [.v6]
)
