import CPcap
public import PacketCore
import Synchronization

/// An open live capture: libpcap's handle, which exists only once it captures.
///
/// ``PacketCore/Capture`` reads through one of these. Use it yourself to capture from an event loop
/// of your own: wait until ``descriptor`` is readable, then take what ``readBatch(limit:)`` has.
/// None of its calls waits, and all may be made from any thread.
public final class LiveHandle: Sendable {
  /// The interface's name.
  public let name: String
  /// What it was opened with.
  public let configuration: LiveConfiguration
  /// The header that packets start with.
  public let linkType: LinkType
  /// Whether packets' times are exact to the nanosecond; to the microsecond otherwise.
  public let hasNanoseconds: Bool
  /// What libpcap could not do as asked, in its words, and did otherwise.
  public let warning: String?
  /// Becomes readable when there are packets. Wait for it, but do not read from it or close it;
  /// -1 for the few devices that have none, and after ``close()``.
  public var descriptor: Int32 {
    state.withLock { state in
      #if os(Linux)
        if let ring = state.ring { return ring.descriptor }
      #endif
      return unsafe state.pcap.map { unsafe pcap_get_selectable_fd($0) } ?? -1
    }
  }

  let interfaceTable: InterfaceTable
  let state: Mutex<State>

  /// What calls from several threads share; libpcap's handle is used by one of them at a time.
  @safe
  struct State {
    var pcap: OpaquePointer?
    #if os(Linux)
      /// What packets are read from in libpcap's place, where it serves.
      var ring: PacketRing?
    #endif
    var counters = Counters()
    var filler: BatchFiller
    /// Why nothing can be read after what the filler holds.
    var failure: CaptureError?
    /// Drops that batches have told of.
    var reportedDrops: UInt64 = 0
    /// When to ask for drops again: the question waits for the kernel to finish a packet.
    var nextDropCheck = ContinuousClock.now
  }

  /// Opens `name` for capturing.
  ///
  /// - Throws: ``PacketCore/CaptureError``: `noSuchInterface`, `permissionDenied` with the command that grants
  ///   it, `unsupported` or `badFilter`.
  public init(
    _ name: String, configuration: LiveConfiguration = LiveConfiguration()
  ) throws(CaptureError) {
    let opened = unsafe try PcapOpening(name: name, configuration: configuration).openWithRing()
    let pcap = unsafe opened.pcap
    self.name = name
    self.configuration = configuration
    linkType = unsafe LinkType(pcap)
    hasNanoseconds = unsafe pcap_get_tstamp_precision(pcap) == PCAP_TSTAMP_PRECISION_NANO
    warning = unsafe opened.warning
    interfaceTable = InterfaceTable([
      InterfaceDescription(
        linkType: linkType, snapLength: UInt32(clamping: unsafe pcap_snapshot(pcap)), name: name,
        timestampDigits: hasNanoseconds ? 9 : 6)
    ])
    let filler = BatchFiller(
      interfaces: interfaceTable, linkType: linkType, hasNanoseconds: hasNanoseconds)
    #if os(Linux)
      unsafe state = Mutex(State(pcap: pcap, ring: opened.ring, filler: filler))
    #else
      unsafe state = Mutex(State(pcap: pcap, filler: filler))
    #endif
  }

  deinit { close() }

  /// Ends the capture. What arrived and was not read is lost; closing again does nothing.
  public func close() {
    state.withLock { state in
      guard let pcap = unsafe state.pcap else { return }
      unsafe state.updateCounters(pcap)
      unsafe state.pcap = nil
      #if os(Linux)
        state.ring = nil
      #endif
      unsafe pcap_close(pcap)
    }
  }

  /// Calls `body` with libpcap's handle while no other thread uses it.
  func withPcap<Result: Sendable>(
    _ body: (OpaquePointer, inout State) throws(CaptureError) -> Result
  ) throws(CaptureError) -> Result {
    try state.withLock { state throws(CaptureError) in
      guard let pcap = unsafe state.pcap else {
        throw CaptureError(.closed, "\(name): the capture has been closed")
      }
      return try unsafe body(pcap, &state)
    }
  }
}
