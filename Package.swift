// swift-tools-version: 6.1
import PackageDescription

/// The items of the annex.
///
/// A new one is a folder under `Plugins/` and its name here; everything else follows.
let items = [
    "Training", "Collection", "Publicity", "Hazards", "Activity", "Mediation", "Supervision", "Attendance",
    "Satisfaction", "Duties",
]

/// The rooms of the house and the arrows between them, outermost last.
///
/// `docs/architecture.md` explains each.
let modules: [Target] = [
    .target(name: "AssessmentKernel", path: "Modules/AssessmentKernel"),
    .target(name: "CSV", path: "Modules/CSV"),
    .target(
        name: "ZIP",
        dependencies: ["AssessmentKernel", "CZip", "CZlib", .product(name: "Crypto", package: "swift-crypto")],
        path: "Modules/ZIP"),
    .target(
        name: "Bundle",
        dependencies: [
            "AssessmentKernel", "CSV", "CSodium", "ZIP", .product(name: "Crypto", package: "swift-crypto"),
        ], path: "Modules/Bundle"),
    .target(name: "XLSX", dependencies: ["AssessmentKernel", "ZIP", "CExpat"], path: "Modules/XLSX"),
    .target(
        name: "StrictYAML", dependencies: ["AssessmentKernel", .product(name: "Yams", package: "Yams")],
        path: "Modules/StrictYAML"),
    .target(
        name: "Rulebook", dependencies: ["AssessmentKernel", "StrictYAML"],
        path: "Modules/Rulebook", resources: [.embedInCode("Resources/fengmao-2021-71.yaml")]),
    .target(
        name: "Ledger",
        dependencies: [
            "AssessmentKernel", .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "GRDBSQLite", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto"),
        ], path: "Modules/Ledger"),
    .target(
        name: "Register", dependencies: ["AssessmentKernel", .product(name: "GRDB", package: "GRDB.swift")],
        path: "Modules/Register"),
    .target(name: "Intake", dependencies: ["AssessmentKernel", "CSV", "XLSX"], path: "Modules/Intake"),
    .target(name: "Profile", dependencies: ["AssessmentKernel", "Intake", "StrictYAML"], path: "Modules/Profile"),
    .target(
        name: "Closing", dependencies: ["AssessmentKernel", "CSV", "Rulebook"], path: "Modules/Closing",
        resources: [.embedInCode("Resources/public-holidays.csv")]),
    .target(
        name: "WorkbookWriter", dependencies: ["AssessmentKernel", "CXlsxWriter"], path: "Modules/WorkbookWriter"),
    .target(
        name: "Reports",
        dependencies: [
            "AssessmentKernel", "Closing", "Rulebook", "WorkbookWriter",
            .product(name: "Mustache", package: "swift-mustache"),
        ], path: "Modules/Reports",
        resources: [
            "page.mustache", "member.mustache", "page.css", "page.js", "slips.mustache", "slip.mustache",
            "slips-index.mustache", "slips.css", "tables.mustache",
        ].map { .embedInCode("Resources/" + $0) }),
    .target(
        name: "ItemCatalog", dependencies: ["AssessmentKernel"] + items.map { .target(name: $0) },
        path: "Modules/ItemCatalog", plugins: ["CatalogPlugin"]),
    .target(
        name: "Runner",
        dependencies: [
            "AssessmentKernel", "CSV", "ZIP", "XLSX", "WorkbookWriter", "Rulebook", "Ledger", "Intake", "Profile",
            "Closing", "Bundle",
            "Register", "Reports", "CZlib",
            .product(name: "Crypto", package: "swift-crypto"),
        ], path: "Modules/Runner"),
    .target(name: "AssessmentTesting", dependencies: ["AssessmentKernel"], path: "Modules/AssessmentTesting"),
    .target(
        name: "KaoheCommand",
        dependencies: [
            "AssessmentKernel", "Rulebook", "Ledger", "Intake", "Profile", "Closing", "Bundle", "Register", "Reports",
            "Runner",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ], path: "Modules/KaoheCommand"),
    .executableTarget(name: "kaohe", dependencies: ["KaoheCommand", "ItemCatalog"], path: "Modules/kaohe"),
]

