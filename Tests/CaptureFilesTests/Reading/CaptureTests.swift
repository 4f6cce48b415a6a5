import Foundation
import PacketCore
import Synchronization
import Testing

@testable import CaptureFiles

@Suite("Capture.file, Capture.descriptor", .timeLimit(.minutes(1)))
struct CaptureTests {
  /// A pipe whose ends are plain descriptors.
  struct Ends: ~Copyable {
    let reading: CInt
    let writing: CInt

    init() throws {
      var ends: [CInt] = [-1, -1]
      try #require(pipe(&ends) == 0)
      (reading, writing) = (ends[0], ends[1])
    }

    func send(_ bytes: [UInt8]) { #expect(write(writing, bytes, bytes.count) == bytes.count) }

    deinit { close(reading) }
  }

  static func file(_ count: Int) -> [UInt8] {
    var file = FileBytes.pcap()
    for index in 0..<count { file.record(UInt32(index), 0, 1, 1, data: [UInt8(index & 0xff)]) }
    return file.bytes
  }

  static func record(_ index: Int) -> [UInt8] {
    var file = FileBytes()
    file.record(UInt32(index), 0, 1, 1, data: [UInt8(index & 0xff)])
    return file.bytes
  }

  /// Counts from any task.
  final class Counter: Sendable {
    private let state = Mutex(0)
    var value: Int { state.withLock { $0 } }
    func add() { state.withLock { $0 += 1 } }
  }

  struct End: Equatable {
    var count: Int
    var error: CaptureError?
  }

  /// Counts the packets of a loop over `capture`, and says how it ends.
  @concurrent
  static func loop(_ capture: Capture, _ counter: Counter = Counter()) async -> End {
    do throws(CaptureError) {
      for try await _ in capture { counter.add() }
    } catch let error { return End(count: counter.value, error: error) }
    return End(count: counter.value)
  }

  /// Waits, for five seconds at most, until `condition` holds.
  static func until(_ condition: () -> Bool) async throws {
    let start = ContinuousClock.now
    while !condition(), ContinuousClock.now - start < .seconds(5) {
      try await Task.sleep(for: .milliseconds(2))
    }
    #expect(condition())
  }

