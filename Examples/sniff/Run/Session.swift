import Packets

/// One run over the packets of a capture: prints them, writes them, counts them, and knows when it
/// is enough.
struct Session {
  private(set) var position = FramePosition()
  private(set) var dropped: UInt64 = 0
  private var printer: PacketPrinter
  /// Where packets are written to, besides.
  private let store: PacketStore?
  private let flushesEachPacket: Bool
  private let packetLimit: UInt64
  /// Whether what is printed is shown as soon as it is there.
  private let flushesEachBatch: Bool
  private let printsBatches: Bool
  var counter: Counter?

  /// - Parameter linkType: That of the packets, as far as it is known before the first.
  init(_ options: Options, linkType: LinkType) throws(Failure) {
    var printer = try PacketPrinter(options)
    store = try options.writeFile.map { path throws(Failure) in
      try PacketStore(path, options, linkType: linkType)
    }
    flushesEachPacket = options.flushesEachPacket
    packetLimit = options.packetLimit ?? .max
    flushesEachBatch = StandardOutput.isTerminal
    printsBatches =
      options.readFile != nil && options.writeFile == nil && options.packetLimit == nil
      && !flushesEachBatch && printer.startBatches()
    self.printer = printer
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
      try await finish()
      throw error
    }
    try await finish()
  }

  private mutating func finish() async throws {
    try await printer.finishBatches()
    try printer.finish()
    try store?.close()
  }

  @concurrent
  private mutating func follow(_ capture: Capture) async throws {
    for try await batch in capture.batches {
      dropped += batch.dropped
      if printsBatches {
        try await printer.print(batch, after: &position)
        if printer.output.isClosed { return }
        continue
      }
      for packet in batch {
        position.advance(to: packet)
        try store?.write(packet)
        try printer.print(packet, at: position)
        if position.number >= packetLimit || printer.output.isClosed { return }
        if store?.isFull == true { return }
        if flushesEachPacket { try store?.flush() }
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
