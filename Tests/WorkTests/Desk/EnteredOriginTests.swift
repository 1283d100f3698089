import Testing
import Workspace

@Suite("Rows that were entered by hand are told from files")
struct EnteredOriginTests {
    @Test(
        "A name in the journal is read back as what was entered",
        arguments: [
            (
                .verdict("duplicate", records: "event:E2 event:E3 …"),
                "kaohe suspects decide duplicate event:E2 event:E3 …"
            ),
            (.removal("2021-08-02 M1"), "kaohe remove 2021-08-02 M1"),
            (.fault("2021-08-02 EQ-1"), "kaohe equipment decide 2021-08-02 EQ-1"),
            (.equipment("issue", about: "2021-08-02 M1"), "kaohe equipment issue 2021-08-02 M1"),
        ] as [(EnteredOrigin, String)])
    func names(_ origin: EnteredOrigin, _ name: String) {
        #expect(origin.name == name)
        #expect(EnteredOrigin(name: name) == origin)
    }

    @Test(
        "The name of a file is none of them",
        arguments: [
            "", "kaohe", "kaohe remove", "kaohe remove ", "kaohe suspects decide duplicate", "kaohe equipment issue",
            "kaohe equipment  x", "kaohe close 2021Q3 x", "七月 交办.csv", "a kaohe remove 2021-08-02 M1",
        ])
    func files(_ name: String) { #expect(EnteredOrigin(name: name) == nil) }
}
