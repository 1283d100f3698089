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
    ///
    /// - Returns: the characters for which this machine has no letters.
    @discardableResult
    public static func write(_ paper: Paper, to path: String, _ faces: Typefaces) throws(Problem) -> [Unicode.Scalar] {
        let setter = try Typesetter(faces)
        let set = PageSetting(paper, setter)
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
        let output = PaperFile.Output(try FileWriter(path))
        let status = cairo_surface_write_to_png_stream(
            surface,
            { closure, bytes, count in
                guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
                return Unmanaged<PaperFile.Output>.fromOpaque(closure).takeUnretainedValue().take(bytes, Int(count))
            }, Unmanaged.passUnretained(output).toOpaque())
        try output.end(status)
        return setter.missing.sorted { $0.value < $1.value }
    }
}
