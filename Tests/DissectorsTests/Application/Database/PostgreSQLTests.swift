import Dissectors
import PacketCore
import Testing

@Suite("PostgreSQL")
struct PostgreSQLTests {
  /// As in the corpus's suricata-verify TLPW-Jason-copyfrom-small: a client opens a connection.
  let startup =
    hex("00000026 0003 0000") + Array("user\0rules\0database\0rules\0\0\0".utf8) + hex("00")
  /// Of the same capture: the server asks for a password.
  let authentication = hex("52 0000000c 00000005 cbb780c2")
  let error =
    hex("45 0000001d") + Array("SFATAL\0C28000\0Mno entry\0\0".utf8) + hex("5a 00000005 49")

  @Test func readsEachField() throws {
    let view = try PostgreSQL(decoding: startup.span.bytes)
    #expect(view.isStartup && view.kind == 0)
    let packet = segment(startup, from: 50370, to: 5432)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:pgsql")
    #expect(field("pgsql.type", packet, .rawIP) == "Startup message")
    #expect(field("pgsql.version_major", packet, .rawIP) == "3")
    #expect(field("pgsql.parameter_name", packet, .rawIP) == "user,database")
    #expect(field("pgsql.parameter_value", packet, .rawIP) == "rules,rules")
    let asked = segment(authentication, from: 5432, to: 50370)
    #expect(field("pgsql.authtype", asked, .rawIP) == "5")
    #expect(field("pgsql.salt", asked, .rawIP) == "cbb780c2")
  }

  @Test func readsSeveralMessages() {
    let packet = segment(error, from: 5432, to: 50370)
    #expect(field("pgsql.type", packet, .rawIP) == "Error,Ready for query")
    #expect(field("pgsql.severity", packet, .rawIP) == "FATAL")
    #expect(field("pgsql.message", packet, .rawIP) == "no entry")
    #expect(field("pgsql.status", packet, .rawIP) == "73")
  }

  @Test func readsRows() {
    let row = hex("44 00000016 0003 00000002 3432 ffffffff 00000002 3433")
    let packet = segment(row, from: 5432, to: 50370)
    #expect(field("pgsql.val.length", packet, .rawIP) == "2,-1,2")
    #expect(field("pgsql.val.data", packet, .rawIP) == "3432,3433")
  }

  /// Of suricata-verify pgsql-5524, frames 8 and 9, tshark says the same.
  @Test func summaryNamesMessages() {
    let client = hex("50 00000008 00000000 42 00000004 53 00000004")
    #expect(summaryLine(segment(client, from: 50370, to: 5432)) == "PGSQL >P/B/S")
    #expect(summaryLine(segment(error, from: 5432, to: 50370)) == "PGSQL <E/Z")
    #expect(summaryLine(segment(startup, from: 50370, to: 5432)) == "PGSQL >")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(PostgreSQL.self, authentication, headerLength: 5))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 5..<authentication.count {
      let packet = segment(Array(authentication.prefix(count)), from: 5432, to: 50370)
      #expect(field("pgsql.salt", packet, .rawIP) == "")
      #expect(field("pgsql.length", packet, .rawIP) == "12")
    }
  }

  @Test(arguments: ["5200000003", "ff00000008", "0000000700030000", "00010000000300"])
  func refusesOtherPayloads(start: String) {
    let packet = segment(hex(start + "00000000"), from: 50370, to: 5432)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:data")
  }

  @Test func survivesLies() {
    for bytes in [startup, authentication, error] {
      for offset in bytes.indices {
        var changed = bytes
        changed[offset] = 0xff
        readEveryField(segment(changed, from: 50370, to: 5432))
        readEveryField(segment(changed, from: 5432, to: 50370))
      }
    }
  }
}
