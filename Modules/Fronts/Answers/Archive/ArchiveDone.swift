import AssessmentKernel

extension DoneAnswer {
    /// A bundle was copied.
    public static func copiedBundle(to path: String) -> DoneAnswer {
        DoneAnswer(remarks: [LocalText("上报包已另存为 \(path)。", "The bundle is copied to \(path).")])
    }

    /// A bundle was encrypted.
    public static func encryptedBundle(to path: String) -> DoneAnswer {
        DoneAnswer(remarks: [LocalText("加密的上报包在 \(path)。", "The encrypted bundle is \(path).")])
    }

    /// The copy of a bundle for the public was written.
    public static func wrotePublicCopy(to path: String) -> DoneAnswer {
        DoneAnswer(remarks: [LocalText("公示稿在 \(path)。", "The public copy is in \(path).")])
    }

    /// The public key was written to a file.
    public static func exportedKey(to path: String) -> DoneAnswer {
        DoneAnswer(remarks: [LocalText("公钥已写入 \(path)。", "The public key is in \(path).")])
    }
}
