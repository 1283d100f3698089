import Disk
import JSON

/// The BagIt profile that every bundle conforms to and includes as `bagit-profile.json`.
public enum BagProfile {
    /// The permanent identifier of the profile: a UUID, so that it depends on no host.
    ///
    /// A profile with other requirements gets another identifier.
    public static let identifier = "urn:uuid:5b0f6c1e-8c1d-4a53-9d37-2f1a7e0b64c8"
    /// The identifier of the first profile, whose bundles carry no journal; they are taken like others.
    static let first = "urn:uuid:dd226fe6-fbc8-4769-871f-2497063006ea"

    /// A label of `bag-info.txt` and how often it occurs.
    struct Rule: Hashable, Sendable {
        let label: String
        let isRequired: Bool
        let isRepeatable: Bool
    }

    /// The labels that the profile defines; others are allowed.
    static let rules: [Rule] = [
        Rule(label: BagInfo.Label.name, isRequired: true, isRepeatable: false),
        Rule(label: BagInfo.Label.township, isRequired: true, isRepeatable: false),
        Rule(label: BagInfo.Label.product, isRequired: true, isRepeatable: false),
        Rule(label: BagInfo.Label.period, isRequired: true, isRepeatable: false),
        Rule(label: BagInfo.Label.revision, isRequired: true, isRepeatable: false),
        Rule(label: BagInfo.Label.rulebook, isRequired: true, isRepeatable: false),
        Rule(label: BagInfo.Label.rulebookDigest, isRequired: true, isRepeatable: false),
        Rule(label: BagInfo.Label.item, isRequired: true, isRepeatable: true),
        Rule(label: BagInfo.Label.previous, isRequired: false, isRepeatable: false),
        Rule(label: BagInfo.Label.journal, isRequired: false, isRepeatable: false),
        Rule(label: BagInfo.Label.receipt, isRequired: false, isRepeatable: false),
        Rule(label: BagInfo.Label.oxum, isRequired: true, isRepeatable: false),
        Rule(label: BagInfo.Label.profile, isRequired: true, isRepeatable: false),
    ]

    /// The labels that the second profile added.
    private static let added: Set<String> = [BagInfo.Label.journal, BagInfo.Label.receipt]

    /// The file's bytes, the same in every bundle of this profile.
    static var bytes: [UInt8] { bytes(of: identifier) ?? [] }

    /// The bytes of the file of a profile; nil for one that is not known here.
    static func bytes(of identifier: String) -> [UInt8]? {
        let version: String
        switch identifier {
        case self.identifier: version = "2"
        case first: version = "1"
        default: return nil
        }
        let labels = rules.filter { version != "1" || !added.contains($0.label) }.map { rule -> (String, JSON) in
            var members: [(String, JSON)] = [
                ("required", .flag(rule.isRequired)), ("repeatable", .flag(rule.isRepeatable)),
            ]
            if rule.label == BagInfo.Label.profile { members.append(("values", .list([.text(identifier)]))) }
            return (rule.label, .object(members))
        }
        return JSON.object([
            (
                "BagIt-Profile-Info",
                .object([
                    ("BagIt-Profile-Identifier", .text(identifier)), ("BagIt-Profile-Version", .text("1.3.0")),
                    ("Source-Organization", .text("kaohe")), ("Version", .text(version)),
                    ("External-Description", .text("The archive bundle of a closed assessment period")),
                    ("Contact-Name", .text("kaohe")),
                ])
            ),
            ("Bag-Info", .object(labels)),
            ("Manifests-Required", .list([.text("sha256")])),
            ("Manifests-Allowed", .list([.text("sha256")])),
            ("Tag-Manifests-Required", .list([.text("sha256")])),
            ("Tag-Manifests-Allowed", .list([.text("sha256")])),
            ("Tag-Files-Required", .list([.text(Tag.profile)])),
            ("Tag-Files-Allowed", .list([.text(Tag.profile), .text(Tag.signature)])),
            ("Allow-Fetch.txt", .flag(false)),
            ("Serialization", .text("required")),
            ("Accept-Serialization", .list([.text("application/zip")])),
            ("Accept-BagIt-Version", .list([.text("1.0")])),
        ]).fileBytes
    }
}