/// C libraries of the system.
let systemLibraries: [Target] = [
    .systemLibrary(
        name: "CZlib", path: "Modules/CZlib", pkgConfig: "zlib",
        providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
        name: "CZip", path: "Modules/CZip", pkgConfig: "libzip",
        providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .systemLibrary(
        name: "CExpat", path: "Modules/CExpat", pkgConfig: "expat",
        providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(
        name: "CXlsxWriter", path: "Modules/CXlsxWriter", pkgConfig: "xlsxwriter",
        providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .systemLibrary(
        name: "CSodium", path: "Modules/CSodium", pkgConfig: "libsodium",
        providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]),
]

/// One module and one test target an item.
let plugins: [Target] = items.flatMap { item -> [Target] in
    [
        .target(
            name: item, dependencies: ["AssessmentKernel"], path: "Plugins/\(item)",
            exclude: ["README.md", "Tests"]),
        .testTarget(
            name: "\(item)Tests", dependencies: [.target(name: item), "AssessmentTesting"],
            path: "Plugins/\(item)/Tests"),
    ]
}

/// What builds the house and keeps it honest.
let tools: [Target] = [
    .plugin(
        name: "CatalogPlugin", capability: .buildTool(), dependencies: ["catalog-writer"],
        path: "Tools/Catalog/Plugin"),
    .executableTarget(name: "catalog-writer", path: "Tools/Catalog/Writer"),
    .executableTarget(
        name: "bundle-fuzzer", dependencies: ["AssessmentKernel", "Bundle", "BundleTesting"],
        path: "Tools/FuzzBundle"),
    .executableTarget(
        name: "workbook-fuzzer", dependencies: ["Intake", "WorkbookMaking", "XLSX"], path: "Tools/WorkbookFuzzer"),
    .executableTarget(
        name: "workbook-cells", dependencies: ["AssessmentKernel", "XLSX"], path: "Tools/WorkbookCells"),
    .executableTarget(name: "sample-township", path: "Tools/SampleTownship", exclude: ["README.md"]),
]

/// What tests and tools share: makers of bundles and workbooks that no library would make.
let testSupport: [Target] = [
    .target(
        name: "BundleTesting",
        dependencies: [
            "AssessmentKernel", "Bundle", "CSV", "CZlib", "ZIP", .product(name: "Crypto", package: "swift-crypto"),
        ], path: "Tests/BundleTesting"),
    .target(name: "WorkbookMaking", dependencies: ["CZip"], path: "Tests/WorkbookMaking"),
]

/// Tests of one module each, and of what crosses modules.
let tests: [Target] = [
    .testTarget(name: "AssessmentKernelTests", dependencies: ["AssessmentKernel"], path: "Tests/AssessmentKernelTests"),
    .testTarget(
        name: "AssessmentTestingTests", dependencies: ["AssessmentKernel", "AssessmentTesting", "ItemCatalog"],
        path: "Tests/AssessmentTestingTests"),
    .testTarget(name: "ArchitectureTests", path: "Tests/ArchitectureTests"),
    .testTarget(
        name: "DocumentsTests",
        dependencies: ["AssessmentKernel", "AssessmentTesting", "ItemCatalog", "KaoheCommand", "Rulebook"],
        path: "Tests/DocumentsTests"),
    .testTarget(name: "CSVTests", dependencies: ["CSV"], path: "Tests/CSVTests"),
    .testTarget(name: "ZIPTests", dependencies: ["BundleTesting", "ZIP"], path: "Tests/ZIPTests"),
    .testTarget(
        name: "BundleTests",
        dependencies: [
            "AssessmentKernel", "Bundle", "BundleTesting", "CSV", "bundle-fuzzer",
            .product(name: "Crypto", package: "swift-crypto"),
        ], path: "Tests/BundleTests"),
    .testTarget(name: "XLSXTests", dependencies: ["WorkbookMaking", "XLSX"], path: "Tests/XLSXTests"),
    .testTarget(
        name: "IntakeTests", dependencies: ["AssessmentKernel", "CSV", "Intake", "WorkbookMaking", "XLSX"],
        path: "Tests/IntakeTests"),
    .testTarget(
        name: "ProfileTests", dependencies: ["AssessmentKernel", "Intake", "Profile"], path: "Tests/ProfileTests"),
    .testTarget(
        name: "RulebookTests", dependencies: ["AssessmentKernel", "Rulebook", "StrictYAML"], path: "Tests/RulebookTests"
    ),
    .testTarget(
        name: "LedgerTests",
        dependencies: ["AssessmentKernel", "ItemCatalog", "Ledger", .product(name: "GRDB", package: "GRDB.swift")],
        path: "Tests/LedgerTests"),
    .testTarget(
        name: "RegisterTests",
        dependencies: ["AssessmentKernel", "Register", .product(name: "GRDB", package: "GRDB.swift")],
        path: "Tests/RegisterTests"),
    .testTarget(
        name: "ClosingTests", dependencies: ["AssessmentKernel", "Closing", "ItemCatalog", "Rulebook"],
        path: "Tests/ClosingTests"),
    .testTarget(
        name: "WorkbookWriterTests", dependencies: ["AssessmentKernel", "WorkbookWriter", "ZIP"],
        path: "Tests/WorkbookWriterTests"),
    .testTarget(
        name: "ReportsTests",
        dependencies: [
            "AssessmentKernel", "Closing", "ItemCatalog", "Reports", "Rulebook", "ZIP",
            .product(name: "Crypto", package: "swift-crypto"),
        ], path: "Tests/ReportsTests"),
    .testTarget(
        name: "RunnerTests",
        dependencies: [
            "AssessmentKernel", "Bundle", "BundleTesting", "CSV", "Closing", "Intake", "ItemCatalog", "Ledger",
            "Register",
            "Rulebook", "Runner", "WorkbookMaking", "XLSX", .product(name: "GRDB", package: "GRDB.swift"),
        ], path: "Tests/RunnerTests"),
    .testTarget(
        name: "EndToEndTests",
        dependencies: [
            "kaohe", "sample-township", "WorkbookMaking", .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "GRDB", package: "GRDB.swift"),
        ], path: "Tests/EndToEndTests", exclude: ["Golden", "README.md"]),
]

let package = Package(
    name: "kaohe",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "kaohe", targets: ["kaohe"]),
        .library(name: "AssessmentKernel", targets: ["AssessmentKernel"]),
        .library(name: "AssessmentTesting", targets: ["AssessmentTesting"]),
        .library(name: "ItemCatalog", targets: ["ItemCatalog"]),
        .library(name: "KaoheCommand", targets: ["KaoheCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: modules + systemLibraries + plugins + tools + testSupport + tests,
    swiftLanguageModes: [.v6]
)
