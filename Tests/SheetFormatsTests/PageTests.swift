import Foundation
import HTMLTables
import Sheets
import Testing
import WorkbookMaking

@Suite struct PageTests {
    @Test("Rows and cells are found as browsers find them")
    func tables() throws {
        let page = """
            <html><head><meta charset=utf-8><style>td{color:red}</style><script>if (a<b) "<td>x</td>"</script></head><body>
            <h1>导出</h1><table border=1><caption>题</caption><tr><th> 工号 <th>日期<td>说明
            <tr><td>FM0001</td><td>2021-07-01</td><td>甲<br>乙<br/>&lt;丙&gt;&nbsp;丁&#65;&#x42; &copy &unknown; a&b</td></tr>
            <tr><td><p>一</p><p>二</p></td><td><!-- <td>无</td> --><b>粗</b>体</td><td x="1>2" y='</td>'> 1 < 2 </td></tr></table></body></html>
            """
        #expect(
            try readPage(page.utf8).cells == [
                "A1=工号", "B1=日期", "C1=说明", "A2=FM0001", "B2=2021-07-01", "C2=甲\n乙\n<丙> 丁AB © &unknown; a&b",
                "A3=一\n二", "B3=粗体", "C3=1 < 2",
            ])
    }

    @Test("A cell of spaces alone is blank, however they are written")
    func blanks() throws {
        let page = """
            <meta charset=utf-8><table><tr><td>&nbsp;</td><td>&#160; &nbsp;</td><td>\u{A0}</td><td>\u{3000}\u{200B}</td><td>甲&nbsp;</td></tr>
            <tr><td rowspan=2>&nbsp;</td><td>&nbsp;<br>&nbsp;</td><td><pre>  </pre></td><td>1</td></tr>
            <tr><td>&nbsp;</td></tr><tr><td>乙</td><td>&nbsp;0&nbsp;</td></tr></table>
            """
        let found = try readPage(page.utf8)
        #expect(found.cells == ["E1=甲 ", "D2=1", "A4=乙", "B4= 0 "])
        #expect(found.rowNumbers == [1, 2, 4])
    }

    @Test("Cells that span rows and columns fill them; hidden rows are counted")
    func spans() throws {
        let page = """
            <table><tr><td colspan=3>题</td></tr><tr><td rowspan=3>甲</td><td>1</td><td rowspan="2">x</td></tr>
            <tr style="DISPLAY: none"><td>2</td></tr><tr hidden><td>3</td><td>y</td></tr><tr><td>乙</td></tr></table>
            <table><tr><td rowspan=0>组</td><td>1</td></tr><tr><td>2</td></tr></table>
            """
        let found = try readPage(page.utf8)
        #expect(
            found.cells == [
                "A1=题", "B1=题", "C1=题", "A2=甲", "B2=1", "C2=x", "A3=甲", "B3=2", "C3=x", "A4=甲", "B4=3", "C4=y", "A5=乙",
                "A6=组", "B6=1", "A7=组", "B7=2",
            ])
        #expect(found.hiddenRows == 2)
    }

    @Test("Where a wide cell lies over one that reaches down, the wide one counts, here and below")
    func overlaps() throws {
        let page = """
            <meta charset=utf-8><table><tr><td>甲</td><td rowspan=4>乙</td><td>丙</td></tr><tr><td colspan=2>丁</td><td>1</td></tr>
            <tr><td colspan=2 rowspan=2>戊</td><td>2</td></tr><tr><td>3</td></tr></table>
            """
        #expect(
            try readPage(page.utf8).cells == [
                "A1=甲", "B1=乙", "C1=丙", "A2=丁", "B2=丁", "C2=1", "A3=戊", "B3=戊", "C3=2", "A4=戊", "B4=戊", "C4=3",
            ])
    }

    @Test("A table within a cell is set apart; hidden parts of a cell are no text")
    func inner() throws {
        let page = """
            <table><tr><td>菜单</td></tr><tr><td><table><tr><td>工号</td><td>日期</td></tr><tr><td>A<span style="display:none">暗<span>x</span></span></td><td>b</td></tr></table></td></tr></table>
            """
        #expect(try readPage(page.utf8).cells == ["A1=菜单", "A2=工号", "B2=日期", "A3=A", "B3=b"])
    }

    @Test("A day is taken from what Excel notes beside it, else the text counts")
    func numbers() throws {
        let page = """
            <style>.xl65 {mso-style-parent:style0; mso-number-format:"Short Date";} .xl66, .xl67 {mso-number-format:"\\@";}</style>
            <table><tr><td class=xl65 x:num="44378">7/1/21</td><td style='mso-number-format:"yyyy\\/m\\/d\\ h\\:mm"' x:num="44378.5">#####</td>
            <td class=xl66>0012</td><td x:num="8.3333">8.33</td><td x:num>5</td></tr></table>
            """
        #expect(
            try readPage(page.utf8).cells == ["A1=2021-07-01", "B1=2021-07-01 12:00:00", "C1=0012", "D1=8.33", "E1=5"])
    }

    @Test("The encoding is told by mark, bytes and the page", arguments: ["gb2312", "utf-8", "", "GBK", "iso-8859-1"])
    func encodings(_ named: String) throws {
        let gbk: [UInt8] = [0xB9, 0xA4, 0xBA, 0xC5]
        let start = Array("<meta content=\"text/html; charset=\(named)\"><table><tr><td>".utf8)
        let end = Array("</td></tr></table>".utf8)
        #expect(try readPage(start + gbk + end).cells == ["A1=工号"])
        #expect(try readPage(start + Array("工号".utf8) + end).cells == ["A1=工号"])
        let wide = "<table><tr><td>工号</td></tr></table>".utf16
        #expect(try readPage([0xFF, 0xFE] + wide.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }).cells == ["A1=工号"])
        #expect(try readPage([0xFE, 0xFF] + wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }).cells == ["A1=工号"])
    }

    @Test("A long style sheet before the first Chinese character does not decide the encoding")
    func lateCharacters() throws {
        let style =
            "<meta charset=gb2312><style>" + String(repeating: "a{b:c}", count: 20_000) + "</style><table><tr><td>"
        let gbk: [UInt8] = [0xB9, 0xA4, 0xBA, 0xC5]
        #expect(try readPage(Array(style.utf8) + gbk + Array("</td></tr></table>".utf8)).cells == ["A1=工号"])
    }

    @Test("Characters, tags and comments may be cut by the pieces in which a page is read")
    func pieces() throws {
        let filler = String(repeating: "补", count: 21_000)
        for shift in 0..<24 {
            let page =
                "<table><tr><td>" + String(repeating: "x", count: shift) + filler
                + "</td><td>&amp;工</td><!-- c --><td title='>'>末</td></tr></table>"
            let found = try readPage(page.utf8)
            #expect(found.cells.count == 3)
            #expect(found.cells.suffix(2) == ["B1=&工", "C1=末"])
        }
    }

    @Test("Pages without a table, half a page and damaged text are refused as what they are")
    func refused() throws {
        func code(_ page: String) throws -> String? { try refusal { try readPage(page.utf8) } }
        #expect(try code("<html><title>登录</title><form><input type=password></form></html>") == "login-page")
        #expect(
            try code("<table><tr><td>用户名</td></tr><tr><td>密码</td><td><INPUT TYPE='Password'></td></tr></table>")
                == "login-page")
        #expect(try code("<html><body>系统繁忙</body></html>") == "page-without-table")
        #expect(try code("<table></table>") == "page-without-table")
        #expect(try code("<table><tr><td>甲</td></tr><tr><td>乙") == "truncated")
        #expect(try code("<tr><td>甲</td></tr>") == nil)
        let damaged =
            Array("<meta charset=utf-8><table><tr><td>工号日期状态工时</td></tr><tr><td>".utf8) + [0xE5, 0xB7]
            + Array("</td></tr></table>".utf8)
        #expect(try refusal { try readPage(damaged) } == "encoding")
    }

    @Test("Spans beyond all measure are bounded")
    func bombs() throws {
        let row =
            "<tr>" + String(repeating: "<td colspan=99999999999999999999 rowspan=65534>一二三</td>", count: 15) + "</tr>"
        let page = "<table>" + row + String(repeating: "<tr><td>x</td></tr>", count: 9_000) + "</table>"
        #expect(try refusal { try readPage(page.utf8) } == "too-large")
        let deep = String(repeating: "<table><tr><td>", count: 20_000) + "底"
        #expect(try refusal { try readPage(deep.utf8) } == "truncated")
        #expect(
            try refusal { try readPage(Array("<table ".utf8) + [UInt8](repeating: 0x61, count: 2 << 20)) }
                == "damaged-page")
    }

    @Test("A web archive has a sheet for each page with a table")
    func archive() throws {
        let page = "<html><table><tr><td>\u{5DE5}\u{53F7}=</td></tr></table></html>"
        let quoted = page.utf8.map {
            $0 >= 0x80 || $0 == 0x3D ? String(format: "=%02X", $0) : String(UnicodeScalar($0))
        }.joined()
        let base64 = Data(page.utf8).base64EncodedString(options: [.lineLength76Characters])
        let frame =
            "<html><!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>甲</x:Name></x:ExcelWorksheet><x:ExcelWorksheet><x:Name>乙</x:Name></x:ExcelWorksheet></xml><![endif]--></html>"
        let text = """
            MIME-Version: 1.0
            Content-Type: multipart/related;
             boundary="----=_x"

            ------=_x
            Content-Type: text/html; charset="utf-8"

            \(frame)
            ------=_x
            Content-Type: text/html; charset="utf-8"
            Content-Transfer-Encoding: quoted-printable

            \(quoted.prefix(30))=
            \(quoted.dropFirst(30))
            ------=_x
            Content-Type: image/png
            Content-Transfer-Encoding: base64

            AAAA
            ------=_x
            Content-Type: text/html
            Content-Transfer-Encoding: base64

            \(base64)
            ------=_x--
            """.replacing("\n", with: "\r\n")
        let file = try TestWorkbook(bytes: Array(text.utf8))
        let reader = try PageReader(path: file.path)
        #expect(reader.sheets.map(\.name) == ["甲", "乙"])
        for sheet in reader.sheets { #expect(try read(reader.open(sheet)).cells == ["A1=工号="]) }
        #expect(
            try refusal { try readPage("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n".utf8) }
                == "page-without-table")
        #expect(try refusal { try readPage(text.utf8.dropLast(300)) } == "truncated")
    }
}
