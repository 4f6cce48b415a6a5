/// Packets as they come, live or recorded: an asynchronous sequence of ``Packet``.
///
/// ```swift
/// for try await packet in try Capture.file("web.pcap") {
///   print(packet.timestamp, packet.originalLength)
/// }
/// ```
///
/// A loop in a `nonisolated` function costs least; one on an actor costs some nanoseconds more for
/// each packet. Cancelling the task ends the loop.
public struct Capture: Sendable {
  /// Where the packets come from.
  public let source: any PacketSource

  public init(source: some PacketSource) { self.source = source }

  /// The interfaces known so far; a file may tell of more as it is read.
  public var interfaces: [InterfaceDescription] { source.interfaces }

  /// Received and lost packets so far; nil for a source that loses none.
  public func statistics() throws(CaptureError) -> CaptureStatistics? { try source.statistics() }

  /// Ends every loop over this capture, from any task: what has arrived is delivered first.
  public func stop() { source.stop() }

  /// The same packets, a batch at a time; each batch also tells how many were lost before it.
  public var batches: Batches { Batches(source: source) }
}

extension Capture: AsyncSequence {
  public typealias Element = Packet
  public typealias Failure = CaptureError

  public func makeAsyncIterator() -> Iterator { Iterator(source: source) }

  public struct Iterator: AsyncIteratorProtocol {
    @usableFromInline var cursor = PacketCursor()
    @usableFromInline var batches: Batches.Iterator

    init(source: any PacketSource) { batches = Batches.Iterator(source: source) }

    @inlinable
    public mutating func next() async throws(CaptureError) -> Packet? {
      if let packet = cursor.next() { return packet }
      return try await refill()
    }

    @inlinable
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(CaptureError) -> Packet? {
      if let packet = cursor.next() { return packet }
      return try await refill(isolation: actor)
    }

    @usableFromInline
    mutating func refill(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(CaptureError) -> Packet? {
      cursor.clear()
      guard let batch = try await batches.next(isolation: actor) else { return nil }
      cursor.take(batch)
      return cursor.next()
    }
  }

  /// A capture's packets, a batch at a time.
  public struct Batches: AsyncSequence, Sendable {
    public typealias Element = PacketBatch
    public typealias Failure = CaptureError
    let source: any PacketSource

    public func makeAsyncIterator() -> Iterator { Iterator(source: source) }

    public struct Iterator: AsyncIteratorProtocol {
      enum State {
        case new(any PacketSource)
        case reading(any BatchReader)
        case finished
      }
      var state: State

      init(source: any PacketSource) { state = .new(source) }

      public mutating func next() async throws(CaptureError) -> PacketBatch? {
        try await next(isolation: #isolation)
      }

      public mutating func next(
        isolation actor: isolated (any Actor)?
      ) async throws(CaptureError) -> PacketBatch? {
        do throws(CaptureError) {
          let reader: any BatchReader
          switch state {
          case .new(let source):
            reader = try source.makeReader()
            state = .reading(reader)
          case .reading(let current): reader = current
          case .finished: return nil
          }
          if let batch = try await reader.next() { return batch }
        } catch {
          state = .finished
          throw error
        }
        state = .finished
        return nil
      }
    }
  }
}
