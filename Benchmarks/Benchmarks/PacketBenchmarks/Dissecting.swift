import Benchmark
import Dissectors
import GeneratedTraffic
import PacketCore

/// Packets in memory: what finding headers and layers costs, without a file.
func dissectionBenchmarks() {
  let packets = generatedPackets(1000)
  let rounds = packetCount / packets.count

  Benchmark("find headers") { _ in
    var sum = 0
    for _ in 0..<rounds {
      for packet in packets { sum &+= packet.headers.layout.payloadOffset }
    }
    blackHole(sum)
  }

  Benchmark("dissect") { _ in
    var sum = 0
    for _ in 0..<rounds {
      for packet in packets { sum &+= packet.dissection.path.count }
    }
    blackHole(sum)
  }

  Benchmark("dissect and read every field") { _ in
    let table = DissectorTable.standard
    var count = 0
    for _ in 0..<rounds {
      for packet in packets {
        let dissection = packet.dissection(by: table)
        for (index, layer) in dissection.path.enumerated() {
          for field in table.entries[layer.protocolIndex].fields {
            field.forEachValue(in: dissection.bytes, path: dissection.path, at: index) { _, _ in
              count &+= 1
            }
          }
        }
      }
    }
    blackHole(count)
  }
}

private func generatedPackets(_ count: Int) -> [Packet] {
  var traffic = GeneratedTraffic()
  return (0..<count).map { _ in Packet(bytes: traffic.packet()) }
}
