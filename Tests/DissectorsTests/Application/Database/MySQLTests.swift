import Dissectors
import PacketCore
import Testing

@Suite("MySQL")
struct MySQLTests {
  /// As in the corpus's mercury mysql.pcap: a server greets.
  let greeting =
    hex("34000000 0a") + Array("5.0.54\0".utf8) + hex("5e000000") + Array(">~$4uth,\0".utf8)
    + hex("2ca2 21 0200 00000000000000000000000000") + Array(">612IWZ>fhWX\0".utf8)
  let login =
    hex("26000001 85a6 0300 00000001 21") + [UInt8](repeating: 0, count: 23) + Array("tfoo\0".utf8)
    + hex("00")
  let query = hex("09000000 03") + Array("select 1".utf8)
  /// One column, one row.
  let answer =
    hex("0100000101") + hex("17000002 03646566 00 00 00 0131 00 0c 3f00 01000000 08 8100 00 0000")
    + hex("05000003 fe00000200") + hex("02000004 0131") + hex("05000005 fe00000200")

  @Test func readsEachField() throws {
    let view = try MySQL(decoding: greeting.span.bytes)
    #expect(view.length == 52 && view.number == 0)
    let packet = segment(greeting, from: 3306, to: 56162)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:mysql")
    #expect(field("mysql.version", packet, .rawIP) == "5.0.54")
    #expect(field("mysql.thread_id", packet, .rawIP) == "94")
    #expect(field("mysql.caps.server", packet, .rawIP) == "0xa22c")
    #expect(field("mysql.stat.ac", packet, .rawIP) == "1")
    #expect(field("mysql.salt2", packet, .rawIP) == ">612IWZ>fhWX")
  }

  @Test func readsRequests() {
    let packet = segment(login, from: 56162, to: 3306)
    #expect(field("mysql.user", packet, .rawIP) == "tfoo")
    #expect(field("mysql.max_packet", packet, .rawIP) == "16777216")
    let asked = segment(query, from: 56162, to: 3306)
    #expect(field("mysql.command", asked, .rawIP) == "3")
    #expect(field("mysql.query", asked, .rawIP) == "select 1")
  }

  @Test func readsResultSets() {
    let packet = segment(answer, from: 3306, to: 56162)
    #expect(field("mysql.packet_number", packet, .rawIP) == "1,2,3,4,5")
    #expect(field("mysql.num_fields", packet, .rawIP) == "1")
    #expect(field("mysql.field.name", packet, .rawIP) == "1")
    #expect(field("mysql.row.text", packet, .rawIP) == "1")
    #expect(field("mysql.eof", packet, .rawIP) == "254,254")
  }

  @Test func readsErrors() {
    let bytes = hex("0e000001 ff a904 23") + Array("HY000nope!".utf8)
    let packet = segment(bytes, from: 3306, to: 56162)
    #expect(field("mysql.error_code", packet, .rawIP) == "1193")
    #expect(field("mysql.sqlstate", packet, .rawIP) == "HY000")
    #expect(field("mysql.error.message", packet, .rawIP) == "nope!")
  }

  /// Corpus: ndpi mysql.pcapng, frames 4 and 6, shortened.
  @Test func readsMariaDB() {
    let maria =
      hex("43000000 0a") + Array("5.5.5-10.6.12-MariaDB\0".utf8) + hex("20000000")
      + Array("GgP=!+TH\0".utf8) + hex("fef7 2d 0200 ff81 15 000000000000 1d000000")
      + Array("Iv7Oe/YRmR1>\0".utf8)
    let packet = segment(maria, from: 3306, to: 56162)
    #expect(field("mariadb.server_language", packet, .rawIP) == "45")
    #expect(field("mysql.server_language", packet, .rawIP).isEmpty)
    #expect(field("mysql.unused", packet, .rawIP) == "000000000000")
    #expect(field("mariadb.extcaps.server", packet, .rawIP) == "0x0000001d")
    #expect(field("mariadb.caps.bo", packet, .rawIP) == "1")
    #expect(field("mysql.caps.pm", packet, .rawIP) == "1,1")
    #expect(field("mysql.salt2", packet, .rawIP) == "Iv7Oe/YRmR1>")
  }

  @Test func keepsGreetingAndLogin() {
    let server = MySQL(unchecked: greeting.span.bytes)
    let kept = server.greeting
    #expect(kept?.version == "5.0.54" && kept?.threadID == 94 && kept?.capabilities == 0xa22c)
    #expect(server.login == nil)
    let client = MySQL(unchecked: login.span.bytes)
    let who = client.login
    #expect(who?.user == "tfoo" && who?.schema == nil && who?.capabilities == 0x3a685)
    #expect(client.greeting == nil)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(MySQL.self, query, headerLength: 4))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 5..<greeting.count {
      let packet = segment(Array(greeting.prefix(count)), from: 3306, to: 56162)
      #expect(field("mysql.thread_id", packet, .rawIP) == (count < 16 ? "" : "94"))
    }
  }

  @Test func refusesEmptyPackets() {
    let packet = segment(hex("0000000000000000"), from: 3306, to: 56162)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:data")
  }

  @Test func survivesLies() {
    for bytes in [greeting, login, query, answer] {
      for offset in bytes.indices {
        var changed = bytes
        changed[offset] = 0xff
        readEveryField(segment(changed, from: 3306, to: 56162))
        readEveryField(segment(changed, from: 56162, to: 3306))
      }
    }
  }
}
