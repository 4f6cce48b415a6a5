import PacketCore

/// The Interface Statistics Block: what an interface received and lost
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §4.6).
public struct PcapNGInterfaceStatistics: Hashable, Sendable {
  /// Position of the interface in its section.
  public var interfaceID: UInt32
  /// When the counts were taken, in units of the interface's `if_tsresol`.
  public var timestamp: UInt64
  public var options: PcapNGOptions

  public init(interfaceID: UInt32, timestamp: UInt64, options: PcapNGOptions = PcapNGOptions()) {
    self.interfaceID = interfaceID
    self.timestamp = timestamp
    self.options = options
  }

  /// `isb_starttime`, when the capture began, in units of the interface.
  public var startTime: UInt64? {
    get { time(2) }
    set { setTime(2, newValue) }
  }

  /// `isb_endtime`, when the capture ended, in units of the interface.
  public var endTime: UInt64? {
    get { time(3) }
    set { setTime(3, newValue) }
  }

  /// `isb_ifrecv`: packets that the interface received.
  public var received: UInt64? {
    get { options.number(4, as: UInt64.self) }
    set { options.set(4, newValue) }
  }

  /// `isb_ifdrop`: packets that the interface lost.
  public var droppedByInterface: UInt64? {
    get { options.number(5, as: UInt64.self) }
    set { options.set(5, newValue) }
  }

  /// `isb_filteraccept`: packets that passed the filter.
  public var acceptedByFilter: UInt64? {
    get { options.number(6, as: UInt64.self) }
    set { options.set(6, newValue) }
  }

  /// `isb_osdrop`: packets that the system lost.
  public var droppedBySystem: UInt64? {
    get { options.number(7, as: UInt64.self) }
    set { options.set(7, newValue) }
  }

  /// `isb_usrdeliv`: packets that the program got.
  public var delivered: UInt64? {
    get { options.number(8, as: UInt64.self) }
    set { options.set(8, newValue) }
  }

  /// Two words, the upper half first in either byte order.
  private func time(_ code: UInt16) -> UInt64? {
    guard let value = options.first(code: code)?.value, value.count == 8 else { return nil }
    return BlockFields(value.rawSpan, isBigEndian: options.byteOrder == .bigEndian).words(0)
  }

  private mutating func setTime(_ code: UInt16, _ time: UInt64?) {
    var builder = BlockBuilder(options.byteOrder)
    if let time { builder.append(words: time) }
    options.set(code, time == nil ? [] : [builder.bytes])
  }

  init(_ reader: BlockBodyReader) throws(CaptureError) {
    try reader.require(12)
    interfaceID = reader.uint32(0)
    timestamp = reader.words(4)
    options = try reader.options(from: 12)
  }

  func append(to builder: inout BlockBuilder) {
    builder.append(interfaceID)
    builder.append(words: timestamp)
    builder.append(options)
  }
}
