import Dissectors
import PacketCore
import Testing

@Suite("SMTP (RFC 5321)")
struct SMTPTests {
  private func sent(_ name: String, _ bytes: [UInt8]) -> String {
    field(name, segment(bytes, from: 50000, to: 25), .rawIP)
  }
  private func received(_ name: String, _ bytes: [UInt8]) -> String {
    field(name, segment(bytes, from: 25, to: 50000), .rawIP)
  }

  @Test func readsCommands() {
    let bytes = lines("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA")
    #expect(sent("smtp.req.command", bytes) == "MAIL,RCPT,DATA")
    #expect(sent("smtp.req.parameter", bytes) == "FROM:<a@b>,TO:<c@d>")
    #expect(sent("smtp.command_line", lines("DATA")) == "DATA\\r\\n")
    #expect(sent("smtp.rsp", bytes) == "")
  }

  /// RFC 5321 §4.2.1: a hyphen after the code says that a line follows.
  @Test func readsReplies() {
    let bytes = lines("250-mx at your service", "250-SIZE 35882577", "250 PIPELINING", "354 go")
    #expect(received("smtp.response.code", bytes) == "250,354")
    #expect(
      received("smtp.rsp.parameter", bytes) == "mx at your service,SIZE 35882577,PIPELINING,go")
    #expect(received("smtp.rsp", bytes) == "1")
    #expect(received("smtp.req", bytes) == "")
  }

  /// Its lines are no layer of their own.
  @Test func takesNoLineOfAMailForACommand() {
    let mail = lines("From: a@b", "", "Hello")
    #expect(sent("smtp.req.command", mail) == "")
    #expect(protocols(segment(mail, from: 50000, to: 25), .rawIP) == "raw:ip:tcp:smtp")
  }

  /// RFC 4954 §4.
  @Test func takesNoCredentialForACommand() {
    let bytes = lines("Z3VycGFydGFwQHBhdHJpb3RzLmlu")
    #expect(sent("smtp.req", bytes) == "1")
    #expect(sent("smtp.req.command", bytes) == "")
  }

  @Test func refusesTLS() {
    #expect(verdict(SMTP.self, [0x16, 3, 1, 0, 0]) == .refused)
    survivesHostileBytes(SMTP.self, lines("250-a", "250 b"), port: 25)
    survivesHostileBytes(SMTP.self, lines("EHLO a", "QUIT"), port: 25)
  }
}

@Suite("POP3 (RFC 1939)")
struct POP3Tests {
  /// suricata-verify/tests/pop3-02-bug-7709.
  @Test func readsCommandsAndResponses() {
    let command = segment(lines("USER test@tt.com"), from: 50000, to: 110)
    #expect(field("pop.request.command", command, .rawIP) == "USER")
    #expect(field("pop.request.parameter", command, .rawIP) == "test@tt.com")
    let response = segment(lines("-ERR the password incorrect"), from: 110, to: 50000)
    #expect(field("pop.response.indicator", response, .rawIP) == "-ERR")
    #expect(field("pop.response.description", response, .rawIP) == "the password incorrect")
    #expect(field("pop.request.command", response, .rawIP) == "")
  }

  @Test func refusesTLS() {
    #expect(verdict(POP3.self, [0x16, 3, 1, 0, 0]) == .refused)
    survivesHostileBytes(POP3.self, lines("+OK hello"), port: 110)
  }
}

@Suite("IMAP (RFC 9051)")
struct IMAPTests {
  /// arkime/pcap/arkime_synthetic.pcap.
  @Test func readsCommands() {
    let bytes = segment(lines("A001 SELECT \"INBOX\""), from: 50000, to: 143)
    #expect(field("imap.request_tag", bytes, .rawIP) == "A001")
    #expect(field("imap.request.command", bytes, .rawIP) == "SELECT")
    #expect(field("imap.request.folder", bytes, .rawIP) == "\"INBOX\"")
    #expect(field("imap.isrequest", bytes, .rawIP) == "1")
    #expect(field("imap.line", bytes, .rawIP) == "A001 SELECT \"INBOX\"\\r\\n")
  }

  @Test func readsResponses() {
    let bytes = segment(lines("* 3 EXISTS", "a1 OK SELECT completed"), from: 143, to: 50000)
    #expect(field("imap.response_tag", bytes, .rawIP) == "a1")
    #expect(field("imap.response.status", bytes, .rawIP) == "OK")
    #expect(field("imap.response.command", bytes, .rawIP) == "SELECT")
    #expect(field("imap.isrequest", bytes, .rawIP) == "0")
  }

  @Test func readsALogin() {
    let bytes = segment(lines("a LOGIN user pass"), from: 50000, to: 143)
    #expect(field("imap.request.username", bytes, .rawIP) == "user")
    #expect(field("imap.request.password", bytes, .rawIP) == "pass")
  }

  @Test func refusesTLS() {
    #expect(verdict(IMAP.self, [0x16, 3, 1, 0, 0]) == .refused)
    survivesHostileBytes(IMAP.self, lines("a UID FETCH 1 (FLAGS)"), port: 143)
  }
}