  @Test("a second loop reads the file from its start")
  func secondLoop() async throws {
    let folder = try TemporaryFolder()
    let capture = try Capture.file(try folder.file("a", Self.file(1000)))
    #expect(capture.interfaces.map(\.linkType) == [.ethernet])
    for _ in 0..<3 { #expect(await Self.loop(capture) == End(count: 1000)) }
  }

  @Test("the packets before damage come first, then the error, then the end")
  func damage() async throws {
    let folder = try TemporaryFolder()
    let bytes = [UInt8](Self.file(10).dropLast())
    var iterator = try Capture.file(try folder.file("a", bytes)).makeAsyncIterator()
    for _ in 0..<9 { #expect(try await iterator.next() != nil) }
    do {
      _ = try await iterator.next()
      Issue.record("no error")
    } catch { #expect(error.offset == 24 + 9 * 17) }
    #expect(try await iterator.next() == nil)
  }

  @Test("packets come through a pipe as they are written, however they are cut")
  func pieces() async throws {
    let ends = try Ends()
    let capture = try Capture.descriptor(ends.reading)
    let counter = Counter()
    let bytes = Self.file(3)
    let task = Task { await Self.loop(capture, counter) }
    for (part, expected) in [
      (bytes[..<10], 0), (bytes[10..<41], 1), (bytes[41..<50], 1), (bytes[50...], 3),
    ] {
      ends.send([UInt8](part))
      try await Self.until { counter.value == expected }
    }
    close(ends.writing)
    #expect(await task.value == End(count: 3))
    #expect(await Self.loop(capture).error?.code == .unsupported)
  }

  @Test("a named pipe opens without a writer, and its writers are read one loop each")
  func namedPipe() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("fifo")
    try #require(mkfifo(path, 0o600) == 0)
    let capture = try Capture.file(path)
    for count in [3, 5] {
      let task = Task { await Self.loop(capture) }
      try await Task.sleep(for: .milliseconds(20))
      let writing = open(path, O_WRONLY)
      let bytes = Self.file(count)
      #expect(write(writing, bytes, bytes.count) == bytes.count)
      close(writing)
      #expect(await task.value == End(count: count))
    }
  }

  @Test("cancelling ends a loop that waits, in less than 50 ms; so does stop")
  func cancellation() async throws {
    var slowest = Duration.zero
    for round in 0..<20 {
      let ends = try Ends()
      ends.send(Self.file(2))
      let capture = try Capture.descriptor(ends.reading)
      let counter = Counter()
      let task = Task { await Self.loop(capture, counter) }
      try await Self.until { counter.value == 2 }
      let start = ContinuousClock.now
      if round.isMultiple(of: 2) { task.cancel() } else { capture.stop() }
      #expect(await task.value.error == nil)
      slowest = max(slowest, ContinuousClock.now - start)
      close(ends.writing)
    }
    // The bound is for a machine that does other things as well.
    #expect(slowest < .milliseconds(500))
  }

  @Test("two hundred loops that wait block no thread")
  func manyWaits() async throws {
    var pipes: [(reading: CInt, writing: CInt)] = []
    var tasks: [Task<Int, Never>] = []
    for _ in 0..<200 {
      var ends: [CInt] = [-1, -1]
      try #require(pipe(&ends) == 0)
      pipes.append((ends[0], ends[1]))
      let capture = try Capture.descriptor(ends[0])
      tasks.append(Task { await Self.loop(capture).count })
    }
    // All of them wait; this task goes on all the same.
    try await Task.sleep(for: .milliseconds(50))
    let bytes = Self.file(4)
    for ends in pipes {
      #expect(write(ends.writing, bytes, bytes.count) == bytes.count)
      close(ends.writing)
    }
    for task in tasks { #expect(await task.value == 4) }
    for ends in pipes { close(ends.reading) }
  }

  @Test("follow waits for the header, for packets and for their rest")
  func follow() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", [])
    let capture = try Capture.file(path, follow: true)
    let counter = Counter()
    let task = Task { await Self.loop(capture, counter) }
    let file = try #require(FileHandle(forWritingAtPath: path))
    let bytes = Self.file(2)
    for (part, expected) in [(bytes[..<7], 0), (bytes[7..<45], 1), (bytes[45...], 2)] {
      try file.write(contentsOf: Data(part))
      try await Self.until { counter.value == expected }
    }
    try file.write(contentsOf: Data(Self.record(3)))
    try await Self.until { counter.value == 3 }
    capture.stop()
    #expect(await task.value.error == nil)
    let cancelled = Task { try await Self.countFollowing(path) }
    try await Task.sleep(for: .milliseconds(20))
    cancelled.cancel()
    #expect(try await cancelled.value == 3)
  }

  static func countFollowing(_ path: String) async throws -> Int {
    await loop(try Capture.file(path, follow: true)).count
  }

  @Test("a followed file that is truncated or replaced is an error")
  func replaced() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", Self.file(3))
    let capture = try Capture.file(path, follow: true)
    let truncated = Task { await Self.loop(capture) }
    try await Task.sleep(for: .milliseconds(20))
    #expect(truncate(path, 24) == 0)
    let outcome = await truncated.value
    #expect(outcome.count == 3 && outcome.error?.code == .fileReplaced)
    let other = try folder.file("b", Self.file(5))
    let again = try Capture.file(path, follow: true)
    let replaced = Task { await Self.loop(again) }
    try await Task.sleep(for: .milliseconds(20))
    #expect(rename(other, path) == 0)
    #expect(await replaced.value.error?.code == .fileReplaced)
  }

  @Test("a capture that is stopped gives no packets to loops that begin later")
  func stopped() async throws {
    let folder = try TemporaryFolder()
    let capture = try Capture.file(try folder.file("a", Self.file(10)))
    capture.stop()
    #expect(await Self.loop(capture) == End(count: 0))
  }

  @Test("a path is a file, whatever its name")
  func names() throws {
    for name in ["eth0", "lo", "any", "-"] {
      do throws(CaptureError) {
        _ = try Capture.file(name)
        Issue.record("\(name) was opened")
      } catch { #expect(error.code == .noSuchFile) }
    }
  }
}
