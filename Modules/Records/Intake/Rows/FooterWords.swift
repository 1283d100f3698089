import AssessmentKernel
import FileFormats

/// The words by which a row of a table says that it is no record: a total, who made the table, which page it is.
package enum FooterWords {
    /// What a cell of such a row says.
    package enum Kind: Sendable {
        /// 合计, 制表 and the like at the beginning: the contract's own words.
        case total
        /// A sum of another name: 本页合计, 东村小计.
        case sum
        /// What stands below a table: 审核人：…, 第 1 页 共 3 页, 以下空白.
        case label
    }

    /// What a cell says; nil for any other text.
    package static func kind(of cell: UnsafeBufferPointer<UInt8>) -> Kind? {
        // A Chinese character, a bracket or white space comes first; longer texts are remarks of a record.
        guard let first = cell.first, first >= 0x80 || first <= 0x28 || first == 0x2D, cell.count <= 600 else {
            return nil
        }
        // The words are often spread: 合　计.
        let text = HeaderText.plain(cell).string
        let all = Array(text.unicodeScalars)
        if totals.contains(where: { text.hasPrefix($0) }) { return all.prefix(8).contains(":") ? .label : .total }
        if all.count <= 24, let bare = sum(text), !bare.contains(":") { return .sum }
        return isLabel(all, text) ? .label : nil
    }

    /// Whether a row's first filled cell says that the row is no record.
    package static func isFooter(_ cells: [String]) -> Bool {
        guard var first = cells.first(where: { !Text($0).isBlank }) else { return false }
        return first.withUTF8 { kind(of: $0) } != nil
    }

    private static let totals = ["合计", "总计", "小计", "制表", "填表"]
    private static let sums = ["合计", "总计", "小计", "共计", "累计"]
    /// Who signs, and what is said below a table; a colon, or nothing else, must follow.
    private static let labels = [
        "审核", "复核", "审批", "核对", "负责人", "经办", "主管", "分管", "领导", "填报", "填写", "制单", "报送", "上报", "统计", "签字", "签名", "盖章",
        "单位负责人", "部门负责人", "联系人", "联系电话", "打印", "导出", "生成", "数据来源", "数据截至", "数据截止", "截至", "截止",
    ]
    private static let endings: Set<String> = [
        "", "人", "者", "员", "时间", "日期", "单位", "部门", "领导", "意见", "签字", "签名", "盖章", "人签字", "人签名", "人(签字)", "(签字)", "(签名)",
        "(盖章)", "(签章)", "签章",
    ]
    private static let remarks: Set<String> = ["备注", "注", "说明", "填表说明", "填写说明", "温馨提示", "提示", "特别说明", "注意", "注意事项"]

    private static func isLabel(_ all: [Unicode.Scalar], _ text: String) -> Bool {
        if isPage(all) || text.contains("以下空白") || text.contains("以下无正文") { return true }
        // Up to its colon a footer is a label; without one it is nothing else.
        let colon = all.firstIndex(of: ":")
        guard (colon ?? all.count) <= 12 else { return false }
        let label = String(String.UnicodeScalarView(all[..<(colon ?? all.count)]))
        if colon != nil, remarks.contains(label) { return true }
        return labels.contains { label.hasPrefix($0) && endings.contains(String(label.dropFirst($0.count))) }
    }

    /// What stands before 合计 at the end, as in 本页合计 or 东村小计(元); nil without.
    private static func sum(_ text: String) -> Substring? {
        var rest = text[...]
        while rest.last == ":" { rest.removeLast() }
        if rest.last == ")", let open = rest.lastIndex(of: "(") { rest = rest[..<open] }
        if let word = sums.first(where: { rest.hasSuffix($0) }) { return rest.dropLast(word.count) }
        return rest.hasPrefix("共计") || rest.hasPrefix("累计") ? "" : nil
    }

    /// 第1页, 第1页共3页, 第1页/共3页, 共3页, -第1页-, 共32条.
    private static func isPage(_ all: [Unicode.Scalar]) -> Bool {
        let signs: Set<Unicode.Scalar> = [
            "第", "共", "页", "条", "行", "记", "录", "张", "/", ",", "-", "—", ".", "(", ")", "|",
        ]
        guard all.count <= 30, all.contains(where: { "页条行".unicodeScalars.contains($0) }),
            all.contains(where: { $0 == "第" || $0 == "共" }),
            all.contains(where: isNumeral)
        else { return false }
        return all.allSatisfy { signs.contains($0) || isNumeral($0) }
    }

    private static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value >= 0x30 && scalar.value <= 0x39) || "一二三四五六七八九十百".unicodeScalars.contains(scalar)
    }
}
