import PacketCore
import Testing

/// Starts with a letter that it is known by; bound to UDP port 7.
private struct Marked: ProtocolView, ~Escapable {
  static let id: ProtocolID = "marked"
  static var title: String { "Marked" }
  static var bindings: [Binding] { [.udpPort(7)] }
  static var fields: [Field<Marked>] { [] }

  static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 0x4d...0x6d) { bytes in
      switch bytes.byte(at: 0) {
      case UInt8(ascii: "M"): .certain
      case UInt8(ascii: "m"): .possible
      default: .refused
      }
    }
  }

  let bytes: RawSpan
  var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: bytes.byteCount) }
  }
  var next: NextLayer { .none }

  @_lifetime(copy bytes)
  init(decoding bytes: RawSpan) throws(DecodeError) { self.bytes = bytes }
  @_lifetime(copy bytes)
  init(unchecked bytes: RawSpan) { self.bytes = bytes }
}

/// A layer whose first byte is a port, before the payload.
private struct Porter: ProtocolView, ~Escapable {
  static let id: ProtocolID = "porter"
  static var title: String { "Porter" }
  static var bindings: [Binding] { [.linkType(.ethernet)] }
  static var fields: [Field<Porter>] { [] }

  let bytes: RawSpan
  var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: 1) }
  }
  var next: NextLayer { .either(.udpPort(UInt16(bytes.byte(at: 0))), .udpPort(0)) }

  @_lifetime(copy bytes)
  init(decoding bytes: RawSpan) throws(DecodeError) { self.bytes = bytes }
  @_lifetime(copy bytes)
  init(unchecked bytes: RawSpan) { self.bytes = bytes }
}

@Suite("Recognition by content and by port")
struct ContentProbeTests {
  @Test(
    arguments: [
      ("M", 7, "marked"), ("m", 7, "marked"), ("x", 7, "data"), ("M", 9, "marked"),
      ("m", 9, "data"), ("N", 9, "data"),
    ] as [(String, UInt8, ProtocolID)])
  func portSuggestsAndContentDecides(content: String, port: UInt8, expected: ProtocolID) {
    var table = DissectorTable()
    table.register(Porter.self)
    table.register(Marked.self)
    let packet = Packet(bytes: [port] + Array(content.utf8))
    let dissection = Dissection(packet.bytes, linkType: .ethernet, table: table)
    let protocols = dissection.protocols
    #expect(protocols == ["porter", expected])
  }

  @Test func aCopyOfATableIsItsOwn() {
    let table = DissectorTable()
    var other = table
    other.register(Marked.self)
    #expect(table.index(of: Marked.id) == nil)
    #expect(other.index(of: Marked.id) != nil)
    let isBound = other.bind(.tcpPort(7), to: Marked.id)
    let isUnknownBound = other.bind(.tcpPort(7), to: "unknown")
    #expect(isBound)
    #expect(!isUnknownBound)
  }
}
