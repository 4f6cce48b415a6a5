import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("NTP (RFC 5905, RFC 9327)")
struct NTPTests {
  /// Corpus: tcpdump ntp-time-ef, frame 2, to the end of its first extension field.
  let answer = hex(
    """
    240306e70000045f000000300a1f0880e69f811f3996bdf2d9f4d83f4eb8f2b0e69f8152302491b0e69f81523028dd5e
    010400245cf06d7094cf5c5e6ce92591e9f67804132e43b9c0fe6ef874ecd7eab5d36ebf
    """)
  /// Corpus: tcpdump ntp-control, frame 1.
  let control = hex("160200440000000000000000")

  @Test func readsEachField() throws {
    let ntp = try NTP(decoding: answer.span.bytes)
    #expect(ntp.leapIndicator == 0 && ntp.version == 4 && ntp.mode == .server)
    #expect(ntp.stratum == 3 && ntp.poll == 6 && ntp.precision == -25)
    #expect(ntp.rootDelay.rawValue == 0x45f && ntp.rootDispersion.duration < .milliseconds(1))
    #expect(ntp.referenceIdentifier == 0x0a1f_0880)
    #expect(ntp.referenceTime.timestamp?.description == "2022-08-11T13:22:39.224956389Z")
    #expect(ntp.transmitTime.timestamp?.description == "2022-08-11T13:23:30.188123546Z")
    #expect(ntp.next == .none)
  }

  @Test(arguments: [
    ("ntp.flags", "0x24"), ("ntp.precision", "231"), ("ntp.refid", "0a1f0880"),
    ("ntp.reftime", "Aug 11, 2022 13:22:39.224956389 UTC"), ("ntp.ext.type", "0x0104"),
    ("ntp.ext.length", "36"), ("ntp.keyid", ""), ("ntp.rootdelay", "1119"),
  ])
  func printsFieldsAsTsharkDoes(name: String, value: String) {
    #expect(field(name, datagram(answer, from: 123, to: 123), .rawIP) == value)
  }

  @Test func printsNoTimeAsNull() {
    let packet = datagram([0x1b] + [UInt8](repeating: 0, count: 47), from: 123, to: 123)
    #expect(field("ntp.xmt", packet, .rawIP) == "NULL")
  }

  @Test func readsAuthenticators() {
    let bytes = Array(answer.prefix(48)) + hex("00000008 000102030405060708090a0b0c0d0e0f")
    let packet = datagram(bytes, from: 123, to: 123)
    #expect(field("ntp.keyid", packet, .rawIP) == "00000008")
    #expect(field("ntp.mac", packet, .rawIP) == "000102030405060708090a0b0c0d0e0f")
    #expect(field("ntp.ext", packet, .rawIP) == "")
  }

  @Test func readsControlMessages() {
    let packet = datagram(control, from: 123, to: 123)
    #expect(field("ntp.ctrl.flags2.opcode", packet, .rawIP) == "2")
    #expect(field("ntp.ctrl.sequence", packet, .rawIP) == "68")
    #expect(field("ntp.xmt", packet, .rawIP) == "")
    let list = datagram(
      hex("1681 0001 0618 0000 0000 0008 1234 963a 1235 8011"), from: 123, to: 123)
    #expect(field("ntp.ctrl.associd", list, .rawIP) == "0,4660,4661")
    #expect(field("ntp.ctrl.peer_status.selection", list, .rawIP) == "6,0")
    #expect(field("ntp.ctrl.sys_status.clksrc", list, .rawIP) == "6")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(NTP.self, answer, headerLength: 48))
    #expect(refusesEveryCut(NTP.self, control, headerLength: 12))
  }

  @Test(arguments: 48..<84)
  func leavesOutACutExtension(count: Int) throws {
    let ntp = try NTP(decoding: answer.span.bytes.extracting(first: count))
    #expect(ntp.bytes.byteCount == count)
    let packet = datagram(Array(answer.prefix(count)), from: 123, to: 123)
    #expect(field("ntp.ext", packet, .rawIP) == "")
  }

  @Test(arguments: [0, 5, 6, 7] as [UInt8])
  func refusesOtherVersions(version: UInt8) {
    let bytes = [version << 3 | 3] + [UInt8](repeating: 0, count: 47)
    #expect(protocols(datagram(bytes, from: 123, to: 123), .rawIP) == "raw:ip:udp:data")
  }

  @Test(arguments: [0, 1, 499_999_999, 999_999_999] as [UInt32])
  func convertsTimesBothWays(nanoseconds: UInt32) {
    for seconds in [0, 1_700_000_000, 2_085_978_495, 2_085_978_497, 4_000_000_000] as [Int64] {
      let time = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
      #expect(NTP.Time(time).timestamp == time)
    }
  }

  @Test func keepsPackets() throws {
    let packet = NTP.Packet(try NTP(decoding: answer.span.bytes))
    #expect(packet.stratum == 3 && packet.trailer.count == 36)
    let json = try JSONEncoder().encode(packet)
    #expect(try JSONDecoder().decode(NTP.Packet.self, from: json) == packet)
  }
}
