public import AssessmentKernel
import CPangoCairo
public import PaperParts

/// The letters of papers: for each kind the first family that this machine has.
///
/// Offices have 小标宋, 仿宋 and 黑体; where they are missing, the free families that ship with Debian stand in.
public struct Typefaces: Sendable {
    /// A family and the weight in which it is used.
    struct Family: Sendable, Hashable {
        let name: String
        let isHeavy: Bool

        init(_ name: String, isHeavy: Bool = false) {
            self.name = name
            self.isHeavy = isHeavy
        }
    }

    /// The families by kind of letters, the best first.
    private static let wanted: [Paper.Face: [Family]] = [
        .title: [
            Family("FZXiaoBiaoSong-B05S"), Family("FZXiaoBiaoSong-B05"), Family("方正小标宋简体"), Family("方正小标宋_GBK"),
            Family("STZhongsong"), Family("Noto Serif CJK SC", isHeavy: true),
            Family("Source Han Serif SC", isHeavy: true), Family("Songti SC", isHeavy: true),
            Family("Noto Sans CJK SC", isHeavy: true),
        ],
        .head: [
            Family("SimHei"), Family("STHeiti"), Family("Noto Sans CJK SC"), Family("Source Han Sans SC"),
            Family("Heiti SC"), Family("WenQuanYi Zen Hei"), Family("Droid Sans Fallback"),
        ],
        .text: [
            Family("FangSong_GB2312"), Family("FangSong"), Family("STFangsong"), Family("FandolFang R"),
            Family("Noto Serif CJK SC"), Family("Source Han Serif SC"), Family("Songti SC"),
            Family("Noto Sans CJK SC"), Family("WenQuanYi Zen Hei"), Family("Droid Sans Fallback"),
        ],
    ]

    private let chosen: [Paper.Face: Family]

    /// Chooses among the families of this machine.
    ///
    /// - Throws: ``Problem`` when it has no Chinese letters at all, or no library that sets them, and what to install.
    public init() throws(Problem) {
        if let missing = kaohe_pango_load() { throw Problem.noLibrary(String(cString: missing)) }
        let there = Typefaces.installed()
        var chosen: [Paper.Face: Family] = [:]
        for (face, families) in Typefaces.wanted {
            guard let family = families.first(where: { there.contains($0.name) }) else {
                throw Problem(
                    .cannotWrite, LocalText("本机没有可用的中文字体", "this machine has no Chinese letters"),
                    next: LocalText(
                        "安装思源字体（Debian：apt-get install fonts-noto-cjk）后重试",
                        "install Noto CJK (Debian: apt-get install fonts-noto-cjk) and run the command again"))
            }
            chosen[face] = family
        }
        self.chosen = chosen
    }

    /// The family that is used for a kind of letters.
    public func family(of face: Paper.Face) -> String { chosen[face]?.name ?? "" }

    /// The families of titles, of heads and of text.
    public var families: [String] { [.title, .head, .text].map { family(of: $0) } }

    /// What pango is told of some letters; the caller frees it.
    func description(_ look: Paper.Look) -> OpaquePointer? {
        let description = pango_font_description_new()
        // Behind the chosen family stand those that have more characters.
        let names = [family(of: look.face), "Noto Serif CJK SC", "Noto Sans CJK SC"]
        pango_font_description_set_family(description, names.joined(separator: ","))
        if chosen[look.face]?.isHeavy == true {
            pango_font_description_set_weight(description, KAOHE_PANGO_WEIGHT_BOLD)
        }
        pango_font_description_set_absolute_size(description, look.size * Double(KAOHE_PANGO_SCALE))
        return description
    }

    private static func installed() -> Set<String> {
        guard let map = pango_cairo_font_map_new() else { return [] }
        defer { g_object_unref(UnsafeMutableRawPointer(map)) }
        var families: UnsafeMutablePointer<OpaquePointer?>?
        var count: Int32 = 0
        pango_font_map_list_families(map, &families, &count)
        defer { g_free(families) }
        var names: Set<String> = []
        for place in 0..<Int(count) {
            if let family = families?[place], let name = pango_font_family_get_name(family) {
                names.insert(String(cString: name))
            }
        }
        return names
    }
}

extension Problem {
    /// Nothing can be printed without the libraries that set letters.
    fileprivate static func noLibrary(_ missing: String) -> Problem {
        Problem(
            .cannotWrite,
            LocalText("本机缺少排版所需的库（\(missing)）", "this machine has no library that sets letters (\(missing))"),
            next: LocalText(
                "安装 Pango 与 HarfBuzz（Debian：apt-get install libpangocairo-1.0-0 libharfbuzz-subset0）后重试",
                "install Pango and HarfBuzz (Debian: apt-get install libpangocairo-1.0-0 libharfbuzz-subset0) and run the command again"
            ))
    }
}
