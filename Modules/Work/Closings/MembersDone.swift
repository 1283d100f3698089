/// How many members are done; says so from time to time, and at the end.
struct MembersDone {
    private let all: Int
    private var done = 0

    init(of all: Int) { self.all = all }

    /// Counts one more.
    ///
    /// - Parameter tell: called with every 64th and the last, and with how many there are.
    mutating func next(_ tell: (_ done: Int, _ all: Int) -> Void) {
        done += 1
        if done % 64 == 0 || done == all { tell(done, all) }
    }
}
