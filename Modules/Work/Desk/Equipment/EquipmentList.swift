public import AssessmentKernel
public import Closing
import Importing
import Ledger
import RecordStore
public import Workspace

/// What one member holds.
public struct HeldEquipment: Sendable {
    /// The member.
    public let member: Member
    /// The pieces in hand.
    public let inHand: [Custody.Holding]
    /// The pieces of the kit that the member lacks; none when no kit is named, or the member is not in post.
    public let missing: [Text]
}

/// Who holds what on a day.
public struct EquipmentList: Sendable {
    /// The day.
    public let day: CivilDate
    /// The piece names of the kit in the rulebook in force on the day; nil when it names none.
    public let kit: [Text]?
    /// Members in post, and others who still hold equipment, in the byte order of their codes.
    public let members: [HeldEquipment]
}

extension Workspace {
    /// Who holds what at the end of a day, from the entries up to it.
    ///
    /// - Parameter code: one member's code; nil for all.
    /// - Throws: ``Problem`` when the roster has no such member.
    public func equipment(of code: String?, on day: CivilDate) throws(Problem) -> EquipmentList {
        let ledger = try openLedger(toRead: true)
        let kit = try kit(on: day)
        let book = try CustodyBook(ledger, through: day)
        let members: [Member]
        do {
            members = try code.map { [try member($0, in: ledger)] } ?? ledger.reading { try $0.members() }
        } catch {
            throw ledger.problem(error)
        }
        let held = members.map { member in
            let inHand = book.custodies[member.code]?.inHand ?? []
            let names = Set(inHand.map(\.piece.asset))
            return HeldEquipment(
                member: member, inHand: inHand,
                missing: member.isInPost(on: day) ? (kit ?? []).filter { !names.contains($0) } : [])
        }
        return EquipmentList(
            day: day, kit: kit,
            members: held.filter { code != nil || $0.member.isInPost(on: day) || !$0.inHand.isEmpty })
    }
}
