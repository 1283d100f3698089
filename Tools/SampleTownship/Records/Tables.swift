/// The platforms' exports: each file's name, its columns in the platform's order, and its format.
///
/// Titles are those of the tables' own columns, among some that no table knows (序号, 网格名称 …), as in real exports.
enum Table: Int, CaseIterable, Sendable {
    case member, calendar, leave, equipment, removal
    case training, patrol, finding, publicity, hazard, event, visit, dispute, supervision, attendance, onlineCheck
    case ballot, duty, rollCall

    var title: String { layout.title }
    var columns: [String] { layout.columns.split(separator: " ").map(String.init) }

    /// One for a table in a single file, three for one that is exported month by month.
    var styles: [Style] { layout.styles }

    private var layout: (title: String, columns: String, styles: [Style]) {
        switch self {
        case .member:
            ("网格员名册", "序号 办事处 村 网格 姓名 工号 岗位 上岗日期 离岗日期 文化程度", [.excel])
        case .calendar:
            ("工作日历", "日期 类别 说明", [.spelled])
        case .leave:
            ("请假", "序号 工号 网格员姓名 开始日期 结束日期 事由 审批人", [.dotted])
        case .equipment:
            ("设备台账", "登记号 日期 设备 序列号 变动 工号 领用人 个人责任 费用", [.chinese])
        case .removal:
            ("更换情形", "工号 日期 情形 说明 网格名称", [.marked])
        case .training:
            ("培训例会", "序号 场次 类别 日期 工号 网格员姓名 出席情况", [.excel])
        case .patrol:
            ("走访日志", "序号 日期 网格名称 工号 工作日志", [.chinese, .chinese, .marked])
        case .finding:
            ("信息采集抽查", "编号 日期 网格名称 工号 类别 说明", [.chinese])
        case .publicity:
            ("宣传任务", "编号 内容 工号 截止日期 完成日期 宣传形式", [.plain])
        case .hazard:
            ("问题隐患", "序号 编号 领域 网格名称 工号 发现时间 上报时间 处理时间 来源", [.chinese])
        case .event:
            (
                "事件登记", "序号 编号 时间 地点 人物 描述 网格名称 工号 附件数 办结期限 办结日期 核查结论",
                [.chinese, .excel, .plain]
            )
        case .visit:
            ("民情走访", "编号 类别 日期 工号 网格名称 走访对象 记录 核查结论", [.marked, .excel, .dotted])
        case .dispute:
            ("矛盾纠纷", "编号 发现日期 工号 当事人 纠纷概况 来源 已记录 调解", [.dotted])
        case .supervision:
            ("诉求督办", "编号 类别 诉求概况 工号 交办日期 反馈期限 反馈日期 满意度", [.plain])
        case .attendance:
            ("考勤打卡", "工号 网格员姓名 日期 状态 工时", [.excel, .tabbed, .plain])
        case .onlineCheck:
            ("在线抽查", "编号 时间 工号 类别 结果 抽查人", [.spelled])
        case .ballot:
            ("满意度测评", "编号 工号 网格名称 日期 归属日期 评议人 评价", [.marked])
        case .duty:
            ("交办事项", "编号 事项 下达单位 工号 截止日期 办结日期", [.dotted])
        case .rollCall:
            ("点名会议", "场次 日期 类别 级别 工号 网格员姓名 状态", [.plain])
        }
    }
}
