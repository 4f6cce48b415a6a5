import Foundation
import Testing

/// The compiler is asked, because what is tested is its refusal.
///
/// Lifetimes are checked after the types are, so the snippets are lowered (`-emit-sil`):
/// `-typecheck` alone accepts them all.
@Suite(
  "A view that escapes its packet does not compile",
  .enabled(if: Compiler.isAvailable, "no swiftc in the path, or the built modules are not found"))
struct EscapeTests {
  @Test("Control: views that are used in time compile, packets are kept and sent")
  func control() throws {
    let output = try Compiler.compile(
      """
      func use(_ capture: Capture) async throws {
        var kept: [Packet] = []
        for try await packet in capture {
          let bytes = packet.bytes
          let view = try UnknownData(decoding: bytes)
          print(view.bytes.byteCount, bytes.byte(at: 0))
          kept.append(packet.detached())
          Task { print(packet.bytes.byteCount) }
        }
        for packet in kept { print(packet.bytes.copied()) }
      }
      """)
    #expect(output.status == 0, "\(output.text)")
    #expect(!output.text.contains("error:"), "\(output.text)")
  }

  @Test(
    "Refused, for the lifetime's sake",
    arguments: [
      (
        "bytes that outlive their packet",
        """
        func use() {
          var bytes = RawSpan()
          do {
            let packet = Packet(bytes: [1, 2, 3])
            bytes = packet.bytes
          }
          print(bytes.byteCount)
        }
        """
      ),
      (
        "a protocol's view that outlives its packet",
        """
        func use() throws {
          var view: UnknownData
          do {
            let packet = Packet(bytes: [1, 2, 3])
            view = try UnknownData(decoding: packet.bytes)
          }
          print(view.bytes.byteCount)
        }
        """
      ),
      (
        "the bytes of the last packet of a loop",
        """
        func use(_ capture: Capture) async throws {
          var last = RawSpan()
          for try await packet in capture { last = packet.bytes }
          print(last.byteCount)
        }
        """
      ),
      (
        "a view that a batch has lent",
        """
        func use(_ batch: PacketBatch) {
          var kept = RawSpan()
          batch.forEachView { kept = $0.bytes }
          print(kept.byteCount)
        }
        """
      ),
      (
        "bytes that are taken into a task",
        """
        func use(_ packet: Packet) {
          let bytes = packet.bytes
          Task { print(bytes.byteCount) }
        }
        """
      ),
    ])
  func refused(what: String, code: String) throws {
    let output = try Compiler.compile(code)
    #expect(output.status != 0, "\(what) is accepted")
    #expect(output.text.contains("escapes its scope"), "\(what): \(output.text)")
    #expect(output.text.contains("lifetime-dependent"), "\(what): \(output.text)")
  }

  @Test(
    "Refused, because no array, class or result can hold it",
    arguments: [
      "final class Cache { var bytes: RawSpan? }",
      "func keep(_ packet: Packet) -> [UnknownData] { [UnknownData(unchecked: packet.bytes)] }",
      "func first(_ packets: [Packet]) -> RawSpan { packets[0].bytes }",
    ])
  func noContainer(code: String) throws {
    let output = try Compiler.compile(code)
    #expect(output.status != 0, "accepted: \(code)")
    #expect(
      output.text.contains("Escapable") || output.text.contains("escape"), "\(output.text)")
  }
}
