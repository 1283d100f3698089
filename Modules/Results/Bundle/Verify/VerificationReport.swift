public import AssessmentKernel

/// What a bundle was found to be: every check with what it found.
public struct VerificationReport: Sendable {
    /// One check.
    public struct Check: Hashable, Sendable {
        /// How much hangs on it.
        public enum Level: String, Hashable, Sendable {
            /// A bundle that fails it is not taken.
            case must
            /// A bundle that fails it is worth less.
            case should
        }

        /// How it went.
        public enum Outcome: String, Hashable, Sendable {
            /// It holds.
            case passed
            /// It does not.
            case failed
            /// It could not be looked at; what it found says why.
            case skipped
        }

        /// The check's id, which stays the same from version to version.
        public let id: CheckID
        /// How much hangs on it.
        public let level: Level
        /// How it went.
        public let outcome: Outcome
        /// What was found, one sentence each without a final stop: all problems up to ``mostNamed``, then their number.
        public let found: [LocalText]

        /// How many problems of one check are named.
        public static let mostNamed = 20
    }

    /// The checks, in the order of ``CheckID``.
    public let checks: [Check]
    /// The bundle, to be read; nil when a check failed on which reading hangs.
    public let bundle: OpenBundle?
    /// The number of the trusted key that signed it, as minisign prints it; nil when none did.
    public let signer: String?

    /// Whether no check failed that must hold.
    public var isSound: Bool { !checks.contains { $0.level == .must && $0.outcome == .failed } }

    /// A check by its id.
    public subscript(_ id: CheckID) -> Check? { checks.first { $0.id == id } }
}

/// The checks of a bundle, in the order in which a report lists them.
public enum CheckID: String, CaseIterable, Hashable, Sendable {
    /// The file is a ZIP, and every entry unpacks to what the directory declares.
    case zipSound = "zip.sound"
    /// The names of its entries are safe and each stands for itself.
    case zipNames = "zip.names"
    /// All entries lie in one folder.
    case bagFolder = "bag.folder"
    /// `bagit.txt` declares BagIt 1.0 and UTF-8.
    case bagDeclaration = "bag.declaration"
    /// `bag-info.txt` can be read and names what it must.
    case bagInfo = "bag.info"
    /// The payload has the bytes and files that Payload-Oxum says.
    case bagOxum = "bag.oxum"
    /// The one manifest is of SHA-256 and lists every payload file, and no other.
    case bagManifest = "bag.manifest"
    /// Every payload file has the digest that the manifest says.
    case bagPayload = "bag.payload"
    /// The tag manifest lists every tag file with its digest.
    case bagTagManifest = "bag.tagmanifest"
    /// The bag keeps to our profile, and carries it.
    case bagProfile = "bag.profile"
    /// Every CSV is a resource of the data package, and every resource is there, its columns as described.
    case packageResources = "package.resources"
    /// The rulebook is the one that `bag-info.txt` names.
    case rulebookDigest = "rulebook.digest"
    /// There is a signature.
    case signaturePresent = "signature.present"
    /// The signature is by a trusted key.
    case signatureTrusted = "signature.trusted"
    /// The signature is that key's, over these very bytes.
    case signatureGood = "signature.good"

    /// What is checked, in a few words.
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
