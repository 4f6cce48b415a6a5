public import PacketCore

/// A message of BACnet's network layer (ASHRAE 135 §6.2); what the application says in it is left as
/// its payload.
///
///     +-------+-------+---------------+-------+
///     |   1   |Control|  Destination  |Length | address, source, hop count
///     +-------+-------+---------------+-------+
public struct BACnet: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "bacnet"
  public static var title: String { "Building Automation and Control Network NPDU" }
  public static var bindings: [Binding] { [.llcSAP(0x82)] }
  public static var headerLength: Int { 2 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = bytes.byteCount < 2 ? 2 : BACnet(unchecked: bytes).layout.end
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var control: UInt8 { bytes.byte(at: 1) }
  /// Whether the message is of the network layer itself, and not an application's.
  public var isNetworkMessage: Bool { control & 0x80 != 0 }
  /// The network that the message goes to; nil when it stays on the local one.
  public var destinationNetwork: UInt16? {
    layout.destination.map { bytes.bigEndian(UInt16.self, at: $0) }
  }
  public var sourceNetwork: UInt16? {
    layout.source.map { bytes.bigEndian(UInt16.self, at: $0) }
  }

  private struct Layout {
    /// Where network, address's length and address start.
    var destination: Int?
    var source: Int?
    var hopCount: Int?
    var end = 2
  }

  private var layout: Layout {
    var layout = Layout()
    if control & 0x20 != 0 {
      layout.destination = layout.end
      layout.end += 3 + Int(bytes.byte(at: layout.end + 2))
    }
    if control & 0x08 != 0 {
      layout.source = layout.end
      layout.end += 3 + Int(bytes.byte(at: layout.end + 2))
    }
    if control & 0x20 != 0 {
      layout.hopCount = layout.end
      layout.end += 1
    }
    return layout
  }
}

extension BACnet {
  private static let header: Field<BACnet>.Parts = { view, part in part(0..<2) }

  private static let destinations: Field<BACnet>.Parts = { view, part in
    if let start = view.layout.destination {
      part(start..<start + 3 + Int(view.bytes.byte(at: start + 2)))
    }
  }

  private static let sources: Field<BACnet>.Parts = { view, part in
    if let start = view.layout.source {
      part(start..<start + 3 + Int(view.bytes.byte(at: start + 2)))
    }
  }

  /// Addresses of `count` bytes; of none of the known sizes when it is nil.
  private static func address(
    of parts: @escaping Field<BACnet>.Parts, _ count: Int?
  ) -> Field<BACnet>.Parts {
    { view, part in
      parts(view) { place in
        let length = place.count - 3
        let isWanted = count.map { $0 == length } ?? (length > 0 && length != 1 && length != 6)
        if isWanted { part(place.lowerBound + 3..<place.upperBound) }
      }
    }
  }

  private static let networkMessages: Field<BACnet>.Parts = { view, part in
    if view.isNetworkMessage { part(view.layout.end..<view.layout.end + 3) }
  }

  public static let fields: [Field<BACnet>] = [
    Field("bacnet.version", "Version", .decimal(8), at: 0, 1, in: header),
    Field("bacnet.control", "Control", .hex(8), at: 1, 1, in: header),
    Field("bacnet.control_net", "NSDU contains", at: 1, 1, bit: 0x80, in: header),
    Field("bacnet.control_res1", "Reserved", at: 1, 1, bit: 0x40, in: header),
    Field("bacnet.control_dest", "Destination Specifier", at: 1, 1, bit: 0x20, in: header),
    Field("bacnet.control_res2", "Reserved", at: 1, 1, bit: 0x10, in: header),
    Field("bacnet.control_src", "Source specifier", at: 1, 1, bit: 0x08, in: header),
    Field("bacnet.control_expect", "Expecting Reply", at: 1, 1, bit: 0x04, in: header),
    Field("bacnet.control_prio_high", "Priority", at: 1, 1, bit: 0x02, in: header),
    Field("bacnet.control_prio_low", "Priority", at: 1, 1, bit: 0x01, in: header),
    Field("bacnet.dnet", "Destination Network Address", .decimal(16), at: 0, 2, in: destinations),
    Field(
      "bacnet.dlen", "Destination MAC Layer Address Length", .decimal(8), at: 2, 1,
      in: destinations),
    Field(
      "bacnet.dadr_eth", "Destination ISO 8802-3 MAC Address", .macAddress, at: 0, 6,
      in: address(of: destinations, 6)),
    Field("bacnet.dadr_mstp", "DADR", .decimal(8), at: 0, 1, in: address(of: destinations, 1)),
    Field(
      "bacnet.dadr_tmp", "Unknown Destination MAC", .bytes, at: 0,
      in: address(of: destinations, nil)),
    Field("bacnet.snet", "Source Network Address", .decimal(16), at: 0, 2, in: sources),
    Field("bacnet.slen", "Source MAC Layer Address Length", .decimal(8), at: 2, 1, in: sources),
    Field("bacnet.sadr_eth", "SADR", .macAddress, at: 0, 6, in: address(of: sources, 6)),
    Field("bacnet.sadr_mstp", "SADR", .decimal(8), at: 0, 1, in: address(of: sources, 1)),
    Field("bacnet.sadr_tmp", "Unknown Source MAC", .bytes, at: 0, in: address(of: sources, nil)),
    Field("bacnet.hopc", "Hop Count", .decimal(8)) { view, emit in
      if let place = view.layout.hopCount {
        emit(.unsigned(UInt64(view.bytes.byte(at: place))), place..<place + 1)
      }
    },
    Field(
      "bacnet.mesgtyp", "Network Layer Message Type", .hex(8), at: 0, 1, in: networkMessages
    ).named([
      0: "Who-Is-Router-To-Network", 1: "I-Am-Router-To-Network",
      2: "I-Could-Be-Router-To-Network", 3: "Reject-Message-To-Network",
      4: "Router-Busy-To-Network", 5: "Router-Available-To-Network",
      6: "Initialize-Routing-Table", 7: "Initialize-Routing-Table-Ack",
      8: "Establish-Connection-To-Network", 9: "Disconnect-Connection-To-Network",
      0x12: "What-Is-Network-Number", 0x13: "Network-Number-Is",
    ]),
  ]
}
