import Testing

@testable import HTTP

@Suite struct RequestHeadTests {
    private func head(_ text: String) throws(RequestHead.Fault) -> RequestHead {
        try RequestHead(Array(text.utf8)[...])
    }

    @Test("Method, path, query, headers and cookies are read and decoded")
    func plain() throws {
        let read = try head(
            "GET /members/2021Q3/%E9%AD%8F?a=1+2&b=%3D&a=3 HTTP/1.1\r\nHost: localhost:80\r\nCookie: x=1; kaohe-80=ab; y="
                + "\r\nX-Form-Token:  t ")
        #expect(read.method == "GET" && read.path == ["members", "2021Q3", "魏"])
        #expect(read.query == ["a": "1 2", "b": "="])
        #expect(read.headers["host"] == "localhost:80" && read.headers["x-form-token"] == "t")
        #expect(read.cookie("kaohe-80") == "ab" && read.cookie("y") == "" && read.cookie("z") == nil)
        #expect(read.length == 0)
    }

    @Test(
        "What two programs could read in two ways is refused",
        arguments: [
            "", "GET", "GET /", "GET / HTTP/2", "get / HTTP/1.1", "GET  / HTTP/1.1", "GET a HTTP/1.1",
            "GET http://evil/ HTTP/1.1", "GET /%2e%2e/x HTTP/1.1", "GET /../x HTTP/1.1", "GET /a%2Fb HTTP/1.1",
            "GET /%00 HTTP/1.1", "GET /%zz HTTP/1.1", "GET /%ff HTTP/1.1", "GET /a%5Cb HTTP/1.1",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b", "GET / HTTP/1.1\r\nHost : a", "GET / HTTP/1.1\r\n folded: a",
            "GET / HTTP/1.1\r\nHost", "GET / HTTP/1.1\r\nA: b\u{1}c", "GET / HTTP/1.1\r\nA: b\nC: d",
            "POST / HTTP/1.1\r\nContent-Length: -1", "POST / HTTP/1.1\r\nContent-Length: +1",
            "POST / HTTP/1.1\r\nContent-Length: 1, 2", "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999",
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1",
        ])
    func malformed(_ text: String) {
        #expect(throws: RequestHead.Fault.malformed) { try head(text) }
    }

    @Test("A body without its length is refused")
    func noLength() {
        #expect(throws: RequestHead.Fault.noLength) { try head("POST / HTTP/1.1") }
        #expect(throws: RequestHead.Fault.noLength) { try head("POST / HTTP/1.1\r\nTransfer-Encoding: chunked") }
        #expect(throws: RequestHead.Fault.noLength) {
            try head("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 4")
        }
    }

    @Test("Bytes that are no UTF-8 are refused")
    func notUTF8() {
        #expect(throws: RequestHead.Fault.malformed) {
            try RequestHead(Array("GET /".utf8) + [0xFF, 0x20] + Array("HTTP/1.1".utf8))
        }
    }

    @Test("Fields of a form are decoded, and encoding is undone by decoding")
    func forms() {
        #expect(FormFields.list("a=1&a=%E7%94%B3&b&c=x+y&d=%zz").map(\.0) == ["a", "a", "b", "c"])
        #expect(FormFields.fields("a=1&a=2")["a"] == "1")
        for text in ["", "a b", "名册/1.csv", "%&=+?#\"'<>", "\u{0}\n\u{1F600}"] {
            #expect(FormFields.decoded(FormFields.encoded(text), plusIsBlank: true) == text)
        }
    }
}
