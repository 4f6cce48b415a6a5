/// Where packets of a capture came from: an interface of the machine, or one that a file describes.
public struct InterfaceDescription: Hashable, Sendable {
  /// The header that this interface's packets start with.
  public var linkType: LinkType
  /// The most bytes of a packet that were kept; 0 when there was no limit.
  public var snapLength: UInt32
  /// The interface's name on its machine (`eth0`), where known.
  public var name: String?
  /// What the interface is, in words, where known.
  public var description: String?
  /// Bytes of frame check sequence at the end of each packet, where known.
  public var frameCheckLength: Int?
  /// Decimal digits of a second that the packets' times have, where known.
  public var timestampDigits: Int?
  /// The position among the interfaces of its section (pcapng) or capture.
  public var id: UInt32

  public init(
    linkType: LinkType, snapLength: UInt32 = 0, name: String? = nil, description: String? = nil,
    frameCheckLength: Int? = nil, timestampDigits: Int? = nil,
    id: UInt32 = 0
  ) {
    self.linkType = linkType
    self.snapLength = snapLength
    self.name = name
    self.description = description
    self.frameCheckLength = frameCheckLength
    self.timestampDigits = timestampDigits
    self.id = id
  }
}
