import CaptureFiles
import Dissectors
import Foundation
import PacketCore
import Testing

/// No protocol claims by its first bytes what belongs to another.
@Suite("Recognition by content", .enabled(if: CorpusFiles.isThere, CorpusFiles.absence))
struct ProbeTests {
  /// What a probe says of payloads whose protocol tshark knows.
  struct Tally {
    /// Payloads of its own protocol, and those of them that it calls certain, and refuses.
    var own = 0
    var certain = 0
    var refused = 0
    /// Payloads that another protocol's dissector took in tshark, and which of them it claims.
    var others = 0
    var claimed: [String: Int] = [:]
    /// Payloads that tshark has no name for and the probe has.
    var nameless = 0
  }

  /// A TCP segment's or UDP datagram's payload, and what tshark calls it; `data` when it has no name.
  struct Payload {
    var bytes: [UInt8]
    var register: Binding.Register
    var name: String
  }

  /// What a probe may claim of payloads that tshark calls otherwise, as both names are right.
  static let kin: [String: Set<String>] = [
    "nbns": ["dns"], "llmnr": ["dns"], "mdns": ["dns"], "gquic": ["quic"], "cotp": ["tpkt"],
  ]

  @Test func claimsNoPayloadOfAnother() throws {
    let tallies = try Self.tallies()
    if ProcessInfo.processInfo.environment["PACKETS_TABLES"] != nil { Self.printTable(tallies) }
    for (name, tally) in tallies {
      let known = Self.takenByPort(name)
      for (other, count) in tally.claimed {
        #expect(count <= known[other] ?? 0, "\(name) claims payloads of \(other)")
      }
    }
    #expect(tallies.values.reduce(0) { $0 + $1.own } > 20_000, "payloads were looked at")
  }

  static func tallies() throws -> [String: Tally] {
    let table = DissectorTable.standard
    var tallies: [String: Tally] = [:]
    let names = table.entries.map(\.id.description)
    let probes = table.entries.indices.compactMap { index in
      table.probe(at: index).map { (name: names[index], probe: $0) }
    }
    for payload in try payloads() {
      for (name, probe) in probes {
        let isLookedFor = probe.registers.contains(payload.register)
        guard isLookedFor || payload.name == name else { continue }
        let verdict = probe.test(payload.bytes.span.bytes)
        tallies[name, default: Tally()].count(
          verdict, isLookedFor: isLookedFor, of: payload.name, by: name)
      }
    }
    return tallies
  }
}

extension ProbeTests.Tally {
  mutating func count(
    _ verdict: ContentProbe.Verdict, isLookedFor: Bool, of truth: String, by name: String
  ) {
    if truth == name || ProbeTests.kin[truth]?.contains(name) == true {
      own += 1
      if verdict == .certain { certain += 1 }
      if verdict == .refused { refused += 1 }
    } else if truth == "data" {
      if verdict == .certain { nameless += 1 }
    } else {
      others += 1
      if verdict == .certain { claimed[truth, default: 0] += 1 }
    }
  }
}

extension ProbeTests {
  /// All payloads of the corpus that tshark's recorded output tells the protocol of.
  static func payloads() throws -> [Payload] {
    let table = DissectorTable.standard
    let transports = [TCP.id, UDP.id].map { table.index(of: $0) }
    var payloads: [Payload] = []
    for (capture, stacks) in try recordedStacks() {
      guard var reader = try? CaptureFileReader(path: CorpusFiles.root + "/" + capture) else {
        continue
      }
      for stack in stacks {
        guard let packet = try? reader.next() else { break }
        let path = packet.dissection(by: table).path
        let names = stack.split(separator: ":")
        guard let layer = path.last(where: { transports.contains($0.protocolIndex) }),
          let place = names.lastIndex(where: { $0 == "tcp" || $0 == "udp" }),
          names.count(where: { $0 == "tcp" || $0 == "udp" })
            == path.count(where: { transports.contains($0.protocolIndex) }),
          layer.length > layer.headerLength, !layer.flags.contains(.truncated)
        else { continue }
        let isTCP = layer.protocolIndex == transports[0]
        guard (names[place] == "tcp") == isTCP else { continue }
        let bytes = packet.bytes.slice(
          from: layer.offset + layer.headerLength, count: layer.length - layer.headerLength)
        payloads.append(
          Payload(
            bytes: bytes.copied(), register: isTCP ? .tcpPort : .udpPort,
            name: place + 1 < names.count ? String(names[place + 1]) : "data"))
      }
    }
    return payloads
  }

