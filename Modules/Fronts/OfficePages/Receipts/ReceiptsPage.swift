import AssessmentKernel
import Bundle
import Console
import DistrictOffice

/// Receipts, their signatures and the key that checks them, to be kept and sent back.
struct ReceiptsPage: Page {
    let name = "receipts"
    let title = LocalText("回执", "Receipts")

    func show(_ visit: Visit) throws -> Reply {
        guard let name = visit.part(0), visit.rest.count == 1 else { return .notFound }
        if name == "district.pub" {
            return .bytes(try visit.office.overview().key.bytes, type: "text/plain", keepAs: name)
        }
        guard let path = try visit.office.receiptFile(name) else { return .notFound }
        return .file(path, type: "application/octet-stream", keepAs: name)
    }
}
