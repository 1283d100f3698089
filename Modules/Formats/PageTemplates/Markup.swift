import AssessmentKernel

/// A part of a page that is put together from pieces of markup, as bytes: a text would be measured and moved with each of
/// thousands of pieces.
///
/// ```swift
/// var rows: Markup = ""
/// for member in members { rows += "<tr><td>\(escaped(member.name))</td></tr>\n" }
/// ```
/// Nothing is escaped here.
package struct Markup: ExpressibleByStringInterpolation, Sendable {
    /// The bytes, in UTF-8.
    package private(set) var bytes: [UInt8]

    /// The pieces of a literal.
    package struct StringInterpolation: StringInterpolationProtocol {
        /// The bytes so far.
        package var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + 64 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { append(literal) }

        package mutating func appendInterpolation(_ markup: String) { append(markup) }

        // In one piece: the array would ask a text for each of its bytes.
        private mutating func append(_ text: String) { Text(text).withBytes { bytes.append(contentsOf: $0) } }

        package mutating func appendInterpolation(_ markup: Markup) { bytes += markup.bytes }
    }

    package init(stringLiteral markup: String) { bytes = Array(markup.utf8) }

    package init(stringInterpolation pieces: StringInterpolation) { bytes = pieces.bytes }

    /// Whether it has no bytes.
    package var isEmpty: Bool { bytes.isEmpty }

    /// Adds markup at the end.
    package static func += (left: inout Markup, right: Markup) { left.bytes += right.bytes }

    /// Markup one after the other.
    package static func joined(_ parts: some Sequence<Markup>) -> Markup { parts.reduce(into: "") { $0 += $1 } }
}
