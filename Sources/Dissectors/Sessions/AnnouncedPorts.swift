public import PacketCore

/// The ports that packets announce for packets to come: those of a session description's media, and
/// the one that a request for a file is sent from.
///
/// Nothing in a packet of RTP or of a file's transfer says what it is. Who reads packets in their order
/// keeps one of these, shows it each packet's layers, and takes them anew when it knows better:
///
/// ```swift
/// var announced = AnnouncedPorts()
/// let dissection = packet.dissection
/// if let table = announced.table(for: dissection) {
///   show(packet.dissection(by: table))
/// } else {
///   show(dissection)
/// }
/// ```
public struct AnnouncedPorts: Sendable {
  /// The table with all ports that were announced.
  private var table: DissectorTable
  private var endpoints: Set<Endpoint> = []
  private let known: Known

  /// Endpoints that are kept: what is announced after so many is not learned.
  public static var capacity: Int { 1 << 16 }

  /// Positions of the protocols that matter.
  private struct Known {
    let sdp, tftp, udp, ipv4, ipv6: Int?

    init(_ table: DissectorTable) {
      sdp = table.index(of: SDP.id)
      tftp = table.index(of: TFTP.id)
      udp = table.index(of: UDP.id)
      ipv4 = table.index(of: IPv4.id)
      ipv6 = table.index(of: IPv6.id)
    }
  }

  /// - Parameter table: The one that packets are dissected by.
  public init(table: DissectorTable = .standard) {
    self.table = table
    known = Known(table)
  }

  /// The endpoints that were announced so far.
  public var count: Int { endpoints.count }

  /// Learns what the packet announces, and says which table knows it better.
  ///
  /// - Returns: Nil when nothing was announced for the packet's endpoints.
  public mutating func table(for dissection: borrowing Dissection) -> DissectorTable? {
    learn(from: dissection)
    guard !endpoints.isEmpty, isExpected(dissection) else { return nil }
    return table
  }

  /// Whether the packet announces something, or may: then packets after it are to be read in their order.
  public func isAnnouncement(_ dissection: borrowing Dissection) -> Bool {
    for position in dissection.path.indices {
      let layer = dissection.path[position]
      if layer.protocolIndex == known.sdp || isRequest(layer, dissection) { return true }
    }
    return false
  }

  /// Whether a layer is a request for a file.
  private func isRequest(_ layer: Layer, _ dissection: borrowing Dissection) -> Bool {
    guard layer.protocolIndex == known.tftp,
      layer.flags.isDisjoint(with: [.truncated, .malformed])
    else { return false }
    let view = TFTP(unchecked: dissection.bytes.slice(from: layer.offset, count: layer.length))
    return view.opcode == .readRequest || view.opcode == .writeRequest
  }

  private mutating func learn(from dissection: borrowing Dissection) {
    for position in dissection.path.indices {
      let layer = dissection.path[position]
      // What an error quotes was said before.
      guard !layer.flags.contains(.quoted) else { return }
      let index = layer.protocolIndex
      if index == known.sdp {
        learnMedia(SDP(unchecked: dissection.bytes.slice(from: layer.offset, count: layer.length)))
      } else if isRequest(layer, dissection) {
        learnTransfer(dissection, position)
      }
    }
  }

  private mutating func learnMedia(_ description: borrowing SDP) {
    description.forEachStream { address, port, controlPort in
      announce(Endpoint(address, port: port), RTP.id)
      announce(Endpoint(address, port: controlPort), RTCP.id)
    }
  }

  /// A transfer goes on at the port that its request came from (RFC 1350 §4).
  private mutating func learnTransfer(_ dissection: borrowing Dissection, _ position: Int) {
    if let ends = ends(dissection, before: position) { announce(ends.source, TFTP.id) }
  }

  /// What a port already means, no packet changes.
  private mutating func announce(_ endpoint: Endpoint, _ id: ProtocolID) {
    guard endpoint.port != 0, endpoints.count < Self.capacity else { return }
    let binding = Binding.udpPort(endpoint.port)
    let bound = table.index(of: binding)
    guard bound == nil || bound == table.index(of: id) || ofMedia(bound) else { return }
    if bound != table.index(of: id) { _ = table.bind(binding, to: id) }
    endpoints.insert(endpoint)
  }

  private func ofMedia(_ index: Int?) -> Bool {
    index == table.index(of: RTP.id) || index == table.index(of: RTCP.id)
      || index == table.index(of: TFTP.id)
  }

  private func isExpected(_ dissection: borrowing Dissection) -> Bool {
    for position in dissection.path.indices
    where dissection.path[position].protocolIndex == known.udp {
      guard let ends = ends(dissection, before: position + 1) else { continue }
      if endpoints.contains(ends.source) || endpoints.contains(ends.destination) { return true }
    }
    return false
  }

  /// Addresses and ports of the layer before a position, if that is UDP in IP.
  private func ends(
    _ dissection: borrowing Dissection, before position: Int
  ) -> (source: Endpoint, destination: Endpoint)? {
    guard position >= 2, dissection.path[position - 1].protocolIndex == known.udp else {
      return nil
    }
    let start = dissection.path[position - 1].offset
    let ports = UDP(unchecked: dissection.bytes.slice(from: start))
    for outer in dissection.path.indices.prefix(position - 1).reversed() {
      let layer = dissection.path[outer]
      guard layer.flags.contains(.network) else { continue }
      let header = dissection.bytes.slice(from: layer.offset)
      switch layer.protocolIndex {
      case known.ipv4:
        let view = IPv4(unchecked: header)
        return (
          Endpoint(.v4(view.source), port: ports.sourcePort),
          Endpoint(.v4(view.destination), port: ports.destinationPort)
        )
      case known.ipv6:
        let view = IPv6(unchecked: header)
        return (
          Endpoint(.v6(view.source), port: ports.sourcePort),
          Endpoint(.v6(view.destination), port: ports.destinationPort)
        )
      default: return nil
      }
    }
    return nil
  }
}
