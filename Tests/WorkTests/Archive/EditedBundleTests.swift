import Archive
import AssessmentKernel
import Bundle
import BundleTesting
import Foundation
import TestValues
import Testing

/// Bundles whose maker changed something and signed it correctly: only the replay finds it.
@Suite struct EditedBundleTests {
    /// An edit: the file, how its text changes, the check that fails, and words of its message.
    struct Edit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: String
        let check: String
        let words: [String]
        let change: @Sendable (String) -> String

        init(
            _ description: String, _ file: String, _ check: String, _ words: String...,
            change: @escaping @Sendable (String) -> String
        ) {
            testDescription = description
            self.file = file
            self.check = check
            self.words = words
            self.change = change
        }
    }

    private static func replacing(_ old: String, _ new: String) -> @Sendable (String) -> String {
        { $0.replacing(old, with: new) }
    }

    /// Removes the lines that begin with a text.
    private static func without(_ start: String) -> @Sendable (String) -> String {
        { text in
            text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(start) }
                .joined(separator: "\n")
        }
    }

    private static let evidence = "data/evidence/hazard.csv"
    private static let training = "data/evidence/training.csv"

    static let edits =
        [
            Edit("a total", "data/results/totals.csv", "replay.results", "data/results/totals.csv, line 2") {
                $0.replacing("M01,\"王,1\",full-time,二办,东村,1,", with: "M01,\"王,1\",full-time,二办,东村,1,1")
            },
            Edit(
                "a rank", "data/results/totals.csv", "replay.results", "data/results/totals.csv, line ",
                change: replacing(",failing,-200.00,1\n", ",failing,-200.00,2\n")),
            Edit(
                "what is due", "data/results/pay.csv", "replay.results", "data/results/pay.csv, line 2", "300.00",
                change: replacing(",300.00,0.00,300.00\nM01,2021-08", ",300.00,100.00,300.00\nM01,2021-08")),
            Edit(
                "a deduction less", "data/results/deductions.csv", "replay.results",
                "data/results/deductions.csv, line ",
                change: without("M01,training")),
            Edit(
                "a finding less", "data/results/findings.csv", "replay.results", "data/results/findings.csv, line ",
                "“”", change: without("M20,streak")),
            Edit("a row after the last", "data/results/findings.csv", "replay.results", "computed again it is “”") {
                $0 + "M99,merit,training:T1/M99\n"
            },
            Edit(
                "a dropped record", training, "replay.results", "data/results/scores.csv, line 2",
                change: without("T2,M01")),
            Edit("a record more", training, "replay.results", "data/results/") {
                $0.replacing("T3,M01,", with: "T2b,M01,2021-08-04,meeting,absent,6,999\nT3,M01,")
            },
            Edit("records out of order", training, "replay.evidence", training + ", row 3", "out of order") { text in
                var lines = text.split(separator: "\n").map(String.init)
                lines.swapAt(1, 2)
                return lines.joined(separator: "\n") + "\n"
            },
            Edit("a record twice", training, "replay.evidence", training, "comes twice") { text in
                var lines = text.split(separator: "\n").map(String.init)
                lines.insert(lines[1].replacing(",6,2", with: ",6,999"), at: 2)
                return lines.joined(separator: "\n") + "\n"
            },
            Edit("a stranger's record", training, "replay.evidence", training, "not in the roster") {
                $0 + "T1,M99,2021-07-06,meeting,present,6,999\n"
            },
            Edit(
                "a record of another quarter", evidence, "replay.evidence", evidence, "does not read",
                change: replacing("2021-08-05 08:30:00", "2021-10-05 08:30:00")),
            Edit(
                "an invalid date", evidence, "replay.evidence", evidence + ", row ",
                change: replacing("2021-08-05 08:30:00", "2021-02-30 08:30:00")),
            Edit(
                "a parameter", "data/rulebook.yaml", "replay.results", "data/results/",
                change: replacing("- 10\n    leave_limit", "- 9\n    leave_limit")),
            Edit(
                "a broken rulebook", "data/rulebook.yaml", "replay.evidence", "data/rulebook.yaml",
                change: replacing("base_pay:", "basepay:")),
            Edit(
                "a debt", "data/carried.csv", "replay.results", "data/results/pay.csv, line 2",
                change: replacing("M01,carried-forward,,300.00", "M01,carried-forward,,0.01")),
            Edit(
                "a month of a streak", "data/carried.csv", "replay.results", "data/results/findings.csv",
                change: replacing("M02,month-fails,2021-06,yes", "M02,month-fails,2021-06,no")),
            Edit(
                "a value of no kind", "data/carried.csv", "replay.evidence", "data/carried.csv", "gift",
                change: replacing("carried-forward", "gift")),
            Edit(
                "an invalid amount", "data/carried.csv", "replay.evidence", "data/carried.csv",
                change: replacing(",300.00", ",3e2")),
            Edit(
                "an amount beyond all numbers", "data/carried.csv", "replay.evidence", "data/carried.csv",
                change: replacing(",300.00", ",99999999999999999999.00")),
            Edit(
                "another header", "data/carried.csv", "package.resources", "data/carried.csv",
                change: replacing("member,kind,", "kind,member,")),
            Edit(
                "a decision less", "data/core/decisions.csv", "replay.results", "should not have been closed",
                change: without("accept-empty,,,patrol")),
            Edit(
                "a decision more", "data/core/decisions.csv", "replay.results", "data/results/scores.csv, line 2",
                change: { $0 + "excuse-record,M01,training,training:T2/M01,,,\n" }),
            Edit(
                "a decision of no kind", "data/core/decisions.csv", "replay.evidence", "data/core/decisions.csv",
                change: { $0 + "forgive,M01,training,training:T2/M01,,,\n" }),
            Edit(
                "a member less", "data/core/member.csv", "content.carried", "M01 is not in the roster",
                change: without("M01,")),
            Edit(
                "a member in post longer", "data/core/removal.csv", "replay.results", "data/results/",
                change: without("M06,")),
            Edit("a workday less", "data/core/calendar.csv", "replay.results", "data/results/") {
                $0.replacing("2021-07-03,workday", with: "2021-07-03,holiday")
            },
            Edit(
                "a loss forgiven", "data/core/equipment.csv", "replay.results", "data/results/warnings.csv",
                change: replacing("lost,yes,80.5,", "lost,no,80.5,")),
        ] + contents

    /// Edits by which the files contradict one another.
    private static let contents = [
        Edit(
            "a row cited twice", training, "content.imports", "row 3: it cites row 2 of import 6, as row 2 does"
        ) { text in
            var lines = text.split(separator: "\n").map(String.init)
            lines.insert(lines[1].replacing("T1,", with: "T1b,"), at: 2)
            return lines.joined(separator: "\n") + "\n"
        },
        Edit(
            "a row cited twice, far apart", training, "content.imports", "it cites row 2 of import 6, as row 2 does"
        ) { text in
            let first = text.split(separator: "\n").dropFirst().first.map(String.init) ?? ""
            return text + first.replacing("T1,", with: "T99,") + "\n"
        },
        Edit(
            "an import that nothing names", "data/core/imports.csv", "content.imports", "has no import 6",
            change: without("6,")),
        Edit("an import twice", "data/core/imports.csv", "content.imports", "import 6 is there more than once") {
            text in
            text + (text.split(separator: "\n").last { $0.hasPrefix("6,") }.map { $0 + "\n" } ?? "")
        },
        Edit(
            "another table's import", training, "content.imports", "import 1 is of another table (member)",
            change: replacing("absent,6,2\n", "absent,1,2\n")),
        Edit(
            "a row without a number", training, "content.imports", "is not a whole number from 1",
            change: replacing("absent,6,2\n", "absent,6,\n")),
        Edit(
            "a row zero", training, "content.imports", "is not a whole number from 1",
            change: replacing("absent,6,2\n", "absent,6,0\n")),
        Edit(
            "a digest that is none", "data/core/imports.csv", "content.imports", "row 2: a row that cannot be read"
        ) { text in
            var lines = text.split(separator: "\n").map(String.init)
            lines[1] = lines[1].replacing(/[0-9a-f]{64}/, with: "00")
            return lines.joined(separator: "\n") + "\n"
        },
        Edit("a stranger's debt", "data/carried.csv", "content.carried", "M99 is not in the roster") {
            $0 + "M99,carried-forward,,300.00\n"
        },
        Edit(
            "a debt twice", "data/carried.csv", "content.carried", "carried-forward of M01 is there more than once"
        ) { $0 + "M01,carried-forward,,0.01\n" },
        Edit(
            "a decision on a record that is not there", "data/core/decisions.csv", "content.decisions",
            "training:T9/M01 is no record of the bundle"
        ) { $0 + "excuse-record,M01,training,training:T9/M01,,,\n" },
        Edit(
            "a decision on another's record", "data/core/decisions.csv", "content.decisions",
            "is a record of M01, not of M02"
        ) { $0 + "excuse-record,M02,training,training:T2/M01,,,\n" },
        Edit(
            "a stranger's excuse", "data/core/decisions.csv", "content.decisions", "M99, who is not in the roster"
        ) { $0 + "excuse-day,M99,collection,2021-07-07,,,\n" },
        Edit(
            "an excuse of no item", "data/core/decisions.csv", "content.decisions", "the item gifts, which"
        ) { $0 + "excuse-day,M01,gifts,2021-07-07,,,\n" },
        Edit(
            "an excuse of the future", "data/core/decisions.csv", "content.decisions", "lies behind the period"
        ) { $0 + "excuse-day,M01,collection,2021-10-07,,,\n" },
        Edit(
            "an empty table that is none", "data/core/decisions.csv", "content.decisions", "is no table of the bundle"
        ) { $0 + "accept-empty,,,gifts,,,\n" },
        Edit(
            "another name of the rules", "bag-info.txt", "replay.results", "the rulebook calls itself"
        ) { $0.replacing(/Kaohe-Rulebook: .*/, with: "Kaohe-Rulebook: other") },
        Edit(
            "rules of another time", "data/rulebook.yaml", "replay.results", "was not in force on 2021-07-01"
        ) { $0.replacing(/effective_from: .*/, with: "effective_from: 2021-08-01") },
        Edit(
            "a revision zero", "bag-info.txt", "bag.info", "(0) is not 1, 2, 3",
            change: replacing("Kaohe-Revision: 1", "Kaohe-Revision: 0")),
        Edit(
            "a revision of two forms", "bag-info.txt", "bag.info", "(01) is not 1, 2, 3",
            change: replacing("Kaohe-Revision: 1", "Kaohe-Revision: 01")),
        Edit(
            "another revision than the name's", "bag-info.txt", "bag.info", "must be 2021Q3-r2",
            change: replacing("Kaohe-Revision: 1", "Kaohe-Revision: 2")),
        Edit(
            "another period than the name's", "bag-info.txt", "bag.info", "must be 2021Q4-r1",
            change: replacing("Kaohe-Period: 2021Q3", "Kaohe-Period: 2021Q4")),
        Edit(
            "a period that is none", "bag-info.txt", "bag.info", "is neither a quarter nor a year",
            change: replacing("Kaohe-Period: 2021Q3", "Kaohe-Period: 2021-07")),
    ]

    @Test func evidenceIsUTF8() throws {
        var bag = try BundleTownship.bundle.get().bag
        let bytes = bag[Self.evidence]
        let place = try #require(bytes.firstIndex { $0 >= 0x80 })
        bag[Self.evidence][place] = 0xFF
        let report = try bag.checked(in: TemporaryFolder())
        let failed = report.checks.filter { $0.isMust && $0.outcome == .failed }
        #expect(failed.map(\.id) == ["content.imports"])
        #expect(failed.first?.found.first?.english.hasSuffix("not UTF-8") == true)
    }

    @Test(arguments: edits) func isRefused(edit: Edit) throws {
        var bag = try BundleTownship.bundle.get().bag
        let before = bag[edit.file]
        bag.edit(edit.file, edit.change)
        try #require(bag[edit.file] != before, "the edit changes nothing")
        let report = try bag.checked(in: TemporaryFolder())
        #expect(!report.isSound)
        let failed = report.checks.filter { $0.isMust && $0.outcome == .failed }
        #expect(failed.map(\.id) == [edit.check], "\(report.trouble)")
        let found = failed.flatMap(\.found).map(\.english).joined(separator: "\n")
        for words in edit.words { #expect(found.contains(words), "\(found)") }
        #expect(failed.flatMap(\.found).allSatisfy { !$0.chinese.isEmpty })
    }

    @Test("docs/bundle.md lists each edit with the check that finds it")
    func documented() throws {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
        let page = try String(contentsOf: root.appending(path: "docs/bundle.md"), encoding: .utf8)
        for edit in Self.edits {
            let row = "| \(edit.testDescription) | `\(edit.check)` |"
            #expect(page.contains(row), "docs/bundle.md lacks: \(row)")
        }
    }

    @Test func whatWasNotEditedIsSound() throws {
        let bag = try BundleTownship.bundle.get().bag
        #expect(try bag.checked(in: TemporaryFolder()).trouble == [BundleTownship.noReports])
    }
}
