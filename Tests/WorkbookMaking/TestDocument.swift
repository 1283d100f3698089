/// Spreadsheets of the OpenDocument family, made by hand for tests.
public enum TestDocument {
    /// What such a file says it is.
    public static let type = "application/vnd.oasis.opendocument.spreadsheet"

    /// Packs a document whose body has the given tables.
    ///
    /// Its cell styles are `pad` (four digits), `fm` (FM and four digits), `day`, `share` (percent), `power` (with an
    /// exponent), `weekday` (in Chinese) and `odd`, which no format code describes; its table style `hid` hides a table.
    public static func make(_ tables: String) throws -> TestWorkbook {
        try TestWorkbook(parts: [
            ("mimetype", Array(type.utf8)), ("content.xml", Array(content(tables).utf8)),
            ("styles.xml", Array(styles.utf8)),
        ])
    }

    /// The XML of such a document.
    public static func content(_ tables: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:number="n"><office:automatic-styles>
        <number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="4"/></number:number-style>
        <number:number-style style:name="N2"><number:text>FM</number:text><number:number number:decimal-places="0" number:min-integer-digits="4"/></number:number-style>
        <number:date-style style:name="N3"><number:month number:style="long"/><number:text>/</number:text><number:day number:style="long"/><number:text>/</number:text><number:year/></number:date-style>
        <number:number-style style:name="N5"><number:fraction/></number:number-style>
        <number:number-style style:name="N6"><number:scientific-number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:min-exponent-digits="2" number:exponent-interval="1" number:forced-exponent-sign="true"/></number:number-style>
        <number:date-style style:name="N7" number:language="zh" number:country="CN"><number:day-of-week number:style="long"/></number:date-style>
        <style:style style:name="power" style:family="table-cell" style:data-style-name="N6"/>
        <style:style style:name="weekday" style:family="table-cell" style:data-style-name="N7"/>
        <style:style style:name="pad" style:family="table-cell" style:data-style-name="N1"/>
        <style:style style:name="fm" style:family="table-cell" style:data-style-name="N2"/>
        <style:style style:name="day" style:family="table-cell" style:data-style-name="N3"/>
        <style:style style:name="odd" style:family="table-cell" style:data-style-name="N5"/>
        <style:style style:name="share" style:family="table-cell" style:parent-style-name="Percent"/>
        <style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style>
        </office:automatic-styles><office:body><office:spreadsheet>\(tables)</office:spreadsheet></office:body></office:document-content>
        """
    }

    private static let styles = """
        <office:document-styles xmlns:office="o" xmlns:style="s" xmlns:number="n"><office:styles>
        <number:percentage-style style:name="N11"><number:number number:decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
        <style:style style:name="Percent" style:family="table-cell" style:data-style-name="N11"/>
        </office:styles></office:document-styles>
        """
}
