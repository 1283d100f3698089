import AssessmentKernel
public import Bundle
import Digests
import ZIP

/// A bundle as a list of files that can be changed and reassembled, honestly or not.
public struct LooseBag: Sendable {
    /// The entries of the ZIP in their order: whole names with bytes.
    public var files: [(name: String, bytes: [UInt8])]
    /// The prefix of every name: the bag's folder.
    private let top: String

    /// Takes a bundle with a name apart.
    public init(_ path: String, name: String = SampleBundle.name) throws {
        top = name + "/"
        let archive = try ZIPReader(path: path)
        files = try archive.entries.map { entry in (entry.name, try archive.bytes(of: entry, limit: 64 << 20)) }
    }

    /// The bytes of a file by its path in the bag; empty when it does not exist.
    public subscript(_ path: String) -> [UInt8] {
        get { files.first { $0.name == top + path }?.bytes ?? [] }
        set {
            let name = top + path
            if let place = files.firstIndex(where: { $0.name == name }) {
                files[place].bytes = newValue
            } else {
                files.append((name, newValue))
            }
        }
    }

    /// Removes a file.
    public mutating func remove(_ path: String) { files.removeAll { $0.name == top + path } }

    /// Recomputes Payload-Oxum, manifest and tag manifest, as an attacker would to hide a change.
    public mutating func recomputeManifests() {
        let paths = files.map { String($0.name.dropFirst(top.count)) }.filter { !$0.isEmpty }
        let payload = paths.filter { $0.hasPrefix("data/") }
        let size = payload.reduce(0) { $0 + self[$1].count }
        let info = String(decoding: self["bag-info.txt"], as: UTF8.self).split(separator: "\n").map {
            $0.hasPrefix("Payload-Oxum:") ? "Payload-Oxum: \(size).\(payload.count)" : String($0)
        }
        self["bag-info.txt"] = Array((info.joined(separator: "\n") + "\n").utf8)
        self["manifest-sha256.txt"] = manifest(payload)
        let tags = paths.filter { !$0.hasPrefix("data/") && !$0.hasPrefix("tagmanifest-") }
        self["tagmanifest-sha256.txt"] = manifest(tags)
    }

    /// Signs the tag manifest again.
    public mutating func sign(_ key: SigningKey) {
        self["tagmanifest-sha256.txt.minisig"] = key.sign(self["tagmanifest-sha256.txt"]).bytes
    }

    /// The ZIP's bytes.
    public var zip: RawZIP { RawZIP(files.map { RawZIP.Entry($0.name, $0.bytes) }) }

    /// A tag manifest of tags and of a manifest that is not in the bag yet.
    public func manifest(of tags: [String], and manifest: [UInt8]) -> [UInt8] {
        var bag = self
        bag["manifest-sha256.txt"] = manifest
        return bag.manifest(tags + ["manifest-sha256.txt"])
    }

    private func manifest(_ paths: [String]) -> [UInt8] {
        let lines = paths.sorted { Text($0) < Text($1) }.map { path in
            let digest = SHA256.hash(data: self[path]).bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
                .joined()
            return digest + "  " + path + "\n"
        }
        return Array(lines.joined().utf8)
    }
}
