import AssessmentKernel
import Foundation
import Sheets

/// The number formats of a workbook's cell styles.
final class Styles: XMLHandler {
    private static let mostFormats = 10_000
    private static let mostStyles = 1 << 17

    /// The number format of each cell style, by style number.
    private(set) var formats: [NumberFormat] = []
    private var custom: [Int: NumberFormat] = [:]
    private var isInCellStyles = false
    private var count = 0

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "numFmt" {
            guard let id = attributes.value("numFmtId").flatMap({ Int($0) }), let code = attributes.value("formatCode")
            else { return }
            custom[id] = NumberFormat(code: code)
            if custom.count > Styles.mostFormats {
                fault = .tooMuch(LocalText("数字格式过多", "too many number formats"))
            }
        } else if name == "cellXfs" {
            isInCellStyles = true
        } else if name == "xf" {
            count += 1
            if count > Styles.mostStyles { fault = .tooMuch(LocalText("单元格样式过多", "too many cell styles")) }
            guard isInCellStyles else { return }
            let id = attributes.value("numFmtId").flatMap { Int($0) } ?? 0
            formats.append(format(id))
        }
    }

    /// The format with a number; many styles share one.
    private func format(_ id: Int) -> NumberFormat {
        if let known = custom[id] { return known }
        let made = NumberFormat(builtIn: id)
        if made.code == NumberFormat.general.code { return .general }
        custom[id] = made
        return made
    }

    override func end(_ name: XMLName) { if name == "cellXfs" { isInCellStyles = false } }
}
