public import AssessmentKernel

/// What a revision does to the pay of a quarter that was paid: the members whom the next closing owes and those who owe it,
/// each with the sum.
public struct AdjustedPay: Hashable, Sendable {
    /// The members who were paid too little.
    public private(set) var owed = 0
    /// What they get.
    public private(set) var owedSum = Yuan.zero
    /// The members who were paid too much.
    public private(set) var owing = 0
    /// What is taken back.
    public private(set) var owingSum = Yuan.zero

    /// Nothing.
    public init() {}

    /// Adds what the next closing settles with a member; a positive amount is owed to the member.
    package mutating func add(_ amount: Yuan) {
        if amount > .zero {
            owed += 1
            owedSum += amount
        } else if amount < .zero {
            owing += 1
            owingSum += -amount
        }
    }
}
