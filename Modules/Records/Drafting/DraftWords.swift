import AssessmentKernel

/// What is known of words before a file is seen: titles and values of the tables, and of platforms in general.
struct DraftWords {
    /// Titles of the code of a person.
    static let memberCodes = [
        "工号", "账号", "帐号", "员工编号", "员工号", "员工工号", "职工号", "人员编号", "人员工号", "网格员编号", "网格员工号", "网格员账号", "网格员ID",
        "上报人编号", "上报人工号", "采集人编号", "采集人工号", "登记人编号", "登记人工号", "责任人编号", "责任人工号", "处理人编号", "用户编号", "用户账号",
    ]
    /// Titles of the name of a person, for a file without a code.
    static let memberNames = [
        "姓名", "网格员", "网格员姓名", "员工姓名", "人员姓名", "名字", "上报人", "采集人", "登记人", "走访人", "填报人", "责任人", "承办人", "巡查人",
        "上报人姓名", "责任网格员", "参会人", "参训人",
    ]
    /// Words of platforms for punches with a time, which count.
    static let punches = ["正常", "迟到", "早退", "外勤", "严重迟到", "旷工迟到", "补卡审批通过", "补卡通过", "管理员改正常"]
    /// Words under a day that say that it was none of duty.
    static let daysOff: Set<Text> = ["休", "休息", "公休", "周末", "节", "节假日", "假日"]
    /// Titles that mean nothing to a table but show that a row is a header.
    private static let others = [
        "部门", "部门名称", "职务", "职位", "班次", "考勤组", "序号", "备注", "打卡时间", "打卡地址", "打卡地点", "签到时间", "签退时间", "UserId", "日期",
        "时间", "打卡类型", "打卡设备", "上班打卡", "下班打卡", "打卡备注", "实际打卡时间", "所属部门", "所属网格", "所属村", "联系电话", "手机号", "最早", "最晚",
        "打卡次数", "上班打卡时间", "下班打卡时间",
    ]

    /// The titles of all tables, folded: by which the row of a header is found.
    let titles: Set<Text>

    /// Collects the words of the tables.
    init(_ tables: [TableSchema]) {
        var titles = DraftWords.memberCodes + DraftWords.memberNames + DraftWords.others
        for table in tables {
            for column in table.columns { titles += [column.key, column.title.chinese] }
            titles += table.words.columns.values.flatMap(\.self)
        }
        self.titles = Set(titles.map { Text(DraftColumn.plain($0)) })
    }

    // MARK: Names

    /// The tables that a text names, by the longest words in it: a word inside a longer one does not count.
    ///
    /// `走访日志` names the patrol log, although 走访 alone would name the visits.
    ///
    /// - Parameter takesWeak: whether words that may mean something else (`签到?`) count where no other does.
    static func tables(
        in text: String, among tables: [TableSchema], takesWeak: Bool = true
    ) -> Set<TableSchema> {
        let text = Folding.folded(text).string
        var found: [(word: String, table: TableSchema, isWeak: Bool)] = []
        for table in tables {
            for name in [table.title.chinese] + table.words.names {
                let isWeak = name.hasSuffix("?")
                let word = isWeak ? String(name.dropLast()) : name
                if text.contains(word) { found.append((word, table, isWeak)) }
            }
            if Text(text) == Text(table.key) { found.append((table.key, table, false)) }
        }
        let longest = found.filter { one in
            !found.contains { $0.word.count > one.word.count && $0.word.contains(one.word) }
        }
        let strong = longest.filter { !$0.isWeak }
        return Set((strong.isEmpty && takesWeak ? longest : strong).map(\.table))
    }

    // MARK: Values

    /// What a value means in a column of choices.
    enum Meaning: Hashable {
        /// The choice itself, by its key or title: it needs no entry in a profile.
        case own
        /// A choice, by the word with which the value begins.
        case means(key: String, word: String)
        /// Only a person can tell.
        case unknown
    }

    /// What a value means in a column.
    static func meaning(of value: String, in schema: TableSchema, _ column: Int) -> Meaning {
        guard let options = schema.columns[column].kind.options else { return .own }
        let value = Folding.folded(value).string
        if options.contains(where: { Text($0.key) == Text(value) || Text($0.title.chinese) == Text(value) }) {
            return .own
        }
        var found: [(key: String, word: String)] = []
        let declared = schema.words.values[schema.columns[column].key] ?? [:]
        for option in options {
            for word in [option.title.chinese] + (declared[option.key] ?? []) where value.contains(word) {
                found.append((option.key, word))
            }
        }
        // A doubtful word anywhere, or the words of two choices, leave the meaning open: 旷工迟到.
        let doubtful = schema.words.doubtful[schema.columns[column].key] ?? []
        let longest = found.filter { one in
            !found.contains { $0.word.count > one.word.count && $0.word.contains(one.word) }
        }
        guard Set(longest.map(\.key)).count == 1, let first = longest.first(where: { value.hasPrefix($0.word) }),
            !doubtful.contains(where: { value.contains($0) && !first.word.contains($0) })
        else { return .unknown }
        // Negations and questions turn a word around: 不属实, 未通过, 是否正常.
        guard !["不", "未", "非", "无"].contains(where: { value.hasPrefix($0) && !first.word.hasPrefix($0) }) else {
            return .unknown
        }
        return .means(key: first.key, word: first.word)
    }

    /// Whether a value says something in a column of choices: a choice, or a word that is declared as doubtful.
    static func speaks(_ value: String, in schema: TableSchema, _ column: Int) -> Bool {
        if meaning(of: value, in: schema, column) != .unknown { return true }
        let value = Folding.folded(value).string
        let declared = schema.words.values[schema.columns[column].key] ?? [:]
        let words = declared.values.flatMap(\.self) + (schema.words.doubtful[schema.columns[column].key] ?? [])
        return words.contains { value.contains($0) }
    }
}
