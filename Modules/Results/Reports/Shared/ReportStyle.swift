import PageTemplates

/// The look of the reports, for whatever else people read in a browser.
package enum ReportStyle {
    /// The style sheet of the closing's page.
    package static var sheet: String { PageCode.style.text }

    /// The SHA-256 of ``sheet`` in base 64, for a page's content security policy.
    package static var hash: String { PageCode.style.hash }
}
