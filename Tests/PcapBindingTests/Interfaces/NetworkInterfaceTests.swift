import Foundation
import PacketCore
import PcapBinding
import Testing

@Suite("Network interfaces")
struct NetworkInterfaceTests {
  @Test func loopbackIsListedWithItsAddresses() throws {
    let loopback = try #require(try NetworkInterface.all().first { $0.isLoopback })
    #expect(loopback.isUp)
    let address = loopback.addresses.first { $0.address == .v4(IPv4Address(127, 0, 0, 1)) }
    #expect(address?.netmask == .v4(IPv4Address(255, 0, 0, 0)))
    #expect(address?.prefixLength == 8)
    #expect(try NetworkInterface.named(loopback.name) == loopback)
    #expect(
      loopback.ipv4Network?.number == IPv4Address(127, 0, 0, 0)
        && loopback.ipv4Network?.netmask == IPv4Address(255, 0, 0, 0))
  }

  @Test func unknownNameListsThoseThatExist() throws {
    let names = try NetworkInterface.all().map(\.name)
    let error = #expect(throws: CaptureError.self) { try NetworkInterface.named("none0") }
    #expect(error?.code == .noSuchInterface)
    #expect(error?.message.contains("none0") == true)
    for name in names { #expect(error?.advice?.contains(name) == true) }
  }

  @Test func listAgreesWithTheSystem() throws {
    let system = try FileManager.default.contentsOfDirectory(atPath: "/sys/class/net")
    let names = Set(try NetworkInterface.all().map(\.name))
    // Others may come and go meanwhile.
    for name in system where name == "lo" || name == "eth0" { #expect(names.contains(name)) }
    let first = try NetworkInterface.all().first { !$0.isLoopback && $0.name != "any" }
    if let first, first.isRunning { #expect(try NetworkInterface.standard().isRunning) }
  }

  @Test func hasMACAddress() throws {
    for interface in try NetworkInterface.all() where interface.name == "eth0" {
      let text = try String(contentsOfFile: "/sys/class/net/eth0/address", encoding: .utf8)
      #expect(
        interface.macAddress?.description == text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  @Test(.enabled(if: VirtualLink.isPossible, "\(VirtualLink.requirement)"))
  func linkAndTimestampTypes() throws {
    let loopback = try #require(try NetworkInterface.all().first { $0.isLoopback })
    #expect(try loopback.linkTypes().contains(.ethernet))
    // Only the kind that every interface has: libpcap then lists none.
    #expect(try loopback.timestampTypes().allSatisfy { $0.name != nil })
    #expect(try loopback.supportsMonitorMode() == false)
  }

  @Test func timestampTypesHaveTcpdumpsNames() {
    #expect(TimestampType(name: "adapter_unsynced") == .adapterUnsynchronized)
    #expect(TimestampType.hostHighPrecision.name == "host_hiprec")
    #expect(TimestampType(name: "sundial") == nil)
    #expect(TimestampType.host.summary != nil)
  }
}
