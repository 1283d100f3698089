public import Archive
import AssessmentKernel

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
        DoneAnswer(remarks: [LocalText("公钥已写入 \(path)。", "The public key is in \(path).")])
    }
}
