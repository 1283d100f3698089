public import Archive
public import AssessmentKernel

extension DoneAnswer {
    /// A copy of a closed quarter was made.
    public static func wrote(_ copy: BundleCopy, to path: String) -> DoneAnswer {
        let text =
            switch copy {
            case .plain: LocalText("上报包已另存为 \(path)。", "The bundle is copied to \(path).")
            case .encrypted: LocalText("加密的上报包在 \(path)。", "The encrypted bundle is \(path).")
            case .publicResults: LocalText("公示稿在 \(path)。", "The public copy is in \(path).")
            }
        return DoneAnswer(remarks: [text])
    }

    /// The public key was written to a file.
    public static func exportedKey(to path: String) -> DoneAnswer {
        DoneAnswer(
            remarks: [LocalText("公钥已写入 \(path)。", "The public key is in \(path).")], facts: ["file": .text(path)])
    }
}

/// Copies of a closed quarter's bundle that were made.
public struct BundleCopiesAnswer: EncodableAnswer {
    private let copies: [(copy: BundleCopy, path: String)]

    /// Answers with the copies and where they are.
    public init(_ copies: [(copy: BundleCopy, path: String)]) { self.copies = copies }

    /// One note per copy.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage()
        for (copy, path) in copies { page.add(DoneAnswer.wrote(copy, to: path).page(in: say)) }
        return page
    }

    /// The copies for programs.
    public func json(in say: Language) -> any Encodable {
        copies.map { copy, path in
            let kind =
                switch copy {
                case .plain: "plain"
                case .encrypted: "encrypted"
                case .publicResults: "public"
                }
            return ["kind": kind, "path": path]
        }
    }
}
