public import PacketCore

/// Values of primitive elements. Each is total: nil where the contents are no such value.
extension BERReader {
  /// The contents where they stand.
  @_lifetime(copy self)
  public func slice(_ element: BERElement) -> RawSpan {
    bytes.slice(from: element.contents.lowerBound, count: element.contents.count)
  }

  /// A boolean: anything but zero is true (X.690 §8.2.2).
  public func boolean(_ element: BERElement) -> Bool? {
    guard element.contents.count == 1, !element.isCut else { return nil }
    return bytes.byte(at: element.contents.lowerBound) != 0
  }

  /// A two's complement integer or enumerated value of at most eight bytes (X.690 §8.3).
  public func integer(_ element: BERElement) -> Int64? {
    guard 1...8 ~= element.contents.count, !element.isCut else { return nil }
    var number: Int64 = bytes.byte(at: element.contents.lowerBound) & 0x80 == 0 ? 0 : -1
    for offset in element.contents { number = number << 8 | Int64(bytes.byte(at: offset)) }
    return number
  }

  /// An integer that is not negative and fits 64 bits; with `lenient`, one whose sender forgot the
  /// zero before a first bit that is set is taken for the number it means.
  public func unsigned(_ element: BERElement, lenient: Bool = false) -> UInt64? {
    guard !element.isCut, let first = element.contents.first else { return nil }
    let isPadded = bytes.byte(at: first) == 0
    guard element.contents.count <= (isPadded ? 9 : 8), lenient || bytes.byte(at: first) < 0x80
    else { return nil }
    var number: UInt64 = 0
    for offset in element.contents { number = number << 8 | UInt64(bytes.byte(at: offset)) }
    return number
  }

  /// An object identifier, copied out.
  public func objectIdentifier(_ element: BERElement) -> OID? {
    element.isCut ? nil : OID(encoded: slice(element))
  }

  /// The bits of a bit string, most significant of its first byte first, as a number of 32 bits whose
  /// highest is bit 0; missing bits are zero.
  public func flags(_ element: BERElement) -> UInt32? {
    guard !element.contents.isEmpty, !element.isCut else { return nil }
    var number: UInt32 = 0
    for index in 1...4 {
      let offset = element.contents.lowerBound + index
      number =
        number << 8 | UInt32(offset < element.contents.upperBound ? bytes.byte(at: offset) : 0)
    }
    return number
  }

  /// A text of any of the string types; what its character set does not have is replaced. A copy.
  public func string(_ element: BERElement) -> String {
    let contents = slice(element)
    switch element.tag {
    case .bmpString:
      let units = stride(from: 0, to: contents.byteCount, by: 2).map {
        contents.bigEndian(UInt16.self, at: $0)
      }
      return String(decoding: units, as: UTF16.self)
    case .universalString:
      let units = stride(from: 0, to: contents.byteCount, by: 4).map {
        contents.bigEndian(UInt32.self, at: $0)
      }
      return String(decoding: units, as: UTF32.self)
    case .teletexString:
      var text = ""
      for offset in 0..<contents.byteCount {
        text.unicodeScalars.append(Unicode.Scalar(contents.byte(at: offset)))
      }
      return text
    default: return String(decoding: contents.copied(), as: UTF8.self)
    }
  }

  /// A moment in UTCTime or GeneralizedTime (X.680 §46, §47): `YYMMDDhhmm[ss]` or
  /// `YYYYMMDDhh[mm[ss[.f…]]]`, then `Z` or `±hhmm`; years of two digits are 1950 to 2049 (RFC 5280
  /// §4.1.2.5). A time without a zone is taken for UTC.
  public func timestamp(_ element: BERElement) -> Timestamp? {
    guard !element.isCut else { return nil }
    return ASN1Time.timestamp(
      slice(element), yearDigits: element.tag == .utcTime ? 2 : 4)
  }
}

/// Reads the times of ASN.1.
enum ASN1Time {
  static func timestamp(_ text: RawSpan, yearDigits: Int) -> Timestamp? {
    var offset = 0
    guard var year = digits(yearDigits, text, &offset), let month = digits(2, text, &offset),
      let day = digits(2, text, &offset), let hour = digits(2, text, &offset)
    else { return nil }
    if yearDigits == 2 { year += year < 50 ? 2000 : 1900 }
    let minute = digits(2, text, &offset) ?? 0
    let second = digits(2, text, &offset) ?? 0
    let nanoseconds = fraction(text, &offset)
    var ahead = 0
    switch text.byte(at: offset) {
    case UInt8(ascii: "Z"): offset += 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let isAhead = text.byte(at: offset) == UInt8(ascii: "+")
      offset += 1
      guard let hours = digits(2, text, &offset) else { return nil }
      let minutes = hours * 60 + (digits(2, text, &offset) ?? 0)
      ahead = isAhead ? minutes : -minutes
    default: break
    }
    guard offset == text.byteCount, hour < 24, minute < 60, second < 61,
      let days = Timestamp.days(year: year, month: month, day: day)
    else { return nil }
    let seconds = days * 86400 + Int64((hour * 60 + minute - ahead) * 60 + second)
    return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
  }

  private static func digits(_ count: Int, _ text: RawSpan, _ offset: inout Int) -> Int? {
    guard text.has(count, at: offset) else { return nil }
    var number = 0
    for place in offset..<offset + count {
      let digit = text.byte(at: place) &- 48
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    offset += count
    return number
  }

  private static func fraction(_ text: RawSpan, _ offset: inout Int) -> UInt32 {
    guard text.byte(at: offset) == UInt8(ascii: ".") || text.byte(at: offset) == UInt8(ascii: ",")
    else { return 0 }
    offset += 1
    var nanoseconds: UInt32 = 0
    var weight: UInt32 = 100_000_000
    while offset < text.byteCount, text.byte(at: offset) &- 48 < 10 {
      nanoseconds += UInt32(text.byte(at: offset) &- 48) * weight
      weight /= 10
      offset += 1
    }
    return nanoseconds
  }
}
