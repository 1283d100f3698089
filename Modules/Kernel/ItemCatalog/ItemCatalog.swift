public import AssessmentKernel

/// The items that are installed: one for each name in the list of `Package.swift`.
public enum ItemCatalog {
    /// The installed items by their number in the annex.
    ///
    /// The list itself is written at build time from this target's dependencies.
    public static let items: [any AssessmentItem.Type] = installedItems.sorted { $0.about.number < $1.about.number }
}
