import Dissectors
import PacketCore
import Testing

@Suite("FTP (RFC 959)")
struct FTPTests {
  private func value(_ name: String, _ bytes: [UInt8], from port: UInt16? = nil) -> String {
    port == nil
      ? field(name, segment(bytes, from: 50000, to: 21), .rawIP)
      : field(name, segment(bytes, from: 21, to: 50000), .rawIP)
  }

  /// pcapplusplus/Packet++Test/PacketExamples/Ftp.pcap.
  @Test func readsACommand() {
    let bytes = lines("PASS IEUser@")
    #expect(value("ftp.request.command", bytes) == "PASS")
    #expect(value("ftp.request.arg", bytes) == "IEUser@")
    #expect(value("ftp.request", bytes) == "1")
    #expect(value("ftp.response.code", bytes) == "")
  }

  @Test func readsAReply() {
    let bytes = lines("211-Extensions supported:", " CLNT", "211 End.")
    #expect(value("ftp.response.code", bytes, from: 21) == "211")
    #expect(value("ftp.response.arg", bytes, from: 21) == "Extensions supported:")
    #expect(value("ftp.response", bytes, from: 21) == "1")
  }

  @Test func readsAddresses() {
    let passive = lines("227 Entering Passive Mode (192,0,2,9,4,1)")
    #expect(value("ftp.passive.ip", passive, from: 21) == "192.0.2.9")
    #expect(value("ftp.passive.port", passive, from: 21) == "1025")
    #expect(value("ftp.passive.nat", passive, from: 21) == "1")
    let active = lines("PORT 192,0,2,1,4,1")
    #expect(value("ftp.active.cip", active) == "192.0.2.1")
    #expect(value("ftp.active.nat", active) == "")
  }

  /// RFC 2428 §2 and §3.
  @Test func readsExtendedAddresses() {
    let active = lines("EPRT |2|2001:db8::1|5282|")
    #expect(value("ftp.eprt.af", active) == "2")
    #expect(value("ftp.eprt.ipv6", active) == "2001:db8::1")
    #expect(value("ftp.eprt.port", active) == "5282")
    let passive = lines("229 Entering Extended Passive Mode (|||6446|)")
    #expect(value("ftp.epsv.port", passive, from: 21) == "6446")
  }

  @Test(arguments: ["PORT 1,2,3", "PORT 1,2,3,4,5,999", "EPRT ||", "PORT", "EPRT |1|x|y|"])
  func leavesOutBrokenAddresses(line: String) {
    let bytes = lines(line)
    #expect(value("ftp.active.port", bytes) == "")
    #expect(value("ftp.eprt.ip", bytes) == "")
  }

  @Test func refusesBinary() {
    #expect(verdict(FTP.self, [0x16, 3, 1, 0]) == .refused)
    #expect(verdict(FTP.self, lines("USER x")) == .possible)
    survivesHostileBytes(FTP.self, lines("PORT 192,0,2,1,4,1"), port: 21)
  }

  @Test func showsDataOnItsPort() {
    let text = segment(lines("drwxr-xr-x"), from: 20, to: 50000)
    #expect(protocols(text, .rawIP) == "raw:ip:tcp:ftp-data:data-text-lines")
    #expect(protocols(segment([0, 1, 2], from: 20, to: 50000), .rawIP) == "raw:ip:tcp:ftp-data")
  }
}
