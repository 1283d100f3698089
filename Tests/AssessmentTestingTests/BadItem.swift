import AssessmentKernel
import AssessmentTesting
import Testing

/// An item that breaks the contract in one way, and the part of the contract that detects it.
struct BadItem: Sendable, CustomTestStringConvertible {
    let rule: ConformanceFailure.Rule
    let item: any AssessmentItem.Type
    let name: String
    /// What it does, as the list in the docs says it.
    let what: String

    init<B: Break>(_ rule: ConformanceFailure.Rule, _ item: B.Type, _ what: String) {
        self.rule = rule
        self.item = Demo<B>.self
        name = "\(B.self)"
        self.what = what
    }

    init<B: YearBreak>(_ rule: ConformanceFailure.Rule, year item: B.Type, _ what: String) {
        self.rule = rule
        self.item = YearDemo<B>.self
        name = "\(B.self)"
        self.what = what
    }

    init<B: OutlookBreak>(_ rule: ConformanceFailure.Rule, outlook item: B.Type, _ what: String) {
        self.rule = rule
        self.item = OutlookDemo<B>.self
        name = "\(B.self)"
        self.what = what
    }

    /// Its line in the list of the docs.
    var line: String { "| `\(rule.rawValue)` | `\(name)` | \(what) |" }
    var testDescription: String { name }

    /// Every bad item, by what it breaks.
    static let all = declared + shown + behaving + unfair

    private static let declared = [
        BadItem(.descriptor, NoNumber.self, "has the number 0"),
        BadItem(.descriptor, StrangeKey.self, "has a key with a capital and a blank"),
        BadItem(.descriptor, NoChinese.self, "has no Chinese title"),
        BadItem(.descriptor, NoEnglish.self, "has no English title"),
        BadItem(.descriptor, NoVersion.self, "has no version"),
        BadItem(.deductionKinds, StrangeCode.self, "has a code that does not begin with its key"),
        BadItem(.deductionKinds, StrangeClause.self, "cites another item's clause"),
        BadItem(.deductionKinds, TwinCodes.self, "declares one code twice"),
        BadItem(.deductionKinds, NoKinds.self, "declares no deduction"),
        BadItem(.deductionKinds, UntitledKind.self, "has a deduction without a Chinese title"),
        BadItem(.remarkKinds, StrangeWarning.self, "has a warning whose code does not begin with its key"),
        BadItem(.remarkKinds, TwinWarnings.self, "declares one warning twice"),
        BadItem(.remarkKinds, UntitledWarning.self, "has a warning without an English title"),
        BadItem(.remarkKinds, year: StrangeFinding.self, "has a finding whose key has a capital and a blank"),
        BadItem(.remarkKinds, year: UntitledFinding.self, "has a finding without a Chinese title"),
        BadItem(.measures, StrangeMeasure.self, "has a measure whose code does not begin with its key"),
        BadItem(.measures, TwinMeasures.self, "declares one measure twice"),
        BadItem(.measures, UntitledMeasure.self, "has a measure without an English title"),
        BadItem(.tables, NoTable.self, "reads no table"),
        BadItem(.tables, NoKey.self, "has a table without a natural key"),
        BadItem(.tables, NoMember.self, "has a table without the column `member`"),
        BadItem(.tables, NoDay.self, "has a table without an attribution date"),
        BadItem(.tables, CoreName.self, "names its table like one of the ledger's own"),
        BadItem(.tables, TwinTables.self, "has two tables of one title"),
        BadItem(.tables, TwinColumns.self, "has two columns of one title"),
        BadItem(.tables, ReservedColumn.self, "has a column `row`, which bundles add themselves"),
        BadItem(.tables, TwinChoices.self, "has two choices of one title"),
        BadItem(.parameters, WrongUsual.self, "has a usual value that its own type refuses"),
        BadItem(.parameters, TwinParameters.self, "declares one parameter twice"),
        BadItem(.parameters, NoClause.self, "has a parameter that cites no clause"),
        BadItem(.parameters, CallsItMaximum.self, "has a parameter `maximum` of its own"),
        BadItem(.parameters, TakesAnything.self, "takes any text for a parameter"),
        BadItem(.parameters, HarmsAtZero.self, "warns of what it did not declare when a parameter is zero"),
        BadItem(.parameters, IdleParameter.self, "has a parameter that no example shows"),
    ]

