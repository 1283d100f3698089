import AssessmentKernel

/// How the members are distributed over pages.
struct PageLinks {
    /// A page of an office's members, or of a part of them.
    struct Page {
        let title: String
        let file: String
        let places: [Int]
    }

    /// The pages by office; empty when one page holds all members.
    let pages: [Page]
    private let files: [Int: String]

    /// Distributes members over pages.
    ///
    /// - Parameters:
    ///   - offices: each member's office.
    ///   - sizes: the bytes of each member's sheet.
    ///   - limit: the most bytes of sheets per page; a larger sheet has a page of its own.
    init(_ offices: [Text], sizes: [Int], limit: Int) {
        guard sizes.reduce(0, +) > limit else {
            pages = []
            files = [:]
            return
        }
        var pages: [Page] = []
        let byOffice = Dictionary(grouping: offices.indices, by: { offices[$0] })
        for (office, places) in byOffice.sorted(by: { $0.key < $1.key }) {
            var parts: [[Int]] = [[]]
            var size = 0
            for place in places {
                if size > 0, size + sizes[place] > limit {
                    parts.append([])
                    size = 0
                }
                parts[parts.count - 1].append(place)
                size += sizes[place]
            }
            for (number, part) in parts.enumerated() {
                pages.append(
                    Page(
                        title: ShownText.short(office.string) + (parts.count > 1 ? "（\(number + 1)）" : ""),
                        file: "report-\(pages.count + 1).html", places: part))
            }
        }
        self.pages = pages
        files = Dictionary(
            pages.flatMap { page in page.places.map { ($0, page.file) } }, uniquingKeysWith: { first, _ in first })
    }

    /// The page of a member as the start of a link; empty when one page holds all members.
    func file(of place: Int) -> String { files[place] ?? "" }
}
