import CPcap
public import PacketCore

/// A pcap filter (`tcp port 443`), compiled, that decides packet by packet.
///
/// The kernel applies the same kind of filter to a live capture
/// (``PacketCore/Capture/live(_:configuration:)``); this one serves for packets from anywhere. See
/// `man pcap-filter` for the language.
///
/// ```swift
/// let filter = try PacketFilter("tcp port 443")
/// if filter.matches(packet) { … }
/// ```
public struct PacketFilter: Sendable {
  let program: FilterProgram

  /// What it was compiled from; nil if it was made from instructions.
  public var expression: String? { program.expression }
  /// The header of the packets that it was compiled for.
  public let linkType: LinkType

  /// Where packets come from.
  ///
  /// Some headers hold numbers of the system that captured them (`null`, `loop`, `enc`): those of
  /// this machine are known, those in a file may be any system's.
  public enum Origin: Hashable, Sendable {
    /// This machine.
    case machine
    /// A file; the byte order of these numbers is seen from each packet.
    case file
    /// A file of this machine's byte order.
    case unswappedFile
    /// A file of the other byte order.
    case swappedFile
  }

  /// Compiles `expression`.
  ///
  /// - Parameters:
  ///   - expression: A pcap filter expression; empty for all packets.
  ///   - linkType: The header that packets start with. Packets of another one are matched by the
  ///     same expression, compiled for that, and do not match where it has no meaning.
  ///   - snapLength: What a match returns: how many bytes of the packet are wanted.
  ///   - netmask: The mask of the network captured on, which only `ip broadcast` needs.
  ///   - optimizes: Whether to shorten the program.
  ///   - origin: Where the packets come from, which decides how a few link types are read.
  /// - Throws: ``PacketCore/CaptureError`` with code `badFilter` and libpcap's words.
  public init(
    _ expression: String, linkType: LinkType = .ethernet, snapLength: Int = 262_144,
    netmask: IPv4Address? = nil, optimizes: Bool = true, origin: Origin = .file
  ) throws(CaptureError) {
    let recipe = FilterRecipe(
      expression: expression, snapLength: snapLength, netmask: netmask, optimizes: optimizes,
      origin: origin)
    program = try FilterProgram(recipe, linkType: linkType)
    self.linkType = linkType
  }

  /// A filter of these instructions.
  ///
  /// - Throws: ``PacketCore/CaptureError`` with code `badFilter` if they are not a valid program: they jump
  ///   back or past the end, or do not return, for example.
  public init(
    instructions: [Instruction], linkType: LinkType = .ethernet
  ) throws(CaptureError) {
    program = try FilterProgram(instructions, linkType: linkType)
    self.linkType = linkType
  }

  /// Whether the packet passes.
  public func matches(_ packet: borrowing Packet) -> Bool {
    program.run(
      packet.bytes, originalLength: packet.originalLength, linkType: packet.linkType) != 0
  }

  /// Whether the packet passes.
  public func matches(_ packet: borrowing PacketView) -> Bool {
    program.run(
      packet.bytes, originalLength: packet.originalLength, linkType: packet.linkType) != 0
  }

  /// How many bytes of the packet the filter wants; 0 if it does not pass.
  ///
  /// - Parameters:
  ///   - bytes: The captured bytes, with a header of ``linkType``.
  ///   - originalLength: Bytes on the wire; as many as `bytes` when nil.
  public func result(_ bytes: RawSpan, originalLength: Int? = nil) -> UInt32 {
    program.run(bytes, originalLength: originalLength ?? bytes.byteCount, linkType: linkType)
  }
}

extension PacketFilter: CustomStringConvertible {
  /// The program, as `tcpdump -d` prints it.
  public var description: String { listing }
}
