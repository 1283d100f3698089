public import AssessmentKernel

/// The result of verifying a bundle: every check with its findings.
public struct VerificationReport: Sendable {
    /// One check.
    public struct Check: Hashable, Sendable {
        /// How serious a failure is.
        public enum Level: String, Hashable, Sendable {
            /// A bundle that fails it is refused.
            case must
            /// A bundle that fails it is accepted with reservations.
            case should
        }

        /// The outcome of a check.
        public enum Outcome: String, Hashable, Sendable {
            /// It passed.
            case passed
            /// It failed.
            case failed
            /// It could not be carried out; the findings say why.
            case skipped
        }

        /// The check's id, which is stable across versions.
        public let id: CheckID
        /// How serious a failure is.
        public let level: Level
        /// The outcome.
        public let outcome: Outcome
        /// The findings, one sentence each without a final stop: the first ``mostNamed`` problems, then the number of
        /// all.
        public let found: [LocalText]

        /// The most problems of one check that are listed.
        public static let mostNamed = 20
    }

    /// The checks, in the order of ``CheckID``.
    public let checks: [Check]
    /// What the bundle says of itself; nil when that cannot be read.
    public let head: BundleHead?
    /// The bundle for reading; nil when a check failed that reading depends on.
    public let bundle: OpenBundle?
    /// The number of the trusted key that signed it, as minisign prints it; nil without such a signature.
    public let signer: String?
    /// Why the gate did not let its payload be unpacked; nil when it did.
    public let refusal: LocalText?

    /// Whether the bundle can be read and no `must` check failed.
    public var isSound: Bool { bundle != nil && !checks.contains { $0.level == .must && $0.outcome == .failed } }

    /// A check by its id.
    public subscript(_ id: CheckID) -> Check? { checks.first { $0.id == id } }
}

/// The checks of a bundle, in the order in which a report lists them.
public enum CheckID: String, CaseIterable, Hashable, Sendable {
    /// The file is a ZIP, and every entry unpacks to what the directory declares.
    case zipSound = "zip.sound"
    /// The names of its entries are safe and unambiguous.
    case zipNames = "zip.names"
    /// All entries are in one folder.
    case bagFolder = "bag.folder"
    /// `bagit.txt` declares BagIt 1.0 and UTF-8.
    case bagDeclaration = "bag.declaration"
    /// `bag-info.txt` can be read and has all required labels.
    case bagInfo = "bag.info"
    /// The payload has the number of bytes and files given in Payload-Oxum.
    case bagOxum = "bag.oxum"
    /// The one manifest uses SHA-256 and lists exactly the payload files.
    case bagManifest = "bag.manifest"
    /// Every payload file has the digest given in the manifest.
    case bagPayload = "bag.payload"
    /// The tag manifest lists every tag file with its digest.
    case bagTagManifest = "bag.tagmanifest"
    /// The bag conforms to our profile and includes it.
    case bagProfile = "bag.profile"
    /// Every CSV is a resource of the data package, and every resource exists with the columns described.
    case packageResources = "package.resources"
    /// The rulebook is the one that `bag-info.txt` names.
    case rulebookDigest = "rulebook.digest"
    /// There is a signature.
    case signaturePresent = "signature.present"
    /// The signature is by a trusted key.
    case signatureTrusted = "signature.trusted"
    /// The signature is valid for these bytes.
    case signatureGood = "signature.good"

    /// A short title of the check.
    public var title: LocalText {
        switch self {
        case .zipSound: LocalText("ZIP 完好", "the ZIP is sound")
        case .zipNames: LocalText("条目名称安全", "the names are safe")
        case .bagFolder: LocalText("只有一个文件夹", "one folder")
        case .bagDeclaration: LocalText("bagit.txt", "bagit.txt")
        case .bagInfo: LocalText("bag-info.txt 完整", "bag-info.txt is complete")
        case .bagOxum: LocalText("文件数与字节数", "number of files and bytes")
        case .bagManifest: LocalText("清单齐全", "the manifest is complete")
        case .bagPayload: LocalText("文件未被更改", "the files are unchanged")
        case .bagTagManifest: LocalText("标签文件未被更改", "the tag files are unchanged")
        case .bagProfile: LocalText("符合存档规范", "it keeps to the profile")
        case .packageResources: LocalText("数据表说明齐全", "the tables are described")
        case .rulebookDigest: LocalText("规则文件相符", "the rulebook is the one named")
        case .signaturePresent: LocalText("有签名", "it is signed")
        case .signatureTrusted: LocalText("签名密钥可信", "by a trusted key")
        case .signatureGood: LocalText("签名有效", "the signature is good")
        }
    }
}
