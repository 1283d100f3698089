/// Something that a person does or chooses in one of the fronts.
///
/// A message below the fronts names one of these and never a command, an option, a page or a button: these are the words
/// of a front, and a front has words for each of them. To name something that is not here yet, add a case with its title;
/// the compiler then asks every front for its words. Indirect, so that whatever carries one stays small.
public indirect enum Deed: Hashable, Sendable {
    // What is done, on the command line by a command and at the desk on a page. A value that is not known is nil.

    /// Make a workspace.
    case makeWorkspace
    /// Import a file or folder, where it is known, as a table where that has to be said.
    case importFiles(String?, as: Named?)
    /// Import by a profile that is named or, with `file`, given as a file.
    case importByProfile(file: Bool)
    /// See the imports so far and their numbers.
    case listImports
    /// Withdraw an import.
    case withdrawImport(Int?)
    /// Close a quarter.
    case close(Quarter?)
    /// Revise a closed quarter.
    case revise(Quarter?)
    /// See what a quarter still lacks.
    case status(Quarter?)
    /// See a month's notice.
    case seeNotice(Month)
    /// Issue a month's notice.
    case issueNotice(Month)
    /// Withdraw a month's notice.
    case withdrawNotice(Month)
    /// See what cost a member points, with days and records.
    case explain(member: String?, Quarter?)
    /// See the appeals and their numbers.
    case listAppeals
    /// Decide an appeal.
    case decideAppeal(Int64)
    /// See the records that may repeat others, and their numbers.
    case listSuspects(Quarter?)
    /// Judge such records.
    case judgeSuspects
    /// Write such records into a file for verdicts.
    case exportSuspects(Quarter)
    /// See the equipment and the numbers of its entries.
    case listEquipment
    /// Decide whose fault a loss or damage was.
    case decideFault(entry: String?)
    /// Enter that a member has given equipment back.
    case returnEquipment(member: String)
    /// Draft a profile of an export.
    case draftProfile(Draft)
    /// See the profiles.
    case listProfiles
    /// See a profile.
    case showProfile(String?)
    /// Copy a shipped profile to change it, and import by the copy.
    case copyProfile(String)
    /// See the items.
    case listItems
    /// Set what papers print, by the names of the settings.
    case setPapers([String])
    /// Make a signing key.
    case makeKey
    /// Replace the signing key, with a statement for the district.
    case replaceKey
    /// See the public key and its fingerprint.
    case showKey
    /// Take the district's receipt in.
    case takeReceipt
    /// Check the ledger against its journal.
    case checkJournal
    /// Make a district's register.
    case makeRegister
    /// See the townships' keys.
    case listKeys
    /// Register a township's key.
    case trustKey
    /// Revoke a key; `sparing` some bundles that are taken all the same.
    case revokeKey(number: String?, sparing: Bool)
    /// See the approved rulebooks.
    case listRulebooks
    /// Approve a rulebook.
    case approveRulebook

    // What is said or chosen with a deed, on the command line by an option and at the desk by a field or a button.

    /// The reason.
    case reason
    /// Let what is delivered or entered correct the ledger's records.
    case amend
    /// Import the rows that are right, without the rejected ones.
    case acceptValid
    /// Confirm that a table has no rows.
    case acceptEmpty(Named)
    /// The table that a file is; nil where any may be named.
    case table(Named?)
    /// The sheet of a workbook.
    case sheet
    /// The profile to read a file by.
    case profile
    /// Read a file by no profile.
    case noProfile
    /// Record it although it is unusual.
    case anyway
    /// The serial number.
    case serial
    /// The number of an entry of equipment.
    case entryNumber
    /// The day up to which something is seen.
    case asOf
    /// Issue it, rather than look at it.
    case issue
    /// A parameter and its value, as it was written.
    case setting(String?)
    /// A reading of an open question, as it was written.
    case interpretation(String?)
    /// The rulebook's file.
    case rulebookFile
    /// The folder of the workspace.
    case workspaceFolder
    /// The folder for what is written.
    case outputFolder
    /// The desk's port.
    case port
    /// The name of the township whose workspace is made.
    case township
    /// The name of a township.
    case townshipName
    /// The name of the district.
    case office
    /// The hours of duty.
    case duty
    /// Keep a profile in the workspace, under a name where it is known.
    case save(String?)
    /// The public key that a signature is checked with.
    case trustedKey
    /// Bundles on hold, by the digest of their rulebook.
    case held(String?)

    /// A table by its key and its title.
    public struct Named: Hashable, Sendable {
        /// Its key.
        public let key: String
        /// Its title.
        public let title: LocalText

        /// Names a table.
        public init(key: String, title: LocalText) {
            self.key = key
            self.title = title
        }
    }

    /// What is known about a draft of a profile that is to be made.
    public struct Draft: Hashable, Sendable {
        /// The table, where it has to be named; its key is empty where it is to be chosen.
        public var table: Named?
        /// Whether the hours of duty have to be given.
        public var needsDuty: Bool
        /// Under which name it is kept; nil where it is not, empty where it is to be chosen.
        public var name: String?

        /// Describes a draft.
        public init(table: Named? = nil, needsDuty: Bool = false, savedAs name: String? = nil) {
            self.table = table
            self.needsDuty = needsDuty
            self.name = name
        }
    }
}

