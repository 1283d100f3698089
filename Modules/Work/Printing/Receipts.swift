import AssessmentKernel
import Closing
import Foundation
import Ledger
import Papers

extension Ledger {
    /// The district's latest receipt for a closing's bundle; nil when none was taken in.
    func receipt(for name: String) throws(Problem) -> PaperReceipt? {
        struct Detail: Decodable { let sha256, district, received: String }
        let entry = try journal().last { $0.kind == JournalEntry.Kind.receipt.rawValue && $0.subject == name }
        guard let entry, let detail = try? JSONDecoder().decode(Detail.self, from: Data(entry.detail.utf8)) else {
            return nil
        }
        return PaperReceipt(
            bundle: name, district: detail.district, receivedAt: LocalTime.text(detail.received), sha256: detail.sha256)
    }
}
