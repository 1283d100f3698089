public import AssessmentKernel

/// A row of `findings.csv`: a finding about a member, which costs no points.
public struct Finding: Hashable, Comparable, Sendable {
    /// The kind of finding.
    public let kind: FindingKind
    /// What it rests on.
    public let basis: Basis

    init(_ kind: FindingKind, _ basis: Basis) {
        self.kind = kind
        self.basis = basis
    }

    /// Sorted by key, then by basis.
    public static func < (left: Finding, right: Finding) -> Bool {
        (Text(left.kind.key), Text(left.basis.text)) < (Text(right.kind.key), Text(right.basis.text))
    }
}

/// The kinds of finding by key: the built-in ones and those of the installed items.
public struct FindingKinds: Sendable {
    /// The kinds, built-in ones first.
    public let all: [FindingKind]

    /// Combines the built-in kinds and those of the installed items.
    public init(_ items: [any AssessmentItem.Type]) {
        all = [.streak, .recovery, .lowSatisfaction] + items.flatMap { $0.findings }
    }

    /// The kind of a recorded finding; nil when no installed item declares it.
    public func kind(of key: String) -> FindingKind? { all.first { $0.key == key } }

    /// The title of a recorded finding; its key when no installed item declares it.
    public func title(of key: String) -> LocalText { kind(of: key)?.title ?? LocalText(key, key) }
}
