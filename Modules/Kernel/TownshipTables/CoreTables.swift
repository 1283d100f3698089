public import AssessmentKernel

/// The township's tables that belong to no item; imported like the items' tables.
public enum CoreTables {
    /// All tables in the order in which an import checks them: each may refer to earlier ones.
    public static let all: [TableSchema] = [
        MemberTable.shared.schema, CalendarTable.shared.schema, RemovalTable.shared.schema, LeaveTable.shared.schema,
        EquipmentTable.shared.schema, AccountTable.shared.schema,
    ]

    /// A rule that one date of a row is not before another.
    static func notBefore(_ later: Int, _ earlier: Int, code: String, reason: LocalText) -> TableSchema.RowRule {
        TableSchema.RowRule(reason: reason, code: code, isCellRule: false) { slots in
            slots[later] != RowBlock.empty && slots[later] < slots[earlier] ? later : nil
        }
    }
}

/// 网格员名册: the roster.
public struct MemberTable: EvidenceTable {
    /// The one instance.
    public static let shared = MemberTable()
    /// The code.
    public let member: Column<Text>
    /// The name.
    public let name: Column<Text>
    /// The post.
    public let post: Column<Post>
    /// The office.
    public let office: Column<Text>
    /// The village.
    public let village: Column<Text>
    /// The grid.
    public let grid: Column<Text>
    /// The first day in post.
    public let joinedOn: Column<CivilDate>
    /// The last day in post.
    public let leftOn: Column<CivilDate?>
    /// The schema.
    public let schema: TableSchema

    init() {
        var table = TableBuilder("member", "网格员名册", "Roster of grid members")
        member = table.member(.key)
        name = table.code("name", "姓名", "Name")
        post = table.choice("post", "岗位", "Post")
        office = table.code("office", "办事处", "Office")
        village = table.code("village", "村", "Village")
        grid = table.code("grid", "网格", "Grid")
        joinedOn = table.date("joined_on", "上岗日期", "Joined on")
        leftOn = table.optionalDate("left_on", "离岗日期", "Left on")
        table.postCheck = .none
        table.rowRule = CoreTables.notBefore(
            leftOn.index, joinedOn.index, code: "left-before-joined",
            reason: LocalText("离岗日期早于上岗日期", "the last day in post is before the first"))
        table.words = PlatformWords(
            "名册 花名册 人员信息 人员名单 网格员名单",
            columns: [
                "name": "网格员姓名 人员姓名", "post": "岗位类型 人员类别 专兼职 岗位性质 人员类型", "office": "所属办事处 片区 管区 所属片区",
                "village": "所属村 村居 所在村 村(居) 行政村", "grid": "所属网格 网格名称 网格编号 责任网格",
                "joined_on": "入职日期 上岗时间 聘用日期 到岗日期", "left_on": "离职日期 离岗时间 解聘日期",
            ], values: ["post": ["full-time": "专职网格员", "part-time": "兼职网格员"]])
        schema = table.finished()
    }
}

/// Whether a day is worked.
public enum DayKind: Int, Choice, Sendable {
    /// 工作日.
    case workday
    /// 休息日.
    case holiday

    /// The key and the titles.
    public var option: ChoiceOption {
        switch self {
        case .workday: ChoiceOption("workday", "工作日", "Workday")
        case .holiday: ChoiceOption("holiday", "休息日", "Day off")
        }
    }
}

/// 工作日历: days that differ from the State Council's.
public struct CalendarTable: EvidenceTable {
    /// The one instance.
    public static let shared = CalendarTable()
    /// The day.
    public let date: Column<CivilDate>
    /// Whether it is worked.
    public let kind: Column<DayKind>
    /// The schema.
    public let schema: TableSchema

    init() {
        var table = TableBuilder("calendar", "工作日历", "Working calendar")
        date = table.date("date", "日期", "Date", .keyAndAttribution)
        kind = table.choice("kind", "类别", "Kind")
        table.remark("note", "说明", "Note")
        table.postCheck = .none
        table.words = PlatformWords(
            "日历 放假安排 节假日",
            columns: ["kind": "日期类别 日期类型 是否上班", "note": "备注 节日"],
            values: ["kind": ["workday": "上班 调休上班 工作", "holiday": "放假 休息 节假日 周末"]])
        schema = table.finished()
    }
}

/// 请假: registered leave.
public struct LeaveTable: EvidenceTable {
    /// The one instance.
    public static let shared = LeaveTable()
    /// The member on leave.
    public let member: Column<Text>
    /// The first day.
    public let from: Column<CivilDate>
    /// The last day, inclusive.
    public let through: Column<CivilDate>
    /// The schema.
    public let schema: TableSchema

    init() {
        var table = TableBuilder("leave", "请假", "Registered leave")
        member = table.member(.key)
        from = table.date("from", "开始日期", "From", .keyAndAttribution)
        through = table.date("through", "结束日期", "Through")
        table.remark("reason", "事由", "Reason")
        table.rowRule = CoreTables.notBefore(
            through.index, from.index, code: "through-before-from",
            reason: LocalText("结束日期早于开始日期", "the leave ends before it begins"))
        table.words = PlatformWords(
            "请假 休假 假勤",
            columns: [
                "from": "请假开始 开始时间 起始日期 请假开始时间 请假起始日期", "through": "请假结束 结束时间 终止日期 请假结束时间 截止日期",
                "reason": "请假事由 请假原因 请假理由 事由",
            ])
        schema = table.finished()
    }
}

/// What happened to a piece of equipment.
public enum EquipmentChange: Int, Choice, Sendable {
    /// 配发.
    case issued
    /// 收回.
    case returned
    /// 故障.
    case faulty
    /// 遗失.
    case lost
    /// 损坏.
    case damaged

