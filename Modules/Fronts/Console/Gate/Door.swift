public import AssessmentKernel
import Disk
import Foundation

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
    ///
    /// - Returns: whether one could be started.
    public func openBrowser() throws(Problem) -> Bool { Console.show(try makeDoor()) }

    /// Opens the desk of a folder that another run has open already, in the person's browser.
    ///
    /// - Returns: whether there is such a desk; nil when its browser could not be started.
    /// - Throws: ``Problem`` when that desk was not opened with a browser, so that only who started it knows its address.
    public static func openBrowser(ofOpenDeskIn folder: String) throws(Problem) -> Bool? {
        guard DraftBox.isTaken(in: folder) else { return false }
        guard Files.exists(door(of: folder)) else { throw DraftBox.taken(folder) }
        return show(door(of: folder)) ? true : nil
    }

    private static func show(_ file: String) -> Bool {
        let process = Process()
        #if os(macOS)
            process.executableURL = URL(fileURLWithPath: "/usr/bin/open")
        #else
            process.executableURL = URL(fileURLWithPath: "/usr/bin/xdg-open")
        #endif
        process.arguments = [file]
        process.standardInput = nil
        process.standardOutput = nil
        process.standardError = nil
        guard (try? process.run()) != nil else { return false }
        // Without a browser it ends soon, with an error; with one it may stay as long as the browser does.
        for _ in 0..<30 where process.isRunning { usleep(100_000) }
        return process.isRunning || process.terminationStatus == 0
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
