public import PacketCore
import Synchronization

/// The packets of an interface, as they come.
///
/// The interface is open from the start, so what arrives before the first loop waits in the kernel's
/// buffer. Each loop reads a handle of its own: the first takes over the one that is open, a later
/// one opens the interface again.
public final class LiveSource: PacketSource {
  /// The interface's name.
  public let name: String
  private let state: Mutex<State>

  fileprivate struct State {
    var configuration: LiveConfiguration
    /// The handle that no loop has taken over yet.
    var idle: LiveHandle?
    var loops: [Loop] = []
    /// What loops that have ended had counted.
    var past = CaptureStatistics(received: 0, droppedByKernel: 0, droppedByInterface: 0)
    var isStopped = false
    var table: InterfaceTable
  }

  fileprivate struct Loop {
    let handle: LiveHandle
    let channel: ReadinessChannel
  }

  /// Opens `name` for capturing.
  ///
  /// - Throws: as ``LiveHandle/init(_:configuration:)``.
  public init(
    _ name: String, configuration: LiveConfiguration = LiveConfiguration()
  ) throws(CaptureError) {
    self.name = name
    let handle = try LiveHandle(name, configuration: configuration)
    warning = handle.warning
    linkType = handle.linkType
    hasNanoseconds = handle.hasNanoseconds
    state = Mutex(
      State(configuration: configuration, idle: handle, table: handle.interfaceTable))
  }

  /// What libpcap could not do as asked, in its words, and did otherwise.
  public let warning: String?
  /// The header that packets start with.
  public let linkType: LinkType
  /// Whether packets' times are exact to the nanosecond; to the microsecond otherwise.
  public let hasNanoseconds: Bool

  public var interfaces: [InterfaceDescription] { state.withLock { $0.table }.all }

  public func makeReader() throws(CaptureError) -> any BatchReader {
    let waker = try WakeDescriptor()
    let channel = ReadinessChannel(waker: waker)
    let handle = try state.withLock { state throws(CaptureError) -> LiveHandle? in
      guard let handle = try open(&state) else { return nil }
      state.idle = nil
      if state.isStopped { channel.stop() }
      try ReadinessThread.start(handle: handle, channel: channel, waker: waker)
      state.loops.append(Loop(handle: handle, channel: channel))
      return handle
    }
    return handle.map { LiveReader(handle: $0, channel: channel) } ?? EndedReader()
  }

  /// Packets of all loops so far.
  public func statistics() -> CaptureStatistics? {
    state.withLock { state in
      state.forgetEnded()
      var sum = state.past
      for loop in state.loops { sum.add(loop.handle.statistics()) }
      if let idle = state.idle { sum.add(idle.statistics()) }
      return sum
    }
  }

  public func stop() {
    let loops = state.withLock { state in
      state.isStopped = true
      return state.loops
    }
    for loop in loops { loop.channel.stop() }
  }

  /// Lets only packets that match `expression` through from now on, in running loops too; nil for
  /// all.
  public func setFilter(_ expression: String?) throws(CaptureError) {
    // Where nothing is open, this says whether it will do.
    if let expression {
      _ = try PacketFilter(expression, linkType: linkType, origin: .machine)
    }
    try change { (handle) throws(CaptureError) in try handle.setFilter(expression) }
    state.withLock { $0.configuration.filter = expression }
  }

  /// Captures only what goes in `direction` from now on, in running loops too.
  public func setDirection(_ direction: LiveConfiguration.Direction) throws(CaptureError) {
    try change { (handle) throws(CaptureError) in try handle.setDirection(direction) }
    state.withLock { $0.configuration.direction = direction }
  }

  /// Puts a packet on the wire, from its link-layer header on.
  ///
  /// - Throws: as ``LiveHandle/inject(_:)-([UInt8])``.
  public func inject(_ bytes: [UInt8]) throws(CaptureError) {
    let handle = try state.withLock { state throws(CaptureError) in
      state.forgetEnded()
      if let loop = state.loops.first { return Optional(loop.handle) }
      return try open(&state)
    }
    guard let handle else { throw CaptureError(.closed, "\(name): the capture has been stopped") }
    try handle.inject(bytes)
  }

  /// The kinds of header that packets of the interface can start with.
  public func linkTypes() throws(CaptureError) -> [LinkType] {
    let handle = state.withLock { $0.idle ?? $0.loops.first?.handle }
    if let handle { return try handle.linkTypes() }
    return try NetworkInterface.named(name).linkTypes()
  }
}

extension LiveSource {
  /// The handle that waits for a loop, opened anew if there is none; nil after ``stop()`` then.
  private func open(_ state: inout State) throws(CaptureError) -> LiveHandle? {
    state.forgetEnded()
    if let idle = state.idle { return idle }
    if state.isStopped { return nil }
    let handle = try LiveHandle(name, configuration: state.configuration)
    state.idle = handle
    state.table = handle.interfaceTable
    return handle
  }

  private func change(
    _ body: (LiveHandle) throws(CaptureError) -> Void
  ) throws(CaptureError) {
    let handles = state.withLock { state in
      state.forgetEnded()
      return state.loops.map(\.handle) + (state.idle.map { [$0] } ?? [])
    }
    for handle in handles { try body(handle) }
  }
}

extension LiveSource.State {
  mutating func forgetEnded() {
    loops.removeAll { loop in
      guard loop.channel.hasEnded else { return false }
      past.add(loop.handle.statistics())
      return true
    }
  }
}

extension CaptureStatistics {
  mutating func add(_ other: CaptureStatistics) {
    received += other.received
    droppedByKernel += other.droppedByKernel
    droppedByInterface += other.droppedByInterface
  }
}

/// The loop over a capture that was stopped before.
private final class EndedReader: BatchReader {
  func next() async throws(CaptureError) -> PacketBatch? { nil }
}
