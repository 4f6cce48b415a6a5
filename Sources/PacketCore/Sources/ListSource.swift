/// The packets of a sequence, as a source.
final class ListSource<List: Sequence<Packet> & Sendable>: PacketSource {
  private let list: List
  private let table = InterfaceTable()
  private let signal = StopSignal()

  init(_ list: List) { self.list = list }

  var interfaces: [InterfaceDescription] { table.all }
  var isLive: Bool { false }

  func makeReader() -> any BatchReader {
    Reader(list.makeIterator(), table: table, signal: signal)
  }

  func stop() { signal.raise() }

  private final class Reader: BatchReader {
    private var iterator: List.Iterator
    private var builder: BatchBuilder
    private let signal: StopSignal
    /// The packet that did not fit into the previous batch.
    private var pending: Packet?

    /// Packets of a batch, so that a list that is made as it is read does not wait for many.
    private static var batchSize: Int { 1024 }

    init(_ iterator: List.Iterator, table: InterfaceTable, signal: StopSignal) {
      self.iterator = iterator
      builder = BatchBuilder(table: table)
      self.signal = signal
    }

    func next() async throws(CaptureError) -> PacketBatch? {
      if Task.isCancelled || signal.isRaised { return nil }
      while builder.count < Self.batchSize, let packet = pending ?? iterator.next() {
        pending = nil
        if !builder.append(packet) {
          pending = packet
          break
        }
      }
      return builder.take()
    }
  }
}

extension Capture {
  /// A capture of packets that are at hand: a list of your own making, or a few of another capture.
  ///
  /// Each loop over the capture iterates `packets` anew. They are copied, and keep their timestamps,
  /// options and interfaces; interfaces of equal description become one.
  public static func packets(_ packets: some Sequence<Packet> & Sendable) -> Capture {
    Capture(source: ListSource(packets))
  }
}
