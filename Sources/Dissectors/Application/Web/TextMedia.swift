public import PacketCore

/// The lines of a text that a message has as its body: Wireshark's `data-text-lines`.
public struct TextMedia: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "data-text-lines"
  public static var title: String { "Line-based text data" }
  public static var specification: String { "RFC 2046 §4.1" }
  public static var bindings: [Binding] { [] }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Wireshark shows the lines without a name of their own.
  public static let fields: [Field<TextMedia>] = []
}

/// The body of a message whose media type has no layer of its own: Wireshark's `media`.
public struct OtherMedia: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "media"
  public static var title: String { "Media Type" }
  public static var specification: String { "RFC 2046" }
  public static var bindings: [Binding] { [] }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public static let fields: [Field<OtherMedia>] = [
    Field("media.type", "Media type", .bytes) { view, emit in
      emit(.bytes, 0..<view.bytes.byteCount)
    }
  ]
}

/// Names and values of a form, as a browser sends them
/// ([URL Standard](https://url.spec.whatwg.org/#application/x-www-form-urlencoded) §5).
public struct FormMedia: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "urlencoded-form"
  public static var title: String { "HTML Form URL Encoded" }
  public static var specification: String { "URL Standard §5" }
  public static var bindings: [Binding] { [] }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public static let fields: [Field<FormMedia>] = [
    Field("urlencoded-form", "Form item", .heading) { view, emit in
      view.bytes.forEachPart(of: 0..<view.bytes.byteCount, between: 38) { emit(.present, $0) }
    },
    Field("urlencoded-form.key", "Key", .text) { view, emit in
      view.forEachItem { key, _ in emit(.string(view.decoded(key)), key) }
    },
    Field("urlencoded-form.value", "Value", .text) { view, emit in
      view.forEachItem { _, value in emit(.string(view.decoded(value)), value) }
    },
  ]

  private func forEachItem(_ body: (_ key: Range<Int>, _ value: Range<Int>) -> Void) {
    bytes.forEachPart(of: 0..<bytes.byteCount, between: 38) { item in
      let mark = bytes.offset(of: 61, in: item) ?? item.upperBound
      body(item.lowerBound..<mark, min(mark + 1, item.upperBound)..<item.upperBound)
    }
  }

  /// The text behind percent signs and plus signs.
  private func decoded(_ range: Range<Int>) -> String {
    var text: [UInt8] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = bytes.byte(at: offset)
      offset += 1
      if byte == 43 {
        text.append(32)
      } else if byte == 37, offset + 2 <= range.upperBound,
        let code = bytes.number(in: offset..<offset + 2, radix: 16)
      {
        text.append(UInt8(truncatingIfNeeded: code))
        offset += 2
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
