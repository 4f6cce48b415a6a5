import Packets

/// One run over the packets of a capture: prints them, writes them, counts them, and knows when it
/// is enough.
struct Session {
  private(set) var position = FramePosition()
  private(set) var dropped: UInt64 = 0
  private var printer: PacketPrinter
  private let packetLimit: UInt64
  /// Whether what is printed is shown as soon as it is there.
  private let flushesEachBatch: Bool
  var counter: Counter?

  init(_ options: Options) throws(Failure) {
    printer = try PacketPrinter(options)
    packetLimit = options.packetLimit ?? .max
    flushesEachBatch = StandardOutput.isTerminal
    if options.readFile == nil, options.writeFile != nil, !options.isQuiet,
      StandardError.isTerminal
    {
      counter = Counter()
    }
  }

  /// Runs to the end of the capture, or to the packet that is the last one wanted.
  ///
  /// - Throws: ``CaptureError`` when the capture cannot go on, ``Failure`` when the output cannot; in
  ///   both cases the packets before are printed.
  @concurrent
  mutating func run(_ capture: Capture) async throws {
    do {
      try await follow(capture)
    } catch {
      try printer.output.flush()
      throw error
    }
    try printer.output.flush()
  }

  @concurrent
  private mutating func follow(_ capture: Capture) async throws {
    for try await batch in capture.batches {
      dropped += batch.dropped
      for packet in batch {
        position.advance(to: packet)
        try printer.print(packet, at: position)
        if position.number >= packetLimit || printer.output.isClosed { return }
      }
      if flushesEachBatch { try printer.output.flush() }
      counter?.show(position.number)
    }
  }
}

/// The number of packets so far, on a terminal's line that is written again and again.
struct Counter {
  private var shownAt: ContinuousClock.Instant?

  mutating func show(_ count: UInt64) {
    let now = ContinuousClock.now
    if let shownAt, now - shownAt < .milliseconds(100) { return }
    shownAt = now
    StandardError.print("\r\(count) ")
  }
}
