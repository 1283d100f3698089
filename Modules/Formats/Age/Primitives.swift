import CSodium

/// What the format is made of: X25519 (RFC 7748), HKDF and HMAC with SHA-256 (RFC 5869, RFC 2104), and
/// ChaCha20-Poly1305 (RFC 8439), as libsodium does them.
enum Primitives {
    /// The bytes that sealing adds.
    static let tagSize = 16

    private static let isReady = sodium_init() >= 0

    /// Initialises the library once, before anything else is asked of it.
    private static func start() { _ = isReady }

    /// Random bytes of the system.
    static func random(_ count: Int) -> [UInt8] {
        start()
        return [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            if let start = bytes.baseAddress { randombytes_buf(start, count) }
            filled = count
        }
    }

    /// The public half of a secret key; any 32 bytes are a secret key.
    static func publicKey(of secret: [UInt8]) -> [UInt8] {
        start()
        guard secret.count == 32 else { return [] }
        var key = [UInt8](repeating: 0, count: 32)
        return crypto_scalarmult_base(&key, secret) == 0 ? key : []
    }

    /// What two parties share, each from its own secret key and the other's public one; nil for a public key of small
    /// order, which shares nothing secret.
    static func shared(_ secret: [UInt8], _ publicKey: [UInt8]) -> [UInt8]? {
        start()
        guard secret.count == 32, publicKey.count == 32 else { return nil }
        var result = [UInt8](repeating: 0, count: 32)
        return crypto_scalarmult(&result, secret, publicKey) == 0 ? result : nil
    }

    /// The authentication code of bytes under a key of any length.
    static func code(for bytes: [UInt8], _ key: [UInt8]) -> [UInt8] {
        start()
        var state = crypto_auth_hmacsha256_state()
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, bytes, UInt64(bytes.count))
        var code = [UInt8](repeating: 0, count: 32)
        crypto_auth_hmacsha256_final(&state, &code)
        return code
    }

    /// Whether two codes are the same, in a time that tells nothing of where they differ.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }

    /// A key of 32 bytes derived from another: the first block of HKDF.
    static func derived(from secret: [UInt8], salt: [UInt8] = [], info: String) -> [UInt8] {
        code(for: Array(info.utf8) + [1], code(for: secret, salt))
    }

    /// Bytes encrypted, with their tag after them.
    static func sealed(_ bytes: [UInt8], _ key: [UInt8], nonce: [UInt8]) -> [UInt8]? {
        start()
        guard key.count == 32, nonce.count == 12 else { return nil }
        var box = [UInt8](repeating: 0, count: bytes.count + tagSize)
        let done = crypto_aead_chacha20poly1305_ietf_encrypt(
            &box, nil, bytes, UInt64(bytes.count), nil, 0, nil, nonce, key)
        return done == 0 ? box : nil
    }

    /// What was sealed; nil when a byte of it was changed.
    static func opened(_ box: [UInt8], _ key: [UInt8], nonce: [UInt8]) -> [UInt8]? {
        start()
        guard key.count == 32, nonce.count == 12, box.count >= tagSize else { return nil }
        var bytes = [UInt8](repeating: 0, count: box.count - tagSize)
        let done = crypto_aead_chacha20poly1305_ietf_decrypt(
            &bytes, nil, nil, box, UInt64(box.count), nil, 0, nonce, key)
        return done == 0 ? bytes : nil
    }
}
