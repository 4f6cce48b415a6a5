public import PacketCore

/// A field of Wireshark's pseudo-protocol `frame`: what the capture knows of a packet, beside the
/// packet's bytes.
public struct FrameField: Sendable {
  public typealias Emit = (FieldValue) -> Void

  public let name: String
  public let label: String
  public let type: FieldType
  /// Reads its values; apart, so that a look at it counts no references to the names.
  let reader: Reader
  /// Whether it stands in the packet's options, which few packets have.
  private(set) var isOption = false

  struct Reader: Sendable {
    let read: @Sendable (borrowing Packet, borrowing Dissection, FramePosition, Emit) -> Void
  }

  init(
    _ name: String, _ label: String, _ type: FieldType,
    _ read:
      @escaping @Sendable (borrowing Packet, borrowing Dissection, FramePosition, Emit) -> Void
  ) {
    self.name = name
    self.label = label
    self.type = type
    reader = Reader(read: read)
  }

  /// Calls `emit` with each value of the field.
  public func forEachValue(
    of packet: borrowing Packet, _ dissection: borrowing Dissection, at position: FramePosition,
    _ emit: Emit
  ) {
    reader.read(packet, dissection, position, emit)
  }

  /// The same field, as one that stands in the packet's options.
  func ofOptions() -> FrameField {
    var field = self
    field.isOption = true
    return field
  }
}

extension FrameField {
  /// All of them, in Wireshark's order.
  public static let all: [FrameField] = times + lengths + interface + flags + [comment]

  private static let times = [
    FrameField("frame.time", "Arrival Time", .absoluteTime) { _, _, position, emit in
      if let time = position.timestamp { emit(.time(time)) }
    },
    FrameField("frame.offset_shift", "Time shift for this packet", .relativeTime) {
      _, _, position, emit in
      if position.timestamp != nil { emit(.duration(.zero)) }
    },
    FrameField("frame.time_epoch", "Epoch Time", .relativeTime) { _, _, position, emit in
      if let time = position.timestamp { emit(.time(time)) }
    },
    duration("frame.time_delta", "Time delta from previous captured frame", \.sincePrevious),
    duration(
      "frame.time_delta_displayed", "Time delta from previous displayed frame", \.sincePrevious),
    duration("frame.time_relative", "Time since reference or first frame", \.sinceFirst),
    FrameField("frame.number", "Frame Number", .decimal(32)) { _, _, position, emit in
      emit(.unsigned(position.number))
    },
  ]

  private static func duration(
    _ name: String, _ label: String,
    _ value: @escaping @Sendable (FramePosition) -> Duration?
  ) -> FrameField {
    FrameField(name, label, .relativeTime) { _, _, position, emit in
      if let value = value(position) { emit(.duration(value)) }
    }
  }

  private static let lengths = [
    FrameField("frame.len", "Frame length on the wire", .decimal(32)) { packet, _, _, emit in
      emit(.unsigned(UInt64(packet.originalLength)))
    },
    FrameField("frame.cap_len", "Frame length stored into the capture file", .decimal(32)) {
      packet, _, _, emit in
      emit(.unsigned(UInt64(packet.capturedLength)))
    },
    FrameField("frame.marked", "Frame is marked", .boolean) { _, _, _, emit in
      emit(.boolean(false))
    },
    FrameField("frame.ignored", "Frame is ignored", .boolean) { _, _, _, emit in
      emit(.boolean(false))
    },
    FrameField("frame.len_lt_caplen", "Frame length is less than captured length", .heading) {
      packet, _, _, emit in
      if packet.originalLength < packet.capturedLength { emit(.present) }
    },
    FrameField("frame.protocols", "Protocols in frame", .text) { _, dissection, _, emit in
      var names: [UInt8] = []
      dissection.writeProtocols(into: &names)
      emit(.string(String(decoding: names, as: UTF8.self)))
    },
    FrameField("frame.encap_type", "Encapsulation type", .signed(bits: 16)) { packet, _, _, emit in
      emit(.signed(Int64(packet.linkType.wiretapEncapsulation ?? 0)))
    },
  ]
}

extension Dissection {
  /// Writes the layers' names between colons: `eth:ethertype:ip:tcp`.
  ///
  /// As in Wireshark, `ethertype` stands between two layers when that number names the second.
  public func writeProtocols(into output: inout [UInt8]) {
    let start = output.count
    for layer in path {
      if output.count > start { output.append(UInt8(ascii: ":")) }
      output.append(table.entries[layer.protocolIndex].id)
      if layer.flags.contains(.etherType) { output.append(":ethertype") }
    }
    guard let last = path.last else { return }
    let name = table.entries[last.protocolIndex].id
    if Self.twofold.contains(name) {
      output.append(UInt8(ascii: ":"))
      output.append(name)
    }
  }

  /// Protocols that are two layers of one name in Wireshark: the header that all messages have, and
  /// the message in it.
  private static let twofold: [ProtocolID] = [IGMP.id, CIPIO.id]
}
