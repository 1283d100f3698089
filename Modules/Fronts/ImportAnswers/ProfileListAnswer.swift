public import Answers
public import AssessmentKernel
public import Importing

/// The profiles that an import can use: the saved ones, then the shipped ones.
public struct ProfileListAnswer: EncodableAnswer {
    private let profiles: [ShelvedProfile]
    private let titles: [String: LocalText]

    /// Answers with the profiles, and the titles of the tables by their keys.
    public init(_ profiles: [ShelvedProfile], tables: [TableSchema]) {
        self.profiles = profiles
        titles = Dictionary(tables.map { ($0.key, $0.title) }) { first, _ in first }
    }

    /// A table of them.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage()
        var table = AnswerTable([
            .init(say("名称", "name")), .init(say("来自", "from")), .init(say("表", "table")), .init(say("说明", "about")),
        ])
        for profile in profiles {
            let names = say.list(profile.tables.map { titles[$0].map { say($0) } ?? $0 })
            var about = profile.about.map { say($0) } ?? ""
            if let problem = profile.problem {
                about += (about.isEmpty ? "" : say("；", "; ")) + say(problem.what)
            }
            table.add([profile.name, profile.isShipped ? say("自带", "shipped") : say("工作区", "workspace"), names, about])
        }
        page.add(table)
        page.next(
            say(
                Advice(
                    "导入时按表头认出；也可\(by: .importByProfile(file: false))指定，\(deed: .showProfile(nil))查看。",
                    "An import finds them by the header; or name one \(by: .importByProfile(file: false)), and see it \(by: .showProfile(nil))."
                )))
        return page
    }

    /// The profiles for programs.
    public func json(in say: Language) -> any Encodable {
        profiles.map { profile in
            ListedProfile(
                name: profile.name, shipped: profile.isShipped, path: profile.path, tables: profile.tables,
                about: profile.about.map { say($0) }, problem: profile.problem.map { say($0.what) })
        }
    }
}

/// A profile as JSON.
private struct ListedProfile: Encodable {
    let name: String
    let shipped: Bool
    let path: String?
    let tables: [String]
    let about, problem: String?
}

/// A profile as it is written.
public struct ProfileTextAnswer: EncodableAnswer {
    private let name: String
    private let text: String

    /// Answers with a profile's name and its text.
    public init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    /// The text alone.
    public func page(in say: Language) -> AnswerPage { AnswerPage(text) }

    /// Both, for programs.
    public func json(in say: Language) -> any Encodable { ["name": name, "text": text] }
}
