public import AssessmentKernel

/// A row of `findings.csv`: what is found about a member besides points.
public struct Finding: Hashable, Comparable, Sendable {
    /// What is found.
    public let kind: FindingKind
    /// What it rests on.
    public let basis: Basis

    init(_ kind: FindingKind, _ basis: Basis) {
        self.kind = kind
        self.basis = basis
    }

    /// By key, then by basis.
    public static func < (left: Finding, right: Finding) -> Bool {
        (Text(left.kind.key), Text(left.basis.text)) < (Text(right.kind.key), Text(right.basis.text))
    }
}

/// The kinds of finding that an installation knows by their keys: the house's own and those of its items.
public struct FindingKinds: Sendable {
    /// The kinds, the house's own first.
    public let all: [FindingKind]

    /// Brings together the house's kinds and those of the installed items.
    public init(_ items: [any AssessmentItem.Type]) {
        all = [.streak, .recovery, .lowSatisfaction] + items.flatMap { $0.findings }
    }

    /// What a finding that was recorded says; its key where no installed item knows it.
    public func title(of key: String) -> LocalText {
        all.first { $0.key == key }?.title ?? LocalText(key, key)
    }
}
