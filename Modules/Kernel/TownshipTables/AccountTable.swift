public import AssessmentKernel

/// 账户: where and under which number a member is paid.
///
/// For paying out alone: no rule reads it, no bundle, page or public copy has it, and the original of its import is not
/// kept.
public struct AccountTable: EvidenceTable {
    /// The one instance.
    public static let shared = AccountTable()
    /// The member.
    public let member: Column<Text>
    /// The number of the identity card.
    public let idNumber: Column<Text?>
    /// The bank.
    public let bank: Column<Text?>
    /// The account's number.
    public let bankAccount: Column<Text?>
    /// The schema.
    public let schema: TableSchema

    init() {
        var table = TableBuilder("account", "账户", "Accounts")
        table.disclosure = .nothing
        member = table.member(.key)
        idNumber = table.optionalCode("id_number", "身份证号", "Identity number")
        bank = table.optionalCode("bank", "开户行", "Bank")
        bankAccount = table.optionalCode("bank_account", "银行账号", "Bank account")
        table.postCheck = .none
        table.check(
            idNumber,
            TableSchema.TextRule(
                reason: LocalText(
                    "身份证号应为 18 位且校验码正确，请核对有无错漏", "an identity number has 18 characters and a check digit that holds"),
                isValid: AccountTable.isIdentityNumber))
        table.words = PlatformWords(
            "银行账户 代发账户 工资账户",
            columns: [
                "id_number": "身份证号码 身份证 公民身份号码 证件号码", "bank": "开户银行 开户行名称 银行", "bank_account": "账号 卡号 银行卡号 银行账户",
            ])
        schema = table.finished()
    }

    /// Whether 17 digits are followed by their check digit, as the national standard computes it.
    static func isIdentityNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == 18, bytes.prefix(17).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(bytes, weights).reduce(0) { $0 + (Int($1.0) - 0x30) * $1.1 }
        let check = Array("10X98765432".utf8)[sum % 11]
        return bytes[17] == check || check == 0x58 && bytes[17] == 0x78
    }
}
