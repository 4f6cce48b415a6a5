import PacketCore

/// The columns of one packet, in buffers that the next one uses again.
struct SummaryColumns: Sendable {
  var number: UInt64 = 0
  var length = 0
  var time: [UInt8] = []
  var source: [UInt8] = []
  var destination: [UInt8] = []
  var protocolName: [UInt8] = []
  var info: [UInt8] = []

  mutating func clear() {
    time.removeAll(keepingCapacity: true)
    source.removeAll(keepingCapacity: true)
    destination.removeAll(keepingCapacity: true)
    protocolName.removeAll(keepingCapacity: true)
    info.removeAll(keepingCapacity: true)
  }

  /// Names the protocol, in place of the one around it, whose information goes.
  mutating func show(protocol name: String) {
    protocolName.removeAll(keepingCapacity: true)
    protocolName.append(name)
    info.removeAll(keepingCapacity: true)
  }

  mutating func show(_ source: MACAddress, _ destination: MACAddress) {
    clearAddresses()
    self.source.append(source)
    self.destination.append(destination)
  }

  mutating func show(_ source: IPv4Address, _ destination: IPv4Address) {
    clearAddresses()
    self.source.append(source)
    self.destination.append(destination)
  }

  mutating func show(_ source: IPv6Address, _ destination: IPv6Address) {
    clearAddresses()
    self.source.append(source)
    self.destination.append(destination)
  }

  private mutating func clearAddresses() {
    source.removeAll(keepingCapacity: true)
    destination.removeAll(keepingCapacity: true)
  }
}

/// How a protocol shows itself in the columns.
struct SummaryRule: Sendable {
  /// What stands in the protocol column.
  let name: String
  /// Whether the layers in this one are left out.
  var isLast = false
  /// Writes the columns for the layer at an index of the path.
  let show: @Sendable (borrowing Dissection, Int, inout SummaryColumns, inout SummaryState) -> Void
}

extension SummaryRule {
  /// A rule for a protocol that a view shows.
  init<View: ProtocolView & ~Escapable>(
    _ name: String, _ type: View.Type, isLast: Bool = false,
    _ show:
      @escaping @Sendable (
        borrowing View, borrowing Dissection, Int, inout SummaryColumns, inout SummaryState
      ) -> Void
  ) {
    self.init(name: name, isLast: isLast) { dissection, index, columns, state in
      let layer = dissection.path[index]
      let view = View(unchecked: dissection.bytes.slice(from: layer.offset, count: layer.length))
      columns.show(protocol: name)
      show(view, dissection, index, &columns, &state)
    }
  }

  /// By protocol.
  static let standard: [ProtocolID: SummaryRule] = {
    var rules: [ProtocolID: SummaryRule] = [:]
    for (id, rule) in link + network + transport { rules[id] = rule }
    return rules
  }()
}
