package import AssessmentKernel

// Up to which day a period that runs is looked at.

extension Quarter {
    /// The last day that is known of the quarter.
    ///
    /// - Parameter asOf: the day as of which it is looked at; nil for today.
    /// - Throws: ``Problem`` when the day is before the quarter or after today.
    package func known(_ asOf: CivilDate?, today: CivilDate) throws(Problem) -> CivilDate {
        guard range.first <= today else {
            throw Problem(
                .usage, LocalText("\(self) 尚未开始", "\(self) has not begun"),
                next: LocalText("指定已开始的季度", "name a quarter that has begun"))
        }
        let asOf = asOf ?? min(today, range.last)
        guard range.first <= asOf, asOf <= today else {
            throw Problem(
                .usage,
                LocalText(
                    "\(asOf) 不是 \(self) 开始以后、今天或以前的日期",
                    "\(asOf) is no day from the beginning of \(self) up to today"),
                at: .init(choice: .asOf),
                next: LocalText(
                    "指定 \(range.first) 至 \(min(today, range.last)) 之间的日期",
                    "name a day from \(range.first) to \(min(today, range.last))"))
        }
        return min(asOf, range.last)
    }
}

extension Month {
    /// The last day that is known of the month.
    ///
    /// - Parameter asOf: the day as of which it is looked at; nil for today, or for the last one of a month that is over.
    /// - Throws: ``Problem`` when the day is not in the month, or is after today.
    func known(_ asOf: CivilDate?, today: CivilDate) throws(Problem) -> CivilDate {
        guard range.first <= today else {
            throw Problem(
                .usage, LocalText("\(self) 尚未开始", "\(self) has not begun"),
                next: LocalText("指定今天或以前的月份", "name a month up to this one"))
        }
        let asOf = asOf ?? min(today, range.last)
        guard range.contains(asOf), asOf <= today else {
            throw Problem(
                .usage,
                LocalText("\(asOf) 不是 \(self) 中今天或以前的日期", "\(asOf) is no day of \(self) up to today"),
                at: .init(choice: .asOf), next: LocalText("指定当月今天或以前的日期", "name a day of the month up to today"))
        }
        return asOf
    }
}
