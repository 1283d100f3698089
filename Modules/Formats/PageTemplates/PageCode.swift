/// An inline style or script of a page, with its SHA-256 in base 64 for the page's content security policy.
package struct PageCode: Sendable {
    /// The style or script.
    package let text: String
    /// Its digest.
    package let hash: String

    /// Names the digest of a style or script in UTF-8.
    package init(_ bytes: [UInt8], _ hash: String) {
        text = String(decoding: bytes, as: UTF8.self)
        self.hash = hash
    }

    /// The content security policy of a page that allows nothing else to run or load.
    package static func policy(style: PageCode, script: PageCode? = nil) -> String {
        "default-src 'none'; style-src 'sha256-\(style.hash)'; "
            + (script.map { "script-src 'sha256-\($0.hash)'; " } ?? "")
            + "img-src data:; base-uri 'none'; form-action 'none'"
    }
}
