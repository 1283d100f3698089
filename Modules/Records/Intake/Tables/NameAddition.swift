import AssessmentKernel

/// What a file's or sheet's name has before or after the name of a table.
///
/// An addition is harmless when it is made of stamps, marks of copies, periods, places and words for any table; or when
/// it is set off from the table's name and does not say that the file is something else than the table.
struct NameAddition {
    /// On which side of the table's name it stands.
    enum Side {
        case before, after
    }

    let characters: ArraySlice<Unicode.Scalar>
    private let side: Side

    init(_ characters: ArraySlice<Unicode.Scalar>, side: Side) {
        self.characters = characters
        self.side = side
    }

    /// The addition without separators at its ends.
    var text: String {
        let core = characters.drop { Self.separators.contains($0) }.reversed().drop { Self.separators.contains($0) }
        return String(String.UnicodeScalarView(core.reversed()))
    }

    /// Whether additions on both sides leave no doubt.
    static func isHarmless(_ additions: [NameAddition]) -> Bool {
        if additions.allSatisfy(\.isNeutral) { return true }
        return additions.allSatisfy { ($0.isNeutral || $0.isSetOff) && !$0.warns }
    }

    /// Whether it stands apart from the table's name.
    private var isSetOff: Bool {
        (side == .before ? characters.last : characters.first).map(Self.separators.contains) ?? true
    }

    /// Whether it says that the file may be no table, or not the one to import.
    private var warns: Bool {
        let text = self.text
        return Self.warnings.contains { text.contains($0) }
    }

    /// Whether each of its parts is one that any table's name may have.
    private var isNeutral: Bool {
        characters.split(whereSeparator: Self.separators.contains).allSatisfy(Self.isNeutral)
    }

    private static func isNeutral(_ part: ArraySlice<Unicode.Scalar>) -> Bool {
        if isPlace(part) { return true }
        var rest = part
        var isCounting = false
        while let first = rest.first {
            if isDigit(first) {
                rest = rest.dropFirst()
                isCounting = true
            } else if isCounting, units.contains(first) {
                rest = rest.dropFirst()
            } else if let word = words.first(where: { rest.starts(with: $0) }) {
                rest = rest.dropFirst(word.count)
                isCounting = false
            } else {
                return isPlace(rest)
            }
        }
        return true
    }

    /// Whether it is the name of an office, a town, a village or the like.
    private static func isPlace(_ part: ArraySlice<Unicode.Scalar>) -> Bool {
        guard part.count <= 14, part.allSatisfy({ $0.value >= 0x3400 }) else { return false }
        return places.contains { part.count > $0.count && part.reversed().starts(with: $0.reversed()) }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x30 && scalar.value <= 0x39 || numerals.contains(scalar)
    }

    private static let numerals = Set("一二三四五六七八九十".unicodeScalars)
    private static let separators = Set("_-.,，。、~～()[]{}【】〔〕《》“”\"'‘’+#&·—–:：;；=|".unicodeScalars)
    /// What may follow a number: 7月份, 第3周, 1版.
    private static let units = Set("年月份日号季度周旬期版次批稿时分秒点人条".unicodeScalars)
    private static let places = ["办事处", "街道", "镇", "乡", "村", "社区", "片区", "管区", "工作区", "网格", "县", "区", "市"]
        .map { Array($0.unicodeScalars) }

    /// Words that do not change what a table is, the longest first.
    private static let words: [[Unicode.Scalar]] = [
        "副本", "复制", "拷贝", "的", "copy", "of", "导出", "下载", "数据", "明细", "表", "表格", "报表", "记录", "登记表", "清单", "汇总",
        "最新", "最终", "终版", "终稿", "定稿", "正式", "版", "修改", "更正", "更新", "核对", "补充", "补录", "补报", "新", "后", "上报", "报送",
        "月报", "周报", "季报", "年度", "全年", "上半年", "下半年", "本月", "上月", "本季", "上季", "本季度", "上季度", "本年", "当月", "第",
        "上旬", "中旬", "下旬", "至", "到", "截至", "截止", "全镇", "全区", "全部", "各办事处", "各村", "平台", "系统", "excel", "xlsx", "xls",
        "csv", "sheet", "工作表", "q", "v", "ver", "final", "new", "latest", "export", "data", "january", "february",
        "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "am", "pm",
    ].sorted { $0.utf8.count > $1.utf8.count }.map { Array($0.unicodeScalars) }

    /// Words that say that a file is about a table rather than one, or one that was set aside.
    private static let warnings = [
        "作废", "废", "旧", "备份", "错", "删", "不要", "不用", "勿", "停用", "测试", "试", "草稿", "示例", "样例", "样表", "模板", "空白", "说明",
        "统计", "分析", "总结", "通报", "通知", "制度", "办法", "方案", "汇报", "情况", "原始", "未", "非", "无", "old", "bak", "backup", "test",
        "tmp", "temp", "draft", "sample", "template", "summary", "readme", "note", "reject", "拒收",
    ]
}
