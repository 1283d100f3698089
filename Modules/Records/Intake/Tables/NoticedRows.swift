public import AssessmentKernel

/// Rows of a file that a clerk should know of: such as hold no record, and such as were not seen.
public struct NoticedRows: Hashable, Sendable {
    /// Rows that repeat the header, as on each page of a printed export; they were passed over.
    public var headers = 0
    /// Rows of totals and signatures (合计, 小计, 制表, 审核人：, 第 1 页 and the like); they were passed over.
    public var totals = 0
    /// Rows without anything but zeros and the number of the row, which a sheet filled by itself; they were passed over.
    public var unfilled = 0
    /// Rows that are hidden or filtered out in their sheet; they were read like all others.
    public var hidden = 0
    /// Punches that the profile does not count, by the word that says what they are; their days were judged without.
    public var uncountedPunches: [Text: Int] = [:]

    /// None.
    public init() {}

    /// Whether there is nothing to tell.
    public var isEmpty: Bool {
        headers == 0 && totals == 0 && unfilled == 0 && hidden == 0 && uncountedPunches.isEmpty
    }
}
