import AssessmentKernel
import Patterns
import Testing

@Suite struct NearestNameTests {
    private static let members: [Text] = ["FM0001", "FM0002", "FM0003", "0012", "AB-7", "钱二"]
    private static let words: [Text] = ["on-time", "late", "missed", "正常", "迟到", "未打卡", "考勤打卡", "走访日志"]

    @Test(
        "A code is near in case, look-alikes, leading zeros, separators or one letter",
        arguments: [
            ("fm0001", "FM0001"), ("FM00O1", "FM0001"), ("FM000l", "FM0001"), ("ＦM0001", nil), ("FМ0001", "FM0001"),
            ("FM001", "FM0001"), ("FM1", "FM0001"), ("FM-0001", "FM0001"), ("12", "0012"), ("012", "0012"),
            ("M0001", "FM0001"),
            ("FN0001", "FM0001"), ("AB7", "AB-7"), ("'0012", "0012"), ("FM0001\u{200B}", "FM0001"), ("钱", nil),
            ("AB-8", nil),
        ] as [(Text, Text?)])
    func codes(wanted: Text, found: Text?) {
        var nearest = NearestName(among: NearestNameTests.members, as: .code)
        if wanted == "ＦM0001" {
            #expect(nearest.name(to: Text(utf8: CellText.normalised(wanted.string))) == nil)
        } else {
            #expect(nearest.name(to: wanted) == found)
        }
    }

    @Test(
        "A code with other digits is somebody else's",
        arguments: ["FM0004", "FM0021", "FM0010", "FM00001x9", "FM01000", "0120", "0021", "3", "", "FM", "FM0001"]
            as [Text])
    func otherDigits(wanted: Text) {
        var nearest = NearestName(among: NearestNameTests.members, as: .code)
        #expect(nearest.name(to: wanted) == nil)
    }

    @Test(
        "A word is near in a few characters, or as a part",
        arguments: [
            ("ontime", "on-time"), ("lat", "late"), ("msised", "missed"), ("正长", "正常"), ("常正", "正常"),
            ("迟到15分钟", "迟到"), ("打卡", "考勤打卡"), ("考勤打卡表", "考勤打卡"), ("考情打卡", "考勤打卡"), ("走访日志 (1)", "走访日志"),
        ] as [(Text, Text)])
    func words(wanted: Text, found: Text) {
        var nearest = NearestName(among: NearestNameTests.words, as: .word)
        #expect(nearest.name(to: wanted) == found)
    }

    @Test("Nothing is found where nothing or several are near")
    func nothing() {
        var words = NearestName(among: NearestNameTests.words, as: .word)
        for wanted in ["出差", "未正常", "不迟到", "打到卡", "正", "x", "", "late"] as [Text] {
            #expect(words.name(to: wanted) == nil)
        }
        var twins = NearestName(among: ["AB1", "ab1", "AB1"], as: .code)
        #expect(twins.name(to: "Ab1") == nil)
        var same = NearestName(among: ["AB1", "AB1"], as: .code)
        #expect(same.name(to: "Ab1") == "AB1")
        var none = NearestName(among: [], as: .word)
        #expect(none.name(to: "x") == nil)
        let long = Text(String(repeating: "长", count: 65))
        var many = NearestName(among: [long], as: .word)
        #expect(many.name(to: Text(String(repeating: "长", count: 64))) == nil)
    }

    @Test("Answers end after a bounded number of questions")
    func bounded() {
        var nearest = NearestName(among: ["FM0001"], as: .code)
        #expect(nearest.name(to: "fm0001") == "FM0001")
        for number in 0..<1_000 { _ = nearest.name(to: Text("x\(number)")) }
        #expect(nearest.name(to: "Fm0001") == nil)
        #expect(nearest.name(to: "fm0001") == "FM0001")
    }
}