    /// The key and the titles.
    public var option: ChoiceOption {
        switch self {
        case .issued: ChoiceOption("issued", "配发", "Issued")
        case .returned: ChoiceOption("returned", "收回", "Returned")
        case .faulty: ChoiceOption("faulty", "故障", "Faulty")
        case .lost: ChoiceOption("lost", "遗失", "Lost")
        case .damaged: ChoiceOption("damaged", "损坏", "Damaged")
        }
    }
}

/// 设备台账: custody of the kit (§5).
public struct EquipmentTable: EvidenceTable {
    /// The one instance.
    public static let shared = EquipmentTable()
    /// The entry's number.
    public let entry: Column<Text>
    /// The member who has it in care.
    public let member: Column<Text>
    /// The date.
    public let date: Column<CivilDate>
    /// The piece of equipment.
    public let asset: Column<Text>
    /// What happened.
    public let change: Column<EquipmentChange>
    /// Whether a loss or damage is the member's fault; nil while nobody has decided.
    public let atFault: Column<Bool?>
    /// The cost in fen (hundredths of a yuan).
    public let cost: Column<Hundredths?>
    /// The serial number.
    public let serial: Column<Text?>
    /// The schema.
    public let schema: TableSchema

    init() {
        var table = TableBuilder("equipment", "设备台账", "Equipment")
        entry = table.key("entry", "登记号", "Entry")
        member = table.member()
        date = table.date("date", "日期", "Date", .attribution)
        asset = table.code("asset", "设备", "Asset")
        change = table.choice("change", "变动", "Change")
        atFault = table.optionalYesNo("at_fault", "个人责任", "At fault")
        cost = table.optionalNumber("cost", "费用", "Cost")
        serial = table.optionalCode("serial", "序列号", "Serial")
        table.postCheck = .none
        let (change, atFault, cost) = (change.index, atFault.index, cost.index)
        table.rowRule = TableSchema.RowRule(
            reason: LocalText("个人责任的遗失或损坏须填费用", "a loss or damage at the member's fault needs its cost"),
            code: "cost-missing", isCellRule: true
        ) { slots in
            let isLoss =
                slots[change] == Int64(EquipmentChange.lost.rawValue)
                || slots[change] == Int64(EquipmentChange.damaged.rawValue)
            return isLoss && slots[atFault] == 1 && slots[cost] == RowBlock.empty ? cost : nil
        }
        table.words = PlatformWords(
            "设备 资产台账",
            columns: [
                "entry": "登记编号 台账编号", "asset": "设备名称 资产名称", "change": "变动类型 变动情况 状态",
                "at_fault": "是否个人责任", "cost": "赔偿金额 金额", "serial": "设备编号 SN",
            ])
        schema = table.finished()
    }
}

/// The grounds of a replacement (§4), 1 to 6.
public enum RemovalGround: Int, Choice, Sendable {
    /// Unfit even after training or a change of post.
    case unfit
    /// Term, contract, failed assessment, age, resignation.
    case ended
    /// Leaking residents' private data.
    case leaked
    /// Inaction or misconduct with grave consequences.
    case misconduct
    /// Breach of law or discipline.
    case breach
    /// Annual satisfaction below 50 %.
    case dissatisfaction

    /// The key, which is the number in §4; tables give the number alone.
    public var option: ChoiceOption { ChoiceOption("\(rawValue + 1)", "\(rawValue + 1)", "\(rawValue + 1)") }

    /// What the number stands for.
    public var meaning: LocalText {
        switch self {
        case .unfit: LocalText("经培训或调岗仍不胜任", "unfit even after training or a change of post")
        case .ended: LocalText("任期、合同、考核、年龄或辞职", "term, contract, failed assessment, age or resignation")
        case .leaked: LocalText("泄露群众隐私", "leaking residents' private data")
        case .misconduct: LocalText("不作为或失当，后果严重", "inaction or misconduct with grave consequences")
        case .breach: LocalText("违法违纪", "breach of law or discipline")
        case .dissatisfaction: LocalText("年度满意度低于 50%", "annual satisfaction below 50 %")
        }
    }
}

/// 更换情形: replacements (§4).
public struct RemovalTable: EvidenceTable {
    /// The one instance.
    public static let shared = RemovalTable()
    /// The member replaced.
    public let member: Column<Text>
    /// The last day in post.
    public let date: Column<CivilDate>
    /// The ground.
    public let ground: Column<RemovalGround>
    /// The schema.
    public let schema: TableSchema

    init() {
        var table = TableBuilder("removal", "更换情形", "Replacements")
        member = table.member(.key)
        date = table.date("date", "日期", "Date", .attribution)
        ground = table.choice("ground", "情形", "Ground")
        table.remark("note", "说明", "Note")
        table.postCheck = .byRosterAlone
        table.words = PlatformWords("更换 清退", columns: ["ground": "更换情形 情形", "date": "更换日期 离岗日期"])
        schema = table.finished()
    }
}

extension Member {
    /// The members of a roster, in the order of its rows, each with the date of its removal.
    ///
    /// - Parameters:
    ///   - roster: rows of the table `member`.
    ///   - removals: rows of the table `removal`.
    public static func roster(_ roster: RowBlock, removals: RowBlock) -> [Member] {
        let pairs = Rows<RemovalTable>(all: TableEvidence(removals) { _, _ in [] }).map { ($0.member, $0.date) }
        let removed = Dictionary(pairs, uniquingKeysWith: min)
        return Rows<MemberTable>(all: TableEvidence(roster) { _, _ in [] }).map { row in
            Member(
                code: row.member, name: row.name, post: row.post, office: row.office, village: row.village,
                grid: row.grid, joinedOn: row.joinedOn, leftOn: row.leftOn, removedOn: removed[row.member])
        }
    }
}
