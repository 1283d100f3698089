import AssessmentKernel

/// Verifies the signature of a bundle.
struct SignatureChecks {
    /// The key that signed; nil unless all signature checks passed.
    private(set) var signer: PublicKey?

    init(_ bag: BagChecks, trusted: [PublicKey], _ log: inout CheckLog) {
        log.setLevel(.signaturePresent, trusted.isEmpty ? .should : .must)
        log.look(.signaturePresent)
        guard bag.files[Tag.signature] != nil else {
            log.fail(.signaturePresent, "没有签名", "there is no signature")
            log.skip([.signatureTrusted, .signatureGood], LocalText("没有签名", "there is no signature"))
            return
        }
        guard let signature = bag.tags[Tag.signature].flatMap(Signature.init) else {
            log.fail(.signaturePresent, "\(Tag.signature) 不是签名", "\(Tag.signature) is no signature")
            log.skip([.signatureTrusted, .signatureGood], LocalText("签名无法读取", "the signature cannot be read"))
            return
        }
        let name = signature.keyIdentifier
        guard !trusted.isEmpty else {
            log.skip(
                [.signatureTrusted, .signatureGood],
                LocalText("未给出可信公钥；签名所称密钥为 \(name)", "no trusted key was given; the signature names the key \(name)"))
            return
        }
        log.look(.signatureTrusted)
        let keys = trusted.filter { $0.number == signature.number }
        guard !keys.isEmpty else {
            log.fail(
                .signatureTrusted, "签名密钥 \(name) 不在可信公钥之列",
                "it is signed by the key \(name), which is not a trusted one")
            log.skip([.signatureGood], LocalText("没有该密钥，无从判断", "without the key it cannot be judged"))
            return
        }
        guard let signed = bag.tags[Tag.tagManifest] else {
            log.skip([.signatureGood], LocalText("所签的文件无法读取", "what was signed cannot be read"))
            return
        }
        log.look(.signatureGood)
        let verdicts = keys.map { ($0, signature.verdict(on: signed, by: $0)) }
        if let good = verdicts.first(where: { $0.1 == .good }) {
            signer = good.0
            return
        }
        switch verdicts.first?.1 {
        case .prehashed:
            log.fail(
                .signatureGood, "签名为预哈希形式（ED），须为旧式（Ed）",
                "the signature is of the pre-hashed kind (ED), not the legacy one (Ed)")
        case .wrongComment:
            log.fail(.signatureGood, "签名的可信注释已被更改", "the signature's trusted comment was changed")
        default:
            log.fail(
                .signatureGood, "签名与 \(Tag.tagManifest) 不符", "the signature is not that of \(Tag.tagManifest)")
        }
    }
}
