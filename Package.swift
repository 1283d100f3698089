// swift-tools-version: 6.1
import PackageDescription

/// The items of the annex.
///
/// A new one is a folder under `Plugins/` and its name here; everything else follows.
let items = [
    "Training", "Collection", "Publicity", "Hazards", "Activity", "Mediation", "Supervision", "Attendance",
    "Satisfaction", "Duties",
]

/// What walks rows or bytes, where that saves the tests more than it takes; beside the items.
let busy = """
    Digests Disk Parallel CSV JSON StrictYAML Patterns TextEncodings ZIP Sheets XLSX XLS OpenDocument SpreadsheetML HTMLTables
    PageTemplates PaperWriter AssessmentValues AssessmentKernel TownshipTables ResultTables Closing Age Cells FileFormats Intake
    Drafting RecordStore LedgerTables Reports Bundle Archive sample-township
    """

// The house, from the machine up to the fronts. A room may use the floors that stand before its own in this list, and
// the kernel; a room beside it only with a reason. `docs/architecture.md` walks through it, and a test reads this list.

/// The machine: files, threads, C libraries.
let system = floor(
    "System",
    library("CZlib", "zlib", apt: "zlib1g-dev", brew: "zlib"),
    library("CDeflate", "libdeflate", apt: "libdeflate-dev", brew: "libdeflate"),
    library("CInflate", "libisal", apt: "libisal-dev", brew: "isa-l"),
    library("CSQLite", "sqlite3", apt: "libsqlite3-dev", brew: "sqlite"),
    library("CZip", "libzip", apt: "libzip-dev", brew: "libzip"),
    library("CExpat", "expat", apt: "libexpat1-dev", brew: "expat"),
    library("CXlsxWriter", "xlsxwriter", apt: "libxlsxwriter-dev", brew: "libxlsxwriter"),
    library("CSodium", "libsodium", apt: "libsodium-dev", brew: "libsodium"),
    library("CPangoCairo", "pangocairo", apt: "libpango1.0-dev", brew: "pango", isLate: true),
    library("COpenSSL", "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
    .systemLibrary(name: "CLinux"),
    room("Digests", uses: "COpenSSL"),
    room("Disk", uses: "AssessmentKernel", "CLinux", beside: ["Digests": "a file's digest is taken while it is read"]),
    room("Parallel", uses: "CLinux"))

/// The bytes of the world; none knows a township.
let formats = floor(
    "Formats",
    room("CSV"),
    room("JSON"),
    room("StrictYAML", uses: "AssessmentKernel", "Yams"),
    room("Patterns", uses: "AssessmentKernel"),
    room("TextEncodings", uses: "AssessmentKernel", "Disk"),
    room("ZIP", uses: "AssessmentKernel", "Disk", "Parallel", "CDeflate", "CInflate", "CZip", "CZlib", "Digests"),
    room(
        "Sheets", uses: "AssessmentKernel", "Disk", "CExpat",
        beside: ["TextEncodings": "old texts of spreadsheets hold the same characters as those of text files"]),
    room(
        "XLSX", uses: "AssessmentKernel",
        beside: ["Sheets": "its cells are shown as any spreadsheet's", "ZIP": "a workbook is a ZIP file"]),
    room("XLS", uses: "AssessmentKernel", beside: ["Sheets": "its cells are shown as any spreadsheet's"]),
    room(
        "OpenDocument", uses: "AssessmentKernel",
        beside: ["Sheets": "its cells are shown as any spreadsheet's", "ZIP": "a spreadsheet is a ZIP file"]),
    room("SpreadsheetML", uses: "AssessmentKernel", beside: ["Sheets": "its cells are shown as any spreadsheet's"]),
    room("HTMLTables", uses: "AssessmentKernel", beside: ["Sheets": "its tables are handed out as any spreadsheet's"]),
    room(
        "WorkbookWriter", uses: "AssessmentKernel", "Disk", "CXlsxWriter", "Digests",
        beside: ["ZIP": "a workbook is a ZIP file"]),
    room("PageTemplates", uses: "AssessmentKernel", "Mustache"),
    room("PaperParts"),
    room(
        "PaperWriter", uses: "AssessmentKernel", "Disk", "Parallel", "CPangoCairo", "CZlib",
        beside: ["PaperParts": "what it lays out is a value that a Word file is made of too"]),
    room(
        "WordWriter", uses: "AssessmentKernel",
        beside: [
            "PaperParts": "what it writes is a value that a PDF is made of too", "ZIP": "a Word file is a ZIP file",
        ]),
    room("Age", uses: "AssessmentKernel", "Disk", "CSodium"),
    room("HTTP", uses: "AssessmentKernel", "Disk", "FlyingSocks", "Parallel"))

/// What an item's author reads, the suite that an item must pass, and the tables that belong to no item.
let kernel = floor(
    "Kernel",
    room("AssessmentValues"),
    room(
        "AssessmentKernel", beside: ["AssessmentValues": "an item is written in values, and imports the kernel alone"]),
    room("TownshipTables", uses: "AssessmentKernel"),
    room(
        "AssessmentTesting", uses: "AssessmentKernel",
        beside: ["TownshipTables": "no table of an item may be named like one of these"]),
    room("ItemCatalog", uses: items + ["AssessmentKernel"], plugins: ["CatalogPlugin"]))

/// Evidence, items and rules into results: pure.
///
/// No file, no SQLite, no clock.
let rules = floor(
    "Rules",
    room(
        "ResultTables", uses: "AssessmentKernel", "CSV",
        beside: ["Rulebook": "some columns print keys that the rulebook gives"]),
    room("Rulebook", uses: "AssessmentKernel", "StrictYAML", resources: ["Resources/fengmao-2021-71.yaml"]),
    room(
        "Closing", uses: "AssessmentKernel", "TownshipTables",
        beside: [
            "ResultTables": "what a closing decides is declared as tables",
            "Rulebook": "a closing is what the rulebook says of evidence",
        ], resources: ["Resources/public-holidays.csv"]),
    room(
        "Outlook", uses: "AssessmentKernel",
        beside: ["Closing": "it stands where a closing would", "Rulebook": "what is possible falls in a band"]),
    room(
        "RuleChecks", uses: "AssessmentKernel",
        beside: [
            "Closing": "what a band is paid is decided by a closing",
            "Rulebook": "a rulebook is looked over before it holds",
        ]))

/// What was delivered and what was decided, kept.
let records = floor(
    "Records",
    room("Cells", uses: "AssessmentKernel", "Patterns", "Sheets"),
    room(
        "FileFormats", uses: "AssessmentKernel", "CSV", "HTMLTables", "OpenDocument", "Sheets", "SpreadsheetML",
        "TextEncodings", "XLS", "XLSX",
        beside: ["Cells": "how a workbook's number is shown hangs on its column, and some cells have no text"]),
    room(
        "Intake", uses: "AssessmentKernel", "TownshipTables", "Patterns",
        beside: [
            "Cells": "a row is cells, each read as its column's value",
            "FileFormats": "a table is found in the rows of a file",
        ]),
    room(
        "Profile", uses: "AssessmentKernel", "StrictYAML", "Patterns",
        beside: [
            "Cells": "what it makes of a cell is read as the column's value",
            "FileFormats": "it reads a file's rows and hands on others", "Intake": "a profile is a way into a table",
        ],
        resources: [
            "Shipped/dingtalk-daily.yaml", "Shipped/dingtalk-punches.yaml", "Shipped/wecom-daily.yaml",
            "Shipped/wecom-times.yaml", "Shipped/result-table.yaml",
        ]),
    room(
        "Drafting", uses: "AssessmentKernel",
        beside: [
            "Cells": "a column is what its cells can be read as",
            "FileFormats": "a draft is made of what a file's rows look like",
            "Intake": "codes in a file are looked up in the roster",
        ]),
    room(
        "RecordStore", uses: "AssessmentKernel", "TownshipTables", "JSON", "Disk", "Parallel", "CSQLite", "Digests",
        "GRDB", "GRDBSQLite"),
    room(
        "LedgerTables", uses: "AssessmentKernel", "ResultTables", "Digests", "Disk", "GRDB", "GRDBSQLite",
        beside: ["RecordStore": "one SQLite file holds records and the ledger's own tables"]),
    room(
        "Ledger", uses: "AssessmentKernel", "TownshipTables", "Closing", "ResultTables", "JSON", "Digests", "Disk",
        "GRDB", "GRDBSQLite",
        beside: [
            "LedgerTables": "its books and its journal lie in them",
            "RecordStore": "the ledger is records, and what was decided on them",
        ]),
    room("Register", uses: "AssessmentKernel", "Rulebook", "Digests", "Disk", "GRDB"))

/// What leaves the house.
let results = floor(
    "Results",
    room(
        "Reports", uses: "AssessmentKernel", "Closing", "ResultTables", "Intake", "Rulebook", "WorkbookWriter", "Disk",
        "Parallel", "PageTemplates", "Digests",
        resources: [
            "Page/page.mustache", "Page/member.mustache", "Page/page.css", "Page/page.js", "Slips/slips.mustache",
            "Slips/slip.mustache", "Slips/slips-index.mustache", "Slips/slips.css", "Tables/tables.mustache",
        ]),
    room(
        "Papers", uses: "AssessmentKernel", "Closing", "ResultTables", "Rulebook", "PaperParts", "PaperWriter",
        "WordWriter", "WorkbookWriter", beside: ["Reports": "amounts and texts are shown as in the reports"]),
    room(
        "Histories", uses: "AssessmentKernel", "Rulebook", "WorkbookWriter", "Disk",
        beside: ["Reports": "its pages look like the reports, and show texts as they do"],
        resources: ["history.css"]),
    room("Bundle", uses: "AssessmentKernel", "CSV", "JSON", "ZIP", "Disk", "Parallel", "CSodium", "Digests"))

/// The use cases, a room for each kind of work.
let work = floor(
    "Work",
    room(
        "Workspace", uses: "AssessmentKernel", "TownshipTables", "Rulebook", "Closing", "ResultTables", "Intake",
        "FileFormats", "Ledger", "Bundle", "Disk", "Parallel", "Patterns", "TextEncodings", "CDeflate", "CZlib",
        "Digests"),
    room(
        "Importing", uses: "AssessmentKernel", "TownshipTables", "FileFormats", "Intake", "Profile", "Drafting",
        "Ledger", "LedgerTables", "RecordStore", "Reports", "CSV", "Patterns", "TextEncodings", "WorkbookWriter", "ZIP",
        "Disk", "Parallel", "Digests", beside: ["Workspace": "every use case works in one"]),
    room(
        "Archive", uses: "AssessmentKernel", "TownshipTables", "Rulebook", "Closing", "ResultTables", "FileFormats",
        "Intake", "Ledger", "LedgerTables", "RecordStore", "Reports", "Bundle", "CSV", "TextEncodings",
        "WorkbookWriter", "ZIP", "Age", "Disk", "Parallel", beside: ["Workspace": "every use case works in one"]),
    room(
        "Originals", uses: "AssessmentKernel", "Bundle", "FileFormats", "Intake", "Profile", "TextEncodings", "Disk",
        beside: ["Archive": "what is held against an original is a verified bundle"]),
    room(
        "Closings", uses: "AssessmentKernel", "TownshipTables", "Rulebook", "Closing", "Outlook", "ResultTables",
        "Ledger", "RecordStore", "Reports", "Bundle", "Disk", "Parallel", "Digests",
        beside: ["Workspace": "every use case works in one", "Archive": "a closing ends with its bundle"]),
    room(
        "Desk", uses: "AssessmentKernel", "TownshipTables", "ResultTables", "Rulebook", "RuleChecks", "Closing",
        "Outlook", "Intake", "Ledger", "RecordStore", "Histories", "CSV", "WorkbookWriter", "Disk", "Parallel",
        beside: [
            "Workspace": "every use case works in one", "Importing": "what is entered by hand is imported",
            "Closings": "explaining walks a quarter as closing does",
        ]),
    room(
        "Printing", uses: "AssessmentKernel", "TownshipTables", "Rulebook", "Closing", "ResultTables", "Ledger",
        "RecordStore", "Papers", "PaperWriter", "Disk", "Outlook",
        beside: ["Workspace": "every use case works in one", "Closings": "papers follow the rules of their quarter"]),
    room(
        "DistrictOffice", uses: "AssessmentKernel", "Rulebook", "Closing", "ResultTables", "Ledger", "Register",
        "Reports", "Bundle", "Age", "CSV", "Disk", "Parallel", "Digests",
        beside: [
            "Workspace": "a receipt is put into one", "Archive": "what is received is verified and computed again",
        ]))

/// Arguments in, answers out.
let fronts = floor(
    "Fronts",
    room(
        "Answers", uses: "AssessmentKernel", "TownshipTables", "Rulebook", "Closing", "Outlook", "ResultTables",
        "Ledger", "Reports", "Papers", "Bundle", "Workspace", "Archive", "Closings", "Printing", "Desk"),
    room(
        "RuleAnswers", uses: "AssessmentKernel", "Rulebook", "RuleChecks", "Closing", "ResultTables", "Ledger",
        "Closings", "Desk", beside: ["Answers": "its pages are made of an answer's parts"]),
    room(
        "ImportAnswers", uses: "AssessmentKernel", "Closing", "Intake", "Drafting", "Ledger", "Reports", "Workspace",
        "Importing", beside: ["Answers": "its pages are made of an answer's parts"]),
    room(
        "DistrictAnswers", uses: "AssessmentKernel", "TownshipTables", "Rulebook", "Closing", "ResultTables",
        "Register", "Bundle", "Archive", "DistrictOffice",
        beside: ["Answers": "its pages are made of an answer's parts"]),
    room(
        "Console", uses: "AssessmentKernel", "Reports", "HTTP", "Disk", "Parallel", "Mustache",
        beside: ["Answers": "its pages show what they say"],
        resources: [
            "Assets/desk.css", "Assets/desk.js", "Rendering/frame.mustache", "Rendering/problem.mustache",
            "Rendering/token.mustache", "Shared/Confirm/confirm.mustache", "Shared/Drop/drop.mustache",
            "Shared/Task/task.mustache", "Shared/Who/who.mustache",
        ]),
    room(
        "ClerkPages", uses: "AssessmentKernel", "Closing", "Ledger", "Papers", "Bundle", "Drafting", "Rulebook",
        "Intake", "TownshipTables", "Workspace", "Importing", "Closings", "Desk", "Archive", "Printing", "Histories",
        "DistrictOffice",
        beside: [
            "Console": "it frames and serves them",
            "Answers ImportAnswers RuleAnswers DistrictAnswers": "they show what they say",
        ],
        resources: templates(
            "Appeals/appeals Closing/closing Closing/empties Closing/quarters History/history Home/home Import/draft Import/import Import/withdraw "
                + "Journal/journal Mapping/mapping Mapping/profiles Members/member Members/members Notices/notice "
                + "Notices/notices Notices/review Outlook/outlook Papers/papers Papers/printcard Papers/settings Setup/setup Simulate/simulate "
                + "Submit/check Submit/receipt Submit/submit Suspects/suspects")),
    room(
        "OfficePages", uses: "AssessmentKernel", "Bundle", "Register", "Rulebook", "DistrictOffice",
        beside: [
            "Console": "it frames and serves them", "Answers DistrictAnswers": "they show what they say",
        ],
        resources: templates(
            "Check/register Home/receive Received/received Rulebooks/rulebook Rulebooks/rulebooks Setup/setup "
                + "Summary/summary Townships/revoke Townships/statement Townships/townships")),
    room(
        "CommandParts", uses: "AssessmentKernel", "Bundle", "Workspace", "Desk", "Disk", "ArgumentParser",
        beside: ["Answers": "a terminal prints an answer's parts"]),
    room(
        "DistrictCommands", uses: "AssessmentKernel", "Bundle", "DistrictOffice", "ArgumentParser",
        beside: [
            "CommandParts": "its commands have the options of all commands",
            "Answers DistrictAnswers": "its commands print what they say",
        ]),
    room(
        "KaoheCommand", uses: "AssessmentKernel", "TownshipTables", "Rulebook", "RuleChecks", "Closing", "Drafting",
        "Ledger", "Bundle", "Age", "Workspace", "Importing", "Archive", "Originals", "Closings", "Papers", "Printing",
        "Histories", "Desk", "DistrictOffice", "Disk", "Parallel", "ArgumentParser",
        beside: [
            "CommandParts": "its commands have the options of all commands",
            "DistrictCommands": "the district's commands are among them", "Console": "the command opens it",
            "ClerkPages OfficePages": "the pages that it opens it with",
            "Answers ImportAnswers RuleAnswers": "the command prints what they say",
        ]),
    program("kaohe", uses: "ItemCatalog", beside: ["KaoheCommand": "the program is the command with our items"]))

/// One module and one test target per item.
let plugins: [Target] = items.flatMap { item -> [Target] in
    [
        .target(
            name: item, dependencies: dependencies(["AssessmentKernel"]), path: "Plugins/\(item)",
            exclude: ["README.md", "Tests"], swiftSettings: settings(item)),
        .testTarget(
            name: "\(item)Tests", dependencies: dependencies([item, "AssessmentKernel", "AssessmentTesting"]),
            path: "Plugins/\(item)/Tests", swiftSettings: settings(item + "Tests")),
    ]
}

/// What builds the house and keeps it honest.
let tools: [Target] = [
    .plugin(
        name: "CatalogPlugin", capability: .buildTool(), dependencies: ["catalog-writer"],
        path: "Tools/Catalog/Plugin"),
    tool("catalog-writer", "Catalog/Writer"),
    tool("sample-township", "SampleTownship", exclude: ["README.md"]),
    tool("bundle-fuzzer", "FuzzBundle", uses: "AssessmentKernel", "Bundle", "BundleTesting", "ZIP", "Digests"),
    tool(
        "workbook-fuzzer", "WorkbookFuzzer", uses: "AssessmentKernel", "FileFormats", "Sheets", "WorkbookMaking", "XLS",
        "XLSX", "OpenDocument", "SpreadsheetML", "HTMLTables"),
    tool(
        "workbook-cells", "WorkbookCells", uses: "AssessmentKernel", "Sheets", "XLS", "XLSX", "OpenDocument",
        "SpreadsheetML", "HTMLTables"),
]

/// Fuzzing guided by coverage, where the variable names the library with libFuzzer's driver.
let fuzzing = Context.environment["KAOHE_FUZZ"].map { driver in
    let fuzzer = tool("door-fuzzer", "Fuzz/Runner", uses: "Doors")
    fuzzer.linkerSettings = [.unsafeFlags([driver, "-lstdc++"])]
    return [fuzzer]
}

/// What tests and tools share: makers of bundles and workbooks that no library would make, and of a test's values.
let testSupport: [Target] = [
    support(
        "BundleTesting", uses: "AssessmentKernel", "TownshipTables", "Bundle", "CSV", "CZlib", "ZIP", "Digests", "Disk"),
    support("WorkbookMaking", uses: "CZip"),
    support(
        "Doors", uses: "AssessmentKernel", "TownshipTables", "Age", "Bundle", "CSV", "FileFormats", "ItemCatalog",
        "Profile", "Rulebook", "ZIP"),
    support("TestValues", uses: "AssessmentKernel"),
    support("WireTesting"),
]

/// Tests of one module each, and of what crosses modules.
let tests: [Target] = [
    test("ArchitectureTests"),
    test(
        "DocumentsTests", uses: "AssessmentTesting", "CommandParts", "ItemCatalog", "KaoheCommand", "Rulebook",
        "Workspace"),
    test("AssessmentKernelTests", uses: "TownshipTables"),
    test("AssessmentTestingTests", uses: "AssessmentTesting", "ItemCatalog"),
    test("SystemTests", uses: "Digests", "Disk", "Parallel"),
    test("CSVTests", uses: "CSV"),
    test("ZIPTests", uses: "BundleTesting", "ZIP"),
    test("XLSXTests", uses: "WorkbookMaking", "Sheets", "XLSX"),
    test("SheetFormatsTests", uses: "WorkbookMaking", "Sheets", "XLS", "OpenDocument", "SpreadsheetML", "HTMLTables"),
    test("WorkbookWriterTests", uses: "WorkbookWriter", "ZIP", "Digests", "Disk"),
    test("RulebookTests", uses: "Rulebook", "StrictYAML"),
    test("OutlookTests", uses: "TownshipTables", "Closing", "ItemCatalog", "Outlook", "Rulebook"),
    test("RuleChecksTests", uses: "ItemCatalog", "RuleChecks", "Rulebook"),
    test("ClosingTests", uses: "TownshipTables", "Closing", "ResultTables", "ItemCatalog", "Rulebook"),
    test(
        "IntakeTests", uses: "TownshipTables", "Cells", "CSV", "FileFormats", "Intake", "ItemCatalog", "Patterns",
        "TextEncodings", "WorkbookMaking"),
    test("PatternsTests", uses: "Patterns"),
    test("ProfileTests", uses: "Cells", "FileFormats", "Intake", "Patterns", "Profile", "TextEncodings"),
    test(
        "DraftingTests", uses: "TownshipTables", "Drafting", "FileFormats", "Intake", "ItemCatalog", "Profile",
        "TextEncodings"),
    test(
        "LedgerTests", uses: "TownshipTables", "Closing", "ResultTables", "ItemCatalog", "Ledger", "LedgerTables",
        "RecordStore", "Digests", "GRDB"),
    test("RegisterTests", uses: "Rulebook", "Register", "Digests", "GRDB"),
    test(
        "BundleTests", uses: "TownshipTables", "Age", "Bundle", "BundleTesting", "CSV", "ZIP", "bundle-fuzzer",
        "Digests"),
    test(
        "ReportsTests", uses: "TownshipTables", "Closing", "ResultTables", "ItemCatalog", "PageTemplates", "Reports",
        "Rulebook", "ZIP", "Digests"),
    test("DoorsTests", uses: "Doors"),
    test(
        "PapersTests", uses: "Closing", "ResultTables", "Rulebook", "PaperParts", "PaperWriter", "Papers", "WordWriter"),
    test(
        "WorkTests", uses: "TownshipTables", "Age", "Archive", "Bundle", "BundleTesting", "CSV", "Closing",
        "ResultTables", "Closings", "Desk", "Disk", "DistrictOffice", "FileFormats", "Histories", "Importing", "Intake",
        "ItemCatalog", "Ledger", "LedgerTables", "Originals", "Outlook", "Papers", "PaperWriter", "Parallel",
        "Printing", "RecordStore", "Register", "Reports", "Rulebook", "Sheets", "WorkbookMaking", "Workspace", "XLSX",
        "GRDB", "Digests",
        exclude: ["Old"]),
    test(
        "AnswersTests", uses: "TownshipTables", "Answers", "Closing", "ResultTables", "Closings", "Desk",
        "ImportAnswers", "Importing", "ItemCatalog", "Ledger", "Papers", "RuleAnswers", "Rulebook", "Workspace"),
    test("HTTPTests", uses: "Disk", "HTTP", "WireTesting"),
    test(
        "ConsoleTests", uses: "Answers", "Bundle", "ClerkPages", "Closings", "Console", "Desk", "DistrictOffice",
        "Importing", "ItemCatalog", "Ledger", "OfficePages", "PaperWriter", "Printing", "Register", "WireTesting",
        "Workspace"),
    test("KaoheCommandTests", uses: "Answers", "CommandParts", "KaoheCommand"),
    test("EndToEndTests", uses: "WorkbookMaking", "Digests", "GRDB", exclude: ["Golden", "README.md"]),
]

let package = Package(
    name: "kaohe", platforms: [.macOS(.v15)],
    products: [
        .executable(name: "kaohe", targets: ["kaohe"]),
        .library(name: "Answers", targets: ["Answers", "ImportAnswers", "RuleAnswers", "DistrictAnswers"]),
    ]
        + [
            "AssessmentKernel", "AssessmentTesting", "ItemCatalog", "Workspace", "Importing", "Closings", "Desk",
            "Printing", "Archive", "Originals", "DistrictOffice", "KaoheCommand",
        ].map { .library(name: $0, targets: [$0]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: system + formats + kernel + rules + records + results + work + fronts + plugins + tools + (fuzzing ?? [])
        + testSupport + tests, swiftLanguageModes: [.v6]
)

// What the table above is written in.

/// What every module of ours is compiled with: an import says who sees it, and a file imports what it uses.
func settings(_ name: String) -> [SwiftSetting] {
    [.enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility")]
        + optimised(name)
}

/// Optimised rooms see into one another; in the build of all tests, whose driver optimises nothing, only busy ones are.
func optimised(_ name: String) -> [SwiftSetting] {
    let isOfTests = Context.environment["KAOHE_OPTIMISED"] == "busy"
    if !isOfTests { return [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))] }
    let isBusy = (items + names(busy)).contains(name)
    return isBusy ? [.unsafeFlags(names("-Xfrontend -O -Xfrontend -enable-default-cmo"))] : []
}

/// The package of a library that is no target of ours.
func home(of library: String) -> String? {
    [
        "ArgumentParser": "swift-argument-parser", "GRDB": "GRDB.swift",
        "FlyingSocks": "FlyingFox", "GRDBSQLite": "GRDB.swift", "Mustache": "swift-mustache", "Yams": "Yams",
    ][library]
}

/// A target is only built anew for what it names itself, and the kernel hands on the values.
func dependencies(_ names: [String]) -> [Target.Dependency] {
    (names + (names.contains("AssessmentKernel") ? ["AssessmentValues"] : [])).map { name in
        home(of: name).map { .product(name: name, package: $0) } ?? .target(name: name)
    }
}

func names(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\n" }.map(String.init) }

/// Templates, which are named without their ending.
func templates(_ text: String) -> [String] { names(text).map { $0 + ".mustache" } }

/// The rooms of a floor, each in its folder.
func floor(_ name: String, _ rooms: Target...) -> [Target] {
    for room in rooms { room.path = "Modules/\(name)/\(room.name)" }
    return rooms
}

/// The rooms beside a room: a reason may hold for several, named in one text.
func names(_ beside: [String: String]) -> [String] { beside.keys.flatMap { names($0) }.sorted() }

/// A room: the rooms and libraries that it uses, and those beside it on its floor, each with the reason.
func room(_ name: String, uses: String..., beside: [String: String] = [:], resources: [String] = []) -> Target {
    room(name, uses: uses, beside: beside, resources: resources)
}

func room(
    _ name: String, uses: [String], beside: [String: String] = [:], resources: [String] = [],
    plugins: [Target.PluginUsage] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies(uses + names(beside)),
        resources: resources.map { .embedInCode($0) }, swiftSettings: settings(name), plugins: plugins)
}

/// An optimised program has Swift's libraries in it, and its relocations packed: each start would read megabytes of both.
func program(_ name: String, uses: String..., beside: [String: String]) -> Target {
    let own = "-lCoreFoundation -l_FoundationICU -l_FoundationCShims -l_FoundationCollections"
    let flags = names("-static-stdlib -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs \(own)")
    return .executableTarget(
        name: name, dependencies: dependencies(uses + names(beside)), swiftSettings: settings(name),
        linkerSettings: [.unsafeFlags(flags, .when(platforms: [.linux], configuration: .release))])
}

/// A C library of the system; a late one is brought in by our own code, when it is first needed.
func library(_ name: String, _ pkgConfig: String, apt: String, brew: String, isLate: Bool = false) -> Target {
    if isLate { return .target(name: name) }
    return .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

func tool(_ name: String, _ folder: String, uses: String..., exclude: [String] = []) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies(uses), path: "Tools/" + folder, exclude: exclude,
        swiftSettings: settings(name))
}

func support(_ name: String, uses: String...) -> Target {
    .target(name: name, dependencies: dependencies(uses), path: "Tests/" + name, swiftSettings: settings(name))
}

/// Every test may use the kernel and the makers of values.
func test(_ name: String, uses: String..., exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies(["AssessmentKernel", "TestValues"] + uses), path: "Tests/" + name,
        exclude: exclude, swiftSettings: settings(name))
}
