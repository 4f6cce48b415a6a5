import CPcap
public import PacketCore
import Synchronization

extension LiveHandle {
  /// The packets that have arrived, without waiting; nil if there are none.
  ///
  /// One batch holds a chunk full at most, so call it until it returns nil.
  ///
  /// - Parameter limit: The most packets to take.
  /// - Throws: ``PacketCore/CaptureError`` with code `interfaceGone` when the interface has gone, or
  ///   `system`.
  public func readBatch(limit: Int = .max) throws(CaptureError) -> PacketBatch? {
    unsafe try withPcap { (pcap, state) throws(CaptureError) in
      unsafe try state.read(pcap, limit: limit, name)
    }
  }

  /// Packets handed over so far.
  var readCount: UInt64 {
    state.withLock { state in
      #if os(Linux)
        return state.filler.handedOver + (state.ring?.lentCount ?? 0)
      #else
        return state.filler.handedOver
      #endif
    }
  }

  /// Makes the next batch tell of drops, however long ago the last one did.
  func tellDrops() { state.withLock { $0.nextDropCheck = .now } }
}

extension LiveHandle.State {
  /// How often the kernel is asked for drops when it has no backlog: the question waits for it to
  /// finish a packet.
  private static var dropCheckInterval: Duration { .milliseconds(50) }

  fileprivate mutating func read(
    _ pcap: OpaquePointer, limit: Int, _ name: String
  ) throws(CaptureError) -> PacketBatch? {
    guard limit > 0, var next = unsafe try batch(pcap, limit, name) else {
      defer { failure = nil }
      if let failure { throw failure }
      return nil
    }
    let now = ContinuousClock.now
    if now >= nextDropCheck {
      nextDropCheck = now + Self.dropCheckInterval
      next.dropped = unsafe newDrops(pcap)
    }
    return next
  }

  private mutating func batch(
    _ pcap: OpaquePointer, _ limit: Int, _ name: String
  ) throws(CaptureError) -> PacketBatch? {
    #if os(Linux)
      if let ring {
        let next = try ring.next(limit: limit, &filler)
        if next == nil { failure = ring.failure(name) }
        return next
      }
    #endif
    // After a chunk became full, the next one holds a packet already.
    let room = limit - filler.heldCount
    if failure == nil, room > 0 {
      failure = unsafe fill(from: pcap, limit: room, name)
    }
    return filler.take()
  }

  /// - Returns: Why nothing more can be read, if that is so.
  private mutating func fill(
    from pcap: OpaquePointer, limit: Int, _ name: String
  ) -> CaptureError? {
    let bound = limit > Int(CInt.max) ? -1 : CInt(limit)
    let status = unsafe filler.fill(from: pcap, limit: bound)
    if status >= 0 || status == PCAP_ERROR_BREAK { return nil }
    return unsafe Self.error(status, pcap, name)
  }

  /// Brings all counters up to date.
  mutating func updateCounters(_ pcap: OpaquePointer) {
    #if os(Linux)
      if let ring {
        _ = counters.update(socket: ring.descriptor)
        return unsafe counters.updateInterface(pcap)
      }
    #endif
    unsafe counters.update(pcap)
  }

  /// Brings the counters of received and dropped packets up to date.
  fileprivate mutating func updateDrops(_ pcap: OpaquePointer) {
    #if os(Linux)
      let descriptor = unsafe ring?.descriptor ?? pcap_fileno(pcap)
      if counters.update(socket: descriptor) { return }
    #endif
    unsafe counters.update(pcap)
  }

  private mutating func newDrops(_ pcap: OpaquePointer) -> UInt64 {
    unsafe updateDrops(pcap)
    let total = counters.statistics.droppedByKernel
    defer { reportedDrops = total }
    return total - reportedDrops
  }

  /// Why no more can be read.
  private static func error(
    _ status: CInt, _ pcap: OpaquePointer, _ name: String
  ) -> CaptureError {
    let error = unsafe CaptureError.pcap(status, pcap, name)
    // libpcap has one status for all failures, and says in words that the interface has gone.
    let gone = ["disappeared", "went down", "Network is down", "Hangup", "Device not configured"]
    guard error.code == .system, gone.contains(where: error.message.contains) else { return error }
    return CaptureError(.interfaceGone, error.message)
  }
}

extension LiveHandle {
  #if os(Linux)
    /// Whether packets are read from the kernel's ring and not by libpcap.
    var readsRing: Bool { state.withLock { $0.ring != nil } }
  #endif

  /// Milliseconds to let packets gather after many have come, where libpcap's small blocks wake more
  /// often than need be: none in which a likely link fills the kernel's buffer (at 800 MB/s).
  var gatheringTime: CInt {
    CInt(clamping: min(10, configuration.bufferSize / 800_000))
  }
}
