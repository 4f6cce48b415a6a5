/// What the columns carry from packet to packet; bounded, whatever the traffic.
package struct SummaryState: Sendable {
  private var streams = RecentTable<StreamKey, StreamState>()
  private var echoes = RecentTable<EchoKey, UInt64>()

  // Not generic, so that other modules call what is compiled for these types.
  package subscript(key: StreamKey) -> StreamState? {
    get { streams[key] }
    set { streams[key] = newValue }
  }

  package subscript(key: EchoKey) -> UInt64? {
    get { echoes[key] }
    set { echoes[key] = newValue }
  }
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
package struct StreamKey: Hashable, Sendable {
  package let lower: Endpoint
  package let upper: Endpoint
  /// Whether a packet's source is ``upper``.
  package static func isReversed(_ source: Endpoint, _ destination: Endpoint) -> Bool {
    destination < source
  }

  package init(_ source: Endpoint, _ destination: Endpoint) {
    let reversed = Self.isReversed(source, destination)
    lower = reversed ? destination : source
    upper = reversed ? source : destination
  }
}

/// What both directions of a TCP connection began with.
package struct StreamState: Sendable {
  package var lower = Direction()
  package var upper = Direction()

  package init() {}

  package init(lower: Direction, upper: Direction) {
    self.lower = lower
    self.upper = upper
  }

  package struct Direction: Sendable {
    /// The number that is shown as zero.
    package var base: UInt32?
    /// Bits by which windows are shifted; nil while no SYN has told.
    package var shift: UInt8?
    package var isSynchronized = false

    package init() {}
  }
}

/// An echo request (ICMP): who asked whom, under which identifier and number.
package struct EchoKey: Hashable, Sendable {
  package let source: IPAddress
  package let destination: IPAddress
  package let identifier: UInt16
  package let sequence: UInt16

  package init(
    source: IPAddress, destination: IPAddress, identifier: UInt16, sequence: UInt16
  ) {
    self.source = source
    self.destination = destination
    self.identifier = identifier
    self.sequence = sequence
  }
}
