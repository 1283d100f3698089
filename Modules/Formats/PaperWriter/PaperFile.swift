public import AssessmentKernel
import CPangoCairo
public import PaperParts

/// Writes papers to a PDF: letters embedded, nothing of the clock in it, equal papers in equal bytes.
///
/// ```swift
/// let file = try PaperFile("公示表.pdf", title: "公示表", created: closedOn, press)
/// try file.add(paper)          // as many as one likes: each counts its own pages
/// try file.finish()
/// ```
/// A page is written once it is drawn, so a file of a thousand papers takes hardly more memory than one of a few. Of
/// each font only the glyphs that are used are embedded, cut out by HarfBuzz: cairo's own PDF loses some of those of
/// large Chinese fonts.
public final class PaperFile {
    private let objects: PDFObjects
    private let press: PaperPress
    private let title: String
    private let created: CivilDate
    private let root, tree, resources: Int
    private var pages: [Int] = []
    private var contents: [(title: String, page: Int)] = []
    private var fonts: [OpaquePointer: EmbeddedFont] = [:]

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: where it is written; an existing file is replaced.
    ///   - title: its title in the file's properties.
    ///   - created: the day that it bears as its date.
    ///   - press: sets the text; one serves many files, one after the other.
    public init(_ path: String, title: String, created: CivilDate, _ press: PaperPress) throws(Problem) {
        self.press = press
        objects = try PDFObjects(path)
        self.title = title
        self.created = created
        (root, tree, resources) = (objects.allocate(), objects.allocate(), objects.allocate())
    }

    /// Adds a paper: lays it out and writes its pages.
    ///
    /// - Parameter isListed: whether it is listed in the file's table of contents.
    /// - Returns: the number of its pages.
    @discardableResult
    public func add(_ paper: Paper, isListed: Bool = false) throws(Problem) -> Int {
        let set = PageSetting(paper, press.setter)
        let height = set.size.height.isFinite ? set.size.height : set.height
        let box = "[0 0 \(PDFNumber.text(set.size.width)) \(PDFNumber.text(height))]"
        for (number, page) in set.pages.enumerated() {
            let (object, content) = (objects.allocate(), objects.allocate())
            let drawn = PageContent(page, height: height) { [self] in font($0) }
            try objects.stream(content, "", drawn.bytes)
            try objects.write(
                object,
                "<< /Type /Page /Parent \(tree) 0 R /MediaBox \(box) /Resources \(resources) 0 R /Contents \(content) 0 R >>"
            )
            pages.append(object)
            if number == 0, isListed { contents.append((paper.title, object)) }
        }
        return set.pages.count
    }

    private func font(_ face: OpaquePointer) -> EmbeddedFont {
        if let known = fonts[face] { return known }
        let made = EmbeddedFont(press.font(face), object: objects.allocate(), name: "F\(fonts.count + 1)")
        fonts[face] = made
        return made
    }

    /// Writes what needs all pages and closes the file.
    public func finish() throws(Problem) {
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
