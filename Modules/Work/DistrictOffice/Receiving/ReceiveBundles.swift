import Age
import Archive
public import AssessmentKernel
import Bundle
import Disk
import Foundation
import Ledger
import Parallel
import Register
import Workspace

extension DistrictOffice {
    /// Verifies bundles, computes their results again, and accepts them into the register or refuses them.
    ///
    /// ```swift
    /// let received = try office.receive(["bundles/"], now: now) { bundle in print(bundle.outcome) }
    /// ```
    /// A township's bundles form a chain: each names the one before it. If several are submitted at once, each waits
    /// for those before it. Bundles are verified on all cores. Each is judged and registered by itself: what happens to
    /// one, even a full disk, stops no other, and what its outcome says is what the register holds.
    ///
    /// - Parameters:
    ///   - paths: files, and folders whose bundles are meant.
    ///   - now: the time for the register, ISO 8601 in UTC.
    ///   - progress: called with the file that is verified next.
    ///   - decided: called with each outcome as soon as it is registered.
    /// - Returns: the outcomes, in the order of the files as submitted.
    /// - Throws: ``Problem`` when the register cannot be opened; faults of a bundle are in its outcome.
    @discardableResult
    public func receive(
        _ paths: [String], now: String, progress: @escaping (String) -> Void = { _ in },
        decided: (ReceivedBundle) -> Void = { _ in }
    ) throws(Problem) -> [ReceivedBundle] {
        let submitted = SubmittedPaths.files(paths)
        return try changing { register in
            let scratch = Files.draft(of: folder + "/receiving")
            try Files.remove(scratch)
            try Files.makeFolder(scratch)
            defer { try? Files.remove(scratch) }
            var outcomes: [String: [ReceivedBundle]] = [:]
            func end(_ bundle: ReceivedBundle) {
                outcomes[bundle.file, default: []].append(bundle)
                decided(bundle)
            }
            var files: [SubmittedFile] = []
            for (path, fault) in submitted {
                do throws(Problem) {
                    if let fault { throw fault }
                    files.append(
                        try SubmittedFile(
                            path, identities: { () throws(Problem) in try Age.Identity.read(identityPath) },
                            scratch: scratch))
                } catch {
                    end(ReceivedBundle(failed: path, error))
                }
            }
            // Nobody else changes the register meanwhile: the folder is locked.
            var known = try RegisteredState(register) { identity(of: $0) }
            let rulebooks = BundleRulebooks(items: items)
            try register.changingOften {
                try verify(SubmittedFile.inOrder(files), known.trusted, rulebooks, scratch, progress) {
                    file, candidate in
                    end(outcome(file, candidate, register, rulebooks, &known, now: now))
                }
            }
            return submitted.flatMap { outcomes.removeValue(forKey: $0.path) ?? [] }
        }
    }

    /// Copies and verifies files on all cores, and hands them over in order.
    private func verify(
        _ files: [SubmittedFile], _ trusted: [TrustedKeyEntry], _ rulebooks: BundleRulebooks, _ scratch: String,
        _ progress: (String) -> Void,
        _ take: (SubmittedFile, Result<Candidate, Problem>) -> Void
    ) throws {
        let keys = try trusted.map { try PublicKey($0.line) }
        // One more than there are cores: each waits for the disk now and then.
        let lanes = max(1, min(Cores.count + 1, files.count))
        if let first = files.first { progress(first.path) }
        var done = 0
        try OrderedMap<Result<Candidate, Problem>>.run(
            count: files.count, runLength: 1, threads: lanes, lead: lanes + 1,
            work: { mapRuns in
                try mapRuns { place in
                    do throws(Problem) {
                        return .success(
                            try candidate(
                                files[place], "\(scratch)/\(place).zip", keys: keys, rulebooks,
                                threads: max(1, Cores.count / lanes)))
                    } catch {
                        return .failure(error)
                    }
                }
            },
            take: { candidate in
                take(files[done], candidate)
                try? Files.remove("\(scratch)/\(done).zip")
                done += 1
                if done < files.count { progress(files[done].path) }
            })
    }

    /// Judges a verified bundle and registers it; a problem in doing so is its outcome.
    private func outcome(
        _ file: SubmittedFile, _ candidate: Result<Candidate, Problem>, _ register: Register,
        _ rulebooks: BundleRulebooks, _ known: inout RegisteredState, now: String
    ) -> ReceivedBundle {
        do {
            return try judge(try candidate.get(), register, rulebooks, &known, now: now)
        } catch {
            return ReceivedBundle(failed: file.path, Problem.from(error, file.path))
        }
    }

