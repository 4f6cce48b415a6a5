public import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes packets to one file after the other.
///
/// The names are dumpcap's: from `web.pcapng` come `web_00001_20261124083000.pcapng`,
/// `web_00002_20261124084000.pcapng`, …: the number of the file, and the local time of its first
/// packet. Time is the packets', never the clock's, so recorded packets are split as live ones are.
public struct RotatingWriter: ~Copyable {
  /// When the next file begins, and how many are kept. What is nil does not count.
  public struct Rotation: Hashable, Sendable {
    /// Most bytes of a file; one packet is always written, and the description of its interface.
    public var byteLimit: UInt64?
    /// From a file's first packet to the first one of the next.
    public var duration: Duration?
    /// Packets of a file.
    public var packetLimit: Int?
    /// Files that are kept; the oldest is removed when there would be more.
    public var fileLimit: Int?

    public init(
      byteLimit: UInt64? = nil, duration: Duration? = nil, packetLimit: Int? = nil,
      fileLimit: Int? = nil
    ) {
      self.byteLimit = byteLimit
      self.duration = duration
      self.packetLimit = packetLimit
      self.fileLimit = fileLimit
    }
  }

  private let stem: String
  private let suffix: String
  private let rotation: Rotation
  private let open: @Sendable (String) throws(CaptureError) -> CaptureFileWriter
  private var writer: CaptureFileWriter?
  private var start = Timestamp.epoch
  private var packetCount = 0
  private var number = 0
  /// The files that are kept, the current one last.
  public private(set) var paths: [String] = []

  /// - Parameters:
  ///   - path: What the files' names are made from. Nothing is created before the first packet.
  ///   - linkType: That of every packet of pcap files; not used for pcapng.
  public init(
    path: String, format: CaptureFileWriter.Format = .pcapng, rotation: Rotation,
    linkType: LinkType = .ethernet, snapLength: UInt32 = 262_144, application: String? = nil
  ) {
    (stem, suffix) = Self.split(path)
    self.rotation = rotation
    open = { (path) throws(CaptureError) in
      try CaptureFileWriter(
        path: path, format: format, linkType: linkType, snapLength: snapLength,
        application: application)
    }
  }

  /// Adds a packet, to a new file if the current one is full.
  ///
  /// - Throws: As ``CaptureFileWriter/write(_:)``, and what creating or closing a file throws.
  public mutating func write(_ packet: borrowing Packet) throws(CaptureError) {
    if isFull(before: packet) { try rotate(at: packet.timestamp) }
    try writer?.write(packet)
    packetCount += 1
  }

  public mutating func flush() throws(CaptureError) { try writer?.flush() }

  /// Writes what is left, and closes the current file.
  public consuming func close() throws(CaptureError) {
    if let last = writer.take() { try last.close() }
  }

  private func isFull(before packet: borrowing Packet) -> Bool {
    guard number > 0 else { return true }
    guard packetCount > 0 else { return false }
    if let limit = rotation.packetLimit, packetCount >= limit { return true }
    if let duration = rotation.duration, packet.timestamp - start >= duration { return true }
    // A record's header takes at most 32 bytes and 3 of padding.
    let size = UInt64(packet.capturedLength + packet.optionBytes.byteCount + 35)
    guard let limit = rotation.byteLimit else { return false }
    return byteCount + size > limit
  }

  /// Bytes of the current file.
  private var byteCount: UInt64 {
    switch writer {
    case .some(let current): current.byteCount
    case .none: 0
    }
  }

  private mutating func rotate(at time: Timestamp) throws(CaptureError) {
    if let full = writer.take() { try full.close() }
    number += 1
    let path = "\(stem)_\(Self.padded(number, 5))_\(Self.localTime(time))\(suffix)"
    writer = try open(path)
    paths.append(path)
    start = time
    packetCount = 0
    guard let limit = rotation.fileLimit, limit > 0 else { return }
    while paths.count > limit { _ = unsafe unlink(paths.removeFirst()) }
  }

  /// The path before and from the last dot of its last component.
  static func split(_ path: String) -> (stem: String, suffix: String) {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].lastIndex(of: "."), dot > name else { return (path, "") }
    return (String(path[..<dot]), String(path[dot...]))
  }

  /// `YYYYmmddHHMMSS` in the machine's time zone.
  static func localTime(_ time: Timestamp) -> String {
    var seconds = time_t(clamping: time.seconds)
    var parts = unsafe tm()
    unsafe localtime_r(&seconds, &parts)
    let date = unsafe [parts.tm_mon + 1, parts.tm_mday]
    let clock = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec]
    let year = unsafe padded(Int(parts.tm_year) + 1900, 4)
    return year + (date + clock).map { padded(Int($0), 2) }.joined()
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
