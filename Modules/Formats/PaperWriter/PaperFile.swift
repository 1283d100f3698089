public import AssessmentKernel
import CPangoCairo
import Disk
public import PaperParts

/// Writes papers to a PDF: letters embedded, nothing of the clock in it, equal papers in equal bytes.
///
/// ```swift
/// let file = try PaperFile("公示表.pdf", title: "公示表", created: closedOn, Typefaces())
/// try file.add(paper)          // as many as one likes: each counts its own pages
/// try file.finish()
/// ```
/// A page is on the disk once it is drawn, so a file of a thousand papers takes no more memory than one of a few.
public final class PaperFile {
    private let output: Output
    private let surface: OpaquePointer
    private let canvas: OpaquePointer
    private let setter: Typesetter
    private var pages = 0
    private var isOpen = true

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: where it is written; an existing file is replaced.
    ///   - title: its title in the file's properties.
    ///   - created: the day that it bears as its date.
    public init(_ path: String, title: String, created: CivilDate, _ faces: Typefaces) throws(Problem) {
        setter = try Typesetter(faces)
        output = Output(try FileWriter(path))
        let size = SheetSize(.portrait)
        let closure = Unmanaged.passUnretained(output).toOpaque()
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                { closure, bytes, count in
                    guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
                    return Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue().take(bytes, Int(count))
                }, closure, size.width, size.height), let canvas = cairo_create(surface)
        else { throw Problem.noPaper }
        self.surface = surface
        self.canvas = canvas
        let stamp = "\(created)T00:00:00Z"
        for (key, text) in [
            (CAIRO_PDF_METADATA_TITLE, title), (CAIRO_PDF_METADATA_CREATOR, "kaohe"),
            (CAIRO_PDF_METADATA_CREATE_DATE, stamp), (CAIRO_PDF_METADATA_MOD_DATE, stamp),
        ] {
            cairo_pdf_surface_set_metadata(surface, key, text)
        }
    }

    deinit {
        if isOpen {
            cairo_destroy(canvas)
            cairo_surface_finish(surface)
            cairo_surface_destroy(surface)
        }
    }

    /// The characters so far for which this machine has no letters, in the order of their numbers.
    public var missing: [Unicode.Scalar] { setter.missing.sorted { $0.value < $1.value } }

    /// Adds a paper: lays it out and writes its pages.
    ///
    /// - Parameter isListed: whether it is listed in the file's table of contents.
    /// - Returns: the number of its pages.
    @discardableResult
    public func add(_ paper: Paper, isListed: Bool = false) throws(Problem) -> Int {
        let set = PageSetting(paper, setter)
        let height = set.size.height.isFinite ? set.size.height : set.height
        for (number, page) in set.pages.enumerated() {
            pages += 1
            cairo_pdf_surface_set_size(surface, set.size.width, height)
            if number == 0, isListed {
                cairo_pdf_surface_add_outline(
                    surface, CAIRO_PDF_OUTLINE_ROOT, paper.title, "page=\(pages)", CAIRO_PDF_OUTLINE_FLAG_OPEN)
            }
            Canvas.draw(page, canvas)
            cairo_show_page(canvas)
            try check()
        }
        return set.pages.count
    }

    /// Writes what needs all pages and closes the file.
    public func finish() throws(Problem) {
        cairo_destroy(canvas)
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        cairo_surface_destroy(surface)
        isOpen = false
        try output.end(status)
    }

    private func check() throws(Problem) { try output.check(cairo_status(canvas)) }

    /// Where the bytes go; the library is told of a full disk, and the caller of why.
    final class Output {
        private let file: FileWriter
        private var problem: Problem?

        init(_ file: FileWriter) { self.file = file }

        func take(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> cairo_status_t {
            do throws(Problem) {
                try file.write(UnsafeRawBufferPointer(start: bytes, count: count))
                return CAIRO_STATUS_SUCCESS
            } catch {
                problem = problem ?? error
                return CAIRO_STATUS_WRITE_ERROR
            }
        }

        func check(_ status: cairo_status_t) throws(Problem) {
            if let problem { throw problem }
            if status != CAIRO_STATUS_SUCCESS { throw Problem.noPaper }
        }

        func end(_ status: cairo_status_t) throws(Problem) {
            try check(status)
            try file.close(isKept: false)
        }
    }
}

/// Draws pages.
enum Canvas {
    static func draw(_ page: SetPage, _ canvas: OpaquePointer) {
        for item in page.items {
            switch item {
            case .area(let x, let y, let width, let height, let shade):
                cairo_set_source_rgb(canvas, shade, shade, shade)
                cairo_rectangle(canvas, x, y, width, height)
                cairo_fill(canvas)
            case .text(let text, let x, let y):
                cairo_set_source_rgb(canvas, 0, 0, 0)
                cairo_move_to(canvas, x, y)
                pango_cairo_show_layout(canvas, text.layout)
            case .line(let fromX, let fromY, let toX, let toY, let isDashed):
                cairo_set_source_rgb(canvas, 0.25, 0.25, 0.25)
                cairo_set_line_width(canvas, 0.5)
                let dashes = [3.0, 2.0]
                cairo_set_dash(canvas, dashes, isDashed ? 2 : 0, 0)
                cairo_move_to(canvas, fromX, fromY)
                cairo_line_to(canvas, toX, toY)
                cairo_stroke(canvas)
            }
        }
    }
}
