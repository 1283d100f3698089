import AssessmentKernel

// `BadItem.all` says what these items break.

/// An item that says what is at stake.
protocol OutlookBreak: Break {
    static func lookAhead(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout StakeSheet)
}

struct OutlookDemo<B: OutlookBreak>: Demonstration, LooksAhead {
    let per: Points
    func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        B.lookAhead(evidence, per, &sheet)
    }
}

extension OutlookBreak {
    /// Tasks that can still be done, however late: nothing but that they are not done costs points.
    static func seeTasks(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout StakeSheet) {
        let open = evidence.rows(of: DemoTable.self).filter(isLate)
        sheet.recoverable(per * open.count, for: kind, resting: open, LocalText("补做", "do it"))
    }
}

enum SoundOutlook: OutlookBreak {
    static func lookAhead(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout StakeSheet) {
        seeTasks(evidence, per, &sheet)
        sheet.newOnes(per, for: kind)
    }
}
enum SeesNoMore: OutlookBreak {
    static func lookAhead(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout StakeSheet) {
        seeTasks(evidence, per, &sheet)
    }
}
enum NeverReturns: OutlookBreak {
    static func lookAhead(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout StakeSheet) {
        sheet.newOnes(per, for: kind)
    }
}
