public import AssessmentKernel
import CPangoCairo

/// Sets papers and cuts letters, for any number of files: what is learned of a font once serves them all.
///
/// Not thread-safe: one thread uses one.
public final class PaperPress {
    let setter: Typesetter
    private var fonts: [OpaquePointer: FontSource] = [:]

    /// Prepares the letters.
    public init(_ faces: Typefaces) throws(Problem) { setter = try Typesetter(faces) }

    /// The characters so far for which this machine has no letters, in the order of their numbers.
    public var missing: [Unicode.Scalar] { setter.missing.sorted { $0.value < $1.value } }

    /// What is known of a face.
    func font(_ face: OpaquePointer) -> FontSource {
        if let known = fonts[face] { return known }
        let made = FontSource(face)
        fonts[face] = made
        return made
    }
}
