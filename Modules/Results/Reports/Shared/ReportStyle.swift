/// The look of the reports, for whatever else people read in a browser.
package enum ReportStyle {
    /// The style sheet of the closing's page.
    package static var sheet: String { PageCode.style.text }
}
