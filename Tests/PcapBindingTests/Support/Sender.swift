import Foundation
import LinkTools

/// Sends raw frames from the far end of a ``VirtualLink``.
final class Sender: Sendable {
  private let descriptor: Int32

  /// The smallest Ethernet frame.
  static let length = 60

  init(_ link: VirtualLink) throws {
    descriptor = link_open("/var/run/netns/\(link.namespace)", link.far)
    guard descriptor >= 0 else { throw Self.failure("link_open", descriptor) }
  }

  deinit { close(descriptor) }

  /// Sends `count` frames that carry the numbers from `first` on at byte 14.
  ///
  /// - Parameter rate: Frames a second; 0 for as fast as it goes.
  func send(_ count: Int, from first: Int = 0, length: Int = length, rate: Int = 0) throws {
    let status = link_send(
      descriptor, UInt32(first), UInt32(count), Int32(length), UInt32(rate))
    guard status == 0 else { throw Self.failure("link_send", status) }
  }

  /// As ``send(_:from:length:rate:)``, on a thread of its own.
  func sendAside(_ count: Int, length: Int = length, rate: Int = 0) async throws {
    try await withCheckedThrowingContinuation { done in
      Thread.detachNewThread {
        done.resume(with: Result { try self.send(count, length: length, rate: rate) })
      }
    }
  }

  private static func failure(_ call: String, _ status: Int32) -> CommandFailure {
    CommandFailure(command: call, output: String(cString: strerror(-status)))
  }
}
