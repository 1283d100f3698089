import Answers
import AssessmentKernel
import Disk
import Foundation
import RuleAnswers

/// An item's page in `docs/items/`, in both languages, generated from the item's declarations and examples only.
struct ItemDocument {
    let item: any AssessmentItem.Type

    /// Writes one page per item, and their list, into a folder.
    static func write(_ items: [any AssessmentItem.Type], to folder: String) throws {
        for (name, text) in pages(of: items) {
            try Files.writeWhole(Array(text.utf8), to: folder + "/" + name)
        }
    }

    /// The pages by file name; their list is `README.md`.
    static func pages(of items: [any AssessmentItem.Type]) -> [String: String] {
        var pages = ["README.md": list(items)]
        for item in items { pages[item.about.key + ".md"] = ItemDocument(item: item).text }
        return pages
    }

    private static func list(_ items: [any AssessmentItem.Type]) -> String {
        var text = """
            # 考核项 · The items

            \(notice)

            | 序号 no. | 键 key | 考核项 | item | 满分 maximum |
            | --- | --- | --- | --- | --- |

            """
        for item in items {
            let about = item.about
            text += row([
                String(about.number), "[`\(about.key)`](\(about.key).md)", about.title.chinese, about.title.english,
                item.usualMaximum,
            ])
        }
        return text
    }

    private static let notice =
        "由 `Tools/item-pages` 从模块生成，请勿手改。Made by `Tools/item-pages` from the modules; do not edit."

    /// The page.
    var text: String {
        let about = item.about
        let module = "\(item)"
        var text = """
            # \(about.clause.title.chinese) \(about.title.chinese) · \(about.title.english)

            \(Self.notice) 条文的理解见 · How the clause is read: [`Plugins/\(module)`](../../Plugins/\(module)/README.md).

            键 key `\(about.key)` · 序号 number \(about.number) · 满分 maximum \(item.usualMaximum) · 版本 version \(about.version)

            ## 扣分 · Deductions

            | 代码 code | 条款 clause | 说明 | meaning |
            | --- | --- | --- | --- |

            """
        for kind in item.deductions {
            text += Self.row(["`\(kind.code)`", kind.clause.title.chinese, kind.title.chinese, kind.title.english])
        }
        text +=
            measures + remarks + fairness + parameters + item.tables.map(table).joined() + "\n## 示例 · Worked examples\n"
        for (place, example) in item.examples.enumerated() { text += self.example(example, String(place + 1)) }
        return text
    }

    private var measures: String {
        guard !item.measures.isEmpty else { return "" }
        var text = """

            ## 月通报 · Monthly notice

            | 代码 code | 条款 clause | 说明 | meaning | 单位 | unit |
            | --- | --- | --- | --- | --- | --- |

            """
        for kind in item.measures {
            let unit = MeasureForm.unit(kind)
            text += Self.row([
                "`\(kind.code)`", kind.clause.title.chinese, kind.title.chinese, kind.title.english, unit.chinese,
                unit.english,
            ])
        }
        return text
    }

    private var remarks: String {
        let remarks = item.findings.map { ($0.key, $0.title) } + item.warnings.map { ($0.code, $0.title) }
        guard !remarks.isEmpty else { return "" }
        var text = """

            ## 认定与提示 · Findings and warnings

            | 代码 code | 说明 | meaning |
            | --- | --- | --- |

            """
        for (code, title) in remarks { text += Self.row(["`\(code)`", title.chinese, title.english]) }
        return text
    }

    private var fairness: String {
        guard !item.conduct.isEmpty else { return "" }
        var text = """

            ## 公平 · Fairness

            | 性质 | property | 结果 result |
            | --- | --- | --- |

            """
        for property in FairnessProperty.allCases {
            let isKept = !item.fairnessExceptions.contains { $0.property == property }
            text += Self.row([
                property.title.chinese, property.title.english, isKept ? "✓" : "有例外 with an exception",
            ])
        }
        text += "\n检验办法见 · How it is tried: [fairness.md](../fairness.md)\n"
        for (place, exception) in item.fairnessExceptions.enumerated() {
            let (title, comparison) = (exception.property.title, exception.comparison)
            text += example(exception.example, "例外 Exception \(place + 1)")
            text += "\n→ \(title.chinese)：\(comparison.chinese)（\(exception.clause.title.chinese)）"
            text += " · \(title.english): \(comparison.english) (\(exception.clause.title.english))\n"
            if let unless = exception.unlessText {
                text += "\n→ 设 `\(unless)` 则无此例外 · gone under `\(unless)`\n"
            }
        }
        return text
    }

    private var parameters: String {
        var text = """

            ## 参数 · Parameters

            | 键 key | 常用值 usual | 条款 clause | 含义 | meaning | 写法 | form |
            | --- | --- | --- | --- | --- | --- | --- |

            """
        for one in item.parameters {
            text += Self.row([
                "`\(one.key)`", "`\(one.usual)`", one.clause.title.chinese, one.title.chinese, one.title.english,
                one.form.chinese, one.form.english,
            ])
        }
        return text
    }

    private func table(_ schema: TableSchema) -> String {
        var text = """

            ## 表 · Table `\(schema.key)` \(schema.title.chinese) · \(schema.title.english)

            | 列 column | 标题 | title | 记号 mark | 内容 | content |
            | --- | --- | --- | --- | --- | --- |

            """
        for (place, column) in schema.columns.enumerated() {
            let mark =
                (schema.naturalKey.contains(place) ? "●" : "") + (schema.attribution.contains(place) ? "⏱" : "")
                + (column.isRequired ? "" : "?")
            let contents = column.contents
            text += Self.row([
                "`\(column.key)`", column.title.chinese, column.title.english, mark, contents.chinese, contents.english,
            ])
        }
        return text + "\n● 自然键 natural key · ⏱ 归属日期 attribution date · ? 可空 optional\n"
    }

    private func example(_ example: Example, _ number: String) -> String {
        let (first, last) = example.period
        var text = "\n### \(number). \(example.title.chinese) · \(example.title.english)\n\n"
        text += "- 期间：\(first) 至 \(last) · period: \(first) to \(last)\n"
        for line in ExampleSettingText.lines(example) {
            text += line.chinese == line.english ? "- `\(line.chinese)`\n" : "- \(line.chinese) · \(line.english)\n"
        }
        for (key, rows) in example.tables.sorted(by: { $0.key < $1.key }) {
            text += "\n`\(key)`\n\n```csv\n\(rows)\n```\n"
        }
        if example.costs.isEmpty {
            text += "\n→ 不扣分 · nothing is taken\n"
        } else {
            text += "\n| 日期 date | 扣分 points | 代码 code | 记录 evidence |\n| --- | --- | --- | --- |\n"
            for cost in example.costs {
                text += Self.row(
                    cost.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false).map(String.init))
            }
        }
        for remark in example.remarks { text += "\n→ 提示 remark: `\(remark)`\n" }
        return text
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
}
