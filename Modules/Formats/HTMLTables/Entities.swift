import Sheets

/// Characters written as `&nbsp;`, `&#160;` or `&#xA0;`.
enum Entities {
    /// The longest entity that is looked for, in bytes.
    static let longest = 32

    /// The names of Latin 1 from U+00A0 on.
    private static let latin = [
        "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not",
        "shy",
        "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm",
        "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring",
        "AElig",
        "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
        "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
        "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc",
        "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
        "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
    ]

    private static let named: [String: UInt32] = {
        var named: [String: UInt32] = [
            "lt": 0x3C, "gt": 0x3E, "amp": 0x26, "quot": 0x22, "apos": 0x27, "LT": 0x3C, "GT": 0x3E, "AMP": 0x26,
            "QUOT": 0x22, "ensp": 0x2002, "emsp": 0x2003, "thinsp": 0x2009, "zwnj": 0x200C, "zwj": 0x200D,
            "lrm": 0x200E,
            "rlm": 0x200F, "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018, "rsquo": 0x2019, "sbquo": 0x201A,
            "ldquo": 0x201C, "rdquo": 0x201D, "bdquo": 0x201E, "dagger": 0x2020, "bull": 0x2022, "hellip": 0x2026,
            "permil": 0x2030, "prime": 0x2032, "Prime": 0x2033, "lsaquo": 0x2039, "rsaquo": 0x203A, "euro": 0x20AC,
            "trade": 0x2122, "larr": 0x2190, "uarr": 0x2191, "rarr": 0x2192, "darr": 0x2193, "harr": 0x2194,
            "minus": 0x2212, "radic": 0x221A, "infin": 0x221E, "asymp": 0x2248, "ne": 0x2260, "le": 0x2264,
            "ge": 0x2265,
            "loz": 0x25CA, "check": 0x2713, "cross": 0x2717, "star": 0x2606, "starf": 0x2605, "colon": 0x3A,
            "comma": 0x2C, "period": 0x2E, "lpar": 0x28, "rpar": 0x29, "sol": 0x2F, "num": 0x23, "percnt": 0x25,
            "Tab": 0x09, "NewLine": 0x0A, "alpha": 0x3B1, "beta": 0x3B2, "pi": 0x3C0, "Omega": 0x3A9, "OElig": 0x152,
            "oelig": 0x153, "Scaron": 0x160, "scaron": 0x161,
        ]
        for (place, name) in latin.enumerated() { named[name] = 0xA0 + UInt32(place) }
        return named
    }()

    /// Windows characters that careless pages give by their bytes.
    private static let windows: [UInt32: UInt32] = [
        0x80: 0x20AC, 0x82: 0x201A, 0x84: 0x201E, 0x85: 0x2026, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D,
        0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014, 0x99: 0x2122,
    ]

    /// Reads the entity behind an ampersand.
    ///
    /// - Returns: the character and the length of what stands for it, with the ampersand; nil for a plain ampersand.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (scalar: UInt32, count: Int)? {
        guard bytes.count > 2 else { return nil }
        var place = 1
        if bytes[1] == 0x23 {
            var value: UInt32 = 0
            place = 2
            let isHex = bytes[2] | 0x20 == 0x78
            if isHex { place = 3 }
            let start = place
            while place < min(bytes.count, longest), let digit = digit(bytes[place], isHex: isHex) {
                value = min(value * (isHex ? 16 : 10) + digit, 0x11_0000)
                place += 1
            }
            guard place > start else { return nil }
            if place < bytes.count, bytes[place] == 0x3B { place += 1 }
            return (windows[value] ?? value, place)
        }
        while place < min(bytes.count, longest), isName(bytes[place]) { place += 1 }
        let name = String(decoding: UnsafeBufferPointer(rebasing: bytes[1..<place]), as: UTF8.self)
        guard let scalar = named[name] else { return nil }
        guard place < bytes.count, bytes[place] == 0x3B else {
            // Without its semicolon only an old name counts.
            return scalar < 0x100 && latin.contains(name) || ["lt", "gt", "amp", "quot"].contains(name)
                ? (scalar, place) : nil
        }
        return (scalar, place + 1)
    }

    private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46 where isHex: UInt32(byte - 0x37)
        case 0x61...0x66 where isHex: UInt32(byte - 0x57)
        default: nil
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
    }

    /// The text of an attribute.
    static func decoded(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.contains(0x26) else { return String(decoding: bytes, as: UTF8.self) }
        let buffer = ByteBuffer(capacity: bytes.count)
        var place = 0
        while place < bytes.count {
            if bytes[place] == 0x26, let (scalar, count) = read(UnsafeBufferPointer(rebasing: bytes[place...])) {
                buffer.append(scalar: scalar)
                place += count
            } else {
                buffer.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: buffer[0..<buffer.count], as: UTF8.self)
    }
}
