public import PacketCore

/// A frame of the Fiber Distributed Data Interface (ISO 9314-2 §7).
public struct FDDI: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "fddi"
  public static var title: String { "Fiber Distributed Data Interface" }
  public static var bindings: [Binding] { [.linkType(.fddi)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 13 }

  /// The header and its payload.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var frameControl: UInt8 { bytes.byte(at: 0) }
  /// Whether the frame carries LLC, and not the ring's own messages.
  public var carriesLLC: Bool { frameControl & 0xf0 == 0x50 }
  /// In the order in which the ring sends bits, which is the reverse of Ethernet's.
  public var destination: MACAddress { reversed(at: 1) }
  public var source: MACAddress { reversed(at: 7) }

  private func reversed(at offset: Int) -> MACAddress {
    var value: UInt64 = 0
    for index in offset..<offset + 6 {
      var byte = bytes.byte(at: index)
      byte = byte >> 4 | byte << 4
      byte = (byte & 0xcc) >> 2 | (byte & 0x33) << 2
      byte = (byte & 0xaa) >> 1 | (byte & 0x55) << 1
      value = value << 8 | UInt64(byte)
    }
    return MACAddress(rawValue: value)
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer { carriesLLC ? .named(LLC.id) : .data }

  public static let fields: [Field<FDDI>] = [
    Field("fddi.fc", "Frame Control", .hex(8), at: 0, 1) { $0.frameControl },
    Field("fddi.fc.clf", "Class/Length/Format", .hex(8), at: 0, 1) { $0.frameControl >> 4 },
    Field("fddi.fc.prio", "Priority", .decimal(8), at: 0, 1) { view in
      view.carriesLLC ? .unsigned(UInt64(view.frameControl & 7)) : nil
    },
    // Wireshark has each twice: the second is the one among the addresses of both.
    Field("fddi.dst", "Destination", .macAddress) { view, emit in
      for _ in 0..<2 { emit(.mac(view.destination), 1..<7) }
    },
    Field("fddi.src", "Source", .macAddress) { view, emit in
      for _ in 0..<2 { emit(.mac(view.source), 7..<13) }
    },
  ]
}
