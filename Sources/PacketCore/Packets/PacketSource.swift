/// Where packets come from: a file, an interface, a list, several of them merged.
///
/// A source is what ``Capture`` is made of. Conform to it to feed a program's loop from somewhere
/// else, and build the batches with ``BatchBuilder``.
public protocol PacketSource: Sendable {
  /// The interfaces known so far.
  var interfaces: [InterfaceDescription] { get }

  /// Whether packets come as they happen, so that there may be none for any time; true unless a
  /// source says otherwise. When captures are merged, nothing waits for a live source for long.
  var isLive: Bool { get }

  /// Starts reading; called once for each loop over the capture.
  func makeReader() throws(CaptureError) -> any BatchReader

  /// Received and lost packets; nil where the source does not count them.
  func statistics() throws(CaptureError) -> CaptureStatistics?

  /// Ends every loop over the source: they deliver what they have, then finish.
  func stop()
}

extension PacketSource {
  public var isLive: Bool { true }
  public func statistics() throws(CaptureError) -> CaptureStatistics? { nil }
}

/// Hands over a source's packets, batch by batch, to one loop.
public protocol BatchReader: AnyObject {
  /// The next batch, never empty; nil at the end.
  ///
  /// The caller lets go of the previous batch first, so that its chunk can be reused. Until then the
  /// records of the batch are the caller's alone: a filter moves them. Waits without blocking a
  /// thread, and returns nil soon after the task is cancelled.
  func next() async throws(CaptureError) -> PacketBatch?
}

/// What became of the packets that a live capture could have seen.
public struct CaptureStatistics: Hashable, Sendable {
  /// Packets that passed the filter and found room.
  public var received: UInt64
  /// Packets lost because no buffer had room for them.
  public var droppedByKernel: UInt64
  /// Packets lost by the interface or its driver.
  public var droppedByInterface: UInt64

  public init(received: UInt64, droppedByKernel: UInt64, droppedByInterface: UInt64) {
    self.received = received
    self.droppedByKernel = droppedByKernel
    self.droppedByInterface = droppedByInterface
  }
}
