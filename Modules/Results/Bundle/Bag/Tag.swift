/// The names of the files of a bag.
enum Tag {
    static let declaration = "bagit.txt"
    static let info = "bag-info.txt"
    static let profile = "bagit-profile.json"
    static let manifest = "manifest-sha256.txt"
    static let tagManifest = "tagmanifest-sha256.txt"
    static let signature = "tagmanifest-sha256.txt.minisig"
    static let payload = "data/"
    static let package = "data/datapackage.json"
    static let rulebook = "data/rulebook.yaml"

    /// The contents of every `bagit.txt` of this version.
    static let declarationText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    /// The tag files that the tag manifest lists, in its order.
    static let listed = [info, profile, declaration, manifest]
}
