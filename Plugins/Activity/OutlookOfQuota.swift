import AssessmentKernel

extension Quota {
    /// Records what the days to come ask for.
    ///
    /// - Returns: the shortfall that verdicts on known records can still make, and the one that can still be made up.
    func lookAhead(
        _ evidence: MemberEvidence, _ rest: RestOfPeriod, events: UnsettledCount, visits: UnsettledCount,
        _ sheet: inout StakeSheet
    ) -> (mayLose: Points, mayReturn: Points) {
        guard perMissing > .zero else { return (.zero, .zero) }
        switch basis {
        case .day:
            sheet.daily(
                perMissing * (eventsPerDay + visitsPerDay), for: Self.shortfall, on: rest.dutyDays,
                LocalText(
                    "每日应登记事件 \(eventsPerDay) 件、走访 \(visitsPerDay) 次，每少一件扣 \(perMissing) 分",
                    "\(eventsPerDay) events and \(visitsPerDay) visits a day, \(perMissing) points for each short"))
            var (worse, better) = (0, 0)
            for day in evidence.dutyDays {
                let of = Missing(days: 1, self) { $0[day] }
                worse += of.after(events, visits) - of.now(events, visits)
                better += of.now(events, visits) - of.before(events, visits)
            }
            return (perMissing * worse, perMissing * better)
        case .period:
            let window = evidence.window
            let now = Missing(days: evidence.dutyDays.count, self) { $0.total(window) }
            let end = Missing(days: evidence.dutyDays.count + rest.dutyDays.count, self) { $0.total(window) }
            let (open, missing) = (end.now(events, visits), now.now(events, visits))
            let last = rest.window?.last ?? window.last
            sheet.deadline(
                perMissing * (open - missing), for: Self.shortfall, on: last,
                LocalText(
                    "到期末还应登记事件、走访 \(open) 件次，每少一件扣 \(perMissing) 分",
                    "\(open) events and visits to the end, \(perMissing) points for each short"))
            let best = rest.window == nil ? now.before(events, visits) : 0
            return (perMissing * (end.after(events, visits) - open), perMissing * (missing - best))
        }
    }

    /// How many records are missing for a number of duty days: now, after all open verdicts against them, and with
    /// all that can return.
    private struct Missing {
        private let days: Int
        private let quota: Quota
        private let count: (DailyCount) -> Int

        init(days: Int, _ quota: Quota, _ count: @escaping (DailyCount) -> Int) {
            (self.days, self.quota, self.count) = (days, quota, count)
        }

        private func of(_ events: Int, _ visits: Int) -> Int {
            max(0, quota.eventsPerDay * days - events) + max(0, quota.visitsPerDay * days - visits)
        }

        func now(_ events: UnsettledCount, _ visits: UnsettledCount) -> Int {
            of(count(events.counted), count(visits.counted))
        }

        func after(_ events: UnsettledCount, _ visits: UnsettledCount) -> Int {
            of(count(events.counted) - count(events.open), count(visits.counted) - count(visits.open))
        }

        func before(_ events: UnsettledCount, _ visits: UnsettledCount) -> Int {
            of(
                count(events.counted) + count(events.returning), count(visits.counted) + count(visits.returning))
        }
    }
}

extension VisitDuties {
    /// Records the visits that are due by the ends of months and weeks.
    ///
    /// - Parameter visits: those that count.
    /// - Returns: what verdicts on known visits can still cost.
    func lookAhead(
        _ evidence: MemberEvidence, _ rest: RestOfPeriod, _ visits: [Row<VisitTable>], _ review: EventReview,
        _ sheet: inout StakeSheet
    ) -> Points {
        let last = max(evidence.window.last, rest.window?.last ?? evidence.window.last)
        guard areAsked, let window = DateRange(evidence.window.first, through: last) else { return .zero }
        let dutyDays = evidence.dutyDays + rest.dutyDays
        let (general, appointed) = counts(visits, in: window)
        let (openGeneral, openAppointed) = counts(visits.filter(review.isUnjudged), in: window)
        var mayLose = Points.zero
        for month in window.months.compactMap({ $0.range.intersection(window) })
        where dutyDays.contains(where: month.contains) {
            let made = general.total(month)
            if made == 0, month.last > evidence.period.last {
                sheet.deadline(
                    perMissingGeneral, for: Self.noGeneralVisit, on: month.last,
                    LocalText("当月普遍走访", "the general visit of the month"))
            }
            if made > 0, made == openGeneral.total(month) { mayLose += perMissingGeneral }
        }
        for week in window.wholeWeeks where dutyDays.contains(where: week.contains) {
            let made = appointed.total(week)
            let missing = max(0, appointedPerWeek - made)
            if week.last > evidence.period.last {
                sheet.deadline(
                    perMissingAppointed * missing, for: Self.appointedShortfall, on: week.last,
                    LocalText("当周约访还应 \(missing) 次", "\(missing) appointed visits of the week"))
            }
            let after = max(0, appointedPerWeek - (made - openAppointed.total(week)))
            mayLose += perMissingAppointed * (after - missing)
        }
        return mayLose
    }
}
