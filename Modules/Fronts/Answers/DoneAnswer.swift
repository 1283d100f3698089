public import AssessmentKernel

/// Something that was done, in a sentence, and the next step.
public struct DoneAnswer: EncodableAnswer, Sendable {
    /// What a program reads of it beside the sentence: a path, a number, names.
    package enum Fact: Sendable, Hashable, Encodable {
        case text(String)
        case number(Int64)
        case texts([String])
        case flag(Bool)

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .texts(let texts): try container.encode(texts)
            case .flag(let flag): try container.encode(flag)
            }
        }
    }

    private let result: Advice?
    private let remarks: [LocalText]
    private let next: Advice?
    private let facts: [String: Fact]

    /// Says what was done.
    package init(
        _ result: LocalText? = nil, remarks: [LocalText] = [], next: Advice? = nil, facts: [String: Fact] = [:]
    ) {
        self.init(result.map { Advice($0) }, remarks: remarks, next: next, facts: facts)
    }

    /// Says what was done, naming deeds.
    package init(
        _ result: Advice?, remarks: [LocalText] = [], next: Advice? = nil, facts: [String: Fact] = [:]
    ) {
        self.result = result
        self.remarks = remarks
        self.next = next
        self.facts = facts
    }

    /// What was done; beside it, paths and the next step.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage()
        if let result { page.add(say(result)) }
        for remark in remarks { page.remark(say(remark)) }
        if let next { page.next(say(next)) }
        return page
    }

    /// The sentences under `done`, the next step under `next`, and the facts beside them.
    public func json(in say: Language) -> any Encodable {
        DoneJSON(
            done: (result.map { [say($0)] } ?? []) + remarks.map { Phrase(say($0)) }, next: next.map { say($0) },
            facts: facts)
    }
}

/// What was done as JSON.
private struct DoneJSON: Encodable {
    let done: [Phrase]
    let next: Phrase?
    let facts: [String: DoneAnswer.Fact]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(done, forKey: Key(stringValue: "done"))
        try container.encodeIfPresent(next, forKey: Key(stringValue: "next"))
        for (key, fact) in facts { try container.encode(fact, forKey: Key(stringValue: key)) }
    }
}
