/// The packets of any asynchronous sequence, as a source.
final class StreamSource<Stream: AsyncSequence & Sendable>: PacketSource
where Stream.Element == Packet {
  private let stream: Stream
  private let table = InterfaceTable()
  private let signal = StopSignal()

  init(_ stream: Stream) { self.stream = stream }

  var interfaces: [InterfaceDescription] { table.all }

  func makeReader() -> any BatchReader {
    Reader(stream.makeAsyncIterator(), table: table, signal: signal)
  }

  func stop() { signal.raise() }

  private final class Reader: BatchReader {
    private var iterator: Stream.AsyncIterator
    private var builder: BatchBuilder
    private let signal: StopSignal

    /// Room for a few packets only: a batch holds one, because no sequence says whether more are
    /// there already.
    private static var capacity: Int { 4096 }

    init(_ iterator: Stream.AsyncIterator, table: InterfaceTable, signal: StopSignal) {
      self.iterator = iterator
      builder = BatchBuilder(table: table, capacity: Self.capacity)
      self.signal = signal
    }

    func next() async throws(CaptureError) -> PacketBatch? {
      if Task.isCancelled || signal.isRaised { return nil }
      do {
        guard let packet = try await iterator.next(isolation: #isolation) else { return nil }
        _ = builder.append(packet)
      } catch let error as CaptureError {
        throw error
      } catch is CancellationError {
        return nil
      } catch {
        throw CaptureError(.sourceFailed, "\(error)")
      }
      return signal.isRaised ? nil : builder.take()
    }
  }
}

extension Capture {
  /// A capture of the packets of any asynchronous sequence, such as an `AsyncStream`.
  ///
  /// It can be looped over as often as `packets` can. Packets are handed on one by one; a source with
  /// more than some 100,000 packets a second is better written with ``BatchBuilder``. What the
  /// sequence throws comes as an error of code `sourceFailed`, if it is no ``CaptureError``.
  /// ``stop()`` takes effect at the next packet.
  public static func packets<Packets: AsyncSequence & Sendable>(_ packets: Packets) -> Capture
  where Packets.Element == Packet {
    Capture(source: StreamSource(packets))
  }
}
