import PacketCore
import Testing

@Suite("Merged captures: order")
struct MergedOrderTests {
  @Test("The packets of two recorded captures come in time order")
  func twoSorted() async {
    let even = (0..<3000).map { packet($0 * 2, at: Double($0 * 2)) }
    let odd = (0..<3000).map { packet($0 * 2 + 1, at: Double($0 * 2 + 1)) }
    let (merged, error) = await collect(.merged([.packets(odd), .packets(even)]))
    #expect(error == nil)
    #expect(merged.map(\.timestamp.seconds) == (0..<6000).map { Int64($0) })
    #expect(merged.map { $0.byte(at: 0) } == (0..<6000).map { UInt8(truncatingIfNeeded: $0) })
  }

  @Test("Any number of captures, of any length, in batches of any size", arguments: 0..<20)
  func random(seed: UInt64) async {
    var generator = SplitMix(state: seed)
    var expected: [Int64] = []
    let sources = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      var time = Int64.random(in: 0...50, using: &generator)
      let steps = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        let count = Int.random(in: 1...40, using: &generator)
        return ScriptedSource.Step.batch(
          (0..<count).map { _ in
            time += Int64.random(in: 0...3, using: &generator)
            expected.append(time)
            return packet(Int(time), at: Double(time))
          })
      }
      return Capture(source: ScriptedSource(steps))
    }
    let (merged, error) = await collect(.merged(sources))
    #expect(error == nil)
    #expect(merged.map(\.timestamp.seconds) == expected.sorted())
  }

  @Test("One capture passes as it is, none at all is empty")
  func few() async {
    let packets = (0..<2000).map { packet($0, at: Double($0)) }
    #expect(
      await collect(.merged([.packets(packets)])).packets.map(Seen.init) == packets.map(Seen.init))
    let (none, error) = await collect(.merged([]))
    #expect(none.isEmpty && error == nil)
  }

  @Test(
    "A capture that is not sorted keeps its own order, as the earliest of the next packets decides")
  func unsorted() async {
    let first = [5, 1, 6].map { packet($0, at: Double($0)) }
    let second = [2, 7].map { packet($0, at: Double($0)) }
    let merged = await collect(.merged([.packets(first), .packets(second)])).packets
    #expect(merged.map(\.timestamp.seconds) == [2, 5, 1, 6, 7])
  }

  @Test("Interfaces keep a place for each capture, known before the loop or met in it")
  func interfaces() async {
    let first = Capture.packets([packet(1, at: 1), packet(3, at: 3, linkType: .rawIP)])
    let second = Capture.packets([packet(2, at: 2)])
    _ = await collect(first)
    let merged = Capture.merged([first, second])
    #expect(merged.interfaces.map(\.linkType) == [.ethernet, .rawIP])
    let packets = await collect(merged).packets
    #expect(merged.interfaces.map(\.linkType) == [.ethernet, .rawIP, .ethernet])
    #expect(packets.map(\.interfaceIndex) == [0, 2, 1])
    #expect(packets.map { $0.interface?.id } == [0, 2, 1])
    #expect(packets.map { $0.interface?.linkType } == [.ethernet, .ethernet, .rawIP])
  }

  @Test("Counts of several captures are added; without any there are none")
  func statistics() throws {
    let one = CaptureStatistics(received: 1, droppedByKernel: 2, droppedByInterface: 3)
    let two = CaptureStatistics(received: 10, droppedByKernel: 20, droppedByInterface: .max)
    let merged = Capture.merged([
      Capture(source: ScriptedSource([], counts: one)), .packets([packet(1)]),
      Capture(source: ScriptedSource([], counts: two)),
    ])
    let sum = CaptureStatistics(received: 11, droppedByKernel: 22, droppedByInterface: 2)
    #expect(try merged.statistics() == sum)
    #expect(try Capture.merged([.packets([packet(1)])]).statistics() == nil)
  }

  @Test("A merged capture can be looped over again, and be merged itself")
  func again() async {
    let inner = Capture.merged([.packets([packet(1, at: 1)]), .packets([packet(3, at: 3)])])
    let outer = Capture.merged([inner, .packets([packet(2, at: 2)])])
    for _ in 0..<3 {
      #expect(await collect(outer).packets.map(\.timestamp.seconds) == [1, 2, 3])
    }
  }
}

/// Random numbers that are the same in each run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
