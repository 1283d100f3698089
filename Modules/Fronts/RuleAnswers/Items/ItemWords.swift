import Answers
package import AssessmentKernel

/// The unit of a measure, in words.
package enum MeasureForm {
    package static func unit(_ kind: MeasureKind) -> LocalText {
        switch (kind.unit, kind.hasTarget) {
        case (.count, false): LocalText("数量", "a count")
        case (.count, true): LocalText("数量与应有数", "a count beside what is asked for")
        case (.hours, false): LocalText("小时", "hours")
        case (.hours, true): LocalText("小时与应有数", "hours beside what is asked for")
        case (.share, _): LocalText("百分比", "a percentage")
        }
    }
}

/// The settings of an example besides its rows.
package enum ExampleSettingText {
    package static func lines(_ example: Example) -> [LocalText] {
        var lines: [LocalText] = []
        if let days = example.inPost {
            lines.append(LocalText("在岗：\(days.first) 至 \(days.last)", "in post: \(days.first) to \(days.last)"))
        }
        for days in example.leave {
            lines.append(LocalText("请假：\(days.from) 至 \(days.through)", "on leave: \(days.from) to \(days.through)"))
        }
        for (key, value) in example.parameters.sorted(by: { $0.key < $1.key }) {
            lines.append(LocalText("\(key): \(value)", "\(key): \(value)"))
        }
        for record in example.excusedRecords + example.excusedDays {
            lines.append(LocalText("申诉成立：\(record)", "excused: \(record)"))
        }
        return lines
    }
}
