import AssessmentKernel
import Reports
import Testing

@Suite struct CapitalNumeralsTests {
    @Test(
        "Amounts are written as bills want them",
        arguments: [
            (0, "零元整"), (1, "壹分"), (10, "壹角整"), (11, "壹角壹分"), (100, "壹元整"), (101, "壹元零壹分"),
            (110, "壹元壹角整"), (111, "壹元壹角壹分"), (1_000, "壹拾元整"), (1_001, "壹拾元零壹分"), (1_100, "壹拾壹元整"),
            (10_000, "壹佰元整"), (10_100, "壹佰零壹元整"), (11_000, "壹佰壹拾元整"), (100_100, "壹仟零壹元整"),
            (101_000, "壹仟零壹拾元整"), (168_032, "壹仟陆佰捌拾元叁角贰分"), (140_950, "壹仟肆佰零玖元伍角整"),
            (600_714, "陆仟零柒元壹角肆分"), (1_000_000, "壹万元整"), (1_000_100, "壹万零壹元整"), (1_010_000, "壹万零壹佰元整"),
            (1_100_000, "壹万壹仟元整"), (10_000_000, "壹拾万元整"), (10_700_053, "壹拾万柒仟元伍角叁分"),
            (16_005_000, "壹拾陆万零伍拾元整"), (100_000_000, "壹佰万元整"), (100_020_000, "壹佰万零贰佰元整"),
            (10_000_000_000, "壹亿元整"), (10_000_000_100, "壹亿零壹元整"), (10_000_500_000, "壹亿零伍仟元整"),
            (10_001_000_000, "壹亿零壹万元整"), (10_100_000_000, "壹亿零壹佰万元整"), (11_000_000_000, "壹亿壹仟万元整"),
            (2_856_322, "贰万捌仟伍佰陆拾叁元贰角贰分"), (-20_005, "负贰佰元零伍分"), (100_000_000_000_000, "壹万亿元整"),
        ] as [(Int64, String)])
    func amounts(_ fen: Int64, _ text: String) {
        #expect(CapitalNumerals.of(Yuan(fen: fen)) == text)
    }

    @Test("The largest amounts of either sign are written without a fault")
    func largest() {
        #expect(CapitalNumerals.of(Yuan(fen: .max)).hasSuffix("元柒分") == false)
        #expect(CapitalNumerals.of(Yuan(fen: .max)).hasPrefix("玖佰贰拾贰万叁仟叁佰柒拾贰亿"))
        #expect(CapitalNumerals.of(Yuan(fen: .min)).hasPrefix("负玖佰贰拾贰万叁仟叁佰柒拾贰亿"))
    }
}
