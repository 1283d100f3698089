public import AssessmentKernel
import Disk

extension Console {
    /// The page that leads to the ``address``, as a file in the folder; it is gone when the desk ends.
    var door: String { Console.door(of: folder) }

    private static func door(of folder: String) -> String { folder + "/kaohe-desk.html" }

    /// Opens the desk in the person's browser.
    ///
    /// A browser is started with a file, which its owner alone can read, and not with the ``address``: what a program is
    /// started with stands in the list of processes, where everybody on the machine can read it.
    ///
    /// Waits up to three seconds for what it starts.
    public func openBrowser() throws(Problem) -> BrowserStart { BrowserStart(showing: try makeDoor()) }

    /// Opens the desk of a folder that another run has open already, in the person's browser.
    ///
    /// - Returns: whether there is such a desk, whose page is then on its way.
    /// - Throws: ``Problem`` when that desk was not opened with a browser, so that only who started it knows its address,
    ///   and when no browser could be started, with the file to open by hand.
    public static func openBrowser(ofOpenDeskIn folder: String) throws(Problem) -> Bool {
        guard DraftBox.isTaken(in: folder) else { return false }
        let door = door(of: folder)
        guard Files.exists(door) else { throw DraftBox.taken(folder) }
        let start = BrowserStart(showing: door)
        if start == .done { return true }
        throw Problem(
            .inputOutput,
            LocalText(
                "工作台已在运行，但未能打开浏览器：\(start.reason.chinese)",
                "the desk is open already, but no browser could be started: \(start.reason.english)"),
            at: .init(file: door), next: LocalText("在浏览器中打开这个文件", "open this file in a browser"))
    }

    /// Makes a door whose address was used lead in again, so that the person can come back by it.
    func renewDoor() {
        guard Files.exists(door), gate.renewAddress() else { return }
        // Without it only the browser that is in stays in.
        _ = try? makeDoor()
    }

    /// Writes the page that leads to the desk, anew.
    func makeDoor() throws(Problem) -> String {
        if !Files.isFolder(folder) { try Files.makeFolder(folder) }
        Files.discard(door)
        let page = """
            <!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>kaohe</title>
            <meta http-equiv="refresh" content="0; url=\(address)"><p><a href="\(address)">工作台 · Desk</a></p></html>

            """
        try Files.create(door, Array(page.utf8), mode: 0o600)
        return door
    }
}
