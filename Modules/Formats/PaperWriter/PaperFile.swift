public import AssessmentKernel
public import PaperParts
import Parallel

/// Writes papers to a PDF: letters embedded, nothing of the clock in it, equal papers in equal bytes.
///
/// ```swift
/// let file = try PaperFile("公示表.pdf", title: "公示表", created: closedOn, press)
/// try file.add(paper)          // as many as one likes: each counts its own pages
/// try file.finish()
/// ```
/// A page is written once it is drawn, so a file of a thousand papers takes hardly more memory than one of a few. From the
/// second paper on another thread writes the pages while this one lays out the next.
public final class PaperFile {
    private let press: PaperPress
    private let pages: PageWriter
    private var count = 0
    private var beside: Beside?

    /// The thread that writes, and the papers that wait for it.
    private struct Beside {
        let queue = BoundedQueue<DrawnPaper>(capacity: 8)
        let writing: BesideThis<PageWriter, Problem>

        init(_ pages: PageWriter) {
            let queue = queue
            writing = BesideThis(pages) { pages throws(Problem) in
                // The queue itself never fails.
                while let paper = (try? queue.take()) ?? nil {
                    do throws(Problem) { try pages.write(paper) } catch {
                        queue.abandon()
                        throw error
                    }
                }
            }
        }
    }

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: where it is written; an existing file is replaced.
    ///   - title: its title in the file's properties.
    ///   - created: the day that it bears as its date.
    ///   - press: sets the text; one serves many files, one after the other.
    public init(_ path: String, title: String, created: CivilDate, _ press: PaperPress) throws(Problem) {
        self.press = press
        pages = try PageWriter(path, title: title, created: created)
    }

    deinit { beside?.queue.abandon() }

    /// Adds a paper: lays it out and writes its pages.
    ///
    /// - Parameter isListed: whether it is listed in the file's table of contents.
    /// - Returns: the number of its pages.
    /// - Throws: ``Problem`` also for what failed when an earlier paper was written.
    @discardableResult
    public func add(_ paper: Paper, isListed: Bool = false) throws(Problem) -> Int {
        let set = PageSetting(paper, press.setter)
        let drawn = DrawnPaper(
            title: isListed ? paper.title : nil, width: set.size.width,
            height: set.size.height.isFinite ? set.size.height : set.height,
            pages: set.pages.map { DrawnPage($0, press) })
        count += 1
        if count == 1 {
            try pages.write(drawn)
        } else {
            let line = beside ?? Beside(pages)
            beside = line
            // A line that takes no more has failed, and says why.
            if !line.queue.put(drawn) { try line.writing.wait() }
        }
        return drawn.pages.count
    }

    /// Writes what needs all pages and closes the file.
    public func finish() throws(Problem) {
        if let beside {
            beside.queue.finish()
            try beside.writing.wait()
        }
        try pages.finish()
    }
}
