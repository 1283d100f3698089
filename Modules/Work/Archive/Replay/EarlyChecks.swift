import AssessmentKernel
import Bundle
import Parallel

/// The checks of a bundle's contents and its replay, which read each table once for its origins and its results together;
/// and for its digest, when the payload was not unpacked yet.
///
/// They only count when everything is well. Otherwise nothing of them is kept: the bundle is checked step by step, each
/// step for itself, and the first that fails says why.
struct EarlyChecks {
    /// The checks of the contents, all passed, and the members of whom there is evidence.
    let contents: (checks: [BundleCheck], witnessed: Set<Text>?)
    /// The checks of the replay, of which none that counts failed; nil when it was not done here, as that of a review.
    let replayed: [BundleCheck]?

    /// Reads the tables.
    ///
    /// - Parameter replay: recomputes a quarter's results; nil for the contents alone.
    init?(_ bundle: OpenBundle, _ checks: ContentChecks, _ replay: Replay?) {
        var replayed: [BundleCheck]?
        if var replay, bundle.info.only(BagInfo.Label.period).flatMap({ Quarter(text: $0) }) != nil {
            let reading = BesideThis(replay.rulebooks) { known throws(Problem) in _ = try known.rulebook(of: bundle) }
            contents = checks.run { witnesses in
                // Why it cannot be read is for the replay to say.
                _ = try? reading.wait()
                replay.witnesses = witnesses
                let found = replay.run(bundle)
                guard found.allSatisfy({ !$0.isMust || $0.outcome != .failed }) else { throw OriginWitnesses.Doubt() }
                replayed = found
            }
            _ = try? reading.wait()
        } else {
            contents = checks.run { witnesses in try witnesses.read(bundle, threads: checks.threads) }
        }
        self.replayed = replayed
        guard contents.checks.allSatisfy({ $0.outcome == .passed }) else { return nil }
    }
}