    private static let shown = [
        BadItem(.examples, NoExamples.self, "has no example"),
        BadItem(.examples, WrongExample.self, "has an example that does not hold"),
        BadItem(.examples, UnreadableExample.self, "has an example with a day that does not exist"),
        BadItem(.examples, TwinExamples.self, "has two examples of one title"),
        BadItem(.examples, OneTongue.self, "has an example without a Chinese title"),
        BadItem(.examples, SecretRemark.self, "warns where its example does not say so"),
        BadItem(.examples, Forgetful.self, "declares a deduction that no example shows"),
        BadItem(.examples, UnshownWarning.self, "declares a warning that no example shows"),
        BadItem(.examples, year: UnshownFinding.self, "declares a finding that no example shows"),
    ]

    private static let behaving = [
        BadItem(.pure, Stateful.self, "keeps a count between calls"),
        BadItem(.pure, HashOrder.self, "charges the first row of a dictionary, which has no order"),
        BadItem(.pure, MindsReaders.self, "takes more points where nobody reads its warnings"),
        BadItem(.pure, year: FindsForgotten.self, "finds something else about the year at every call"),
        BadItem(.orderIndependent, FirstImported.self, "charges the row whose text was stored first"),
        BadItem(.inThePeriod, LooksBeyond.self, "reads rows of the year from a table that declares no look-back"),
        BadItem(.inThePeriod, WrongDay.self, "dates its deduction a day later"),
        BadItem(.inThePeriod, ChargesLookBack.self, "charges a look-back row in this period"),
        BadItem(.ledBack, Undeclared.self, "takes points of a kind that it did not declare"),
        BadItem(.ledBack, UndeclaredWarning.self, "warns of a kind that it did not declare"),
        BadItem(.ledBack, InventsRecord.self, "warns about a record that is not in the evidence"),
        BadItem(.ledBack, year: FindsNothing.self, "finds something about the year that rests on nothing"),
        BadItem(.measures, UndeclaredMeasure.self, "records a measure that it did not declare"),
        BadItem(.measures, MeasuresTwice.self, "records one measure twice"),
        BadItem(.measures, LosesTarget.self, "leaves out the target that its measure declares"),
        BadItem(.measures, MoreThanAll.self, "measures more than the whole"),
        BadItem(.measures, BelowZero.self, "measures less than zero"),
        BadItem(.ofItsDay, Hasty.self, "charges more while the month still runs"),
        BadItem(.excusesHonoured, DeafToExcuses.self, "charges excused rows"),
        BadItem(.excusesHonoured, PunishesExcuses.self, "charges the other rows more when one is excused"),
        BadItem(.excusesHonoured, CountsEveryDay.self, "takes points for absences on days that are no duty days"),
        BadItem(.excusesHonoured, year: FindsExcused.self, "finds something about the year on excused rows"),
        BadItem(.lookAhead, outlook: SeesNoMore.self, "sees nothing at stake, and then a row costs points"),
        BadItem(.lookAhead, outlook: NeverReturns.self, "takes points back that it did not call recoverable"),
        BadItem(.absence, NamesAbsence.self, "names a table as read for absence, and is not"),
        BadItem(.absence, NamesStranger.self, "names another item's table as read for absence"),
        BadItem(.absence, HidesAbsence.self, "takes points for absences and names no table"),
        BadItem(.decides, Throws.self, "throws on its own example"),
        BadItem(.decides, ThrowsOnBlank.self, "throws on a blank text, which a ledger can hold"),
    ]

    private static let unfair = [
        BadItem(.conduct, NoConduct.self, "says of no record whether it is good or bad"),
        BadItem(.conduct, UnreadableConduct.self, "calls a record neither good nor bad, but fine"),
        BadItem(.exceptions, StaleException.self, "declares an exception to fairness, and is fair"),
        BadItem(.exceptions, WrongException.self, "declares an exception that costs otherwise than it says"),
        BadItem(.goodRecord, CostsGood.self, "charges more for what was missed when something else was done"),
        BadItem(.badRecord, RewardsBad.self, "forgives all when three tasks were missed"),
        BadItem(.badRecord, BeyondException.self, "breaks a property in another way than its exception says"),
        BadItem(.allDone, CostsAll.self, "takes a point from everybody with a duty day"),
        BadItem(.namesAndOrder, KnowsNames.self, "charges members of one village double"),
        BadItem(.namesAndOrder, ReadsCodes.self, "charges tasks double whose code ends in an odd digit"),
    ]
}