  /// The layers of each frame, by capture, as tshark 4.0.17 names them.
  private static func recordedStacks() throws -> [(capture: String, stacks: [String])] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.currentDirectoryURL = URL(filePath: CorpusFiles.root + "/golden")
    process.arguments =
      ["-c", #"for name; do gzip -dc "$name.tsv.gz" | cut -f5; done"#, "sh"] + CorpusFiles.paths
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let tables = String(decoding: output, as: UTF8.self).components(
      separatedBy: "frame.protocols\n")
    return zip(CorpusFiles.paths, tables.dropFirst()).map { capture, table in
      (
        capture,
        table.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      )
    }
  }

  /// The table of `Benchmarks/README.md`.
  private static func printTable(_ tallies: [String: Tally]) {
    print("| probe | own | certain | refused | others | claimed | nameless |")
    for (name, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      let claimed = tally.claimed.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
      print(
        "| `\(name)` | \(tally.own) | \(tally.certain) | \(tally.refused) | \(tally.others) | "
          + "\(claimed.joined(separator: ", ")) | \(tally.nameless) |")
    }
  }
}

extension ProbeTests {
  /// How many payloads of others a probe claims rightly, looked at one by one: tshark gave them to whoever
  /// has the port, such as TLS on port 502 to Modbus.
  static func takenByPort(_ name: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    for item in (known[name] ?? "").components(separatedBy: ", ") {
      let words = item.split(separator: " ")
      if words.count == 2 { counts[String(words[0])] = Int(words[1]) }
    }
    return counts
  }

  private static let known = [
    "dcerpc": "quic 2, lnet 1, jxta 1, http 2",
    "dhcp": "dns 9, db-lsp-disc 4, geneve 2, nbdgm 1, bt-dht 1",
    "dnp3": "drda 11, dns 9",
    "dns":
      "dtls 21, syslog 18, bjnp 10, udpencap 8, egd 4, kerberos 3, dhcpv6 2, cipio 2, vxlan 2, collectd 2, dhcp 2, hsrp 2, ntp 2, rtcp 2, sip 1, rx 1, mp2t 1, aodv 1",
    "dtls": "isakmp 4, dns 2",
    "http":
      "tls 174, smtp 32, ftp 20, dnp3 8, wow 5, mbtcp 4, pgsql 4, synphasor 3, ldap 2, nbss 2, imap 2, telnet 2, ftp-data 1, kerberos 1, stun 1, tpkt 1, cotp 1, ssh 1, ncp 1",
    "http2": "http 11",
    "mqtt": "http 3, ssh 1, rpc 1",
    "quic": "stun 4",
    "rtcp": "dns 7",
    "sip": "nbss 4, http 1",
    "ssdp": "syslog 11, wg 1",
    "ssh": "tls 6, smtp 3, tpkt 1",
    "stun": "wg 7, bt-dht 4, classicstun 3, dns 1",
    "tls":
      "mbtcp 94, http 35, hart_ip 10, kafka 9, smtp 8, socks 5, rtmpt 5, z3950 4, smpp 4, nbss 3, pop 2, pgsql 1, gearman 1, q931 1, rtsp 1",
    "tpkt": "kismet 8, tls 1, sip 1",
    "wg": "tftp 46, snmp 1",
  ]
}
