import Foundation
import Testing

extension EndToEnd {
    /// `serve --open` with and without a program that opens a browser.
    @Suite struct ServeTests {
        /// A folder for PATH, with an opener that does what a script says.
        private func path(_ script: String?) throws -> TemporaryFolder {
            let folder = try TemporaryFolder("path")
            guard let script else { return folder }
            for name in ["xdg-open", "open"] {
                try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: folder / name))
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder / name)
            }
            return folder
        }

        private func serve(_ place: Place, _ path: TemporaryFolder) throws -> Running {
            try Running(
                Built.kaohe, ["serve", "--open", "--workspace", place.path], environment: ["PATH": path.path])
        }

        @Test(
            "Without a browser the desk goes on, says why and what to open, and ends well", arguments: [nil, "exit 3"])
        func noBrowser(_ script: String?) throws {
            let (place, path) = (try Place.new(), try path(script))
            let desk = try serve(place, path)
            let notes = try desk.printed("未能打开浏览器")
            #expect(notes.contains(script == nil ? "本机没有" : "没有打开浏览器"), "\(notes)")
            let address = try desk.printed("/?entry=").split(whereSeparator: { " ：\n".contains($0) })
                .first { $0.hasPrefix("http://127.0.0.1:") }
            let shown = String(try #require(address))
            #expect(notes.contains(shown), "\(notes)")
            #expect(desk.isRunning)

            // A second one cannot show the first either, and says which file does.
            let second = try serve(place, path).answer()
            #expect(second.code == 74 && second.notes.contains("kaohe-desk.html"), "\(second.all)")
            #expect(desk.isRunning && FileManager.default.fileExists(atPath: place.path + "/kaohe-desk.html"))
            desk.signal(SIGTERM)
            #expect(try desk.answer().code == 0)
        }

        @Test("A browser is started with the file that leads to the desk, never with the address")
        func browser() throws {
            let place = try Place.new()
            let told = place.home / "told"
            let path = try path("echo \"$*\" >>'\(told)'")
            let desk = try serve(place, path)
            _ = try desk.printed("/?entry=")
            for _ in 0..<600 where !FileManager.default.fileExists(atPath: told) { usleep(50_000) }
            let again = try serve(place, path).answer()
            #expect(again.code == 0 && again.notes.contains("已在浏览器中打开"), "\(again.all)")
            desk.signal(SIGTERM)
            let answer = try desk.answer()
            #expect(answer.code == 0 && !answer.notes.contains("未能打开浏览器"), "\(answer.all)")
            let door = place.path + "/kaohe-desk.html\n"
            #expect(try String(contentsOfFile: told, encoding: .utf8) == door + door)
        }
    }
}
