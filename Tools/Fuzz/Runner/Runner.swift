import Doors
import Foundation

/// The driver of libFuzzer, which comes with the compiler.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ take: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

private let scratch = NSTemporaryDirectory() + "door-\(getpid())"
private let door = ProcessInfo.processInfo.environment["KAOHE_DOOR"].flatMap(Door.init(rawValue:)) ?? .csv

/// Runs libFuzzer on the door that `KAOHE_DOOR` names; the arguments are libFuzzer's own.
@main enum Runner {
    static func main() {
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        let status = runFuzzer(&count, &arguments) { start, count in
            door.read(Array(UnsafeBufferPointer(start: start, count: count)), scratch: scratch)
            return 0
        }
        unlink(scratch)
        exit(status)
    }
}
