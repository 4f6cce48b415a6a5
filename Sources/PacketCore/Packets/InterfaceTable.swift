import Synchronization

/// The interfaces that a source has told of so far; packets refer to them by index.
///
/// It only grows, so an index stays valid for as long as any packet holds it. It is asked when a
/// program wants to know an interface, never once a packet.
public final class InterfaceTable: Sendable {
  private let entries: Mutex<[InterfaceDescription]>

  public init(_ interfaces: [InterfaceDescription] = []) { entries = Mutex(interfaces) }

  /// Adds `interface` and returns its index.
  public func append(_ interface: InterfaceDescription) -> Int {
    entries.withLock {
      $0.append(interface)
      return $0.count - 1
    }
  }

  /// All interfaces so far, in the order of their index.
  public var all: [InterfaceDescription] { entries.withLock { $0 } }

  public subscript(index: Int) -> InterfaceDescription? {
    entries.withLock { $0.indices.contains(index) ? $0[index] : nil }
  }
}
