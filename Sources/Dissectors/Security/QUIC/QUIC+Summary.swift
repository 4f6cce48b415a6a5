public import PacketCore

extension QUIC {
  public static var specification: String { "RFC 9000" }
  /// `Initial, DCID=5354c48bc75080b2, PKN: 2`.
  public static var summary: Summary<QUIC>? {
    Summary("QUIC") { view, columns in
      guard let first = view.first else { return }
      switch first.kind {
      case .initial: columns.info.append("Initial")
      case .zeroRTT: columns.info.append("0-RTT")
      case .handshake: columns.info.append("Handshake")
      case .retry: columns.info.append("Retry")
      case .versionNegotiation: columns.info.append("Version Negotiation")
      case .short: columns.info.append("Protected Payload (KP0)")
      }
      for (name, place) in [(", DCID=", first.destinationID), (", SCID=", first.sourceID)]
      where !place.isEmpty {
        columns.info.append(name)
        columns.info.append(hex: view.bytes.slice(from: place.lowerBound, count: place.count))
      }
      view.opened().initials.first?.summarize(into: &columns.info)
    }
  }
}
