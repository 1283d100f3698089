import AssessmentKernel
import Closings
import Ledger
import Outlook
import Rulebook

/// An outlook as JSON.
struct OutlookJSON: Encodable {
    struct Outcome: Encodable {
        let total, band: String

        init(_ outcome: MemberOutlook.Outcome) {
            total = outcome.total.description
            band = outcome.band?.key ?? Band.unratedKey
        }
    }

    struct Attention: Encodable {
        let kind: String
        let months: [String]

        init(_ alarm: Alarm) {
            switch alarm {
            case .streak(let months): (kind, self.months) = ("streak", months.map(\.description))
            case .oneMonthLeft(let months): (kind, self.months) = ("one-month-left", months.map(\.description))
            case .lowestBand: (kind, months) = ("lowest-band", [])
            case .heading: (kind, months) = ("heading", [])
            }
        }
    }

    struct Item: Encodable {
        let item, maximum, lost, recoverable, due, open: String
        let speaks: Bool

        init(_ item: ItemOutlook) {
            self.item = item.about.key
            maximum = item.maximum.description
            lost = item.lost.description
            recoverable = item.recoverable.description
            due = item.due.description
            open = item.open.description
            speaks = item.speaks
        }
    }

    struct Thing: Encodable {
        let item, kind, nature, points, each, text: String
        let day: String?
        let days: Int?
        let records: [String]

        init(_ matter: Matter, _ say: Language) {
            item = matter.item.key
            kind = matter.kind.code
            points = matter.points.description
            each = matter.each.description
            text = say(matter.told)
            records = matter.records.map(\.description)
            switch matter.nature {
            case .deadline(let due): (nature, day, days) = ("deadline", due.description, nil)
            case .daily(let count): (nature, day, days) = ("daily", nil, count)
            case .next: (nature, day, days) = ("next", nil, nil)
            case .waiting: (nature, day, days) = ("waiting", nil, nil)
            case .newOnes: (nature, day, days) = ("new-ones", nil, nil)
            case .recoverable: (nature, day, days) = ("recoverable", nil, nil)
            }
        }
    }

    struct Row: Encodable {
        let member, name, office, village: String
        let dutyDaysPassed, dutyDaysToCome: Int
        let present, best, worst, idle: Outcome
        let pace: Outcome?
        let attention: Attention?
        let items: [Item]
        let matters: [Thing]

        init(_ found: MemberOutlook, _ say: Language) {
            member = found.member.code.string
            name = found.member.name.string
            office = found.member.office.string
            village = found.member.village.string
            (dutyDaysPassed, dutyDaysToCome) = found.dutyDays
            present = Outcome(found.present)
            best = Outcome(found.best)
            worst = Outcome(found.worst)
            idle = Outcome(found.idle)
            pace = found.pace.map(Outcome.init)
            attention = found.alarm.map(Attention.init)
            items = found.items.map(Item.init)
            matters = found.matters.map { Thing($0, say) }
        }
    }

    struct Behind: Encodable {
        let table: String
        let last: String?
        let workdays: Int
    }

    let quarter, asOf, rulebook: String
    let closing: String?
    let members: [Row]
    let behind: [Behind]

    init(_ report: OutlookReport, _ say: Language) {
        quarter = report.outlook.quarter.description
        asOf = report.outlook.asOf.description
        rulebook = report.rulebook.key
        closing = report.closing?.name
        members = report.outlook.members.map { Row($0, say) }
        behind = report.behind.map {
            Behind(table: $0.table.key, last: $0.last?.description, workdays: $0.workdays)
        }
    }
}
