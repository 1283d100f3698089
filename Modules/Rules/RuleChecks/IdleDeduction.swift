public import AssessmentKernel
import Rulebook

/// A deduction that cannot bite as it is written.
public struct IdleDeduction: Sendable {
    /// Why it cannot.
    public enum Reason: Hashable, Sendable {
        /// The item has no points to lose.
        case itemWithoutPoints
        /// It costs no points.
        case free
        /// Once is more than all points of the item; the rest of it costs nothing.
        case beyondMaximum(Points)
        /// Later steps of a list cost no more than earlier ones.
        case repeatedSteps([Points])
    }

    /// The item.
    public let item: ItemDescriptor
    /// The parameter; nil when it is the item as a whole.
    public let parameter: ParameterDeclaration?
    /// Why.
    public let reason: Reason

    /// The path in the rulebook, such as `items.hazards.per_late`.
    public var path: String { "items.\(item.key)." + (parameter?.key ?? "maximum") }

    /// Those of an item, in the order of its declarations.
    static func all(of ruled: RuledItem) -> [IdleDeduction] {
        guard ruled.maximum > .zero else {
            return [IdleDeduction(item: ruled.about, parameter: nil, reason: .itemWithoutPoints)]
        }
        return ruled.type.parameters.compactMap { declaration in
            guard let written = ruled.written[declaration.key],
                let reason = reason(ParameterNode(flow: written), declaration, ruled.maximum)
            else { return nil }
            return IdleDeduction(item: ruled.about, parameter: declaration, reason: reason)
        }
    }

    private static func reason(
        _ node: ParameterNode, _ declaration: ParameterDeclaration, _ maximum: Points
    ) -> Reason? {
        switch node.content {
        case .scalar(let text, _):
            guard declaration.form == Points.form, let points = Points(text: text) else { return nil }
            return points == .zero ? .free : points > maximum ? .beyondMaximum(points) : nil
        case .list(let parts):
            // A list of points is a scale: what the first, the second and each further time costs in all.
            let steps = parts.compactMap { part -> Points? in
                guard case .scalar(let text, false) = part.content else { return nil }
                return Points(text: text)
            }
            guard steps.count == parts.count, !steps.isEmpty else { return nil }
            if steps.allSatisfy({ $0 == .zero }) { return .free }
            let capped = steps.map { min($0, maximum) }
            let isRepeated = zip(capped, capped.dropFirst()).contains { $0 >= $1 }
            return isRepeated ? .repeatedSteps(steps) : steps.last.flatMap { $0 > maximum ? .beyondMaximum($0) : nil }
        case .mapping: return nil
        }
    }
}
