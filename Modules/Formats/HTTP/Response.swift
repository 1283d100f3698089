import AssessmentKernel

/// What is answered to a request.
package struct Response: Sendable {
    /// What follows the headers.
    package enum Body: Sendable {
        /// Bytes that are there.
        case bytes([UInt8])
        /// A file, read while it is sent.
        case file(String)
        /// Events as they come, each a message of server-sent events without its end; ends with the stream.
        case events(AsyncStream<String>)
    }

    /// The status code.
    package var status: Int
    /// The headers, in order; length and connection are added.
    package var headers: [(name: String, value: String)]
    /// What follows them.
    package var body: Body

    /// Makes a response.
    package init(_ status: Int, _ headers: [(name: String, value: String)] = [], _ body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A response of text.
    package static func text(_ status: Int, _ text: String, type: String) -> Response {
        Response(status, [("Content-Type", type)], .bytes(Array(text.utf8)))
    }

    /// Sends the browser to another address of this server, which it gets.
    package static func redirect(to address: String) -> Response { Response(303, [("Location", address)]) }

    /// The head as bytes; a header's line breaks are left out, so that no value can begin another header.
    func head(length: Int?) -> [UInt8] {
        var text = "HTTP/1.1 \(status) \(Response.phrases[status] ?? "Status")\r\n"
        for header in headers {
            let value = header.value.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
            text += "\(header.name): \(String(String.UnicodeScalarView(value)))\r\n"
        }
        if let length { text += "Content-Length: \(length)\r\n" }
        return Array((text + "Connection: close\r\n\r\n").utf8)
    }

    private static let phrases = [
        200: "OK", 204: "No Content", 303: "See Other", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict", 411: "Length Required",
        413: "Content Too Large", 422: "Unprocessable Content", 431: "Request Header Fields Too Large",
        500: "Internal Server Error", 503: "Service Unavailable",
    ]
}
