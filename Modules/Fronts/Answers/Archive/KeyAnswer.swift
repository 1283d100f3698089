public import AssessmentKernel
public import Bundle

/// A township's signing key: its number and its public part.
public struct KeyAnswer: EncodableAnswer {
    private let key: PublicKey
    private let paths: (secret: String, open: String)?
    private let statement: String?

    /// Answers with the signing key.
    public init(_ key: PublicKey) {
        self.key = key
        paths = nil
        statement = nil
    }

    /// Answers with the key that replaced another, and the path of the statement for the district.
    public init(rotated key: PublicKey, statement: String) {
        self.key = key
        paths = nil
        self.statement = statement
    }

    /// Answers with a new key, and the paths of its two parts.
    public init(made key: PublicKey, secretPath: String, publicPath: String) {
        self.key = key
        paths = (secretPath, publicPath)
        statement = nil
    }

    /// The key; for a new one, also what to do with its parts.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(
            say(
                "密钥 \(key.identifier)\n公钥 \(key.line)\n指纹 \(key.fingerprint)",
                "key \(key.identifier)\npublic key \(key.line)\nfingerprint \(key.fingerprint)"))
        if let statement {
            page.next(
                say(
                    "密钥已更换。请把声明 \(statement) 报送区委政法委；此后的结算由新密钥签名，请备份私钥。",
                    "The key is replaced. Send the statement \(statement) to the district office; closings are signed with the new key from now on: back it up."
                ))
        }
        if let paths {
            page.next(
                say(
                    "私钥在 \(paths.secret)（仅本人可读，请备份并妥善保管）。请把公钥 \(paths.open) 另行送交区委政法委，并在电话中读出指纹供其核对。",
                    "The secret key is \(paths.secret), readable by its owner only: back it up. Hand the public key \(paths.open) to the district office by a separate way, and read them the fingerprint over the telephone."
                ))
        }
        return page
    }

    /// The key for programs, and the paths of what was written.
    public func json(in say: Language) -> any Encodable {
        KeyJSON(
            key: key.identifier, publicKey: key.line, fingerprint: key.fingerprint, secretPath: paths?.secret,
            publicPath: paths?.open, statement: statement)
    }
}

/// A key as JSON.
private struct KeyJSON: Encodable {
    let key, publicKey, fingerprint: String
    let secretPath, publicPath, statement: String?
}