    /// - Parameter known: what the register holds so far; what is added to it is added there too.
    private func judge(
        _ bundle: Candidate, _ register: Register, _ rulebooks: BundleRulebooks, _ known: inout RegisteredState,
        now: String
    ) throws -> ReceivedBundle {
        func ended(
            _ outcome: ReceivedBundle.Outcome, _ notes: [LocalText] = [], _ gains: BundleGains? = nil,
            _ peers: PeerFigures? = nil
        ) -> ReceivedBundle {
            ReceivedBundle(
                file: bundle.file, township: bundle.township, name: bundle.name, period: bundle.period,
                outcome: outcome, notes: notes, gains: gains, peers: peers,
                checks: bundle.report?.checks ?? [])
        }
        let file = (bundle.file as NSString).lastPathComponent
        if let receipt = known.receipt(of: bundle.identity, bundle.sha256) {
            return ended(.known(receipt: try reissue(receipt, register)))
        }
        let judgement = Judgement(bundle, known: known, rulebooks, now: now)
        let notes: [LocalText]
        switch try judgement.verdict(
            standings: { try register.standings(of: $0) }, open: { try kept($0) })
        {
        case .refused(let reason, let isAlarm):
            try register.add(
                RefusedBundle(
                    file: file, sha256: bundle.sha256, identity: bundle.identity, township: bundle.township,
                    period: bundle.period, name: bundle.name, isAlarm: isAlarm, reason: reason), at: now,
                by: operatorName)
            return ended(.refused(reason, isAlarm: isAlarm))
        case .held(let reason, let rulebook):
            let held = HeldBundle(
                file: file, sha256: bundle.sha256, identity: bundle.identity, township: bundle.township,
                period: bundle.period, name: bundle.name, rulebook: bundle.rulebook, reason: reason)
            try keep(bundle, as: held)
            try register.hold(held, at: now, by: operatorName)
            known.held.append(held)
            return ended(.held(reason, rulebook))
        case .acceptable(let found): notes = found
        }
        guard let results = bundle.results else { throw Problem.unreachable }
        try Files.move(bundle.copy, to: bundlesFolder + "/" + bundle.sha256 + ".zip")
        let receipt = Receipt(
            township: bundle.township, name: bundle.name, period: bundle.period, revision: bundle.revision,
            sha256: bundle.sha256, identity: bundle.identity, previous: bundle.previous,
            signedBy: bundle.report?.signer ?? "", bands: results.bands, payDue: results.payDue, receivedAt: now,
            receivedBy: operatorName, rulebook: bundle.rulebook,
            journal: bundle.journal?.entries.last.map { .init(entries: $0.number, digest: $0.digest) })
        let gains = try bundle.facts.map { BundleGains($0, after: try factsBefore(bundle, rulebooks, known)) }
        // In one transaction: a bundle is in the register once its receipt can be sent, and not before.
        let district = try register.district()
        var path = ""
        try register.add(receipt, standings: results.standings, gains: try gains?.stored()) {
            path = try write(receipt, district)
        }
        known.add(receipt)
        try letGo(bundle.identity, &known)
        let peers = gains == nil ? nil : try known.peers(of: bundle.township, in: bundle.period, register)
        known.note(gains, of: bundle.township, in: bundle.period)
        return ended(.accepted(receipt: path), notes, gains, peers)
    }

    /// The kept bundle of a receipt.
    private func kept(_ receipt: Receipt) throws(Problem) -> OpenBundle {
        try OpenBundle(kept: bundlesFolder + "/" + receipt.sha256 + ".zip", identity: receipt.identity)
    }

    /// What the latest quarter before a bundle in its chain said; nil for the first.
    private func factsBefore(
        _ bundle: Candidate, _ rulebooks: BundleRulebooks, _ known: RegisteredState
    ) throws -> BundleFacts? {
        var previous = bundle.previous
        let chain = known.chain(of: bundle.township)
        for _ in chain {
            guard let receipt = chain.first(where: { $0.isNamed(previous) }) else { return nil }
            if Quarter(text: receipt.period) != nil {
                let kept = try kept(receipt)
                return try BundleFacts(kept, try ReceivedResults.read(kept, rulebooks), rulebooks, witnessed: nil)
            }
            previous = receipt.previous
        }
        return nil
    }

    /// The receipt of a bundle that was received before, written again where the file is gone.
    private func reissue(_ receipt: Receipt, _ register: Register) throws(Problem) -> String {
        let path = receiptPath(receipt)
        return Files.exists(path) ? path : try write(receipt, register.district())
    }

    /// What a bundle is that an earlier version of the program received; nil when it is no longer there.
    private func identity(of receipt: Receipt) -> String? {
        BundlePreview(bundlesFolder + "/" + receipt.sha256 + ".zip")?.identity
    }
}

extension ReceivedBundle {
    fileprivate init(failed file: String, _ problem: Problem) {
        self.init(
            file: file, township: "", name: "", period: "", outcome: .failed(problem), notes: [], gains: nil,
            peers: nil, checks: [])
    }
}
