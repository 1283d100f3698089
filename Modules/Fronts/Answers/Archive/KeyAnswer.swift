public import AssessmentKernel
public import Bundle

/// A township's signing key: its number and its public part.
public struct KeyAnswer: Answer {
    private let key: PublicKey
    private let paths: (secret: String, open: String)?

    /// Answers with the signing key.
    public init(_ key: PublicKey) {
        self.key = key
        paths = nil
    }

    /// Answers with a new key, and the paths of its two parts.
    public init(made key: PublicKey, secretPath: String, publicPath: String) {
        self.key = key
        paths = (secretPath, publicPath)
    }

    /// The key; for a new one, also what to do with its parts.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(
            say("密钥 \(key.identifier)\n公钥 \(key.line)", "key \(key.identifier)\npublic key \(key.line)"))
        if let paths {
            page.next(
                say(
                    "私钥在 \(paths.secret)（仅本人可读，请备份并妥善保管）。请把公钥 \(paths.open) 另行送交区委政法委。",
                    "The secret key is \(paths.secret), readable by its owner only: back it up. Hand the public key \(paths.open) to the district office by a separate way."
                ))
        }
        return page
    }
}
