public import AssessmentKernel
import Testing

/// A member of the roster; an invalid day fails the test.
public func member(
    _ code: String = "M1", post: Post = .fullTime, office: String = "一办", village: Text = "东村",
    joined: String = "2020-01-01", left: String? = nil, removed: String? = nil
) -> Member {
    Member(
        code: Text(code), name: Text("王芳" + code), post: post, office: Text(office), village: village, grid: "1",
        joinedOn: day(joined), leftOn: left.map { day($0) }, removedOn: removed.map { day($0) })
}
