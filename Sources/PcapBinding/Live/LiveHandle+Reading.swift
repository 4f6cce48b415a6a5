import CPcap
public import PacketCore
import Synchronization

extension LiveHandle {
  /// The packets that have arrived, without waiting; nil if there are none.
  ///
  /// One batch holds a chunk full at most, so call it until it returns nil.
  ///
  /// - Parameter limit: The most packets to take.
  /// - Throws: ``PacketCore/CaptureError`` with code `interfaceGone` when the interface has gone, or `system`.
  public func readBatch(limit: Int = .max) throws(CaptureError) -> PacketBatch? {
    guard limit > 0 else { return nil }
    return unsafe try withPcap { (pcap, state) throws(CaptureError) in
      if let next = state.unread.popLast() { return next.batch }
      let bound = limit > Int(CInt.max) ? -1 : CInt(limit)
      let status = unsafe state.filler.fill(from: pcap, limit: bound)
      var filled = state.filler.take()
      guard !filled.isEmpty else {
        if status < 0, status != PCAP_ERROR_BREAK { throw unsafe readError(status, pcap) }
        return nil
      }
      filled[0].dropped = unsafe state.newDrops(pcap)
      state.unread = filled.dropFirst().reversed()
      return filled[0].batch
    }
  }

  /// Copies what has arrived into `filler`, without waiting.
  ///
  /// - Returns: True if there may be more at once.
  func fill(_ filler: inout BatchFiller) throws(CaptureError) -> Bool {
    unsafe try withPcap { (pcap, _) throws(CaptureError) in
      let status = unsafe filler.fill(from: pcap)
      guard status >= 0 || status == PCAP_ERROR_BREAK else {
        throw unsafe readError(status, pcap)
      }
      return status != 0
    }
  }

  /// Packets that the kernel has dropped since the last call.
  func newDrops() -> UInt64 {
    state.withLock { state in
      guard let pcap = unsafe state.pcap else { return 0 }
      return unsafe state.newDrops(pcap)
    }
  }

  /// Why no more can be read.
  private func readError(_ status: CInt, _ pcap: OpaquePointer) -> CaptureError {
    let error = unsafe CaptureError.pcap(status, pcap, name)
    // libpcap has one status for all failures, and says in words that the interface has gone.
    let gone = ["disappeared", "went down", "Network is down", "Hangup", "Device not configured"]
    guard error.code == .system, gone.contains(where: error.message.contains) else { return error }
    return CaptureError(.interfaceGone, error.message)
  }
}

extension LiveHandle.State {
  mutating func newDrops(_ pcap: OpaquePointer) -> UInt64 {
    unsafe counters.update(pcap)
    let total = counters.statistics.droppedByKernel
    defer { reportedDrops = total }
    return total - reportedDrops
  }
}
