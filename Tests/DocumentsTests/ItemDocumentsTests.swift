import AssessmentKernel
import AssessmentTesting
import Foundation
import ItemCatalog
import Rulebook
import Testing

@testable import KaoheCommand

/// Compares the documents about the installed items with the items.
@Suite struct ItemDocumentsTests {
    @Test("docs/items is what Tools/item-pages writes")
    func pages() throws {
        let pages = ItemDocument.pages(of: ItemCatalog.items)
        #expect(try Repository.names(in: "docs/items") == pages.keys.sorted(), "run Tools/item-pages")
        for (name, page) in pages {
            let written = (try? Repository.text("docs/items/" + name)) ?? ""
            #expect(written == page, "docs/items/\(name) is stale: run Tools/item-pages")
        }
    }

    @Test("The table in docs/fairness.md is what the items declare")
    func fairness() throws {
        // The table is of the annex; an item that is new needs no line of it, but a word on each exception.
        let book = try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: ItemCatalog.items)
        let rows = book.items.map(\.type).map { item in
            let key = item.about.key
            let cells = FairnessProperty.allCases.map { property in
                item.fairnessExceptions.contains { $0.property == property } ? "exception" : "✓"
            }
            return "| [`\(key)`](items/\(key).md) | \(cells.joined(separator: " | ")) |"
        }
        let page = try Repository.text("docs/fairness.md")
        #expect(page.contains("| --- | --- | --- | --- | --- | --- |\n" + rows.joined(separator: "\n") + "\n\n"))
        for property in FairnessProperty.allCases { #expect(page.contains("| `\(property.rawValue)` | ")) }
        for item in ItemCatalog.items {
            for exception in item.fairnessExceptions {
                #expect(page.contains("- **`\(item.about.key)`, `\(exception.property.rawValue)`**: "))
            }
        }
    }

    @Test("The README of each module says what its code does", arguments: ItemCatalog.items.map { "\($0)" })
    func readme(_ module: String) throws {
        let item = try #require(ItemCatalog.items.first { "\($0)" == module })
        let readme = try Repository.text("Plugins/\(module)/README.md")
        #expect(ReadmeCheck(item, readme: readme).failures() == [])
    }

    @Test("Differences in a README are detected")
    func driftedReadme() throws {
        let item = try #require(ItemCatalog.items.first { $0.about.key == "hazards" })
        let readme = try Repository.text("Plugins/Hazards/README.md")
        for (old, new) in [
            ("`24`", "`48`"),
            ("| `per_late` | `1` | annex, item 4 | points", "| `per_late` | `1` | annex, item 4 | point"),
            ("满分 `10`", "满分 `9`"), ("| ⏱ | 日期时间 |", "| ? | 日期时间 |"), (",自报,\n", ",自己报,\n"),
            ("编号,工号,领域", "编号,领域,工号"), ("## Deductions", "## Deducted"), ("\n---\n", "\n"),
        ] {
            let drifted = readme.replacing(old, with: new)
            #expect(drifted != readme)
            #expect(ReadmeCheck(item, readme: drifted).failures() != [], "\(new) is not seen")
        }
    }

    @Test("The usual values are those of the shipped rulebook, where it names the item")
    func usualValues() throws {
        let book = try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: ItemCatalog.items)
        for ruled in book.items {
            #expect(ruled.maximum.description == ruled.type.usualMaximum)
            for parameter in ruled.type.parameters {
                #expect(ruled.written[parameter.key] == parameter.usual, "\(ruled.about.key).\(parameter.key)")
            }
        }
    }
}
