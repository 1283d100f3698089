/// Sentences and names made from the phrases.
enum Texts {
    static func name(_ dice: inout Dice) -> String {
        let front = min(dice.below(Phrases.surnames.count), dice.below(Phrases.surnames.count))
        let surname = Phrases.surnames[front]
        if dice.chance(15) { return surname + dice.pick(Phrases.lastGiven) }
        let first = dice.pick(Phrases.firstGiven)
        return surname + first + dice.pick(Phrases.lastGiven)
    }

    static let villageCount =
        Phrases.villagePrefixes.count * Phrases.villageStems.count * Phrases.villageSuffixes.count

    /// The township's village with a number: names are unique, and the first 1,792 have no prefix.
    static func village(_ index: Int, seed: Int) -> String {
        let stems = Phrases.villageStems
        let suffixes = Phrases.villageSuffixes
        let plain = stems.count * suffixes.count
        var dice = Dice(seed, 3)
        let name = turn(index % plain, in: plain, &dice)
        return Phrases.villagePrefixes[index / plain] + stems[name / suffixes.count] + suffixes[name % suffixes.count]
    }

    /// The office with a number; from the 841st on the names repeat with a number.
    static func office(_ index: Int, seed: Int) -> String {
        let last = Phrases.officeLast
        let plain = Phrases.officeFirst.count * last.count
        var dice = Dice(seed, 4)
        let name = turn(index % plain, in: plain, &dice)
        let round = index < plain ? "" : String(index / plain + 1)
        return Phrases.officeFirst[name / last.count] + last[name % last.count] + round + "办事处"
    }

    /// The name's index after a shuffle of all names, computed without holding them.
    private static func turn(_ index: Int, in count: Int, _ dice: inout Dice) -> Int {
        var walk = Walk(count: count, dice: &dice)
        let start = walk.next(), step = (walk.next() - start + count) % count
        return (start + index * step) % count
    }

    // MARK: Daily work

    static let eventCount =
        Phrases.places.count * Phrases.matters.count * Phrases.actions.count * Phrases.endings.count

    /// Each number below `eventCount` is one place and one description, and no two are the same.
    static func event(_ number: Int) -> (place: String, description: String) {
        var rest = number
        func part(_ phrases: [String]) -> String {
            defer { rest /= phrases.count }
            return phrases[rest % phrases.count]
        }
        let place = part(Phrases.places)
        let matter = part(Phrases.matters)
        let action = part(Phrases.actions)
        return (place, "\(matter)。\(action)，\(part(Phrases.endings))")
    }

    static func persons(_ dice: inout Dice) -> String {
        let first = name(&dice)
        switch dice.below(5) {
        case 0: return "\(first)、\(name(&dice))"
        case 1: return "\(first)等\(dice.within(2...6))人"
        default: return first
        }
    }

    static func household(_ dice: inout Dice) -> String {
        name(&dice) + dice.pick(["户", "家", "（独居）", "户（脱贫享受政策）", "户", "户", "家"])
    }

    static func visitNote(_ dice: inout Dice) -> String {
        let topic = dice.pick(Phrases.visitTopics), finding = dice.pick(Phrases.visitFindings)
        return "\(topic)；\(finding)，\(dice.pick(Phrases.visitEndings))"
    }

    static func log(_ dice: inout Dice) -> String {
        let morning = dice.pick(Phrases.patrols), noon = dice.pick(Phrases.chores), evening = dice.pick(Phrases.patrols)
        let ending = dice.pick(Phrases.logEndings)
        switch dice.below(3) {
        case 0: return "上午\(morning)；下午\(noon)，\(ending)"
        case 1: return "\(morning)，\(noon)，随后\(evening)。\(ending)"
        default: return "今日\(noon)，并\(morning)。\(ending)"
        }
    }

    /// What a clerk pasted: quotation marks, an ASCII comma and a line break in one cell.
    static func pasted(_ text: String, _ dice: inout Dice) -> String {
        let speaker = name(&dice)
        return "\(text)\n\(speaker)说:\"\(dice.pick(["都说了好几天,没人管", "这事办得快,谢谢", "先记下,等村里开会再定"]))\""
    }
}