extension Deed {
    /// What it is called where no front is known, as in a file that is read later.
    public var title: LocalText {
        switch self {
        case .makeWorkspace: LocalText("新建工作区", "new workspace")
        case .importFiles: LocalText("导入", "import")
        case .importByProfile: LocalText("按对照文件导入", "import by a profile")
        case .listImports: LocalText("以前的导入", "imports so far")
        case .withdrawImport: LocalText("撤回导入", "withdraw an import")
        case .close: LocalText("结算", "closing")
        case .revise: LocalText("更正结算", "revise")
        case .status: LocalText("结算前检查", "status")
        case .seeNotice: LocalText("月通报", "notice")
        case .issueNotice: LocalText("发放通报", "issue the notice")
        case .withdrawNotice: LocalText("撤回通报", "withdraw the notice")
        case .explain: LocalText("扣分说明", "explained deductions")
        case .listAppeals: LocalText("申诉", "appeals")
        case .decideAppeal: LocalText("登记申诉处理结果", "decide an appeal")
        case .listSuspects: LocalText("疑似重复", "suspects")
        case .judgeSuspects: LocalText("核查疑似重复", "judge suspects")
        case .exportSuspects: LocalText("导出疑似重复", "export suspects")
        case .listEquipment: LocalText("设备台账", "equipment")
        case .decideFault: LocalText("设备定责", "decide about the fault")
        case .returnEquipment: LocalText("收回设备", "return of equipment")
        case .draftProfile: LocalText("起草对照文件", "draft a profile")
        case .listProfiles: LocalText("对照文件", "profiles")
        case .showProfile: LocalText("查看对照文件", "show a profile")
        case .copyProfile: LocalText("另存对照文件", "copy a profile")
        case .listItems: LocalText("考核项", "items")
        case .setPapers: LocalText("材料设置", "settings of the papers")
        case .makeKey: LocalText("新建签名密钥", "new signing key")
        case .replaceKey: LocalText("更换签名密钥", "replace the signing key")
        case .showKey: LocalText("查看公钥与指纹", "show the public key and its fingerprint")
        case .takeReceipt: LocalText("登记区级回执", "take the district's receipt")
        case .checkJournal: LocalText("核对日志", "check the journal")
        case .makeRegister: LocalText("新建区级登记簿", "new district register")
        case .listKeys: LocalText("已登记的乡镇公钥", "registered keys")
        case .trustKey: LocalText("登记乡镇公钥", "register a township's key")
        case .revokeKey: LocalText("停用乡镇密钥", "revoke a key")
        case .listRulebooks: LocalText("核准的细则", "approved rulebooks")
        case .approveRulebook: LocalText("核准细则", "approve a rulebook")
        case .reason: LocalText("原因", "reason")
        case .amend: LocalText("更正账本", "correct the ledger")
        case .acceptValid: LocalText("先导入其余各行", "import the other rows")
        case .acceptEmpty(let table):
            LocalText("确认没有“\(table.title.chinese)”记录", "there really are no rows of \(table.title.english)")
        case .table(let table?): LocalText("按“\(table.title.chinese)”导入", "import as \(table.title.english)")
        case .table(nil): LocalText("表", "table")
        case .sheet: LocalText("工作表", "sheet")
        case .profile: LocalText("对照文件", "profile")
        case .noProfile: LocalText("不用对照文件", "no profile")
        case .anyway: LocalText("仍要登记", "record it all the same")
        case .serial: LocalText("序列号", "serial number")
        case .entryNumber: LocalText("登记号", "entry")
        case .asOf: LocalText("截止日期", "as of")
        case .issue: LocalText("发放", "issue")
        case .setting(let text):
            LocalText("参数\(text.map { " " + $0 } ?? "")", "parameter\(text.map { " " + $0 } ?? "")")
        case .interpretation(let text):
            LocalText("细则适用说明\(text.map { " " + $0 } ?? "")", "reading\(text.map { " " + $0 } ?? "")")
        case .rulebookFile: LocalText("考核细则文件", "rulebook")
        case .workspaceFolder: LocalText("工作区文件夹", "workspace")
        case .outputFolder: LocalText("输出文件夹", "output folder")
        case .port: LocalText("端口", "port")
        case .township, .townshipName: LocalText("乡镇名称", "township")
        case .office: LocalText("区级名称", "district's name")
        case .duty: LocalText("上下班时间", "hours of duty")
        case .save: LocalText("存入工作区", "keep it in the workspace")
        case .trustedKey: LocalText("乡镇公钥", "public key")
        case .held: LocalText("暂存的上报包", "bundles on hold")
        }
    }
}
