import PaperParts

extension PageSetting {
    /// Lays out a chart.
    mutating func add(_ chart: PaperChart) {
        if let title = setter.set(chart.title, Paper.Look(.head, chart.look.size), width: area.width) {
            draw(.text(title, x: area.x, y: y))
            advance(title.height + 1.5 * SheetSize.millimetre)
        }
        switch chart.kind {
        case .lying: addLying(chart)
        case .standing: addStanding(chart)
        }
        advance(3 * SheetSize.millimetre)
    }

    /// The share of the longest bar that each bar has.
    private func lengths(of chart: PaperChart) -> [Double] {
        let top = (chart.bars.map(\.value).max() ?? 0) - chart.base
        return chart.bars.map { top > 0 ? max(0, $0.value - chart.base) / top : 0 }
    }

    private mutating func addLying(_ chart: PaperChart) {
        let (left, width) = area
        let labels = chart.bars.map { setter.set($0.label, chart.look, width: width * 0.42) }
        let texts = chart.bars.map { setter.set($0.text, chart.look, width: nil) }
        let space = 1.5 * SheetSize.millimetre
        let labelWidth = labels.map { $0?.width ?? 0 }.max() ?? 0
        let textWidth = texts.map { $0?.width ?? 0 }.max() ?? 0
        let room = max(10, width - labelWidth - textWidth - 2 * space)
        for (place, length) in lengths(of: chart).enumerated() {
            let height = max(labels[place]?.height ?? 0, texts[place]?.height ?? 0)
            if let label = labels[place] { draw(.text(label, x: left, y: y + (height - label.height) / 2)) }
            let (start, bar) = (left + labelWidth + space, max(0.5, room * length))
            draw(
                .area(
                    x: start, y: y + height * 0.2, width: bar, height: height * 0.6,
                    shade: chart.bars[place].isStrong ? 0.25 : 0.55))
            if let text = texts[place] {
                draw(.text(text, x: start + bar + space, y: y + (height - text.height) / 2))
            }
            advance(height + 0.8 * SheetSize.millimetre)
        }
    }

    private mutating func addStanding(_ chart: PaperChart) {
        let (left, width) = area
        guard !chart.bars.isEmpty else { return }
        let step = width / Double(chart.bars.count)
        let centred = Typesetter.Setting(alignment: .centre)
        let labels = chart.bars.map { setter.set($0.label, chart.look, width: step, centred) }
        let texts = chart.bars.map { setter.set($0.text, chart.look, width: step, centred) }
        let textHeight = texts.map { $0?.height ?? 0 }.max() ?? 0
        let tallest = 24 * SheetSize.millimetre
        let thick = min(step * 0.5, 14 * SheetSize.millimetre)
        let floor = y + textHeight + tallest
        for (place, length) in lengths(of: chart).enumerated() {
            let (x, bar) = (left + Double(place) * step, max(0.5, tallest * length))
            if let text = texts[place] { draw(.text(text, x: x, y: floor - bar - text.height)) }
            draw(
                .area(
                    x: x + (step - thick) / 2, y: floor - bar, width: thick, height: bar,
                    shade: chart.bars[place].isStrong ? 0.25 : 0.55))
            if let label = labels[place] { draw(.text(label, x: x, y: floor + 1)) }
        }
        draw(.line(fromX: left, fromY: floor, toX: left + width, toY: floor, isDashed: false))
        advance(textHeight + tallest + 1 + (labels.map { $0?.height ?? 0 }.max() ?? 0))
    }
}
