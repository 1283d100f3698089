import AssessmentKernel
import CommandParts
import Foundation
import Testing
import Workspace

/// Compares the pages under `docs/` with the files they mention.
@Suite struct PagesTests {
    @Test("Every link in the docs leads to a file, and so do those of the pages beside the sources")
    func links() throws {
        let fronts = try Repository.names(in: "").filter { $0.hasSuffix(".md") }
        #expect(fronts.contains("CONTRIBUTING.md") && fronts.contains("README.zh.md"))
        for page in try Repository.pages(below: "docs") + fronts {
            let folder = page.split(separator: "/").dropLast().joined(separator: "/")
            for match in try Repository.text(page).matches(of: /\]\(([^)#:\s]+)(#[^)]*)?\)/) {
                #expect(Repository.exists(folder + "/" + match.1), "\(page) links to \(match.1)")
            }
        }
    }

    @Test("A block of code that names its file equals that whole file")
    func quotations() throws {
        var count = 0
        for page in try Repository.pages(below: "docs") {
            let quoted = try Repository.text(page).matches(of: /(?m)^`([A-Za-z\/.]+)`:\n\n```[a-z]*\n((?s).*?)^```$/)
            for match in quoted {
                count += 1
                let file = try Repository.text(String(match.1))
                #expect(file == match.2, "\(page) quotes \(match.1) otherwise than it is")
            }
        }
        #expect(count > 5)
    }

    @Test("docs/dependencies.md names the packages of Package.swift, and no others")
    func dependencies() throws {
        let urls = try Repository.text("Package.swift").matches(of: /\.package\(url: "([^"]+)"/).map { String($0.1) }
        let page = try Repository.text("docs/dependencies.md")
        let named = page.matches(of: /https:\/\/github\.com\/[A-Za-z.-]+\/[A-Za-z.-]+/).map { String($0.0) }
        #expect(Set(named) == Set(urls))
    }

    @Test("docs/architecture.md names every module, and no others")
    func modules() throws {
        let floors = try Repository.names(in: "Modules").filter { !$0.hasPrefix(".") }
        let folders = try floors.flatMap { try Repository.names(in: "Modules/" + $0) }.filter { !$0.hasPrefix(".") }
        let named = try Repository.text("docs/architecture.md").matches(of: /(?m)^\| `([A-Za-z]+)` \|/).map {
            String($0.1)
        }
        #expect(Set(named) == Set(folders))
    }

    @Test("docs/programs.md has the exit codes that the program has, and no others")
    func exitCodes() throws {
        let rows = try Repository.text("docs/programs.md").matches(of: /(?m)^\| (\d+) \| (.+) \|$/)
        let documented = rows.map { "\($0.1) \($0.2)" }
        #expect(documented == ExitStatus.allCases.map { "\($0.rawValue) \($0.meaning.english)" })
    }

    @Test("The changelog is kept in the form of Keep a Changelog, with the version of the product")
    func changelog() throws {
        let headings = try Repository.text("CHANGELOG.md").matches(of: /(?m)^## (.+)$/).map { String($0.1) }
        #expect(headings.first == "[Unreleased]")
        for heading in headings.dropFirst() {
            #expect(heading.wholeMatch(of: /\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d/) != nil, "\(heading)")
        }
        let kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
        for kind in try Repository.text("CHANGELOG.md").matches(of: /(?m)^### (.+)$/) {
            #expect(kinds.contains(String(kind.1)), "\(kind.1)")
        }
        #expect(productVersion.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
    }

    @Test("Every decision is in the list of them")
    func decisions() throws {
        let list = try Repository.text("docs/decisions/README.md")
        for name in try Repository.names(in: "docs/decisions") where name != "README.md" {
            #expect(list.contains("](\(name))"), "docs/decisions/README.md lacks \(name)")
        }
    }
}
