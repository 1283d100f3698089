import Bundle

/// Bags whose files are not those that were signed.
extension HostileBundle {
    static let bags = [
        HostileBundle(
            "an edited score", .bagPayload, "data/results/totals.csv 已被更改", "data/results/totals.csv was changed",
            changed { editScore(&$0) }),
        HostileBundle(
            "an edited tag file", .bagTagManifest, "bag-info.txt 已被更改", "bag-info.txt was changed",
            changed {
                $0["bag-info.txt"] = Array(
                    String(decoding: $0["bag-info.txt"], as: UTF8.self).replacing("冯卯镇", with: "别的镇").utf8)
            }),
        HostileBundle(
            "a missing file", .bagOxum, "Payload-Oxum 为 193905.7，实为 193889.6",
            "Payload-Oxum says 193905.7, found 193889.6",
            changed { $0.remove("data/reports/page.html") }),
        HostileBundle(
            "a missing file, Payload-Oxum corrected", .bagManifest, "缺少清单所列的 data/reports/page.html",
            "data/reports/page.html is listed and missing",
            changed {
                let manifest = $0["manifest-sha256.txt"]
                $0.remove("data/reports/page.html")
                $0.recomputeManifests()
                $0["manifest-sha256.txt"] = manifest
            }),
        HostileBundle(
            "an extra file", .bagManifest, "清单未列 data/results/extra.csv",
            "the manifest does not list data/results/extra.csv",
            changed {
                let manifest = $0["manifest-sha256.txt"]
                $0["data/results/extra.csv"] = Array("a\n".utf8)
                $0.recomputeManifests()
                $0["manifest-sha256.txt"] = manifest
            }),
        HostileBundle(
            "an extra tag file", .bagTagManifest, "标签清单未列 notes.txt", "the tag manifest does not list notes.txt",
            changed { $0["notes.txt"] = Array("a\n".utf8) }),
        HostileBundle(
            "files to be fetched", .bagProfile, "规范不许有 fetch.txt", "the profile does not allow fetch.txt",
            changed(recomputed: true) { $0["fetch.txt"] = Array("https://example.org/x 1 data/x.csv\n".utf8) }),
        HostileBundle(
            "a manifest of another algorithm", .bagManifest, "manifest-md5.txt 用的不是 SHA-256",
            "manifest-md5.txt is of another algorithm than SHA-256",
            changed(recomputed: true) {
                $0["manifest-md5.txt"] = $0["manifest-sha256.txt"]
                $0.remove("manifest-sha256.txt")
            }),
        HostileBundle(
            "a CSV that nothing describes", .packageResources, "data/datapackage.json 未说明 data/results/extra.csv",
            "data/datapackage.json does not describe data/results/extra.csv",
            changed(recomputed: true) { $0["data/results/extra.csv"] = Array("a\n".utf8) }),
        HostileBundle(
            "another rulebook", .rulebookDigest, "data/rulebook.yaml 不是 bag-info.txt 所指的",
            "data/rulebook.yaml is not the one that bag-info.txt names",
            changed(recomputed: true) { $0["data/rulebook.yaml"] = Array("name: other\n".utf8) }),
    ]

    static let signatures = [
        HostileBundle(
            "an edited score, manifests recomputed", .signatureGood, "签名与 tagmanifest-sha256.txt 不符",
            "the signature is not that of tagmanifest-sha256.txt", changed(recomputed: true) { editScore(&$0) }),
        HostileBundle(
            "an edited score, signed by an untrusted key", .signatureTrusted,
            "签名密钥 7265676E61727473 不在可信公钥之列", "it is signed by the key 7265676E61727473, which is not a trusted one",
            changed(recomputed: true, signed: SampleBundle.strangeKey) { editScore(&$0) }),
        HostileBundle(
            "signed by a key that borrows the trusted one's number", .signatureGood, "签名与 tagmanifest-sha256.txt 不符",
            "the signature is not that of tagmanifest-sha256.txt",
            changed(
                recomputed: true,
                signed: SigningKey(number: 0x3130_656C_706D_6173, seed: (9, 9, 9, 9))
            ) { editScore(&$0) }),
        HostileBundle(
            "the signature of another bundle", .signatureGood, "签名与 tagmanifest-sha256.txt 不符",
            "the signature is not that of tagmanifest-sha256.txt",
            changed { $0["tagmanifest-sha256.txt.minisig"] = SampleBundle.key.sign(Array("other".utf8)).bytes }),
        HostileBundle(
            "a changed trusted comment", .signatureGood, "签名的可信注释已被更改", "the signature's trusted comment was changed",
            changed {
                let text = String(decoding: $0["tagmanifest-sha256.txt.minisig"], as: UTF8.self)
                $0["tagmanifest-sha256.txt.minisig"] = Array(text.replacing("kaohe bundle", with: "other bundle").utf8)
            }),
        HostileBundle(
            "a pre-hashed signature", .signatureGood, "签名为预哈希形式（ED），须为旧式（Ed）",
            "the signature is of the pre-hashed kind (ED), not the legacy one (Ed)",
            changed {
                let text = String(decoding: $0["tagmanifest-sha256.txt.minisig"], as: UTF8.self)
                $0["tagmanifest-sha256.txt.minisig"] = Array(text.replacing("\nRWR", with: "\nRUR").utf8)
            }),
        HostileBundle(
            "no signature", .signaturePresent, "没有签名", "there is no signature",
            changed { $0.remove("tagmanifest-sha256.txt.minisig") }),
        HostileBundle(
            "something else for a signature", .signaturePresent, "tagmanifest-sha256.txt.minisig 不是签名",
            "tagmanifest-sha256.txt.minisig is no signature",
            changed { $0["tagmanifest-sha256.txt.minisig"] = Array("trust me\n".utf8) }),
    ]
}
