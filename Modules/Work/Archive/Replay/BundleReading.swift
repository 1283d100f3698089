package import AssessmentKernel
package import Bundle
import TownshipTables

/// What a verified bundle says besides its result files.
package enum BundleReading {
    /// The members of its roster, by code.
    ///
    /// - Throws: ``Problem`` for a file that is damaged, or a row that cannot be read.
    package static func roster(of bundle: OpenBundle) throws -> [Member] {
        func rows(_ schema: TableSchema) throws -> RowBlock {
            try BundleTable(schema, BundlePath.core(schema.key), in: bundle).allRows()
        }
        return Member.roster(
            try rows(MemberTable.shared.schema), removals: try rows(RemovalTable.shared.schema))
    }

    /// The totals on which a review rests: by quarter, those of the members who were rated in it.
    ///
    /// - Throws: ``Problem`` for a file that is damaged, or a row that cannot be read.
    package static func quarterTotals(of bundle: OpenBundle) throws -> [Quarter: [Text: Points]] {
        var totals: [Quarter: [Text: Points]] = [:]
        let (carried, _) = try ReplayedQuarter.carried(bundle)
        for value in carried.values.joined() where value.kind == .quarterTotal {
            totals[try value.quarter(), default: [:]][value.member] = try value.points()
        }
        return totals
    }
}
