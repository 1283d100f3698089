public import AssessmentKernel
import CPangoCairo
import Disk
public import PaperParts

/// Writes a paper as a picture, PNG, one below the other where it has several pages.
public enum PaperPicture {
    /// Dots per point: the letters of a phone's sheet are as large as its own.
    private static let scale = 2.0
    /// The most dots of a picture's side that the library can draw.
    private static let longest = 32_000.0

    /// Writes a picture; an existing file is replaced.
    public static func write(_ paper: Paper, to path: String, _ press: PaperPress) throws(Problem) {
        let set = PageSetting(paper, press.setter)
        let page = set.size.height.isFinite ? set.size.height : set.height
        let height = page * Double(set.pages.count)
        // A paper longer than a picture can be is drawn smaller rather than cut.
        let scale = min(scale, longest / max(1, height))
        guard
            let surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32((set.size.width * scale).rounded(.up)), Int32((height * scale).rounded(.up)))
        else { throw Problem.noPaper }
        defer { cairo_surface_destroy(surface) }
        guard let canvas = cairo_create(surface) else { throw Problem.noPaper }
        defer { cairo_destroy(canvas) }
        cairo_scale(canvas, scale, scale)
        cairo_set_source_rgb(canvas, 1, 1, 1)
        cairo_paint(canvas)
        for one in set.pages {
            Canvas.draw(one, canvas)
            cairo_translate(canvas, 0, page)
        }
        let output = PictureOutput(try FileWriter(path))
        let status = cairo_surface_write_to_png_stream(
            surface,
            { closure, bytes, count in
                guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
                return Unmanaged<PictureOutput>.fromOpaque(closure).takeUnretainedValue().take(bytes, Int(count))
            }, Unmanaged.passUnretained(output).toOpaque())
        try output.end(status)
    }
}

/// Where a picture's bytes go; the library is told of a full disk, and the caller of why.
private final class PictureOutput {
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

    func end(_ status: cairo_status_t) throws(Problem) {
        if let problem { throw problem }
        if status != CAIRO_STATUS_SUCCESS { throw Problem.noPaper }
        try file.close(isKept: false)
    }
}

/// Draws a page.
private enum Canvas {
    static func draw(_ page: SetPage, _ canvas: OpaquePointer) {
        for item in page.items {
            switch item {
            case .text(let text, let x, let y):
                cairo_set_source_rgb(canvas, 0, 0, 0)
                cairo_move_to(canvas, x, y)
                pango_cairo_show_layout(canvas, text.layout)
            case .shape(let shape): draw(shape, canvas)
            }
        }
    }

    private static func draw(_ shape: PageShape, _ canvas: OpaquePointer) {
        switch shape {
        case .area(let x, let y, let width, let height, let shade):
            cairo_set_source_rgb(canvas, shade, shade, shade)
            cairo_rectangle(canvas, x, y, width, height)
            cairo_fill(canvas)
        case .line(let fromX, let fromY, let toX, let toY, let isDashed):
            pen(canvas, isDashed)
            cairo_move_to(canvas, fromX, fromY)
            cairo_line_to(canvas, toX, toY)
            cairo_stroke(canvas)
        case .frame(let x, let y, let width, let height):
            pen(canvas, false)
            cairo_rectangle(canvas, x, y, width, height)
            cairo_stroke(canvas)
        }
    }

    private static func pen(_ canvas: OpaquePointer, _ isDashed: Bool) {
        cairo_set_source_rgb(canvas, 0.25, 0.25, 0.25)
        cairo_set_line_width(canvas, 0.5)
        let dashes = [3.0, 2.0]
        cairo_set_dash(canvas, dashes, isDashed ? 2 : 0, 0)
    }
}
