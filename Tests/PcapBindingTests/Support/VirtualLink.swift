import Foundation
import Synchronization

/// A virtual cable: what goes in at one end comes out at the other, and nobody else uses it.
///
/// The captured end stands in the machine's own network namespace, the other in a new one. The
/// kernel's own chatter on it (IPv6 autoconfiguration) is switched off.
final class VirtualLink: Sendable {
  /// The end to capture on.
  let near: String
  /// The end to send from, in ``namespace``.
  let far: String
  let namespace: String

  private static let count = Mutex(0)

  /// Whether this process may make one.
  static let isPossible: Bool = {
    guard geteuid() == 0 else { return false }
    guard let link = try? VirtualLink() else { return false }
    link.remove()
    return true
  }()
  static var requirement: String { "needs root and ip(8), to make network namespaces" }

  init() throws {
    let number = Self.count.withLock { count in
      count += 1
      return count
    }
    let suffix = String(getpid(), radix: 36) + "x" + String(number, radix: 36)
    near = "pn\(suffix)"
    far = "pf\(suffix)"
    namespace = "packets-\(suffix)"
    try run("ip", "netns", "add", namespace)
    do {
      try run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", namespace)
      try run("sysctl", "-qw", "net.ipv6.conf.\(near).disable_ipv6=1")
      try run(
        "ip", "netns", "exec", namespace, "sysctl", "-qw", "net.ipv6.conf.\(far).disable_ipv6=1")
      try run("ip", "netns", "exec", namespace, "ip", "link", "set", far, "up")
      try run("ip", "link", "set", near, "up")
    } catch {
      remove()
      throw error
    }
  }

  deinit { remove() }

  /// Takes the cable away; both ends vanish.
  func remove() {
    // Deleting the captured end deletes the other too, and at once; a namespace goes later.
    _ = try? run("ip", "link", "del", near)
    _ = try? run("ip", "netns", "del", namespace)
  }
}
