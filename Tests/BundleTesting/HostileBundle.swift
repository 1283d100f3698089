public import AssessmentKernel
public import Bundle

/// A bundle that an attacker or a faulty disk made from the sample, and how it is refused.
public struct HostileBundle: Sendable, CustomStringConvertible {
    /// What was done, as `docs/bundle.md` calls it.
    public let description: String
    /// The check that fails first.
    public let check: CheckID
    /// The expected message.
    public let message: LocalText
    /// Makes the bytes of the ZIP from the sample.
    public let bytes: @Sendable (LooseBag) -> [UInt8]

    init(
        _ description: String, _ check: CheckID, _ chinese: String, _ english: String,
        _ bytes: @escaping @Sendable (LooseBag) -> [UInt8]
    ) {
        self.description = description
        self.check = check
        message = LocalText(chinese, english)
        self.bytes = bytes
    }

    /// All kinds.
    public static let all = names + archives + layouts + bags + signatures

    static let top = SampleBundle.name + "/"

    /// The sample with one more entry.
    static func with(_ name: String, mode: UInt32 = 0o100644) -> @Sendable (LooseBag) -> [UInt8] {
        { bag in
            var zip = bag.zip
            var entry = RawZIP.Entry(name, "x")
            entry.mode = mode
            zip.entries.append(entry)
            return zip.bytes
        }
    }

    /// The sample with a change in one entry's headers.
    static func lying(
        _ path: String, _ change: @escaping @Sendable (inout RawZIP.Entry) -> Void
    ) -> @Sendable (LooseBag) -> [UInt8] {
        { bag in
            var zip = bag.zip
            for place in zip.entries.indices where zip.entries[place].name.elementsEqual((top + path).utf8) {
                change(&zip.entries[place])
            }
            return zip.bytes
        }
    }

    /// The sample with a change in its files.
    static func changed(
        recomputed: Bool = false, signed key: SigningKey? = nil, _ change: @escaping @Sendable (inout LooseBag) -> Void
    ) -> @Sendable (LooseBag) -> [UInt8] {
        { bag in
            var bag = bag
            change(&bag)
            if recomputed { bag.recomputeManifests() }
            if let key { bag.sign(key) }
            return bag.zip.bytes
        }
    }

    static func editScore(_ bag: inout LooseBag) {
        bag["data/results/totals.csv"] = Array("member,total,rank\nFM0001,99.5,1\nFM0002,95.25,2\nFM0003,,\n".utf8)
    }
}
