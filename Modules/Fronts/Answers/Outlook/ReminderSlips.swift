public import AssessmentKernel
public import Closings
import Outlook
public import Papers
import Rulebook

/// What each member is told on a printed reminder, in the words of the outlook.
public struct ReminderSlips {
    private let report: OutlookReport

    /// How many things that matter a reminder names.
    public static let matters = OutlookWords.lettered

    /// Words an outlook for its members.
    public init(_ report: OutlookReport) { self.report = report }

    /// A reminder per member, those in need of attention first.
    public func all(in say: Language) -> [PaperReminder] { report.outlook.members.map { slip($0, say) } }

    private func slip(_ found: MemberOutlook, _ say: Language) -> PaperReminder {
        func figure(_ title: String, _ outcome: MemberOutlook.Outcome, isEstimate: Bool = false) -> PaperReminder.Figure
        {
            .init(
                title, total: isEstimate ? OutlookWords.tenths(outcome.total) : outcome.total.description,
                band: OutlookWords.band(outcome, say))
        }
        var figures = [figure(say("目前", "Now"), found.present)]
        if let pace = found.pace {
            figures.append(figure(say("照此进度约", "At this pace"), pace, isEstimate: true))
        }
        figures.append(figure(say("最好仍可", "At best"), found.best))
        return PaperReminder(
            member: found.member, figures: figures, alarm: found.alarm.map { OutlookWords.alarm($0, say) } ?? "",
            losses: found.items.filter { $0.lost > .zero }.map {
                .init(item: say($0.about.title), maximum: $0.maximum, lost: $0.lost, recoverable: $0.recoverable)
            },
            matters: found.matters.prefix(Self.matters).map { .init(say($0.told), points: $0.points) },
            note: found.pace == nil ? "" : OutlookWords.pace(say))
    }
}
