import AssessmentKernel

/// The parts of a Word file that hold no text of the paper.
enum WordParts {
    static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"

    static let types =
        head + """
            <Types xmlns="\(package)/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/>\
            <Override PartName="/word/document.xml" ContentType="\(word).document.main+xml"/>\
            <Override PartName="/word/styles.xml" ContentType="\(word).styles+xml"/>\
            <Override PartName="/word/footer1.xml" ContentType="\(word).footer+xml"/>\
            <Override PartName="/docProps/core.xml" \
            ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
            </Types>
            """

    static let relations =
        head + """
            <Relationships xmlns="\(package)/relationships">\
            <Relationship Id="rId1" Type="\(office)/officeDocument" Target="word/document.xml"/>\
            <Relationship Id="rId2" Type="\(package)/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
            </Relationships>
            """

    static let documentRelations =
        head + """
            <Relationships xmlns="\(package)/relationships">\
            <Relationship Id="rId1" Type="\(office)/styles" Target="styles.xml"/>\
            <Relationship Id="rId2" Type="\(office)/footer" Target="footer1.xml"/>\
            </Relationships>
            """

    static func properties(title: String, created: CivilDate) -> String {
        let stamp = "\(created)T00:00:00Z"
        return head + """
            <cp:coreProperties xmlns:cp="\(package)/metadata/core-properties" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>\(WordText.escaped(title))</dc:title>\
            <dc:creator>kaohe</dc:creator>\
            <dcterms:created xsi:type="dcterms:W3CDTF">\(stamp)</dcterms:created>\
            <dcterms:modified xsi:type="dcterms:W3CDTF">\(stamp)</dcterms:modified></cp:coreProperties>
            """
    }

    static let styles =
        head + """
            <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults>\
            <w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>\
            <w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>\
            <w:pPrDefault/></w:docDefaults>\
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
            <w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>\
            <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>\
            </w:styles>
            """
}

/// Text in XML.
enum WordText {
    /// The text escaped by code points, without what XML cannot hold.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: escaped += "&amp;".unicodeScalars
            case 0x3C: escaped += "&lt;".unicodeScalars
            case 0x3E: escaped += "&gt;".unicodeScalars
            case 0x22: escaped += "&quot;".unicodeScalars
            case 0x00..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0xFFFE, 0xFFFF: continue
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
