/// A text that nobody can guess.
struct Secret: Sendable {
    /// 64 hexadecimal digits.
    let text: String

    /// Makes a new one.
    init() {
        var numbers = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef")
        text = String((0..<64).map { _ in digits[Int.random(in: 0..<16, using: &numbers)] })
    }

    /// Whether a text is this one; takes as long for a near guess as for any other.
    func matches(_ guess: String?) -> Bool {
        guard let guess, guess.utf8.count == text.utf8.count else { return false }
        return zip(guess.utf8, text.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
