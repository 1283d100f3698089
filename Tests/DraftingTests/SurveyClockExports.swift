extension SurveyExport {
    /// Sheets of marks, times of coming and going, and lists that only look like them.
    static let clocks: [SurveyExport] = [
        .init(
            file: "7月考勤表.xlsx", table: "attendance",
            text: """
                东办2021年7月考勤表
                序号|姓名|工号|1|2|3|4|5|出勤天数
                |||四|五|六|日|一|
                1|甲一|FM0001|√|√|休|休|○|2
                2|乙二|FM0002|√|×|休|休|△|1
                """),
        .init(
            file: "打卡.csv", table: "attendance",
            text: """
                姓名|工号|日期|星期|上班打卡|下班打卡|工作时长(分钟)
                甲一|FM0001|21/7/1|四|08:25|17:35|550
                乙二|FM0002|21/7/1|四|08:55|次日00:10|915
                丙三|FM0003|21/7/1|四|缺卡|24:00|
                """),
        .init(
            file: "值班安排.xlsx", table: nil,
            text: """
                姓名|工号|日期|上班时间|下班时间
                甲一|FM0001|2021-07-01|08:30|17:30
                乙二|FM0002|2021-07-01|08:30|17:30
                """),
        .init(
            file: "培训签到表.xlsx", table: nil,
            text: """
                姓名|工号|日期|签到时间|签退时间
                甲一|FM0001|2021-07-01|08:30|11:30
                乙二|FM0002|2021-07-01|08:35|11:30
                """),
    ]
}
