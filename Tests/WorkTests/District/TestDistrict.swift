import Archive
import AssessmentKernel
import Bundle
import BundleTesting
import Foundation
import ItemCatalog
import TestValues
import Workspace

@testable import DistrictOffice

/// A district office and the townships that report to it.
final class TestDistrict {
    let office: DistrictOffice
    let recipient: String
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        office = DistrictOffice(at: folder / "district", items: ItemCatalog.items)
        recipient = try office.initialise(name: "山亭区委政法委")
    }

    /// A township with its own signing key, which the district trusts.
    func township(_ name: String, seed: UInt64, roster: String = TestTownship.roster) throws -> TestTownship {
        let town = try TestTownship(name, roster: roster)
        let key = SigningKey(number: seed, seed: (seed, 1, 2, 3))
        try FileManager.default.createDirectory(
            atPath: town.workspace.keysFolder, withIntermediateDirectories: true)
        try key.write(to: town.workspace.signingKeyPath)
        try office.trust(name, key: key.publicKey, now: TestTownship.now)
        return town
    }

    /// The outcomes of files: `accepted`, `known`, `refused`, `alarm`.
    func outcomes(_ paths: String...) throws -> [String] { try office.receive(paths, now: now).map(\.word) }

    func reason(_ path: String) throws -> String {
        switch try office.receive([path], now: now)[0].outcome {
        case .refused(let reason, _), .held(let reason, _): reason.english
        case .accepted, .known, .failed: ""
        }
    }

    let now = "2021-10-09T00:00:00Z"
}

extension ReceivedBundle {
    /// The outcome in a word.
    var word: String {
        switch outcome {
        case .accepted: "accepted"
        case .known: "known"
        case .refused(_, let isAlarm): isAlarm ? "alarm" : "refused"
        case .held: "held"
        case .failed: "failed"
        }
    }
}
