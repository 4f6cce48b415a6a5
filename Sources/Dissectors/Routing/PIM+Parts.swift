import PacketCore

extension PIM {
  /// What a message is made of.
  enum Part: Hashable, Sendable {
    /// An option of a hello: type, length, value.
    case option
    /// An address alone (RFC 7761 §4.9.1), and whose it is.
    case upstreamNeighbor, rendezvousPoint, bootstrapRouter, source, originator, listed, winner
    case offering
    /// An address with flags and a mask length: a group, a source to join, a source to leave.
    case group, join, prune
    /// Numbers between addresses.
    case joinPruneHead, sourceCounts, bootstrapHead, pointCounts, pointTail, candidateHead
    case metrics, winnerMetrics, offeringMetrics, offeringInterval, refreshTail

    var isUnicast: Bool {
      switch self {
      case .upstreamNeighbor, .rendezvousPoint, .bootstrapRouter, .source, .originator, .listed,
        .winner, .offering:
        true
      default: false
      }
    }
    var isSource: Bool { self == .join || self == .prune }
    var isAddress: Bool { isUnicast || isSource || self == .group }
  }

  /// Walks the message; each part is told with its place.
  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    guard version == 2 else { return }
    var walk = Walk(offset: Self.headerLength)
    switch kind {
    case .hello: walk.options(bytes, body)
    case .registerStop:
      walk.group(bytes, body)
      walk.unicast(.source, bytes, body)
    case .joinPrune, .graft, .graftAcknowledgement: walk.groups(bytes, body)
    case .bootstrap: walk.bootstrap(bytes, body)
    case .assert:
      walk.group(bytes, body)
      walk.unicast(.source, bytes, body)
      walk.number(.metrics, 8, bytes, body)
    case .candidateRendezvousPoint:
      walk.number(.candidateHead, 4, bytes, body)
      walk.unicast(.rendezvousPoint, bytes, body)
      while walk.hasMore(bytes) { walk.group(bytes, body) }
    case .stateRefresh:
      walk.group(bytes, body)
      walk.unicast(.source, bytes, body)
      walk.unicast(.originator, bytes, body)
      walk.number(.metrics, 8, bytes, body)
      walk.number(.refreshTail, 4, bytes, body)
    case .forwarderElection: walk.election(bytes.byte(at: 1) >> 4, bytes, body)
    default: break
    }
  }

  /// A place in a message; it reaches the end at once when a part is of no known form.
  private struct Walk {
    var offset: Int
    typealias Body = (Part, Range<Int>) -> Void

    func hasMore(_ bytes: RawSpan) -> Bool { offset < bytes.byteCount }

    mutating func number(_ part: Part, _ count: Int, _ bytes: RawSpan, _ body: Body) {
      guard hasMore(bytes) else { return }
      body(part, offset..<offset + count)
      offset += count
    }

    /// - Parameter count: Bytes between the encoding and the address.
    private mutating func address(_ part: Part, _ count: Int, _ bytes: RawSpan, _ body: Body) {
      guard hasMore(bytes) else { return }
      let length: Int
      switch bytes.byte(at: offset) {
      case 1: length = 2 + count + 4
      case 2: length = 2 + count + 16
      default:
        offset = bytes.byteCount
        return
      }
      body(part, offset..<offset + length)
      offset += length
    }

    mutating func unicast(_ part: Part, _ bytes: RawSpan, _ body: Body) {
      address(part, 0, bytes, body)
    }

    mutating func group(_ bytes: RawSpan, _ body: Body) { address(.group, 2, bytes, body) }

    mutating func source(_ part: Part, _ bytes: RawSpan, _ body: Body) {
      let hasAttributes = bytes.byte(at: offset + 1) == 1
      address(part, 2, bytes, body)
      // Join attributes (RFC 5384): a byte of type, one of length; E in the first ends them.
      while hasAttributes, bytes.has(2, at: offset) {
        let isLast = bytes.byte(at: offset) & 0x40 != 0
        offset += 2 + Int(bytes.byte(at: offset + 1))
        if isLast { return }
      }
    }

    mutating func options(_ bytes: RawSpan, _ body: Body) {
      while bytes.has(4, at: offset) {
        let start = offset
        let length = Int(bytes.bigEndian(UInt16.self, at: start + 2))
        body(.option, start..<start + 4 + length)
        // The list of a router's further addresses; the second number is older.
        if [24, 65001].contains(bytes.bigEndian(UInt16.self, at: start)) {
          offset = start + 4
          let end = Swift.min(start + 4 + length, bytes.byteCount)
          while offset < end { unicast(.listed, bytes.slice(from: 0, count: end), body) }
        }
        offset = start + 4 + length
      }
    }

    mutating func groups(_ bytes: RawSpan, _ body: Body) {
      unicast(.upstreamNeighbor, bytes, body)
      let groupCount = bytes.byte(at: offset + 1)
      number(.joinPruneHead, 4, bytes, body)
      for _ in 0..<groupCount where hasMore(bytes) {
        group(bytes, body)
        let joins = bytes.bigEndian(UInt16.self, at: offset)
        let prunes = bytes.bigEndian(UInt16.self, at: offset + 2)
        number(.sourceCounts, 4, bytes, body)
        for _ in 0..<joins where hasMore(bytes) { source(.join, bytes, body) }
        for _ in 0..<prunes where hasMore(bytes) { source(.prune, bytes, body) }
      }
    }

    /// RFC 5059 §4.1.
    mutating func bootstrap(_ bytes: RawSpan, _ body: Body) {
      number(.bootstrapHead, 4, bytes, body)
      unicast(.bootstrapRouter, bytes, body)
      while hasMore(bytes) {
        group(bytes, body)
        let count = bytes.byte(at: offset + 1)
        number(.pointCounts, 4, bytes, body)
        for _ in 0..<count where hasMore(bytes) {
          unicast(.rendezvousPoint, bytes, body)
          number(.pointTail, 4, bytes, body)
        }
      }
    }

    /// RFC 5015 §3.7: offer, winner, back-off and pass.
    mutating func election(_ subtype: UInt8, _ bytes: RawSpan, _ body: Body) {
      unicast(.rendezvousPoint, bytes, body)
      number(.metrics, 8, bytes, body)
      switch subtype {
      case 3:
        unicast(.offering, bytes, body)
        number(.offeringMetrics, 8, bytes, body)
        number(.offeringInterval, 2, bytes, body)
      case 4:
        unicast(.winner, bytes, body)
        number(.winnerMetrics, 8, bytes, body)
      default: break
      }
    }
  }
}
