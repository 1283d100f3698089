import AssessmentKernel

/// A paper whose pages are drawn.
struct DrawnPaper: Sendable {
    /// Its entry in the file's table of contents; nil for none.
    let title: String?
    /// The size of its pages in points.
    let width, height: Double
    let pages: [DrawnPage]
}

/// Writes pages to a PDF.
///
/// Of each font only the glyphs that are used are embedded, cut out by HarfBuzz: cairo's own PDF loses some of those of
/// large Chinese fonts.
///
/// Not thread-safe: one thread at a time has it.
final class PageWriter {
    private let objects: PDFObjects
    private let title: String
    private let created: CivilDate
    private let root, tree, resources: Int
    private var pages: [Int] = []
    private var contents: [(title: String, page: Int)] = []
    private var fonts: [ObjectIdentifier: EmbeddedFont] = [:]

    init(_ path: String, title: String, created: CivilDate) throws(Problem) {
        objects = try PDFObjects(path)
        self.title = title
        self.created = created
        (root, tree, resources) = (objects.allocate(), objects.allocate(), objects.allocate())
    }

    /// Writes the pages of a paper.
    func write(_ paper: DrawnPaper) throws(Problem) {
        let box = "[0 0 \(PDFNumber.text(paper.width)) \(PDFNumber.text(paper.height))]"
        for (number, page) in paper.pages.enumerated() {
            let (object, content) = (objects.allocate(), objects.allocate())
            let drawn = PageContent(page, height: paper.height) { [self] in font($0) }
            try objects.stream(content, "", drawn.bytes)
            try objects.write(
                object,
                "<< /Type /Page /Parent \(tree) 0 R /MediaBox \(box) /Resources \(resources) 0 R /Contents \(content) 0 R >>"
            )
            pages.append(object)
            if number == 0, let title = paper.title { contents.append((title, object)) }
        }
    }

    private func font(_ source: FontSource) -> EmbeddedFont {
        if let known = fonts[ObjectIdentifier(source)] { return known }
        let made = EmbeddedFont(source, object: objects.allocate(), name: "F\(fonts.count + 1)")
        fonts[ObjectIdentifier(source)] = made
        return made
    }

    /// Writes what needs all pages and closes the file.
    func finish() throws(Problem) {
        let fonts = fonts.values.sorted { $0.object < $1.object }
        for font in fonts { try font.write(to: objects) }
        let names = fonts.map { "/\($0.name) \($0.object) 0 R" }.joined(separator: " ")
        try objects.write(resources, "<< /Font << \(names) >> >>")
        let kids = pages.map { "\($0) 0 R" }.joined(separator: " ")
        try objects.write(tree, "<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>")
        let outline = try outline()
        try objects.write(
            root,
            "<< /Type /Catalog /Pages \(tree) 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> \(outline) >>"
        )
        let info = objects.allocate()
        let (year, month, day) = created.parts
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).utf8.count)) + String(number)
        }
        let stamp = "(D:\(padded(year, 4))\(padded(month, 2))\(padded(day, 2))000000+08'00')"
        try objects.write(
            info,
            "<< /Title \(PDFObjects.text(title)) /Creator (kaohe) /Producer (kaohe) /CreationDate \(stamp) /ModDate \(stamp) >>"
        )
        try objects.finish(root: root, info: info)
    }

    /// The table of contents.
    private func outline() throws(Problem) -> String {
        guard !contents.isEmpty else { return "" }
        let list = objects.allocate()
        let entries = contents.map { _ in objects.allocate() }
        for (place, entry) in contents.enumerated() {
            let before = place > 0 ? "/Prev \(entries[place - 1]) 0 R" : ""
            let after = place + 1 < entries.count ? "/Next \(entries[place + 1]) 0 R" : ""
            try objects.write(
                entries[place],
                "<< /Title \(PDFObjects.text(entry.title)) /Parent \(list) 0 R \(before) \(after) /Dest [\(entry.page) 0 R /Fit] >>"
            )
        }
        if let first = entries.first, let last = entries.last {
            try objects.write(
                list, "<< /Type /Outlines /Count \(entries.count) /First \(first) 0 R /Last \(last) 0 R >>")
        }
        return "/Outlines \(list) 0 R /PageMode /UseOutlines"
    }
}
