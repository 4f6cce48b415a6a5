import Foundation
import LinkTools

/// Sends raw frames from the far end of a ``VirtualLink``.
final class Sender: Sendable {
  private let descriptor: Int32
  /// Where they arrive.
  private let near: String

  /// The smallest Ethernet frame.
  static let length = 60

  init(_ link: VirtualLink) throws {
    near = link.near
    descriptor = link_open("/var/run/netns/\(link.namespace)", link.far)
    guard descriptor >= 0 else { throw Self.failure("link_open", descriptor) }
  }

  deinit { close(descriptor) }

  /// Sends `count` frames that carry the numbers from `first` on at byte 14, and waits until the kernel
  /// has handed them over, which on a busy machine it does a little later.
  ///
  /// - Parameter rate: Frames a second; 0 for as fast as it goes.
  func send(_ count: Int, from first: Int = 0, length: Int = length, rate: Int = 0) throws {
    try untilArrived(count) {
      link_send(descriptor, UInt32(first), UInt32(count), Int32(length), UInt32(rate))
    }
  }

  /// Sends one frame, `count` times.
  func repeatFrame(_ frame: [UInt8], count: Int = 1) throws {
    try untilArrived(count) {
      link_repeat(descriptor, frame, Int32(frame.count), UInt32(count), 0)
    }
  }

  private func untilArrived(_ count: Int, _ send: () -> Int32) throws {
    let witness = link_witness(near)
    guard witness >= 0 else { throw Self.failure("link_witness", witness) }
    defer { close(witness) }
    let status = send()
    guard status == 0 else { throw Self.failure("link_send", status) }
    var arrived = 0
    for _ in 0..<400 {
      arrived += Int(max(0, link_witnessed(witness)))
      if arrived >= count { return }
      usleep(5000)
    }
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
