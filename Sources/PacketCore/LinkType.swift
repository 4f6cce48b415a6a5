/// The kind of header that a packet starts with: a `LINKTYPE_` number of
/// [the tcpdump group's registry](https://www.tcpdump.org/linktypes.html).
@frozen
public struct LinkType: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt16

  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }
}

extension LinkType {
  @inlinable public static var ethernet: LinkType { LinkType(rawValue: 1) }
}
