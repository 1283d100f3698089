import PaperParts

/// The text of a paper in the words of a Word file.
struct WordBody {
    private static let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    private static let relations =
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    /// Twentieths of a point per millimetre.
    private static let twips = 1440 / 25.4

    private let paper: Paper

    init(_ paper: Paper) { self.paper = paper }

    var document: String {
        let isLying = paper.sheet == .landscape
        let (width, height) = isLying ? (16838, 11906) : (11906, 16838)
        let size =
            "<w:pgSz w:w=\"\(width)\" w:h=\"\(height)\"\(isLying ? " w:orient=\"landscape\"" : "")/>"
            + "<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"
        return WordParts.head
            + "<w:document \(WordBody.space) \(WordBody.relations)><w:body>"
            + paper.parts.map { part($0, width: width - 2268) }.joined()
            + "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/>\(size)</w:sectPr></w:body></w:document>"
    }

    /// The foot of each page; Word counts the pages.
    var foot: String {
        let look = Paper.Look(.text, 9)
        var runs = run(paper.foot + "　", look)
        if let numbering = paper.numbering {
            runs += run(numbering.before, look) + field("PAGE", look) + run(numbering.between, look)
            runs += field("NUMPAGES", look) + run(numbering.after, look)
        }
        return WordParts.head
            + "<w:ftr \(WordBody.space)><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>\(runs)</w:p></w:ftr>"
    }

    private func field(_ name: String, _ look: Paper.Look) -> String {
        "<w:fldSimple w:instr=\" \(name) \">\(run("1", look))</w:fldSimple>"
    }

    private func part(_ part: Paper.Part, width: Int) -> String {
        switch part {
        case .text(let paragraph): self.paragraph(paragraph)
        case .table(let table): self.table(table, width: width)
        case .chart(let chart): self.chart(chart, width: width)
        case .turn: "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
        case .gap(let height):
            "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"\(max(20, Int(height * WordBody.twips)))\" w:lineRule=\"exact\"/></w:pPr></w:p>"
        case .cut(let words): paragraph(.init("- - - - - - " + words + " - - - - - -", .init(.text, 9), .centre))
        case .together(let parts): parts.map { self.part($0, width: width) }.joined()
        case .beside(let columns): columns.flatMap { $0 }.map { self.part($0, width: width) }.joined()
        }
    }

    private func paragraph(_ paragraph: Paper.Paragraph) -> String {
        var look =
            "<w:spacing w:before=\"0\" w:after=\"\(Int(paragraph.below * WordBody.twips))\" w:line=\"\(Int(240 * paragraph.leading))\" w:lineRule=\"auto\"/>"
        if paragraph.indent > 0 {
            look +=
                "<w:ind w:firstLineChars=\"\(paragraph.indent * 100)\" w:firstLine=\"\(Int(Double(paragraph.indent) * paragraph.look.size * 20))\"/>"
        }
        look += align(paragraph.alignment)
        let style = paragraph.look.face == .title ? "<w:pStyle w:val=\"Title\"/>" : ""
        return "<w:p><w:pPr>\(style)\(look)</w:pPr>\(run(paragraph.text, paragraph.look))</w:p>"
    }

    private func align(_ alignment: Paper.Alignment) -> String {
        let word =
            switch alignment {
            case .leading: "both"
            case .centre: "center"
            case .trailing: "right"
            }
        return "<w:jc w:val=\"\(word)\"/>"
    }

    /// Words in the letters that offices use; another machine takes its own.
    private func run(_ text: String, _ look: Paper.Look) -> String {
        let font =
            switch look.face {
            case .title: "方正小标宋简体"
            case .head: "黑体"
            case .text: "仿宋_GB2312"
            }
        let size = Int((look.size * 2).rounded())
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            "<w:t xml:space=\"preserve\">\(WordText.escaped(String($0)))</w:t>"
        }
        return
            "<w:r><w:rPr><w:rFonts w:eastAsia=\"\(font)\"/><w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/></w:rPr>"
            + lines.joined(separator: "<w:br/>") + "</w:r>"
    }

    private func table(_ table: PaperTable, width: Int) -> String {
        let sum = table.columns.reduce(0) { $0 + $1.share }
        let widths = table.columns.map { sum > 0 ? Int(Double(width) * $0.share / sum) : 0 }
        let borders =
            table.isRuled
            ? "<w:tblBorders>"
                + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
                    "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"444444\"/>"
                }.joined() + "</w:tblBorders>" : ""
        let rows =
            table.heads.map { row($0, table, widths, look: table.headLook, isHead: true) }
            + table.rows.map { row($0, table, widths, look: table.look, isHead: false) }
        return
            "<w:tbl><w:tblPr><w:tblW w:w=\"\(width)\" w:type=\"dxa\"/>\(borders)<w:tblLayout w:type=\"fixed\"/></w:tblPr>"
            + "<w:tblGrid>" + widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined() + "</w:tblGrid>" + rows.joined()
            // Two tables that follow each other would become one.
            + "</w:tbl>" + paragraph(.init("", .init(.text, 9), below: table.below))
    }

    private func row(
        _ row: PaperTable.Row, _ table: PaperTable, _ widths: [Int], look: Paper.Look, isHead: Bool
    ) -> String {
        var properties = "<w:cantSplit/>"
        if row.height > 0 { properties += "<w:trHeight w:val=\"\(Int(row.height * WordBody.twips))\"/>" }
        if isHead { properties += "<w:tblHeader/>" }
        var column = 0
        var cells = ""
        for cell in row.cells where column < widths.count {
            let last = min(column + cell.span, widths.count)
            let alignment = cell.alignment ?? (isHead ? .centre : table.columns[column].alignment)
            var look = "<w:tcW w:w=\"\(widths[column..<last].reduce(0, +))\" w:type=\"dxa\"/>"
            if last - column > 1 { look += "<w:gridSpan w:val=\"\(last - column)\"/>" }
            if cell.isShaded || isHead { look += "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F1F1\"/>" }
            look += "<w:vAlign w:val=\"center\"/>"
            cells +=
                "<w:tc><w:tcPr>\(look)</w:tcPr>"
                + "<w:p><w:pPr><w:spacing w:before=\"30\" w:after=\"30\"/>\(alignment == .leading ? "" : align(alignment))</w:pPr>"
                + run(cell.text, cell.look ?? (isHead ? table.headLook : table.look)) + "</w:p></w:tc>"
            column = last
        }
        return "<w:tr><w:trPr>\(properties)</w:trPr>\(cells)</w:tr>"
    }

    private func chart(_ chart: PaperChart, width: Int) -> String {
        var table = PaperTable([.init(2), .init(1, .trailing)], look: chart.look)
        for bar in chart.bars { table.add([.init(bar.label), .init(bar.text)]) }
        return paragraph(.init(chart.title, .init(.head, chart.look.size))) + self.table(table, width: width)
    }
}
