import Testing

@Suite("sniff -T fields")
struct FieldsTests {
  let ping = SniffProcess.capture("ping.pcap")

  private func fields(_ arguments: String...) throws -> SniffProcess {
    try SniffProcess(["-r", ping, "-T", "fields", "-c", "3"] + arguments)
  }

  @Test func printsColumnsBetweenTabs() throws {
    let sniff = try fields("-e", "frame.number", "-e", "eth.type", "-e", "ip.src", "-e", "ip.ttl")
    #expect(sniff.lines == ["1\t0x0806\t\t", "2\t0x0806\t\t", "3\t0x0800\t192.0.2.1\t64"])
  }

  @Test func laysOutAsAsked() throws {
    let sniff = try fields(
      "-e", "frame.len", "-e", "eth.addr", "-E", "header=y", "-E", "separator=,", "-E", "quote=d",
      "-E", "aggregator=/s", "-E", "bom=y")
    #expect(
      sniff.lines == [
        "\u{feff}frame.len,eth.addr",
        "\"42\",\"ff:ff:ff:ff:ff:ff 02:00:00:00:00:01\"",
        "\"42\",\"02:00:00:00:00:01 02:00:00:00:00:02\"",
        "\"98\",\"02:00:00:00:00:02 02:00:00:00:00:01\"",
      ])
  }

  @Test(
    "one of several values",
    arguments: [("f", "192.0.2.1"), ("l", "192.0.2.2"), ("a", "192.0.2.1,192.0.2.2")])
  func choosesOccurrence(which: String, expected: String) throws {
    let sniff = try fields("-e", "ip.addr", "-E", "occurrence=\(which)")
    #expect(sniff.lines == [expected])
  }

  @Test func printsTheFrame() throws {
    let names = ["protocols", "encap_type", "len", "cap_len", "marked", "time_relative"]
    let sniff = try SniffProcess(
      ["-r", ping, "-T", "fields", "-c", "1"] + names.flatMap { ["-e", "frame.\($0)"] })
    #expect(sniff.lines == ["eth:ethertype:arp\t1\t42\t42\t0\t0.000000000"])
  }

  @Test func printsColumnsOfTheSummary() throws {
    let sniff = try fields("-e", "_ws.col.Protocol", "-e", "_ws.col.Info")
    #expect(sniff.lines.first == "ARP\tWho has 192.0.2.2? Tell 192.0.2.1")
  }

  @Test func suggestsTheNearestName() throws {
    let sniff = try fields("-e", "ip.scr", "-e", "frame.number", "-e", "zzzzzzzz")
    #expect(sniff.status == 1)
    #expect(sniff.output == "")
    #expect(
      sniff.errors
        == "sniff: Some fields aren't valid:\n\tip.scr (did you mean ip.src?)\n\tzzzzzzzz\n")
  }
}
