import PacketCore

/// What the columns carry from packet to packet; bounded, whatever the traffic.
struct SummaryState: Sendable {
  var streams = RecentTable<StreamKey, StreamState>()
  var echoes = RecentTable<EchoKey, UInt64>()
}

/// A dictionary that forgets: it keeps the entries used lately, up to twice its capacity.
struct RecentTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]
  private let capacity: Int

  init(capacity: Int = 32768) { self.capacity = capacity }

  subscript(key: Key) -> Value? {
    get { young[key] ?? old[key] }
    set {
      if young.count >= capacity, young[key] == nil {
        old = young
        young = [:]
      }
      young[key] = newValue
      if newValue == nil { old[key] = nil }
    }
  }
}

/// Both ends of a TCP connection, the lesser first.
struct StreamKey: Hashable, Sendable {
  let lower: Endpoint
  let upper: Endpoint
  /// Whether a packet's source is ``upper``.
  static func isReversed(_ source: Endpoint, _ destination: Endpoint) -> Bool {
    destination < source
  }

  init(_ source: Endpoint, _ destination: Endpoint) {
    let reversed = Self.isReversed(source, destination)
    lower = reversed ? destination : source
    upper = reversed ? source : destination
  }
}

/// What both directions of a TCP connection began with.
struct StreamState: Sendable {
  var lower = Direction()
  var upper = Direction()

  struct Direction: Sendable {
    /// The number that is shown as zero.
    var base: UInt32?
    /// Bits by which windows are shifted; nil while no SYN has told.
    var shift: UInt8?
    var isSynchronized = false
  }
}

/// An echo request (ICMP): who asked whom, under which identifier and number.
struct EchoKey: Hashable, Sendable {
  let source: IPAddress
  let destination: IPAddress
  let identifier: UInt16
  let sequence: UInt16
}
