import AssessmentKernel
import Bundle
import BundleTesting
import TestValues
import Testing

/// What is not worth being unpacked is not unpacked.
@Suite struct GateTests {
    /// The sample with an evidence file that cannot be unpacked; whoever opens it finds out.
    private static func bundle(
        in folder: TemporaryFolder, _ change: (inout LooseBag) -> Void = { _ in }
    ) throws -> String {
        try SampleBundle.write(to: folder / "sound.zip", drafts: folder.path)
        var bag = try LooseBag(folder / "sound.zip")
        change(&bag)
        var zip = bag.zip
        for place in zip.entries.indices where zip.entries[place].name.suffix(10).elementsEqual("sample.csv".utf8) {
            zip.entries[place].packed = [0xFF, 0xFF, 0xFF]
        }
        return try folder.write("b.zip", zip.bytes)
    }

    private static let trusted = [SampleBundle.key.publicKey]

    private func look(_ path: String, _ gate: BundleGate, trusted: [PublicKey] = trusted) throws -> VerificationReport {
        try BundleVerifier.verify(path, trusted: trusted, gate: gate)
    }

    @Test("The payload is opened for a good signature alone")
    func signature() throws {
        let folder = try TemporaryFolder()
        let sound = try Self.bundle(in: folder)
        #expect(try look(sound, .open)[.zipSound]?.outcome == .failed)
        #expect(try look(sound, .signed)[.zipSound]?.outcome == .failed)
        let strange = try Self.bundle(in: folder) { $0.sign(SampleBundle.strangeKey) }
        #expect(try look(strange, .open)[.zipSound]?.outcome == .failed)
        let report = try look(strange, .signed)
        #expect(report[.signatureTrusted]?.outcome == .failed)
        for check in [CheckID.zipSound, .bagPayload, .packageResources, .rulebookDigest] {
            #expect(report[check]?.outcome == .skipped, "\(check.rawValue)")
        }
        #expect(report.refusal != nil)
        #expect(report.bundle == nil)
        #expect(!report.isSound)
        #expect(report.head?.info.only(BagInfo.Label.township) == "冯卯镇")
        #expect(report.head?.signer == nil)
        // Without a key nothing is good.
        #expect(try look(sound, .signed, trusted: [])[.zipSound]?.outcome == .skipped)
    }

    @Test("Tag files that are not those that were signed stop it too")
    func tags() throws {
        let folder = try TemporaryFolder()
        let path = try Self.bundle(in: folder) { bag in
            let info = String(decoding: bag["bag-info.txt"], as: UTF8.self)
            bag["bag-info.txt"] = Array(info.replacing("冯卯镇", with: "别的镇").utf8)
        }
        let report = try look(
            path,
            .signed { _ in
                Issue.record("it was asked"); return nil
            })
        #expect(report[.bagTagManifest]?.outcome == .failed)
        #expect(report[.signatureGood]?.outcome == .passed)
        #expect(report[.zipSound]?.outcome == .skipped)
    }

    @Test("An objection stops a signed bundle; it is asked once, with what is signed")
    func objection() throws {
        let folder = try TemporaryFolder()
        let path = try Self.bundle(in: folder)
        let report = try look(
            path,
            .signed { head in
                #expect(head.signer == SampleBundle.key.publicKey.identifier)
                #expect(head.name == SampleBundle.name)
                #expect(head.identity.count == 64)
                return LocalText("链条不接", "it does not follow \(head.name)")
            })
        #expect(report.refusal == LocalText("链条不接", "it does not follow 2021Q3-r1"))
        #expect(report[.zipSound]?.outcome == .skipped)
        #expect(report[.zipSound]?.found == [LocalText("链条不接", "it does not follow 2021Q3-r1")])
        #expect(!report.isSound)
    }

    @Test("Nothing of an archive out of proportion is opened, whoever signed it")
    func proportion() throws {
        let folder = try TemporaryFolder()
        let path = try Self.bundle(in: folder)
        var zip = try LooseBag(folder / "sound.zip").zip
        for number in 0..<8 {
            var entry = RawZIP.Entry("2021Q3-r1/data/evidence/zeros\(number).csv", [UInt8]())
            (entry.packed, entry.size) = ([0xFF], 60_000_000)
            zip.entries.append(entry)
        }
        _ = try folder.write("b.zip", zip.bytes)
        let report = try look(path, .signed)
        #expect(report[.zipSound]?.found.first?.english.hasPrefix("it would unpack to 4801") == true)
        #expect(report[.signaturePresent]?.outcome == .skipped)
    }
}
