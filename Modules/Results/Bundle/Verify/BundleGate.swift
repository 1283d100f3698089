public import AssessmentKernel

/// What a bundle says of itself in its tag files, before its payload is unpacked.
public struct BundleHead: Hashable, Sendable {
    /// The folder in the ZIP, `2021Q3-r1`.
    public let name: String
    /// What the bundle is, however it was packed: the SHA-256 of its tag manifest, which is what is signed.
    public let identity: String
    /// The contents of its `bag-info.txt`; the tag manifest lists its digest, so a good signature covers it.
    public let info: BagInfo
    /// The number of the trusted key with a good signature over the tag manifest; nil without one.
    public let signer: String?
}

/// Which bundles are worth the dear part of a check: unpacking the payload, and all that follows.
public struct BundleGate: Sendable {
    private enum Kind: Sendable {
        case open
        case signed(@Sendable (BundleHead) -> LocalText?)
    }

    private let kind: Kind

    /// All are: whoever checks a bundle wants to know all that is wrong with it.
    public static let open = BundleGate(kind: .open)
    /// Only those whose tag files are in order and bear a good signature by a trusted key.
    public static let signed = signed { _ in nil }

    /// Only those with a good signature by a trusted key, and to which nothing is objected.
    ///
    /// - Parameter objection: why the bundle is not taken, as of its key, its township or its place in the chain; nil when
    ///   nothing is known against it. Called at most once, on the thread of the check, with a signed head.
    public static func signed(_ objection: @escaping @Sendable (BundleHead) -> LocalText?) -> BundleGate {
        BundleGate(kind: .signed(objection))
    }

    /// Why the payload of a bundle is not unpacked; nil when it is.
    ///
    /// - Parameter hasFailed: whether a check before failed that refuses the bundle.
    func refusal(of head: BundleHead?, hasFailed: Bool) -> LocalText? {
        guard case .signed(let objection) = kind else { return nil }
        guard let head, !hasFailed else {
            return LocalText("前面的检查未通过，未再打开", "an earlier check failed; nothing more was opened")
        }
        guard head.signer != nil else {
            return LocalText("没有可信的签名，未再打开", "it bears no trusted signature; nothing more was opened")
        }
        return objection(head)
    }
}
